"""A whole training run of the critic: labels, sights, steps; what it has so far is kept every few minutes.

Which labels a run learned from is kept with it: others under the same settings are another run.
"""

import hashlib
from pathlib import Path

import torch

from models.critic_labels import CriticLabel
from models.embedded.critic_weights import CriticFolder, StoredCritic, save_critic
from models.embedded.weights import Training
from training.embedded.critic_data import Labelled, is_one_in
from training.embedded.critic_settings import CriticTraining
from training.embedded.critic_shown import shown_as
from training.embedded.critic_sights import Sights
from training.embedded.critic_start import Start, start_from
from training.embedded.critic_trainer import CriticProgress, CriticTrainer
from training.embedded.shipping import refuse_too_large
from training.embedded.stages import facts_of, own_stage
from training.loop.devices import choose_device
from training.loop.learned_from import refuse_other
from training.loop.running import (
    RunFolders,
    Watch,
    give_minutes,
    go_on,
    refuse_second_run,
    restore,
    set_threads,
)

NAME = "critic"
_ASIDE = 10  # one picture in so many is not learned from: the temperature is fitted on these


def train_critic(
    settings: CriticTraining,
    folders: RunFolders,
    watch: Watch[CriticProgress],
    *,
    data: Labelled,
    init: Path,
    minutes: float | None = None,
    resume: bool = False,
    threads: int | None = None,
    device: str = "cpu",
) -> CriticTrainer:
    """Train, or go on training, until the last step or until stopped. Raises BadSetting for a mix-up of runs.

    `init` is the folder of the verbalizers whose eye and words the critic has; one picture in ten is left aside. With
    `minutes` the first steps are timed, and the number of steps follows from that.
    """
    set_threads(threads)
    refuse_second_run(folders, resume=resume)
    refuse_other_labels(folders, data)
    data = shown_as(settings.shown, learned_from(data))
    settings = settings.model_copy(update={"scenes": len(data.pictures)})
    going_on = folders.checkpoint.exists()
    torch.manual_seed(settings.seed)
    start = start_from(init, settings)
    refuse_too_large(start.network)
    sights = Sights(
        folders.scenes / settings.shown.replace(" ", "-"), start.network, start.vocabulary, threshold=start.threshold
    )
    sights.prepare((each.candidate for each in data.labels), data.open_image, watch.drawn)
    trainer = CriticTrainer(settings, start.network, data.labels, sights, device=choose_device(device))
    trainer.start_from(start.stages)
    if going_on:
        restore(trainer, folders)
    if minutes is not None:
        trial = start_from(init, settings)
        give_minutes(trainer, minutes, CriticTrainer(settings, trial.network, data.labels, sights))
    go_on(trainer, folders, watch, lambda: keep(trainer, start, data, folders.run / NAME))
    return trainer


def learned_from(data: Labelled) -> Labelled:
    """Return the labels that a run learns from."""
    return data.only(each for each in data.pictures if not _is_aside(each))


def left_aside(data: Labelled) -> Labelled:
    """Return the labels that a run does not learn from, of pictures that it does not see."""
    return data.only(each for each in data.pictures if _is_aside(each))


def keep(trainer: CriticTrainer, start: Start, data: Labelled, folder: Path) -> None:
    """Write the critic as it is now."""
    network = trainer.averaged_network()
    settings = CriticFolder(network=network.settings, threshold=start.threshold, training=described(trainer, data))
    save_critic(folder, StoredCritic(network, start.vocabulary, settings))


def described(trainer: CriticTrainer, data: Labelled) -> Training:
    """Return the facts of a run that settings and card name."""
    settings = trainer.settings
    about = data.about
    own = own_stage(trainer, NAME, scenes=settings.scenes, supervision=about.supervision, seeds=about.seeds)
    return {
        **facts_of(trainer),
        "labels": len(data.labels),
        "rule": ", ".join(sorted({each.rule for each in data.labels})),
        "shown": settings.shown,
        "chain": (*trainer.earlier, own),
    }


def _is_aside(image_id: str) -> bool:
    return is_one_in(_ASIDE, image_id, words="aside")


def refuse_other_labels(folders: RunFolders, data: Labelled) -> None:
    """Raise BadSetting where a run's folder was begun with other labels."""
    refuse_other(folders, "labels", _hash_of(data.labels))


def _hash_of(labels: tuple[CriticLabel, ...]) -> str:
    digest = hashlib.sha256()
    for each in labels:
        digest.update(each.model_dump_json().encode())
    return digest.hexdigest()
