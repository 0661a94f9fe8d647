"""Runs of all kinds are kept, taken up again as if they had not stopped, and never mixed up."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import torch

from models.embedded.chooser_weights import open_chooser
from models.embedded.folder import SETTINGS
from models.embedded.weights import open_student
from models.errors import BadSetting
from tests.fakes.tiny_runs import STACK, TINY_CHOOSER, TINY_STUDENT
from training.embedded.chooser_run import train_chooser
from training.embedded.run import train_student
from training.embedded.settings import TrainingSettings
from training.loop.checkpoint import State, load_checkpoint, save_checkpoint
from training.loop.running import STARTED_FROM, RunFolders, Watch, choose_settings, choose_start, go_on


class Kind(NamedTuple):
    name: str
    settings: TrainingSettings
    train: Callable[..., Any]
    open: Callable[[Path], Any]


STUDENT = Kind("student", TINY_STUDENT, train_student, open_student)
CHOOSER = Kind("chooser", TINY_CHOOSER, train_chooser, open_chooser)


class Run(NamedTuple):
    trainer: Any
    folders: RunFolders


@pytest.fixture(scope="module", params=[STUDENT, CHOOSER], ids=lambda kind: kind.name)
def kind(request: pytest.FixtureRequest) -> Kind:
    return request.param


@pytest.fixture(scope="module")
def through(kind: Kind, scenes: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A run of all its steps, which nothing interrupted."""
    folders = RunFolders(scenes, tmp_path_factory.mktemp("through"))
    return Run(kind.train(kind.settings, folders, Watch()), folders)


@pytest.fixture
def folders(scenes: Path, tmp_path: Path) -> RunFolders:
    return RunFolders(scenes, tmp_path)


def stop_after(steps: int) -> Watch[Any]:
    reports: list[Any] = []
    return Watch(progress=reports.append, should_stop=lambda: len(reports) >= steps, every=1, keep_every=3)


def weights(trainer: Any) -> dict[str, torch.Tensor]:
    return {**trainer.parts.state_dict(), **{f"averaged.{name}": value for name, value in trainer.averaged.items()}}


def test_an_interrupted_run_ends_with_the_same_weights(kind: Kind, through: Run, folders: RunFolders) -> None:
    first = kind.train(kind.settings, folders, stop_after(4))
    second = kind.train(kind.settings, folders, Watch(), resume=True)

    assert (first.step, second.step) == (4, 6)
    expected = weights(through.trainer)
    assert all(torch.equal(value, expected[name]) for name, value in weights(second).items())


def test_a_run_keeps_a_model_that_can_be_opened(kind: Kind, through: Run) -> None:
    stored = kind.open(through.folders.run / kind.name)
    kept = through.trainer.averaged["words.weight"].half().float()
    torch.testing.assert_close(stored.network.state_dict()["words.weight"], kept, rtol=0, atol=0)
    told = stored.settings.training
    assert (told["steps"], told["pictures"], told["device"]) == (6, 18, "cpu")
    assert [stage.steps for stage in told["chain"]] == [6]


def test_a_folder_that_holds_a_run_is_not_overwritten(kind: Kind, through: Run) -> None:
    with pytest.raises(BadSetting, match="--resume"):
        kind.train(kind.settings, through.folders, Watch())


def test_a_resumed_run_takes_its_own_settings_and_what_is_given_anew(kind: Kind, folders: RunFolders) -> None:
    kind.train(kind.settings, folders, stop_after(1))
    base = type(kind.settings)()

    resumed = choose_settings(base, folders, resume=True, steps=9, seed=None)
    fresh = choose_settings(base, folders, resume=False, steps=None, seed=4)

    assert resumed.student.width == kind.settings.student.width
    assert (resumed.steps, resumed.seed) == (9, kind.settings.seed)
    assert fresh == base.model_copy(update={"seed": 4})


def test_settings_that_cannot_be_read_are_refused_in_words(kind: Kind, folders: RunFolders) -> None:
    folders.run.mkdir(exist_ok=True)
    (folders.run / SETTINGS).write_text('{"no such setting": 1}', "utf-8")

    with pytest.raises(BadSetting, match=r"settings\.json cannot be resumed from.*--work"):
        choose_settings(kind.settings, folders, resume=True)


def test_a_run_with_other_settings_is_not_resumed(kind: Kind, folders: RunFolders) -> None:
    kind.train(kind.settings, folders, stop_after(1))
    kept = choose_settings(kind.settings, folders, resume=True)

    with pytest.raises(BadSetting, match="seed, rate"):
        load_checkpoint(folders.checkpoint, kept.model_copy(update={"seed": 9, "rate": 1.0}))


