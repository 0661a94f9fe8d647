"""A whole run on two drawn scenes: what each stage keeps, what a second time does, and what failures leave behind."""

import asyncio
from collections.abc import Iterator, Sequence
from pathlib import Path

import orjson
import pytest
from PIL import Image

from models.corpus import ChatReply, ChatRequest, Picture
from models.errors import BadPicture, CallFailed
from models.judging import Candidate
from models.offline_teacher.teacher import OfflineTeacher
from models.records import Box, Detection, Region, Tag
from models.verbalizing.verbalize import Verbalizers, VerbalizeSettings
from models.verbalizing.vocabularies import Vocabulary
from tests.fakes.chats import ScriptedChat
from tests.fakes.corpus_runs import put_into_words, work_through
from training.corpus.calls.spending import Limits
from training.corpus.corpus_run import CorpusRun
from training.corpus.journal.journal import Journal
from training.corpus.pictures.drawn import DrawnScenes
from training.corpus.run_settings import CorpusSettings, PictureSettings
from training.corpus.writing.generate import GenerateSettings

RUN = CorpusSettings(
    pictures=PictureSettings(scenes=2),
    verbalize=VerbalizeSettings(narratives=1),
    generate=GenerateSettings(calls=1),
)
CALLS = 2 * 2  # of a picture: by ids and by descriptions


class Teacher:
    """The offline teacher, which counts its calls and fails as often as it is told to."""

    name = OfflineTeacher.name

    def __init__(self, *, failing: int = 0) -> None:
        self.calls = 0
        self._failing = failing
        self._own = OfflineTeacher()

    async def complete(self, request: ChatRequest) -> ChatReply:
        self.calls += 1
        if self._failing:
            self._failing -= 1
            raise CallFailed("nothing came")
        return await self._own.complete(request)


class Critic:
    """Scores by the length of the answer, and counts the pictures that it looks at."""

    name = "length"

    def __init__(self) -> None:
        self.pictures = 0

    def criticise(self, image: Image.Image, candidates: Sequence[Candidate]) -> tuple[float, ...]:
        self.pictures += image.mode == "RGB"
        return tuple(min(1.0, len(each.qar.answer) / 100) for each in candidates)


class Seer:
    """Sees a child and an adult in every picture, and one colour of it."""

    name = "seer"

    def detect(self, image: Image.Image) -> tuple[Detection, ...]:
        boxes = (Box(0, 0, image.width / 3, 90), Box(image.width / 2, 100, image.width, 180))
        return tuple(Detection(box, 0.9, "person") for box in boxes)

    def caption(self, image: Image.Image, regions: Sequence[Region]) -> tuple[str, ...]:
        said = ("a child with a big smile holding a red ball", "an adult in a green coat with a deep frown")
        return said[: len(regions)] if image.width else ()

    def narrate(
        self, image: Image.Image, count: int = 5, *, temperature: float = 1.1, nucleus: float = 0.95, seed: int = 0
    ) -> tuple[str, ...]:
        return (f"A child and an adult. Number {seed + temperature + nucleus} of {image.getpixel((9, 9))}.",) * count

    def tag(self, image: Image.Image, labels: Sequence[str], top: int) -> tuple[Tag, ...]:
        return tuple(Tag(label, 1 / image.width) for label in labels[:top])

    def reply(self, image: Image.Image, questions: Sequence[str]) -> tuple[str, ...]:
        return (f"about {image.width}",) * len(questions)


@pytest.fixture
def by() -> Verbalizers:
    seer, words = Seer(), Vocabulary(name="places", labels=("park", "kitchen", "beach"), taken=2)
    return Verbalizers(seer, seer, seer, seer, (words,), seer)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with Journal(tmp_path / "journal.sqlite") as opened:
        yield opened


def run_of(journal: Journal, settings: CorpusSettings = RUN) -> CorpusRun:
    return CorpusRun(settings, journal, DrawnScenes(2), tell=lambda _stage, _progress: None)


def test_every_picture_ends_as_entries_with_scores(journal: Journal, by: Verbalizers) -> None:
    run, critic = run_of(journal), Critic()

    work_through(run, by, Teacher(), critic)

    entries = [orjson.loads(line) for line in run.records.entries(critic.name)]
    assert {entry["path"] for entry in entries} == {f"scene_{number}.png" for number in (2_000_000_000, 2_000_000_001)}
    scored = [entry for entry in entries if not entry["set_aside"]]
    assert scored
    for entry in scored:
        expected = min(1.0, len(entry["candidate"]["qar"]["answer"]) / 100)
        assert entry["candidate"]["scores"] == {"length": expected}
    assert critic.pictures == 2
    assert all(picture.regions for picture in run.records.pictures())


