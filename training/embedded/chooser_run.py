"""A whole training run of the chooser: scenes, words, steps; what it has so far is kept every few minutes."""

from pathlib import Path

import torch

from models.embedded.chooser_weights import save_chooser
from models.embedded.folder import TOKENIZER
from models.embedded.vocabulary import Vocabulary
from models.embedded.weights import Training
from training.embedded.chooser_settings import ChooserTraining
from training.embedded.chooser_start import Start, carry_over, read_start
from training.embedded.chooser_trainer import ChooserProgress, ChooserTrainer
from training.embedded.scene_cache import SceneCache, open_scenes
from training.embedded.shipping import refuse_too_large
from training.embedded.stages import facts_of, shown, stage_of
from training.embedded.word_list import with_words
from training.loop.devices import choose_device
from training.loop.running import (
    RunFolders,
    Watch,
    give_minutes,
    go_on,
    refuse_second_run,
    restore,
    set_threads,
)

CHOOSER = "chooser"
SUPERVISION = "true questions, answers and rationales of the drawn world, four-choice items and tags of regions"


def train_chooser(
    settings: ChooserTraining,
    folders: RunFolders,
    watch: Watch[ChooserProgress],
    *,
    minutes: float | None = None,
    resume: bool = False,
    threads: int | None = None,
    device: str = "cpu",
    init: Path | None = None,
) -> ChooserTrainer:
    """Train, or go on training, until the last step or until stopped. Raises BadSetting for a mix-up of runs.

    With `minutes` the first steps are timed, and the number of steps follows from that; it is part of the settings
    that are kept, so the run can be repeated exactly. A new run starts from what fits of the folder `init`.
    """
    set_threads(threads)
    refuse_second_run(folders, resume=resume)
    on = choose_device(device)
    going_on = folders.checkpoint.exists()
    start = read_start(init, settings) if init is not None and not going_on else None
    cache = open_scenes(folders.scenes, count=settings.scenes, pixels=settings.scene_pixels, report=watch.drawn)
    known = folders.run / CHOOSER / TOKENIZER if going_on else None
    settings, vocabulary = with_words(settings, cache, known)
    trainer = ChooserTrainer(settings, cache, vocabulary, device=on)
    refuse_too_large(trainer.network)
    if going_on:
        restore(trainer, folders)
    elif start is not None:
        _start(trainer, vocabulary, start, watch)
    if minutes is not None:
        give_minutes(trainer, minutes, _whole_steps(settings, cache, vocabulary, on))
    go_on(trainer, folders, watch, lambda: keep(trainer, vocabulary, folders.run / CHOOSER))
    return trainer


def _whole_steps(
    settings: ChooserTraining, cache: SceneCache, vocabulary: Vocabulary, device: torch.device
) -> ChooserTrainer:
    """Return a trainer to time: by steps in which only the eye learns, a run would be far too long."""
    return ChooserTrainer(settings.model_copy(update={"eye_first": 0}), cache, vocabulary, device=device)


def keep(trainer: ChooserTrainer, vocabulary: Vocabulary, folder: Path) -> None:
    """Write the chooser as it is now."""
    save_chooser(folder, trainer.averaged_network(), vocabulary, training=described(trainer))


def described(trainer: ChooserTrainer) -> Training:
    """Return the facts of a run that a chooser's settings and card name."""
    settings = trainer.settings
    own = stage_of(CHOOSER, trainer, SUPERVISION + shown(settings))
    return {
        **facts_of(trainer),
        "statements": trainer.step * settings.pictures * settings.questions,
        "adversarial": settings.adversarial,
        "jitter": settings.jitter,
        "marked": settings.marked,
        "chain": (*trainer.earlier, own),
    }


def _start(trainer: ChooserTrainer, vocabulary: Vocabulary, start: Start, watch: Watch[ChooserProgress]) -> None:
    taken = carry_over(trainer.network, vocabulary, start)
    trainer.start_from(taken.stages)
    watch.begun(
        f"starting from {start.folder}: {taken.eye} tensors of the eye, {taken.others} others, "
        f"{taken.words} of {len(vocabulary)} pieces of words"
    )
