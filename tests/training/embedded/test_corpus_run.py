"""A student learns from a corpus on a frozen eye, goes on after an interruption, and is opened as any other."""

from pathlib import Path

import pytest
import torch

from models.embedded.folder import CARD
from models.embedded.likelihood import load_from
from models.embedded.network import StudentNetwork
from models.embedded.picture import fit, to_pixels
from models.embedded.tensors import place_boxes
from models.embedded.verbalizer_weights import save_verbalizers
from models.embedded.weights import open_student
from models.errors import BadSetting
from models.records import Question
from tests.fakes.tiny_corpus import REGIONS, TINY_CORPUS, example, leave_tiny_verbalizers, tiny_lessons
from tests.fakes.tiny_statements import leave_corpus
from tests.fakes.tiny_verbalizers import tiny_network, tiny_words
from training.embedded.corpus_finish import finish_on_corpus
from training.embedded.corpus_run import train_on_corpus
from training.embedded.corpus_sights import Sights
from training.embedded.corpus_start import begin_with, open_start, sized
from training.embedded.corpus_trainer import CorpusProgress, CorpusTrainer
from training.loop.running import RunFolders, Watch

REGIONS_TOLD_APART = 6


class Bench:
    """Folders with tiny verbalizers and texts to learn from."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.init = leave_tiny_verbalizers(home / "verbalizers")
        self.lessons = tiny_lessons(leave_corpus(home / "corpus", 4).parent / "pictures")

    def train(
        self, run: str, watch: Watch[CorpusProgress] | None = None, *, resume: bool = False, **changes: object
    ) -> CorpusTrainer:
        folders = RunFolders(self.home / "looks", self.home / run)
        settings = TINY_CORPUS.model_copy(update=changes)
        return train_on_corpus(settings, folders, watch or Watch(), lessons=self.lessons, init=self.init, resume=resume)

    def network(self, **changes: object) -> StudentNetwork:
        settings = TINY_CORPUS.model_copy(update=changes)
        start = open_start(self.init, settings)
        words = start.student.vocabulary
        return begin_with(start, words, sized(settings, start, words)).eval()


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return Bench(tmp_path_factory.mktemp("bench"))


@pytest.fixture(scope="module")
def through(bench: Bench) -> CorpusTrainer:
    return bench.train("through")


def stop_after(steps: int) -> Watch[CorpusProgress]:
    reports: list[CorpusProgress] = []
    return Watch(progress=reports.append, should_stop=lambda: len(reports) >= steps, every=1, keep_every=2)


def test_an_interrupted_run_ends_with_the_same_weights(bench: Bench, through: CorpusTrainer) -> None:
    first = bench.train("broken off", stop_after(3))
    second = bench.train("broken off", resume=True)

    assert (first.step, second.step) == (3, 6)
    for name, value in second.averaged_network().state_dict().items():
        assert torch.equal(value, through.averaged_network().state_dict()[name]), name


def test_the_eye_stays_as_it_was_and_the_rest_learns(bench: Bench, through: CorpusTrainer) -> None:
    before, after = bench.network().state_dict(), through.averaged_network().state_dict()

    changed = {name for name in before if before[name].shape == after[name].shape}
    changed = {name for name in changed if not torch.equal(before[name], after[name])}
    assert not [name for name in changed if name.startswith(("eye.", "numbers"))]
    assert {"reading.0.to_qkv.weight", "speaking.0.to_qkv.weight"} <= changed


@pytest.mark.parametrize(("eye", "learned", "kept"), [("layers", "layers.0.widen", "stem."), ("all", "stem.", "none")])
def test_an_eye_may_learn_in_part_or_whole(bench: Bench, eye: str, learned: str, kept: str) -> None:
    before = bench.network().eye.state_dict()

    after = bench.train(f"eye {eye}", eye=eye, steps=2).averaged_network().eye.state_dict()

    changed = {name for name, value in before.items() if not torch.equal(value, after[name])}
    assert any(name.startswith(learned) for name in changed)
    assert not any(name.startswith(kept) for name in changed)


def test_what_is_kept_of_a_picture_is_what_the_eye_sees_of_it(bench: Bench) -> None:
    network = bench.network(jitter=0.0, notices=0)
    settings = TINY_CORPUS.model_copy(update={"jitter": 0.0, "notices": 0})
    sights = Sights(bench.home / "compared", network, settings)
    sights.prepare(bench.lessons.pictures, bench.lessons.open_image)
    boxes = bench.lessons.pictures["1"]
    sight = sights.of("1", boxes)

    side = network.settings.pixels
    fitted = fit(bench.lessons.open_image("1"), side)
    placed = {slot: fitted.placement.place(box, side) for slot, box in enumerate(boxes)}
    with torch.inference_mode():
        own = network.see(to_pixels([fitted.image]), *place_boxes([placed], 6))

    kept = torch.zeros(1, 6, sight.regions.shape[-1])
    kept[0, :5] = sight.regions[0].float()
    looked = network.eye.look_closely(
        network.eye.look_over(to_pixels([fitted.image])), *place_boxes([placed], 6)
    )._replace(patches=sight.patches.float()[None], things=kept)
    with torch.inference_mode():
        seen = network.eye.put_together(looked, network.numbers)
    assert torch.allclose(seen.regions[0, :5], own.regions[0, :5], atol=0.03)
    assert torch.allclose(seen.picture, own.picture, atol=0.03)


def test_pictures_are_looked_at_once_for_all_runs(bench: Bench, through: CorpusTrainer) -> None:
    assert through.step == 6
    again = Bench.__new__(Bench)
    again.home, again.init = bench.home, bench.init
    again.lessons = bench.lessons._replace(open_image=lambda name: pytest.fail(f"{name} was opened again"))

    assert again.train("again").step == 6


def test_texts_are_learned(bench: Bench) -> None:
    reports: list[CorpusProgress] = []

    bench.train("learning", Watch(progress=reports.append, every=10), steps=40, rate=1e-2, decay_from=1.0)

    assert reports[-1].words < 0.7 * reports[0].words
    assert reports[-1].right > reports[0].right
    assert not reports[-1].cut


def test_the_folder_opens_as_a_student_that_answers_and_chooses(bench: Bench, through: CorpusTrainer) -> None:
    assert through.step == 6
    student = load_from(bench.home / "through/student")
    image = bench.lessons.open_image("0")
    question = Question(image_id="0" * 64, text="Is [4] sad?", regions=REGIONS)

    (answer,) = student.answer_all(image, [question])

    assert answer.confidence is None
    assert sum(student.score(image, question, ("yes", "a dog"))) == pytest.approx(1)
    assert [stage.supervision for stage in student.stored.settings.chain] == ["a tiny corpus"]
    assert student.stored.settings.training["texts"] == 8


def test_a_student_can_go_on_learning(bench: Bench, through: CorpusTrainer, tmp_path: Path) -> None:
    assert through.step == 6
    settings = TINY_CORPUS.model_copy(update={"steps": 1})
    folders = RunFolders(bench.home / "looks", tmp_path / "more")

    crowd = example("crowd", " ".join(f"[{number}]" for number in range(REGIONS_TOLD_APART + 1)), "Yes.", "")
    lessons = bench.lessons._replace(examples=(crowd, *bench.lessons.examples))
    noted: list[str] = []

    more = train_on_corpus(
        settings, folders, Watch(noted=noted.append), lessons=lessons, init=bench.home / "through/student"
    )

    assert more.lessons == bench.lessons
    assert [each.partition(";")[0] for each in noted] == ["Texts that name more than 6 regions: 1"]
    assert [stage.steps for stage in open_student(folders.run / "student").settings.chain] == [6, 1]
    assert more.settings.student == through.settings.student


def test_other_texts_under_the_same_settings_are_another_run(bench: Bench, tmp_path: Path) -> None:
    folders = RunFolders(bench.home / "looks", tmp_path / "run")
    train_on_corpus(TINY_CORPUS, folders, stop_after(2), lessons=bench.lessons, init=bench.init)
    fewer = bench.lessons._replace(examples=bench.lessons.examples[:-1])

    with pytest.raises(BadSetting, match="other texts"):
        train_on_corpus(TINY_CORPUS, folders, Watch(), lessons=fewer, init=bench.init, resume=True)


def test_what_is_no_start_is_said(bench: Bench, tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="holds no model; a student begins with verbalizers"):
        train_on_corpus(
            TINY_CORPUS, RunFolders(tmp_path, tmp_path / "run"), Watch(), lessons=bench.lessons, init=tmp_path
        )


def test_a_student_with_a_narrow_eye_learns_and_is_opened_as_any_other(bench: Bench, tmp_path: Path) -> None:
    network = tiny_network(question_words=24, answer_words=24, narrowing=2)
    save_verbalizers(tmp_path / "narrow", network, tiny_words(), threshold=0.0)
    settings = TINY_CORPUS.model_copy(update={"steps": 1})
    folders = RunFolders(tmp_path / "looks", tmp_path / "run")

    train_on_corpus(settings, folders, Watch(), lessons=bench.lessons, init=tmp_path / "narrow")

    student = open_student(tmp_path / "run/student").network
    assert student.settings.narrowing == 2
    before, after = network.teller.eye.state_dict(), student.eye.state_dict()
    assert all(torch.equal(after[name], value.half().float()) for name, value in before.items())
    assert student.eye.widen is not None


def test_worse_eyes_see_less(bench: Bench) -> None:
    image = to_pixels([fit(bench.lessons.open_image("0"), 64).image])
    sharp, dull = bench.network(), bench.network(seen_at=8)

    with torch.inference_mode():
        seen, blurred = (each.eye.look_over(image).pictures for each in (sharp, dull))

    assert torch.equal(seen, image)
    assert blurred.shape == image.shape
    assert blurred.std() < 0.8 * seen.std()


def test_the_card_tells_what_it_learned_from_and_that_it_has_no_confidence(
    bench: Bench, through: CorpusTrainer
) -> None:
    assert through.step == 6
    folder = bench.home / "through/student"

    few = finish_on_corpus(folder, name="own:tiny", lessons=bench.lessons)
    assert few.domain == {}
    many = finish_on_corpus(folder, name="own:tiny", lessons=bench.lessons, least=4)

    card = (folder / CARD).read_text("utf-8")
    assert "# own:tiny" in card
    assert "8 texts about 4 pictures, 6 steps" in card
    assert "| student | 0 | 6 |" in card
    assert "No confidence" in card
    assert set(many.domain) == {"centre", "whitening", "threshold"}
