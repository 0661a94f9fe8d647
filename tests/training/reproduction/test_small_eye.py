"""The small eye of the laboratory learns once, goes on after a stop, and serves students of its own."""

import json
import shutil
from pathlib import Path

import pytest
import torch

from models.embedded.verbalizer_weights import open_verbalizers
from tests.fakes.tiny_corpus import leave_tiny_verbalizers
from tests.fakes.tiny_verbalizers import tiny_sizes
from tests.training.reproduction.made_looks import lab_in
from training.embedded.corpus_settings import CorpusTraining
from training.embedded.verbalizer_settings import VerbalizerTraining
from training.reproduction.parts import Lab, Stopped, full, miniature, quick
from training.reproduction.small_eye import NARROWING, home_of_eye, learning, main, small_eye
from training.reproduction.students import VERBALIZERS, untaught
from training.reproduction.table_3 import PART, TableThree

TINY = VerbalizerTraining(
    scenes=2, scene_pixels=64, steps=2, pictures=2, captions=1, questions=1, learns="eye", network=tiny_sizes()
)


@pytest.fixture(scope="module")
def init(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return leave_tiny_verbalizers(tmp_path_factory.mktemp("verbalizers"))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("lab")


@pytest.fixture(scope="module")
def made(home: Path, init: Path) -> Path:
    return small_eye(lab_in(home), TINY, init=init)


def test_the_eye_learns_and_the_rest_of_the_verbalizers_stays(made: Path, init: Path) -> None:
    stored, before = open_verbalizers(made), open_verbalizers(init)

    assert stored.network.settings.teller.narrowing == NARROWING
    assert stored.settings.chain[-1].steps == 2
    assert torch.equal(stored.network.teller.words.weight, before.network.teller.words.weight)
    begun = open_verbalizers(made.parent / "start").network.teller.eye.stem.state_dict()
    assert any(
        not torch.equal(value, begun[name]) for name, value in stored.network.teller.eye.stem.state_dict().items()
    )
    assert not (made.parent / "scenes").exists()


def test_it_is_made_once_for_what_it_begins_with(home: Path, made: Path, init: Path) -> None:
    lab = lab_in(home)._replace(should_stop=lambda: True)  # whoever would have to learn stops

    assert small_eye(lab, TINY, init=init) == made
    with pytest.raises(Stopped):
        small_eye(lab, TINY, init=leave_tiny_verbalizers(home / "others", seed=1))
    with pytest.raises(Stopped):
        small_eye(lab, TINY.model_copy(update={"steps": 3}), init=init)


def test_it_goes_on_where_it_was_stopped(tmp_path: Path, made: Path, init: Path) -> None:
    asked: list[int] = []

    def after_a_step() -> bool:  # asked when scenes are drawn, when the training begins, and before both steps
        asked.append(1)
        return len(asked) >= 4

    with pytest.raises(Stopped):
        small_eye(lab_in(tmp_path)._replace(should_stop=after_a_step), TINY, init=init)
    assert list(tmp_path.glob("eyes/*/checkpoint.safetensors"))
    whole = small_eye(lab_in(tmp_path), TINY, init=init)

    one, other = (open_verbalizers(each).network.state_dict() for each in (whole, made))
    assert all(torch.equal(value, other[name]) for name, value in one.items())


def test_students_of_either_eye_are_kept_apart(home: Path, made: Path, init: Path) -> None:
    lab, settings = lab_in(home), CorpusTraining()

    small, whole = (untaught(lab, settings, init=each) for each in (made, init))

    assert small.name != whole.name
    assert [each.stored.settings.student.narrowing for each in (small, whole)] == [2, 1]


def test_only_full_measurements_with_the_small_eye_ask_for_it(tmp_path: Path) -> None:
    def asked_for(_lab: Lab) -> Path:
        raise Stopped

    part = TableThree(asked_for)
    for arm in ("before-narrow", "both-narrow"):
        with pytest.raises(Stopped):
            part.run(arm, 0, lab_in(tmp_path))
        assert arm in PART.arms(full())
        assert arm not in {*PART.arms(quick()), *PART.arms(miniature())}


def test_both_eyes_are_compared_in_the_same_unseen_scenes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done = home_of_eye(lab_in(tmp_path), learning(), VERBALIZERS)
    shutil.copytree(VERBALIZERS, done / "verbalizers")
    (done / "finished").touch()

    assert main(["--work", str(tmp_path), "--pictures", "1"]) == 0

    told = json.loads(capsys.readouterr().out)
    assert told["folder"] == str(done / "verbalizers")
    assert told["full"].pop("weights") > 4 * told["small"].pop("weights")
    assert told["full"] == told["small"]  # it is the same one here
    assert set(told["full"]) == {"facts told rightly", "true facts told", "simple questions", "regions found"}
    assert all(20 < each <= 100 for each in told["full"].values())


def test_it_sees_nothing_but_what_verbalizers_learn_from() -> None:
    settings = learning()

    assert (settings.learns, settings.seed) == ("eye", 0)
    assert settings.network == VerbalizerTraining().network  # its sizes follow from what it begins with
