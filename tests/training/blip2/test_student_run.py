"""The student that compares learns from statements, can be interrupted, and chooses as it was trained to."""

from pathlib import Path
from typing import Any

import pytest
import torch

from models.errors import BadQuestion, BadSetting
from models.records import Box, Question, Region
from models.registry import build_scorer, why_no_choice
from tests.fakes.tiny_statements import SIDE, leave_corpus
from training.blip2.around import begin
from training.blip2.presets import STUDENTS
from training.blip2.progress import Blip2Progress
from training.blip2.region_texts import region_texts
from training.blip2.statements import Statements
from training.blip2.student_run import train_blip2_student
from training.blip2.student_trainer import Blip2StudentTrainer
from training.data.corpus_source import Choice
from training.data.sources import Sources, open_sources
from training.loop.running import RunFolders, Watch

TINY = STUDENTS["smoke"].model_copy(update={"side": SIDE, "steps": 3, "rate": 1e-3, "bfloat16": False})
REGIONS = (Region(id=3, box=Box(2, 4, 16, 36)), Region(id=7, box=Box(20, 4, 44, 30)))
ASKED = Question(image_id="0" * 64, text="why is the man [3] sad ?", typed="", regions=REGIONS)


def learn(
    home: Path, sources: Sources, init: Path, *, resume: bool = False, watch: Watch[Any] | None = None, **changed: Any
) -> Blip2StudentTrainer:
    """Train in a folder; `changed` are settings of any kind."""
    folders = RunFolders(home / "sights", home / "run")
    settings = TINY.model_copy(update=changed)
    return train_blip2_student(settings, folders, watch or Watch(), sources=sources, init=init, resume=resume)


@pytest.fixture(scope="module")
def through(sources: Sources, init: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Blip2StudentTrainer]:
    home = tmp_path_factory.mktemp("through")
    return home, learn(home, sources, init)


def test_an_interrupted_run_ends_with_the_same_weights(
    sources: Sources, init: Path, tmp_path: Path, through: tuple[Path, Blip2StudentTrainer]
) -> None:
    told: list[Blip2Progress] = []
    stop = Watch(progress=told.append, should_stop=lambda: bool(told), every=1)

    first = learn(tmp_path, sources, init, watch=stop)
    second = learn(tmp_path, sources, init, resume=True)

    assert (first.step, second.step) == (1, 3)
    assert told[0].losses.keys() == {"contrast", "matching", "generation"}
    expected = through[1].state().tensors
    assert all(value.equal(expected[name]) for name, value in second.state().tensors.items())


def test_what_is_kept_chooses_as_it_was_trained_to(sources: Sources, through: tuple[Path, Blip2StudentTrainer]) -> None:
    home, trainer = through
    folder = home / "run" / "student"
    student = build_scorer(f"hf:{folder}")
    choices = ("yes , a dog", "no , [7] is happy")

    shares = student.score(sources.open_image("0.png"), ASKED, choices)

    stage, teller = trainer.averaged_network(), trainer._teller
    placed = [region.model_copy(update={"id": number}) for number, region in enumerate(REGIONS)]
    pixels = teller.numbers(teller.square(sources.open_image("0.png"), placed)[None])
    texts = [f"question: why is the man [0] sad ? answer: {each.replace('7', '1')}" for each in choices]
    words = teller.words(texts)
    with torch.inference_mode():
        means = stage.match(stage.see(pixels).expand(2, -1, -1), *words).mean(1)
    assert shares == pytest.approx((means[:, 1] - means[:, 0]).softmax(0).tolist(), abs=1e-5)
    assert why_no_choice(f"hf:{folder}") == ""


def test_what_is_too_long_to_be_read_is_said(through: tuple[Path, Blip2StudentTrainer], sources: Sources) -> None:
    student = build_scorer(f"hf:{through[0] / 'run' / 'student'}")

    with pytest.raises(BadQuestion, match="up to 128 pieces of words together"):
        student.score(sources.open_image("0.png"), ASKED, ("yes", "dog " * 200))


def test_pictures_that_always_look_the_same_may_be_looked_at_once(sources: Sources, init: Path, tmp_path: Path) -> None:
    kept, looking = (
        learn(tmp_path / str(each), sources, init, varied=False, kept_sights=each).state().tensors
        for each in (True, False)
    )

    assert len(list((tmp_path / "True").rglob("sights-*/*.safetensors"))) == 6
    assert all(torch.allclose(value, looking[name], atol=1e-5) for name, value in kept.items())


