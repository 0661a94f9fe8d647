"""What all training runs share: their folders, how they are followed, and how they are kept and taken up again.

In a run's folder: `checkpoint.safetensors` to go on from, `settings.json`, `logs/` for TensorBoard, and the model as it
is so far, which can be loaded and asked at any time.
"""

import contextlib
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

import torch
from safetensors import SafetensorError

from models.errors import BadSetting, DeixisError
from models.model_format import SETTINGS
from models.whole_file import write_whole
from training.loop.checkpoint import CHECKPOINT, load_checkpoint, save_checkpoint
from training.loop.events import EventFile, figures_of
from training.loop.processes import is_first
from training.loop.settings import LoopSettings
from training.loop.stepping import Stepping

STARTED_FROM = "started-from.txt"
LOGS = "logs"
KEEP_EVERY = 300  # steps
_TIMED_STEPS = 12

Progress = TypeVar("Progress")
Settings = TypeVar("Settings", bound=LoopSettings)
AnyTrainer = Stepping[Any, Any, Any, Any, Any]  # Any: what a trainer learns is no concern of what keeps it


class RunFolders(NamedTuple):
    """`scenes` keeps for all runs what takes long to make, pictures and what was seen in them; `run` is this run's
    own."""

    scenes: Path
    run: Path

    @property
    def checkpoint(self) -> Path:
        return self.run / CHECKPOINT


class Watch(NamedTuple, Generic[Progress]):
    """How a run is followed and stopped; every part has a silent default. `noted` is told what a person should know of
    what is learned from, in a sentence."""

    begun: Callable[[str], None] = lambda _line: None
    noted: Callable[[str], None] = lambda _sentence: None
    drawn: Callable[[int], None] | None = None
    progress: Callable[[Progress], None] | None = None
    should_stop: Callable[[], bool] = lambda: False
    every: int = 50
    keep_every: int = KEEP_EVERY

    def silenced(self) -> "Watch[Progress]":
        """Return one that says nothing: of several processes the first one speaks."""
        return self._replace(
            begun=lambda _line: None, noted=lambda _sentence: None, drawn=None, progress=lambda _progress: None
        )


def choose_settings(base: Settings, folders: RunFolders, *, resume: bool, **given: int | None) -> Settings:
    """Return `base`, or the settings of the run that is resumed, with what was given in their place.

    Raises BadSetting for settings that cannot be read.
    """
    kept = folders.run / SETTINGS
    if resume and kept.exists():
        try:
            base = type(base).model_validate_json(kept.read_text("utf-8"))
        except ValueError as error:
            raise BadSetting(
                f"{kept} cannot be resumed from: it is of another kind of training or an older trainer, or damaged. "
                "Begin anew with another --work, and with --init to keep what was learned."
            ) from error
    return base.model_copy(update={name: value for name, value in given.items() if value is not None})


def keep_settings(folders: RunFolders, settings: LoopSettings) -> None:
    """Write the settings that `--resume` takes up."""
    folders.run.mkdir(parents=True, exist_ok=True)
    write_whole(folders.run / SETTINGS, f"{settings.model_dump_json(indent=2)}\n".encode())


def refuse_second_run(folders: RunFolders, *, resume: bool) -> None:
    """Raise BadSetting for a folder that holds a run which is not to be resumed."""
    if folders.checkpoint.exists() and not resume:
        raise BadSetting(f"{folders.run} already holds a training run. Go on with --resume, or choose another --work.")


def refuse_no_run(run: Path, *, resume: bool) -> None:
    """Raise BadSetting where a run is to be resumed that was never begun."""
    if resume and not run.exists():
        raise BadSetting(
            f"There is no training in {run} to go on with; name the one that is meant, or leave --resume away."
        )


def choose_start(given: Path | None, folders: RunFolders, *, resume: bool) -> Path | None:
    """Return the folder whose weights a run starts from, None for none, and keep its name in the run's folder.

    A run that is resumed knows it from there, for it may have been stopped before anything was learned. A start that
    is named anew counts only before the first checkpoint. Of several processes the first one writes.
    """
    refuse_second_run(folders, resume=resume)
    kept = folders.run / STARTED_FROM
    known = Path(kept.read_text("utf-8")) if resume and kept.exists() else None
    if known is not None and (given is None or folders.checkpoint.exists()):
        return known
    if not is_first():
        return given
    folders.run.mkdir(parents=True, exist_ok=True)
    kept.unlink(missing_ok=True)
    if given is not None:
        write_whole(kept, str(given.absolute()).encode())
    return given


@contextlib.contextmanager
def leaving_nothing(folders: RunFolders) -> Iterator[None]:
    """Take away the folder of a run that is refused within, if it was not there before and nothing was learned."""
    was_there = folders.run.exists()
    try:
        yield
    except DeixisError:
        if not was_there and not folders.checkpoint.exists():
            shutil.rmtree(folders.run, ignore_errors=True)
        raise


def set_threads(threads: int | None) -> None:
    """Compute with so many threads of the processor, if a number is given."""
    if threads is not None:
        torch.set_num_threads(threads)


def restore(trainer: AnyTrainer, folders: RunFolders) -> None:
    """Go on from the checkpoint. Raises BadSetting for one of another run, or of networks that are no longer made."""
    try:
        trainer.restore(load_checkpoint(folders.checkpoint, trainer.settings))
    except (RuntimeError, KeyError, ValueError, SafetensorError) as error:  # other shapes, names, half a file
        raise BadSetting(
            f"{folders.checkpoint} is damaged, or was made in another drawn world or by an older trainer: training/ "
            "has since changed. Begin anew with another --work, and with --init to keep what was learned."
        ) from error


def give_minutes(trainer: AnyTrainer, minutes: float, trial: AnyTrainer) -> None:
    """Let a trainer go on for about so long, going by the first steps of one that is thrown away.

    The number of steps is part of the settings that are kept, so the run can be repeated exactly.
    """
    trial.run(_TIMED_STEPS)
    steps = trainer.step + max(1, round(60 * minutes * trial.step / trial.seconds))
    trainer.settings = trainer.settings.model_copy(update={"steps": steps})


def go_on(trainer: AnyTrainer, folders: RunFolders, watch: Watch[Any], keep: Callable[[], None]) -> None:
    """Train until the last step or until stopped; every `keep_every` steps and at the end all is kept.

    The checkpoint is written here, the model as it is so far by `keep`. The model comes first: who finds a checkpoint
    after a crash finds the words that go with it, too. Of several processes the first one writes.
    """
    if trainer.processes.rank:
        _train(trainer, watch.silenced(), keep=lambda: None)
        return
    watch.begun(trainer.settings.model_dump_json(indent=2))
    keep_settings(folders, trainer.settings)
    events = EventFile(folders.run / LOGS, trainer.step)

    def report(progress: Any) -> None:
        events.add(trainer.step, figures_of(progress))
        if watch.progress is not None:
            watch.progress(progress)

    def keep_all() -> None:
        keep()
        save_checkpoint(folders.checkpoint, trainer.state(), trainer.settings)

    try:
        _train(trainer, watch._replace(progress=report), keep=keep_all)
    finally:
        events.close()


def _train(trainer: AnyTrainer, watch: Watch[Any], *, keep: Callable[[], None]) -> None:
    while trainer.step < trainer.settings.steps and not trainer.is_stopped(watch.should_stop):
        until = trainer.step + watch.keep_every - trainer.step % watch.keep_every
        trainer.run(until, report=watch.progress, every=watch.every, should_stop=watch.should_stop)
        keep()
        trainer.processes.wait()
