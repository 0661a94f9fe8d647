"""A whole training run of the student: scenes, words, steps; what it has so far is kept every few minutes."""

from pathlib import Path
from typing import NamedTuple

from models.embedded.folder import TOKENIZER
from models.embedded.vocabulary import Vocabulary
from models.embedded.weights import StoredStudent, Training, save_student
from training.embedded.mark_reader_run import TrainedReader, chain_with
from training.embedded.scene_cache import open_scenes
from training.embedded.settings import TrainingSettings
from training.embedded.shipping import refuse_too_large
from training.embedded.stages import SCENE_TRUTH, STUDENT, facts_of, shown, stage_of
from training.embedded.starting import carry_over
from training.embedded.trainer import Progress, Trainer
from training.embedded.word_list import with_words
from training.loop.devices import choose_device
from training.loop.running import (
    RunFolders,
    Watch,
    choose_settings,
    give_minutes,
    go_on,
    keep_settings,
    refuse_second_run,
    restore,
    set_threads,
)


class Start(NamedTuple):
    """A student whose weights a run starts from, and the folder it was read from."""

    student: StoredStudent
    folder: Path


def begin(folders: RunFolders, *, resume: bool, **given: int | None) -> TrainingSettings:
    """Choose the settings of a run and keep them, so that it can be resumed from whatever stage it is stopped in."""
    refuse_second_run(folders, resume=resume)
    settings = choose_settings(TrainingSettings(), folders, resume=resume, **given)
    keep_settings(folders, settings)
    return settings


def train_student(
    settings: TrainingSettings,
    folders: RunFolders,
    watch: Watch[Progress],
    *,
    minutes: float | None = None,
    resume: bool = False,
    threads: int | None = None,
    device: str = "cpu",
    start: Start | None = None,
    reader: TrainedReader | None = None,
) -> Trainer:
    """Train, or go on training, until the last step or until stopped. Raises BadSetting for a mix-up of runs.

    With `minutes` the first steps are timed, and the number of steps follows from that; it is part of the settings
    that are kept, so the run can be repeated exactly. `reader` is put into the student's folder.
    """
    set_threads(threads)
    refuse_second_run(folders, resume=resume)
    on = choose_device(device)
    cache = open_scenes(folders.scenes, count=settings.scenes, pixels=settings.scene_pixels, report=watch.drawn)
    known = folders.run / STUDENT / TOKENIZER if folders.checkpoint.exists() else None
    settings, vocabulary = with_words(settings, cache, known)
    trainer = Trainer(settings, cache, vocabulary, device=on)
    refuse_too_large(trainer.network, *([reader.reader] if reader is not None else []))
    if folders.checkpoint.exists():
        restore(trainer, folders)
    elif start is not None:
        shared = carry_over(trainer.network, vocabulary, start.student, start.folder)
        trainer.start_from(start.student.settings.chain)
        watch.begun(f"starting from {start.folder}: {shared} of {len(vocabulary)} pieces of words are known")
    if minutes is not None:
        give_minutes(trainer, minutes, Trainer(settings, cache, vocabulary, device=on))
    go_on(trainer, folders, watch, lambda: keep(trainer, vocabulary, folders.run / STUDENT, reader))
    return trainer


def keep(trainer: Trainer, vocabulary: Vocabulary, folder: Path, reader: TrainedReader | None = None) -> None:
    """Write the student as it is now."""
    save_student(
        folder,
        trainer.averaged_network(),
        vocabulary,
        training=described(trainer, reader),
        reader=reader.reader if reader else None,
    )


def described(trainer: Trainer, reader: TrainedReader | None = None) -> Training:
    """Return the facts of a run that a student's settings and card name."""
    settings = trainer.settings
    own = stage_of(STUDENT, trainer, SCENE_TRUTH + shown(settings))
    return {
        **facts_of(trainer),
        "questions": trainer.step * settings.pictures * settings.questions,
        "jitter": settings.jitter,
        "marked": settings.marked,
        "chain": chain_with(reader, trainer.earlier, own),
    }
