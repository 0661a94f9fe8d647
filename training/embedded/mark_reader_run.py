"""The mark reader's stage of a run: in `reader/` of the run's folder, with a checkpoint of its own to go on from."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from models.embedded.mark_reader import MarkReader
from models.embedded.weights import Stage, StoredStudent
from models.marks import MarkStyle
from training.embedded.mark_reader_training import ReaderProgress, ReaderTrainer
from training.embedded.scene_cache import open_scenes
from training.embedded.settings import ReaderTraining
from training.embedded.stages import EXACT_BOXES, READER, stage_of
from training.loop.devices import choose_device
from training.loop.running import (
    RunFolders,
    Watch,
    choose_settings,
    give_minutes,
    go_on,
    refuse_second_run,
    restore,
    set_threads,
)


class TrainedReader(NamedTuple):
    """A reader and how it came about; `whole` is False where its stage was stopped."""

    reader: MarkReader
    stage: Stage
    whole: bool = True


def chain_with(reader: TrainedReader | None, earlier: Sequence[Stage], own: Stage) -> tuple[Stage, ...]:
    """Return the stages of a student that a reader may have been put into, its `own` last."""
    # A reader that came with the student that this one started from is among the earlier stages.
    before = (stage for stage in earlier if reader is None or stage.name != reader.stage.name)
    return (*((reader.stage,) if reader is not None else ()), *before, own)


def train_reader(
    settings: ReaderTraining,
    style: MarkStyle,
    watch: Watch[ReaderProgress],
    *,
    scenes: Path,
    folder: Path,
    minutes: float | None = None,
    resume: bool = False,
    threads: int | None = None,
    device: str = "cpu",
) -> TrainedReader:
    """Train, or go on training, until the last step or until stopped; a stage that is over is taken as it is.

    `scenes` keeps rendered pictures, `folder` is the stage's own. With `minutes` the first steps are timed.
    """
    set_threads(threads)
    folders = RunFolders(scenes, folder)
    refuse_second_run(folders, resume=resume)
    on = choose_device(device)
    going_on = folders.checkpoint.exists()
    settings = choose_settings(settings, folders, resume=going_on)
    cache = open_scenes(scenes, count=settings.scenes, pixels=settings.scene_pixels, report=watch.drawn)
    trainer = ReaderTrainer(settings, style, cache, device=on)
    if going_on:
        restore(trainer, folders)
    elif minutes is not None:
        give_minutes(trainer, minutes, ReaderTrainer(settings, style, cache, device=on))
    go_on(trainer, folders, watch, lambda: None)
    stage = stage_of(READER, trainer, EXACT_BOXES)
    return TrainedReader(trainer.averaged_network(), stage, trainer.step >= trainer.settings.steps)


def reader_of(stored: StoredStudent) -> TrainedReader | None:
    """Return the reader of a finished student with the stage it came from, where it has one."""
    stage = next((stage for stage in stored.settings.chain if stage.name == READER), None)
    return TrainedReader(stored.reader, stage) if stored.reader is not None and stage is not None else None
