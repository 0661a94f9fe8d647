"""A whole training run of the chooser: scenes, words, steps; what it has so far is kept every few minutes.

In the run's folder: `checkpoint.pt` to go on from, `settings.json`, and `chooser/`, which can be loaded and asked at
any time.
"""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import torch

from models.embedded.chooser_weights import save_chooser
from models.embedded.vocabulary import Vocabulary, load_vocabulary
from models.embedded.weights import TOKENIZER, Stage, Training
from models.errors import BadSetting
from training.embedded.checkpoint import load_checkpoint, save_checkpoint
from training.embedded.chooser_settings import ChooserTraining
from training.embedded.chooser_start import carry_over
from training.embedded.chooser_trainer import ChooserProgress, ChooserTrainer
from training.embedded.run import CHECKPOINT, SETTINGS, RunFolders, keep_settings
from training.embedded.scene_cache import SceneCache, open_scenes
from training.embedded.word_list import learn_words

CHOOSER = "chooser"
SUPERVISION = "true questions, answers and rationales of the drawn world, four-choice items and tags of regions"
_BLIND = {"question": "a grey picture and no regions", "no boxes": "no regions"}
_WORD_GRAPHS = 3000
_TIMED_STEPS = 12


class ChooserWatch(NamedTuple):
    """How a run is followed and stopped; every part has a silent default."""

    begun: Callable[[str], None] = lambda _line: None
    drawn: Callable[[int], None] | None = None
    progress: Callable[[ChooserProgress], None] | None = None
    kept: Callable[[int], None] = lambda _step: None
    should_stop: Callable[[], bool] = lambda: False
    every: int = 50
    keep_every: int = 300


def choose_settings(folders: RunFolders, *, resume: bool, **given: int | None) -> ChooserTraining:
    """Return the defaults, or the settings of the run that is resumed, with what was given in their place."""
    kept = folders.run / SETTINGS
    base = ChooserTraining()
    if resume and kept.exists():
        base = ChooserTraining.model_validate_json(kept.read_text("utf-8"))
    return base.model_copy(update={name: value for name, value in given.items() if value is not None})


def train_chooser(
    settings: ChooserTraining,
    folders: RunFolders,
    watch: ChooserWatch,
    *,
    minutes: float | None = None,
    resume: bool = False,
    threads: int | None = None,
    init: Path | None = None,
) -> ChooserTrainer:
    """Train, or go on training, until the last step or until stopped. Raises BadSetting for a mix-up of runs.

    With `minutes` the first steps are timed, and the number of steps follows from that; it is part of the settings
    that are kept, so the run can be repeated exactly. A new run starts from what fits of the folder `init`.
    """
    if threads is not None:
        torch.set_num_threads(threads)
    checkpoint = folders.run / CHECKPOINT
    if checkpoint.exists() and not resume:
        raise BadSetting(
            f"{folders.run} already holds a training run. Go on with --resume, or choose another folder with --work."
        )
    cache = open_scenes(folders.scenes, count=settings.scenes, pixels=settings.scene_pixels, report=watch.drawn)
    known = chooser_folder(folders) / TOKENIZER if checkpoint.exists() else None
    settings, vocabulary = _with_words(settings, cache, known)
    trainer = ChooserTrainer(settings, cache, vocabulary)
    if checkpoint.exists():
        trainer.restore(load_checkpoint(checkpoint, settings))
    elif init is not None:
        _start(trainer, vocabulary, init, watch)
    if minutes is not None:
        more = steps_in(minutes, _whole_steps(settings, cache, vocabulary))
        settings = trainer.settings = settings.model_copy(update={"steps": trainer.step + more})
    watch.begun(settings.model_dump_json(indent=2))
    keep_settings(folders, settings)
    while trainer.step < settings.steps and not watch.should_stop():
        until = trainer.step + watch.keep_every - trainer.step % watch.keep_every
        trainer.run(until, report=watch.progress, every=watch.every, should_stop=watch.should_stop)
        keep(trainer, vocabulary, folders)
        watch.kept(trainer.step)
    return trainer


def chooser_folder(folders: RunFolders) -> Path:
    """Return where a run keeps the chooser as it is so far."""
    return folders.run / CHOOSER


def _whole_steps(settings: ChooserTraining, cache: SceneCache, vocabulary: Vocabulary) -> ChooserTrainer:
    """Return a trainer to time: by steps in which only the eye learns, a run would be far too long."""
    return ChooserTrainer(settings.model_copy(update={"eye_first": 0}), cache, vocabulary)


def steps_in(minutes: float, trial: ChooserTrainer) -> int:
    """Return how many steps fit into `minutes`, going by the first steps of a trainer that is thrown away."""
    trial.run(_TIMED_STEPS)
    return max(1, round(60 * minutes * trial.step / trial.seconds))


def keep(trainer: ChooserTrainer, vocabulary: Vocabulary, folders: RunFolders) -> None:
    """Write the checkpoint and the chooser as it is now."""
    save_checkpoint(folders.run / CHECKPOINT, trainer.state(), trainer.settings)
    save_chooser(chooser_folder(folders), trainer.averaged_network(), vocabulary, training=described(trainer))


def described(trainer: ChooserTrainer) -> Training:
    """Return the facts of a run that a chooser's settings and card name."""
    settings = trainer.settings
    shown = f", {_BLIND[settings.blind]} shown" if settings.blind != "no" else ""
    own = Stage(
        name=CHOOSER,
        seed=settings.seed,
        steps=trainer.step,
        minutes=round(trainer.seconds / 60, 1),
        scenes=settings.scenes,
        supervision=SUPERVISION + shown,
        seeds=f"train 0 to {settings.scenes - 1}",
    )
    return {
        "seed": settings.seed,
        "steps": trainer.step,
        "minutes": own.minutes,
        "scenes": settings.scenes,
        "pictures": trainer.step * settings.pictures,
        "statements": trainer.step * settings.pictures * settings.questions,
        "adversarial": settings.adversarial,
        "jitter": settings.jitter,
        "marked": settings.marked,
        "threads": torch.get_num_threads(),
        "arithmetic": "bfloat16 autocast" if trainer.bfloat16 else "float32",
        "chain": (*trainer.earlier, own),
    }


def _start(trainer: ChooserTrainer, vocabulary: Vocabulary, init: Path, watch: ChooserWatch) -> None:
    taken = carry_over(trainer.network, vocabulary, init)
    trainer.start_from(taken.stages)
    watch.begun(
        f"starting from {init}: {taken.eye} tensors of the eye, {taken.others} others, "
        f"{taken.words} of {len(vocabulary)} pieces of words"
    )


def _with_words(settings: ChooserTraining, cache: SceneCache, known: Path | None) -> tuple[ChooserTraining, Vocabulary]:
    """Learn the words, or take those that the run began with; few scenes may hold fewer pieces than asked for."""
    student = settings.student
    if known is not None:
        vocabulary = load_vocabulary(known)
    else:
        vocabulary = learn_words(cache.graphs[:_WORD_GRAPHS], size=student.vocabulary, slots=student.regions)
    sizes = student.model_copy(update={"vocabulary": len(vocabulary), "blind": settings.blind})
    return settings.model_copy(update={"student": sizes}), vocabulary
