"""A whole training run of the student: scenes, words, steps; what it has so far is kept every few minutes.

In the run's folder: `checkpoint.pt` to go on from, `settings.json`, and `student/`, which can be loaded and asked at
any time.
"""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import torch

from models.embedded.vocabulary import Vocabulary, load_vocabulary
from models.embedded.weights import TOKENIZER, Stage, StoredStudent, Training, save_student, write_whole
from models.errors import BadSetting
from training.embedded.checkpoint import load_checkpoint, save_checkpoint
from training.embedded.mark_reader_run import TrainedReader
from training.embedded.scene_cache import SceneCache, open_scenes
from training.embedded.settings import TrainingSettings
from training.embedded.stages import student_stage
from training.embedded.starting import carry_over
from training.embedded.trainer import Progress, Trainer
from training.embedded.word_list import learn_words

CHECKPOINT = "checkpoint.pt"
SETTINGS = "settings.json"
_WORD_GRAPHS = 3000
_TIMED_STEPS = 12


class RunFolders(NamedTuple):
    """`scenes` keeps the rendered pictures for all runs, `run` is this run's own."""

    scenes: Path
    run: Path

    @property
    def student(self) -> Path:
        return self.run / "student"

    @property
    def reader(self) -> Path:
        return self.run / "reader"


class Start(NamedTuple):
    """A student whose weights a run starts from, and the folder it was read from."""

    student: StoredStudent
    folder: Path


class Watch(NamedTuple):
    """How a run is followed and stopped; every part has a silent default."""

    begun: Callable[[str], None] = lambda _settings: None
    drawn: Callable[[int], None] | None = None
    progress: Callable[[Progress], None] | None = None
    kept: Callable[[int], None] = lambda _step: None
    should_stop: Callable[[], bool] = lambda: False
    every: int = 50
    keep_every: int = 300


def choose_settings(folders: RunFolders, *, resume: bool, **given: int | None) -> TrainingSettings:
    """Return the defaults, or the settings of the run that is resumed, with what was given in their place."""
    kept = folders.run / SETTINGS
    base = TrainingSettings()
    if resume and kept.exists():
        base = TrainingSettings.model_validate_json(kept.read_text("utf-8"))
    return base.model_copy(update={name: value for name, value in given.items() if value is not None})


def begin(folders: RunFolders, *, resume: bool, **given: int | None) -> TrainingSettings:
    """Choose the settings of a run and keep them, so that it can be resumed from whatever stage it is stopped in."""
    _refuse_second_run(folders, resume=resume)
    settings = choose_settings(folders, resume=resume, **given)
    keep_settings(folders, settings)
    return settings


def keep_settings(folders: RunFolders, settings: TrainingSettings) -> None:
    """Write the settings that `--resume` takes up."""
    folders.run.mkdir(parents=True, exist_ok=True)
    write_whole(folders.run / SETTINGS, f"{settings.model_dump_json(indent=2)}\n".encode())


def train_student(
    settings: TrainingSettings,
    folders: RunFolders,
    watch: Watch,
    *,
    minutes: float | None = None,
    resume: bool = False,
    threads: int | None = None,
    start: Start | None = None,
    reader: TrainedReader | None = None,
) -> Trainer:
    """Train, or go on training, until the last step or until stopped. Raises BadSetting for a mix-up of runs.

    With `minutes` the first steps are timed, and the number of steps follows from that; it is part of the settings
    that are kept, so the run can be repeated exactly. `reader` is put into the student's folder.
    """
    if threads is not None:
        torch.set_num_threads(threads)
    checkpoint = folders.run / CHECKPOINT
    _refuse_second_run(folders, resume=resume)
    cache = open_scenes(folders.scenes, count=settings.scenes, pixels=settings.scene_pixels, report=watch.drawn)
    known = folders.student / TOKENIZER if checkpoint.exists() else None
    settings, vocabulary = _with_words(settings, cache, known)
    trainer = Trainer(settings, cache, vocabulary)
    if checkpoint.exists():
        _restore(trainer, checkpoint)
    elif start is not None:
        shared = carry_over(trainer.network, vocabulary, start.student, start.folder)
        trainer.start_from(trainer.network.state_dict(), start.student.settings.chain)
        watch.begun(f"starting from {start.folder}: {shared} of {len(vocabulary)} pieces of words are known")
    if minutes is not None:
        more = steps_in(minutes, Trainer(settings, cache, vocabulary))
        settings = trainer.settings = settings.model_copy(update={"steps": trainer.step + more})
    watch.begun(settings.model_dump_json(indent=2))
    keep_settings(folders, settings)
    while trainer.step < settings.steps and not watch.should_stop():
        until = trainer.step + watch.keep_every - trainer.step % watch.keep_every
        trainer.run(until, report=watch.progress, every=watch.every, should_stop=watch.should_stop)
        keep(trainer, vocabulary, folders, reader)
        watch.kept(trainer.step)
    return trainer


