"""A run learns, is the same every time, and goes on after an interruption as if there had been none."""

import math
from pathlib import Path

import pytest
import torch

from models.embedded.settings import Blind, StudentSettings
from models.embedded.weights import open_student
from models.errors import BadSetting
from training.embedded.batches import draw_batch
from training.embedded.checkpoint import load_checkpoint, save_checkpoint
from training.embedded.run import CHECKPOINT, RunFolders, Watch, choose_settings, train_student
from training.embedded.scene_cache import open_scenes
from training.embedded.settings import TrainingSettings
from training.embedded.trainer import Progress, Trainer, rate_at
from training.embedded.word_list import learn_words

TINY = TrainingSettings(
    scenes=4,
    scene_pixels=64,
    steps=8,
    pictures=4,
    questions=4,
    warm_up=4,
    rate=3e-3,
    student=StudentSettings(
        pixels=64, width=32, heads=2, vision_layers=1, reading_layers=1, speaking_layers=1, vocabulary=900
    ),
)


@pytest.fixture(scope="module", autouse=True)
def one_thread() -> None:
    # Sums over several threads may come in any order, which the last bits show.
    torch.set_num_threads(1)


@pytest.fixture(scope="module")
def scenes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("scenes")


def stop_after(steps: int) -> Watch:
    reports: list[Progress] = []
    return Watch(progress=reports.append, should_stop=lambda: len(reports) >= steps, every=1, keep_every=3)


def weights(trainer: Trainer) -> dict[str, torch.Tensor]:
    return {**trainer.parts.state_dict(), **{f"averaged.{name}": value for name, value in trainer.averaged.items()}}


def test_an_interrupted_run_ends_with_the_same_weights(scenes: Path, tmp_path: Path) -> None:
    through = train_student(TINY, RunFolders(scenes, tmp_path / "through"), Watch())
    folders = RunFolders(scenes, tmp_path / "interrupted")

    first = train_student(TINY, folders, stop_after(5))
    second = train_student(TINY, folders, Watch(), resume=True)

    assert first.step == 5
    assert second.step == 8
    expected = weights(through)
    assert all(torch.equal(value, expected[name]) for name, value in weights(second).items())


def test_a_run_keeps_a_student_that_can_be_opened(scenes: Path, tmp_path: Path) -> None:
    folders = RunFolders(scenes, tmp_path)

    trainer = train_student(TINY, folders, Watch())

    stored = open_student(folders.student)
    kept = trainer.averaged["words.weight"].half().float()
    torch.testing.assert_close(stored.network.state_dict()["words.weight"], kept, rtol=0, atol=0)
    assert stored.settings.training["steps"] == 8


def test_a_folder_that_holds_a_run_is_not_overwritten(scenes: Path, tmp_path: Path) -> None:
    train_student(TINY, RunFolders(scenes, tmp_path), stop_after(1))

    with pytest.raises(BadSetting, match="--resume"):
        train_student(TINY, RunFolders(scenes, tmp_path), Watch())


def test_a_run_with_other_settings_is_not_resumed(scenes: Path, tmp_path: Path) -> None:
    train_student(TINY, RunFolders(scenes, tmp_path), stop_after(1))
    kept = TrainingSettings.model_validate_json((tmp_path / "settings.json").read_text("utf-8"))

    with pytest.raises(BadSetting, match="seed, rate"):
        load_checkpoint(tmp_path / CHECKPOINT, kept.model_copy(update={"seed": 9, "rate": 1.0}))


def test_a_run_may_be_made_longer(scenes: Path, tmp_path: Path) -> None:
    train_student(TINY, RunFolders(scenes, tmp_path), Watch())

    longer = train_student(TINY.model_copy(update={"steps": 10}), RunFolders(scenes, tmp_path), Watch(), resume=True)

    assert longer.step == 10


def test_minutes_decide_the_number_of_steps(scenes: Path, tmp_path: Path) -> None:
    trainer = train_student(TINY, RunFolders(scenes, tmp_path), stop_after(1), minutes=600)

    # A tiny step takes between a millisecond and half a minute.
    assert 1000 < trainer.settings.steps < 36_000_000


def test_a_tiny_network_learns_four_scenes(scenes: Path, tmp_path: Path) -> None:
    settings = TINY.model_copy(update={"steps": 110, "marked": 0.0, "jitter": 0.0, "withheld": 0.0})
    reports: list[Progress] = []

    train_student(settings, RunFolders(scenes, tmp_path), Watch(progress=reports.append, every=11, keep_every=110))

    assert reports[-1].words < 0.7 * reports[0].words
    assert reports[-1].side < 0.4 * reports[0].side
    assert reports[-1].tags["kind"] > 0.75


def test_a_batch_depends_on_seed_and_step_only(scenes: Path) -> None:
    cache = open_scenes(scenes, count=4, pixels=64)
    words = learn_words(cache.graphs, size=900, slots=6)

    once, again = draw_batch(cache, words, TINY, 7), draw_batch(cache, words, TINY, 7)
    other = draw_batch(cache, words, TINY.model_copy(update={"seed": 1}), 7)

    assert torch.equal(once.pictures, again.pictures)
    assert torch.equal(once.answers, again.answers)
    assert once.answers.shape != other.answers.shape or not torch.equal(once.answers, other.answers)


def test_the_rate_warms_up_stays_and_falls() -> None:
    settings = TINY.model_copy(update={"steps": 1000, "warm_up": 100, "rate": 1.0, "decay_from": 0.5})

    rates = [rate_at(step, settings) for step in (0, 49, 99, 499, 750, 999)]

    assert rates == pytest.approx([0.01, 0.5, 1.0, 1.0, 0.5 * (1 + math.cos(math.pi / 2)), 0.02], abs=1e-6)


def test_a_resumed_run_takes_its_own_settings_and_what_is_given_anew(scenes: Path, tmp_path: Path) -> None:
    folders = RunFolders(scenes, tmp_path)
    train_student(TINY, folders, stop_after(1))

    resumed = choose_settings(folders, resume=True, steps=9, seed=None)
    fresh = choose_settings(folders, resume=False, steps=None, seed=4)

    assert resumed.student.width == TINY.student.width
    assert (resumed.steps, resumed.seed) == (9, TINY.seed)
    assert fresh == TrainingSettings(seed=4)


@pytest.mark.parametrize("blind", ["question", "no boxes"])
def test_a_blind_run_makes_a_student_that_is_blind(scenes: Path, tmp_path: Path, blind: Blind) -> None:
    folders = RunFolders(scenes, tmp_path)

    train_student(TINY.model_copy(update={"blind": blind, "steps": 2}), folders, Watch())

    stored = open_student(folders.student)
    assert stored.settings.student.blind == blind
    assert "shown" in stored.settings.chain[0].supervision


def test_a_run_of_another_world_is_refused_in_words(scenes: Path, tmp_path: Path) -> None:
    folders = RunFolders(scenes, tmp_path)
    trainer = train_student(TINY, folders, stop_after(1))
    state = trainer.state()
    state["parts"] = {name: value for name, value in trainer.parts.state_dict().items() if "tags" not in name}
    save_checkpoint(folders.run / CHECKPOINT, state, trainer.settings)

    with pytest.raises(BadSetting, match="another drawn world"):
        train_student(TINY, folders, Watch(), resume=True)