def test_a_second_time_nothing_is_done_and_the_entries_are_the_same(journal: Journal, by: Verbalizers) -> None:
    run, teacher, critic = run_of(journal), Teacher(), Critic()
    work_through(run, by, teacher, critic)
    before, asked = list(run.records.entries(critic.name)), teacher.calls

    work_through(run, by, teacher, critic)

    assert list(run.records.entries(critic.name)) == before
    assert teacher.calls == asked == 2 + CALLS
    assert critic.pictures == 2


def test_what_is_selected_are_different_entries_of_each_picture(journal: Journal, by: Verbalizers) -> None:
    run = run_of(journal, RUN.model_copy(update={"selected": 2}))

    work_through(run, by, Teacher())

    selected = list(run.records.selected())
    assert 1 <= len(selected) <= 4
    assert len({entry.candidate.id for entry in selected}) == len(selected)
    assert not any(entry.set_aside for entry in selected)


def test_what_is_selected_has_the_scores_that_order_a_round(journal: Journal, by: Verbalizers) -> None:
    run, critic = run_of(journal), Critic()
    work_through(run, by, Teacher(), critic)

    selected = list(run.records.selected(run.scored_by()))

    assert selected
    assert all(list(entry.candidate.scores) == [critic.name] for entry in selected)
    assert not any(entry.candidate.scores for entry in run.records.selected())


def test_failed_calls_leave_the_others_and_are_made_again_when_wanted(journal: Journal, by: Verbalizers) -> None:
    run = run_of(journal)
    put_into_words(run, by, Teacher())
    fails_first = Teacher(failing=1)
    asyncio.run(run.generate(fails_first, Limits(1)))
    run.parse()
    fewer = len(list(run.records.entries()))

    failed = run.try_again()
    work_through(run, by, Teacher())

    assert failed == 1
    assert len(list(run.records.entries())) > fewer


def test_a_question_that_failed_is_asked_again_and_answered(journal: Journal, by: Verbalizers) -> None:
    run = run_of(journal)
    work_through(run, by, Teacher(failing=1))
    told = [len(verbalization.exchanges) for _, verbalization in run.records.told()]

    run.try_again()
    work_through(run, by, Teacher())

    assert 0 in told
    assert all(verbalization.exchanges for _, verbalization in run.records.told())


def test_without_questions_the_teacher_only_writes(journal: Journal, by: Verbalizers) -> None:
    run, teacher = run_of(journal, RUN.model_copy(update={"questions": None})), Teacher()

    work_through(run, by, teacher)

    assert teacher.calls == CALLS
    assert not any(verbalization.exchanges for _, verbalization in run.records.told())


def test_a_picture_of_which_replies_are_missing_is_left_for_later(journal: Journal, by: Verbalizers) -> None:
    run = run_of(journal)
    put_into_words(run, by, Teacher())

    run.parse()

    assert run.counts("parse").ok == 0


class Counted(DrawnScenes):
    """Scenes that count how often one is opened."""

    opened = 0

    def read(self, picture: Picture) -> bytes:
        self.opened += 1
        return super().read(picture)


def test_what_the_teacher_was_shown_is_not_drawn_again_to_read_what_it_said(journal: Journal, by: Verbalizers) -> None:
    source, teacher = Counted(2), ScriptedChat()
    sees = RUN.model_copy(update={"generate": GenerateSettings(calls=1, sees=True)})
    run = CorpusRun(sees, journal, source, tell=lambda _stage, _progress: None)
    put_into_words(run, by, teacher)
    before = source.opened

    asyncio.run(run.generate(teacher, Limits(2)))
    run.parse()
    asyncio.run(run.generate(teacher, Limits(2)))

    assert source.opened == before + 2
    assert run.counts("parse").ok == 2


class Damaged(DrawnScenes):
    """Scenes whose files cannot be read."""

    def read(self, picture: Picture) -> bytes:
        raise BadPicture(f"There is no picture {picture.path}.")


def test_pictures_that_cannot_be_opened_fail_with_the_reason(journal: Journal, by: Verbalizers) -> None:
    run = CorpusRun(RUN, journal, Damaged(2), tell=lambda _stage, _progress: None)

    run.list_pictures()
    run.look(lambda: by)

    assert run.counts("look") == (0, 2)
    assert {row.reason[:20] for row in journal.read("look")} == {"There is no picture "}