def test_a_run_may_be_made_longer(kind: Kind, folders: RunFolders) -> None:
    kind.train(kind.settings.model_copy(update={"steps": 2}), folders, Watch())

    longer = kind.train(kind.settings.model_copy(update={"steps": 3}), folders, Watch(), resume=True)

    assert longer.step == 3


def test_minutes_decide_the_number_of_steps(kind: Kind, folders: RunFolders) -> None:
    trainer = kind.train(kind.settings.model_copy(update={"steps": 50}), folders, stop_after(1), minutes=600)

    # A tiny step takes between a millisecond and half a minute.
    assert 1000 < trainer.settings.steps < 36_000_000
    assert choose_settings(kind.settings, folders, resume=True).steps == trainer.settings.steps


@pytest.mark.parametrize("changed", ["a part is missing", "older"])
def test_a_checkpoint_of_other_networks_is_refused_in_words(kind: Kind, folders: RunFolders, changed: str) -> None:
    trainer = kind.train(kind.settings, folders, stop_after(1))
    state = trainer.state()
    lost = "averaged." if changed == "older" else "parts.network.words"
    fewer = {name: value for name, value in state.tensors.items() if not name.startswith(lost)}
    assert len(fewer) < len(state.tensors)
    save_checkpoint(folders.checkpoint, State(fewer, state.facts), trainer.settings)

    with pytest.raises(BadSetting, match="another drawn world or by an older trainer"):
        kind.train(kind.settings, folders, Watch(), resume=True)


def test_there_is_no_checkpoint_without_the_model_that_goes_with_it(kind: Kind, folders: RunFolders) -> None:
    """A crash while the first model is written leaves a run that can be begun, not one that cannot be resumed."""
    trainer = kind.train(kind.settings.model_copy(update={"steps": 1}), folders, Watch())
    trainer.settings = kind.settings
    folders.checkpoint.unlink()

    def crash() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        go_on(trainer, folders, Watch(), crash)

    assert not folders.checkpoint.exists()


LARGE = 300_000  # words of 32 numbers each: 18 MiB and more
TOO_LARGE = {
    "student": {"student": STUDENT.settings.student.model_copy(update={"question_words": LARGE})},
    "chooser": {"stack": STACK.model_copy(update={"text_words": LARGE})},
}


def test_weights_too_large_to_ship_are_refused_before_the_first_step(kind: Kind, folders: RunFolders) -> None:
    begun: list[str] = []

    with pytest.raises(BadSetting, match=r"would have 19\.8\d MiB, .* may have 15\.25 MiB"):
        kind.train(kind.settings.model_copy(update=TOO_LARGE[kind.name]), folders, Watch(begun=begun.append))

    assert begun == []


def test_what_a_run_starts_from_is_remembered_before_anything_was_learned(folders: RunFolders) -> None:
    first, other = folders.run / "first", folders.run / "other"

    given = choose_start(first, folders, resume=False)
    remembered = choose_start(None, folders, resume=True)
    corrected = choose_start(other, folders, resume=True)
    folders.checkpoint.touch()
    too_late = choose_start(first, folders, resume=True)

    assert (given, remembered, corrected, too_late) == (first, first, other, other)


def test_a_new_run_starts_from_nothing_that_another_one_started_from(folders: RunFolders) -> None:
    choose_start(folders.run / "first", folders, resume=False)

    assert choose_start(None, folders, resume=False) is None
    assert not (folders.run / STARTED_FROM).exists()


def test_a_run_that_is_refused_keeps_what_it_started_from(folders: RunFolders) -> None:
    choose_start(folders.run / "first", folders, resume=False)
    folders.checkpoint.touch()

    with pytest.raises(BadSetting, match="--resume"):
        choose_start(folders.run / "other", folders, resume=False)

    assert choose_start(None, folders, resume=True) == folders.run / "first"


def test_a_device_that_is_not_there_is_said_before_anything_is_drawn(kind: Kind, tmp_path: Path) -> None:
    folders = RunFolders(tmp_path / "scenes", tmp_path / "run")

    with pytest.raises(BadSetting, match="no cuda:97"):
        kind.train(kind.settings, folders, Watch(), device="cuda:97")

    assert not folders.scenes.exists()


@pytest.mark.gpu
@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a CUDA device")
def test_a_run_on_the_gpu_goes_on_on_the_processor(kind: Kind, folders: RunFolders) -> None:
    first = kind.train(kind.settings, folders, stop_after(4), device="cuda")
    second = kind.train(kind.settings, folders, Watch(), resume=True, device="cpu")

    assert (first.device.type, second.device.type, second.step) == ("cuda", "cpu", 6)
    assert kind.open(folders.run / kind.name).settings.training["device"] == "cpu"
