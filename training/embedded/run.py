"""A whole training run of the student: scenes, words, steps; what it has so far is kept every few minutes.

In the run's folder: `checkpoint.pt` to go on from, `settings.json`, and `student/`, which can be loaded and asked at
any time.
"""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import torch

from models.embedded.vocabulary import Vocabulary
from models.embedded.weights import save_student, write_whole
from models.errors import BadSetting
from models.records import Setting
from training.embedded.checkpoint import load_checkpoint, save_checkpoint
from training.embedded.scene_cache import open_scenes
from training.embedded.settings import TrainingSettings
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


def train_student(
    settings: TrainingSettings,
    folders: RunFolders,
    watch: Watch,
    *,
    minutes: float | None = None,
    resume: bool = False,
    threads: int | None = None,
) -> Trainer:
    """Train, or go on training, until the last step or until stopped. Raises BadSetting for a mix-up of runs.

    With `minutes` the first steps are timed, and the number of steps follows from that; it is part of the settings
    that are kept, so the run can be repeated exactly.
    """
    if threads is not None:
        torch.set_num_threads(threads)
    checkpoint = folders.run / CHECKPOINT
    if checkpoint.exists() and not resume:
        raise BadSetting(
            f"{folders.run} already holds a training run. Go on with --resume, or choose another folder with --work."
        )
    cache = open_scenes(folders.scenes, count=settings.scenes, pixels=settings.scene_pixels, report=watch.drawn)
    student = settings.student
    vocabulary = learn_words(cache.graphs[:_WORD_GRAPHS], size=student.vocabulary, slots=student.regions)
    # Few scenes may hold fewer pieces than asked for.
    settings = settings.model_copy(update={"student": student.model_copy(update={"vocabulary": len(vocabulary)})})
    trainer = Trainer(settings, cache, vocabulary)
    if resume and checkpoint.exists():
        trainer.restore(load_checkpoint(checkpoint, settings))
    if minutes is not None:
        more = steps_in(minutes, Trainer(settings, cache, vocabulary))
        settings = trainer.settings = settings.model_copy(update={"steps": trainer.step + more})
    watch.begun(settings.model_dump_json(indent=2))
    write_whole(_made(folders.run) / SETTINGS, f"{settings.model_dump_json(indent=2)}\n".encode())
    while trainer.step < settings.steps and not watch.should_stop():
        until = trainer.step + watch.keep_every - trainer.step % watch.keep_every
        trainer.run(until, report=watch.progress, every=watch.every, should_stop=watch.should_stop)
        keep(trainer, vocabulary, folders)
        watch.kept(trainer.step)
    return trainer


def steps_in(minutes: float, trial: Trainer) -> int:
    """Return how many steps fit into `minutes`, going by the first steps of a trainer that is thrown away."""
    trial.run(_TIMED_STEPS)
    return max(1, round(60 * minutes * _TIMED_STEPS / trial.seconds))


def keep(trainer: Trainer, vocabulary: Vocabulary, folders: RunFolders) -> None:
    """Write the checkpoint and the student as it is now."""
    save_checkpoint(folders.run / CHECKPOINT, trainer.state(), trainer.settings)
    save_student(folders.student, trainer.averaged_network(), vocabulary, training=described(trainer))


def described(trainer: Trainer) -> dict[str, Setting]:
    """Return the facts of a run that a student's settings and card name."""
    settings = trainer.settings
    return {
        "seed": settings.seed,
        "steps": trainer.step,
        "minutes": round(trainer.seconds / 60, 1),
        "scenes": settings.scenes,
        "pictures": trainer.step * settings.pictures,
        "questions": trainer.step * settings.pictures * settings.questions,
        "jitter": settings.jitter,
        "marked": settings.marked,
        "threads": torch.get_num_threads(),
        "arithmetic": "bfloat16 autocast" if trainer.bfloat16 else "float32",
    }


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder
