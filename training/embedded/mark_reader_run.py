"""The mark reader's stage of a run: in `reader/` of the run's folder, with a checkpoint of its own to go on from."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import torch

from models.embedded.mark_reader import MarkReader
from models.embedded.weights import Stage, StoredStudent, write_whole
from models.errors import BadSetting
from models.marks import MarkStyle
from training.embedded.checkpoint import load_checkpoint, save_checkpoint
from training.embedded.mark_reader_training import ReaderProgress, ReaderTrainer
from training.embedded.scene_cache import SceneCache, open_scenes
from training.embedded.settings import ReaderTraining
from training.embedded.stages import READER, reader_stage

_CHECKPOINT, _SETTINGS = "checkpoint.pt", "settings.json"
_TIMED_STEPS = 8


class ReaderWatch(NamedTuple):
    """How the stage is followed and stopped; every part has a silent default."""

    drawn: Callable[[int], None] | None = None
    progress: Callable[[ReaderProgress], None] | None = None
    should_stop: Callable[[], bool] = lambda: False
    every: int = 50
    keep_every: int = 150


class TrainedReader(NamedTuple):
    """A reader and how it came about; `whole` is False where its stage was stopped."""

    reader: MarkReader
    stage: Stage
    whole: bool = True


def train_reader(
    settings: ReaderTraining,
    style: MarkStyle,
    watch: ReaderWatch,
    *,
    scenes: Path,
    folder: Path,
    minutes: float | None = None,
    resume: bool = False,
    threads: int | None = None,
) -> TrainedReader:
    """Train, or go on training, until the last step or until stopped; a stage that is over is taken as it is.

    `scenes` keeps rendered pictures, `folder` is the stage's own. With `minutes` the first steps are timed.
    """
    if threads is not None:
        torch.set_num_threads(threads)
    checkpoint, kept = folder / _CHECKPOINT, folder / _SETTINGS
    going_on = resume and checkpoint.exists()
    if checkpoint.exists() and not resume:
        raise BadSetting(f"{folder} already holds a training run. Go on with --resume, or choose another --work.")
    if going_on:
        settings = ReaderTraining.model_validate_json(kept.read_text("utf-8"))
    cache = open_scenes(scenes, count=settings.scenes, pixels=settings.scene_pixels, report=watch.drawn)
    if minutes is not None and not going_on:
        settings = settings.model_copy(update={"steps": _steps_in(minutes, settings, style, cache)})
    trainer = ReaderTrainer(settings, style, cache)
    if going_on:
        trainer.restore(load_checkpoint(checkpoint, settings))
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(kept, f"{settings.model_dump_json(indent=2)}\n".encode())
    while trainer.step < settings.steps and not watch.should_stop():
        until = trainer.step + watch.keep_every - trainer.step % watch.keep_every
        trainer.run(until, report=watch.progress, every=watch.every, should_stop=watch.should_stop)
        save_checkpoint(checkpoint, trainer.state(), settings)
    stage = reader_stage(settings, trainer.step, trainer.seconds)
    return TrainedReader(trainer.reader.eval(), stage, trainer.step >= settings.steps)


def reader_of(stored: StoredStudent) -> TrainedReader | None:
    """Return the reader of a finished student with the stage it came from, where it has one."""
    stage = next((stage for stage in stored.settings.chain if stage.name == READER), None)
    return TrainedReader(stored.reader, stage) if stored.reader is not None and stage is not None else None


def _steps_in(minutes: float, settings: ReaderTraining, style: MarkStyle, cache: SceneCache) -> int:
    trial = ReaderTrainer(settings, style, cache)
    trial.run(_TIMED_STEPS)
    return max(1, round(60 * minutes * trial.step / trial.seconds))
