"""Students of the laboratory are taught once, known by what they learned, and measured by truth."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from PIL import Image

from models.corpus import Entry
from models.embedded.folder import WEIGHTS
from models.errors import BadQuestion
from models.judging import Candidate
from models.records import QAR, Answer, Question
from tests.fakes.tiny_corpus import REGIONS, TINY_CORPUS, leave_tiny_verbalizers
from tests.training.experiments.example_scene import GRAPH
from tests.training.experiments.example_scene import REGIONS as SHOWN
from tests.training.reproduction.made_looks import lab_in
from training.embedded.corpus_settings import CorpusTraining
from training.reproduction import critics
from training.reproduction.gain import GainScorer, apart
from training.reproduction.parts import Lab, Stopped
from training.reproduction.student_cells import teach_and_measure
from training.reproduction.students import settings_of, some_of, taught, untaught, usable
from training.reproduction.worth import MAIN, Asked, Worth, questions_of, said_by, worth_of

RIGHT = ("the ice cream fell to the ground", "[5] lies on the ground")
TINY = TINY_CORPUS.model_copy(update={"steps": 2})


def entry(name: str, answer: str = "A dog.", *, set_aside: str = "") -> Entry:
    qar = QAR(question="What is with [1]?", answer=answer, rationale="[4] has a ball.")
    candidate = Candidate(id=name, image_id=f"{len(name):064d}", regions=REGIONS, qar=qar)
    return Entry(candidate=candidate, path="0.png", set_aside=set_aside)


def open_image(_image_id: str) -> Image.Image:
    return Image.effect_noise((48, 40), 60).convert("RGB")


@pytest.fixture(scope="module")
def init(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return leave_tiny_verbalizers(tmp_path_factory.mktemp("verbalizers"))


def teach(lab: Lab, init: Path, *names: str, settings: CorpusTraining = TINY) -> GainScorer:
    return taught(lab, [entry(name) for name in names], open_image, settings, about="a test", init=init)


def test_a_student_is_taught_once_and_known_by_its_texts_and_settings(tmp_path: Path, init: Path) -> None:
    said: list[str] = []
    lab = lab_in(tmp_path)._replace(say=said.append)

    first, again = teach(lab, init, "a", "b"), teach(lab, init, "a", "b")
    other = teach(lab, init, "a", "c")
    longer = teach(lab, init, "a", "b", settings=TINY.model_copy(update={"steps": 3}))

    assert first.name == again.name
    assert len({first.name, other.name, longer.name}) == 3
    assert sum("teaching" in line for line in said) == 3
    assert not list(tmp_path.glob("students/*/checkpoint.safetensors"))


def test_a_student_that_is_stopped_goes_on(tmp_path: Path, init: Path) -> None:
    stopped = lab_in(tmp_path)._replace(should_stop=lambda: True)

    with pytest.raises(Stopped):
        teach(stopped, init, "a")
    done = teach(lab_in(tmp_path), init, "a")

    assert done.stored.settings.training["steps"] == 2


def test_before_it_is_taught_a_student_is_the_verbalizers(tmp_path: Path, init: Path) -> None:
    lab = lab_in(tmp_path)

    whole, small = untaught(lab, TINY, init=init), untaught(lab, TINY.model_copy(update={"seen_at": 16}), init=init)

    assert (whole.stored.settings.student.seen_at, small.stored.settings.student.seen_at) == (None, 16)
    assert len(list(tmp_path.glob(f"students/*/{WEIGHTS}"))) == 2
    assert sum(whole.score(open_image(""), Question(image_id="0", text="who is it?"), ("a dog", "a ball"))) == (
        pytest.approx(1)
    )


def test_settings_are_those_of_the_scale(tmp_path: Path) -> None:
    settings = settings_of(lab_in(tmp_path, student_steps=7), 3, seen_at=32)

    assert (settings.steps, settings.seed, settings.seen_at) == (7, 3, 32)


def test_entries_are_drawn_in_their_order_without_those_set_aside() -> None:
    entries = [entry(str(number), set_aside="no rationale" if number % 2 else "") for number in range(20)]

    drawn = some_of(usable(entries), 4, 0)

    assert len(drawn) == 4
    assert [each.candidate.id for each in drawn] == sorted((each.candidate.id for each in drawn), key=int)
    assert all(int(each.candidate.id) % 2 == 0 for each in drawn)
    assert some_of(entries, 99, 0) == entries


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("why is [0] sad? it fell", ("why is [0] sad?", "it fell")),
        ("why is [0] sad?", ("why is [0] sad?", "")),
        ("say why", ("say why", "")),
    ],
)
def test_an_answer_behind_the_question_is_told_apart(text: str, parts: tuple[str, str]) -> None:
    assert apart(text) == parts


def test_what_is_likely_in_any_picture_gains_nothing(tmp_path: Path, init: Path) -> None:
    student = untaught(lab_in(tmp_path), TINY, init=init)
    question = Question(image_id="0", text="who is it?", regions=())
    grey = Image.new("RGB", (48, 40), (118, 118, 118))

    shares = student.score(grey, question, ("a dog", "a red ball on the left"))

    assert shares == pytest.approx((0.5, 0.5))
    assert student.score(open_image(""), question, ("a dog", "a red ball on the left")) != pytest.approx((0.5, 0.5))


class Parrot:
    """Says what it is told to say."""

    def __init__(self, *said: tuple[str, str]) -> None:
        self._said = said

    def answer_all(self, image: Image.Image, questions: Sequence[Question]) -> list[Answer]:
        assert image.mode == "RGB"
        if any(len(question.text) > 40 for question in questions):
            raise BadQuestion("The question is too long.")
        return [
            Answer(text=text, rationale=why, model="parrot")
            for _, (text, why) in zip(questions, self._said, strict=True)
        ]


def test_answers_are_right_or_wrong_by_the_scene_graph() -> None:
    why = Question(image_id="0", text="Why is [4] sad?", regions=SHOWN)
    asked = [Asked(open_image(""), GRAPH, why)] * 3

    said = said_by(Parrot(RIGHT, ("[7] is a balloon", "[6] is angry"), (RIGHT[0], "[6] is angry")), asked)

    assert (said.n, said.pictures, said.unread) == (3, 1, 0)
    assert said.answer == pytest.approx(2 / 3, abs=1e-4)
    assert said.both == pytest.approx(1 / 3, abs=1e-4)


def test_a_question_that_is_too_long_is_answered_wrongly() -> None:
    short = Question(image_id="0", text="Why is [4] sad?", regions=SHOWN)
    long = short.model_copy(update={"text": f"Why is {'the very ' * 10}sad [4] sad?"})

    said = said_by(Parrot(RIGHT), [Asked(open_image(""), GRAPH, each) for each in (long, short)])

    assert (said.n, said.answer, said.unread) == (2, 0.5, 0.0)


def test_a_student_is_asked_what_the_teacher_answered_rightly_and_chooses_in_six_benchmarks(
    tmp_path: Path, init: Path
) -> None:
    lab = lab_in(tmp_path, questions=3, items=1, measured_pictures=1)
    truths = critics.measured_of(lab, 0).truths

    asked = questions_of(lab, 0)
    worth = worth_of(lab, 0, untaught(lab, TINY, init=init), texts=8, pictures=4)

    assert len(asked) == min(3, sum(truths.values()))
    assert all(each.image.size == (320, 320) and each.graph.split == "evaluate" for each in asked)
    assert (worth.texts, worth.said.n, worth.said.pictures) == (8, len(asked), 1)
    assert set(worth.chose) == set(MAIN)
    assert all(0 <= worth.chose[name].values[MAIN[name]] <= 100 for name in MAIN if name != "sherlock")
    assert Worth.model_validate(worth.figures) == worth
    nothing = teach_and_measure(lab, 0, [], about="nothing", settings=TINY, init=init)
    assert nothing == worth.model_copy(update={"texts": 0, "pictures": 0}).figures  # it stays as it was