def _refuse_second_run(folders: RunFolders, *, resume: bool) -> None:
    if (folders.run / CHECKPOINT).exists() and not resume:
        raise BadSetting(
            f"{folders.run} already holds a training run. Go on with --resume, or choose another folder with --work."
        )


def _restore(trainer: Trainer, checkpoint: Path) -> None:
    state = load_checkpoint(checkpoint, trainer.settings)
    try:
        trainer.restore(state)
    except RuntimeError as error:  # torch's word for other shapes
        raise BadSetting(
            f"{checkpoint} was made in another drawn world: training/scenes has changed since. Begin anew with another "
            "--work, and with --init to keep what was learned."
        ) from error


def _with_words(
    settings: TrainingSettings, cache: SceneCache, known: Path | None
) -> tuple[TrainingSettings, Vocabulary]:
    """Learn the words, or take those that the run began with; few scenes may hold fewer pieces than asked for.

    A blind run makes a student that is blind.
    """
    student = settings.student
    if known is not None:
        vocabulary = load_vocabulary(known)
    else:
        vocabulary = learn_words(cache.graphs[:_WORD_GRAPHS], size=student.vocabulary, slots=student.regions)
    sizes = student.model_copy(update={"vocabulary": len(vocabulary), "blind": settings.blind})
    return settings.model_copy(update={"student": sizes}), vocabulary


def steps_in(minutes: float, trial: Trainer) -> int:
    """Return how many steps fit into `minutes`, going by the first steps of a trainer that is thrown away."""
    trial.run(_TIMED_STEPS)
    return max(1, round(60 * minutes * trial.step / trial.seconds))


def keep(trainer: Trainer, vocabulary: Vocabulary, folders: RunFolders, reader: TrainedReader | None = None) -> None:
    """Write the checkpoint and the student as it is now."""
    save_checkpoint(folders.run / CHECKPOINT, trainer.state(), trainer.settings)
    save_student(
        folders.student,
        trainer.averaged_network(),
        vocabulary,
        training=described(trainer, reader),
        reader=reader.reader if reader else None,
    )


def described(trainer: Trainer, reader: TrainedReader | None = None) -> Training:
    """Return the facts of a run that a student's settings and card name."""
    settings = trainer.settings
    own = student_stage(settings, trainer.step, trainer.seconds)
    # A reader that came with the student that this one started from is among the earlier stages.
    before = tuple(stage for stage in trainer.earlier if reader is None or stage.name != reader.stage.name)
    chain: tuple[Stage, ...] = (*((reader.stage,) if reader else ()), *before, own)
    return {
        "seed": settings.seed,
        "steps": trainer.step,
        "minutes": own.minutes,
        "scenes": settings.scenes,
        "pictures": trainer.step * settings.pictures,
        "questions": trainer.step * settings.pictures * settings.questions,
        "jitter": settings.jitter,
        "marked": settings.marked,
        "threads": torch.get_num_threads(),
        "arithmetic": "bfloat16 autocast" if trainer.bfloat16 else "float32",
        "chain": chain,
    }