def test_other_pictures_of_the_same_names_are_looked_at_anew(init: Path, tmp_path: Path) -> None:
    file = leave_corpus(tmp_path / "corpus", 4)
    sources = open_sources([str(file)], [], Choice(), None)
    learn(tmp_path / "a", sources, init, varied=False, kept_sights=True, steps=1)
    first, second, third, last = (file.parent / "pictures" / f"{number}.png" for number in range(4))
    first.write_bytes(second.read_bytes())  # which is known, if what counts is what it shows
    third.write_bytes(third.read_bytes() + b"another file")
    last.write_bytes(b"damaged")
    said: list[str] = []

    folders = RunFolders(tmp_path / "a" / "sights", tmp_path / "b")
    settings = TINY.model_copy(update={"varied": False, "kept_sights": True, "steps": 2})
    anew = open_sources([str(file)], [], Choice(), None)
    train_blip2_student(settings, folders, Watch(noted=said.append), sources=anew, init=init)

    assert len(list((tmp_path / "a").rglob("sights-*/*.safetensors"))) == 5
    assert len(said) == 1
    assert '"3.png" cannot be learned from' in said[0]
    assert "in the place of damaged pictures, 1 so far" in said[0]


def test_a_run_goes_on_with_what_it_learned_from_and_nothing_else(
    sources: Sources, init: Path, tmp_path: Path, through: tuple[Path, Blip2StudentTrainer]
) -> None:
    other = open_sources([str(leave_corpus(tmp_path / "other", 2))], [], Choice(), None)

    for changed in (other, sources._replace(digest="by other weights")):
        with pytest.raises(BadSetting, match="learned from other texts than these, or in other shares"):
            learn(through[0], changed, init, resume=True, steps=4)


def test_a_damaged_picture_does_not_end_a_run_which_goes_on_as_if_it_had_not_been_stopped(
    init: Path, tmp_path: Path
) -> None:
    file = leave_corpus(tmp_path / "corpus", 3)
    (file.parent / "pictures" / "1.png").write_bytes(b"damaged")
    sources, told, said = open_sources([str(file)], [], Choice(), None), list[Blip2Progress](), list[str]()
    stop = Watch(noted=said.append, progress=told.append, should_stop=lambda: bool(told), every=1)

    whole = learn(tmp_path / "whole", sources, init, steps=2)
    learn(tmp_path / "parted", sources, init, steps=2, watch=stop)
    second = learn(tmp_path / "parted", sources, init, steps=2, resume=True)

    expected = whole.state().tensors
    assert all(value.equal(expected[name]) for name, value in second.state().tensors.items())
    assert ['"1.png" cannot be learned from' in sentence for sentence in said] == [True]


def test_pictures_that_change_are_not_looked_at_once(sources: Sources, init: Path, tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="leave --sees or --still away"):
        learn(tmp_path, sources, init, kept_sights=True)


def test_a_picture_is_one_picture_in_whatever_folder_it_lies_and_however_it_is_called(
    tmp_path: Path, through: tuple[Path, Blip2StudentTrainer]
) -> None:
    one, other = (leave_corpus(tmp_path / name, 2) for name in ("one", "other"))
    copied = (one.parent / "pictures" / "1.png").read_bytes()
    (other.parent / "pictures" / "0.png").write_bytes(copied)
    sources = open_sources([str(one), str(other)], [], Choice(), None)
    around = begin(RunFolders(tmp_path, tmp_path / "run"), Watch(), "cpu", resume=False, threads=None)
    dataset = region_texts(TINY, sources, around)
    statements = Statements(dataset, through[1]._teller, sources.pictures.fingerprint)

    numbers = statements.pairs(range(20)).pictures.tolist()

    names = [dataset[position].example.image for position in range(20)]
    known = dict(zip(names, numbers, strict=True))
    assert (len(set(names)), len(set(zip(names, numbers, strict=True))), len(set(numbers))) == (4, 4, 3)
    assert known[f"{one.parent}/pictures//1.png"] == known[f"{other.parent}/pictures//0.png"]


def test_statements_name_regions_by_the_marks_that_are_drawn(through: tuple[Path, Blip2StudentTrainer]) -> None:
    statements = through[1]._statements

    samples = [statements._sample(position) for position in range(40)]

    for sample in samples:
        assert [region.id for region in sample.example.regions] == list(range(len(sample.example.regions)))
        assert set(sample.example.mentioned) <= {region.id for region in sample.example.regions}
    texts = [statements._text(sample) for sample in samples]
    assert 8 < sum("rationale" in text for text in texts) < 32
