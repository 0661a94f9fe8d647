"""A whole training of the paper's critic: labels, sights if they are kept, steps; all is kept every few minutes."""

from pathlib import Path

import torch
from safetensors.torch import load_file

from models.blip2.critic import BLIP2_CRITIC_FORMAT
from models.blip2.critic_network import Critic
from models.blip2.telling import place_candidate
from models.embedded.weights import Stage, Training
from models.errors import BadSetting
from models.lavis.convert import ASIDE_FILE
from training.blip2.critic_trainer import Blip2CriticTrainer, ready_critic, shown_of
from training.blip2.kept import Blip2Folder, keep_folder
from training.blip2.progress import Blip2Progress
from training.blip2.settings import CriticSettings
from training.blip2.sights import Sights
from training.blip2.start import Start, start_from
from training.embedded.critic_data import Labelled
from training.embedded.critic_run import refuse_other_labels
from training.loop.devices import has_bfloat16
from training.loop.processes import Processes, join_processes
from training.loop.running import RunFolders, Watch, go_on, refuse_second_run, restore, set_threads

NAME = "critic"


def train_blip2_critic(
    settings: CriticSettings,
    folders: RunFolders,
    watch: Watch[Blip2Progress],
    *,
    data: Labelled,
    init: Path,
    resume: bool = False,
    threads: int | None = None,
    device: str = "cpu",
) -> Blip2CriticTrainer:
    """Train, or go on training, until the last step or until stopped. Raises BadSetting for a mix-up of runs.

    `init` is the folder of a first stage, or of a critic, to begin with. The critic is kept in the run's `critic/`.
    """
    set_threads(threads)
    refuse_second_run(folders, resume=resume)
    processes, on = join_processes(device)
    if processes.rank == 0:
        refuse_other_labels(folders, data)
    torch.manual_seed(settings.seed)
    start = start_from(init, settings)
    critic = Critic(start.stage)
    if (init / ASIDE_FILE).exists():
        critic.take_aside(load_file(init / ASIDE_FILE))
    ready_critic(critic, settings)
    sights = _sights(settings, folders, watch, data, start, on, processes)
    trainer = Blip2CriticTrainer(settings, critic, start.teller, data, sights=sights, device=on, processes=processes)
    if folders.checkpoint.exists():
        restore(trainer, folders)
    go_on(trainer, folders, watch, lambda: keep(trainer, start, data, folders.run / NAME))
    return trainer


def keep(trainer: Blip2CriticTrainer, start: Start, data: Labelled, folder: Path) -> None:
    """Write the critic as it is now."""
    network = trainer.averaged_network()
    settings = Blip2Folder(format=BLIP2_CRITIC_FORMAT, training=described(trainer, data))
    keep_folder(folder, network.stage, start, trainer.settings.manner, settings, network.aside())


def described(trainer: Blip2CriticTrainer, data: Labelled) -> Training:
    """Return the facts of a run that settings and card name."""
    settings = trainer.settings
    own = Stage(
        name=NAME,
        seed=settings.seed,
        steps=trainer.step,
        minutes=round(trainer.seconds / 60, 1),
        scenes=len(data.pictures),
        supervision=data.about.supervision,
        seeds=data.about.seeds,
    )
    return {
        "seed": settings.seed,
        "steps": trainer.step,
        "minutes": round(trainer.seconds / 60, 1),
        "labels": len(data.labels),
        "statements": trainer.step * settings.batch,
        "rule": ", ".join(sorted({each.rule for each in data.labels})),
        "processes": trainer.processes.count,
        "device": trainer.device.type,
        "arithmetic": "bfloat16 autocast" if trainer.bfloat16 else "float32",
        "chain": (own,),
    }


def _sights(
    settings: CriticSettings,
    folders: RunFolders,
    watch: Watch[Blip2Progress],
    data: Labelled,
    start: Start,
    device: torch.device,
    processes: Processes,
) -> Sights | None:
    """Return what is seen of all labelled pictures, if it is to be kept."""
    if not settings.kept_sights:
        return None
    if settings.sees:
        raise BadSetting("What an encoder that learns says cannot be kept: leave `sees` or `kept_sights` off.")
    sights = Sights(folders.scenes, start.stage, start.teller)
    most = start.teller.manner.regions
    sights.prepare(
        [shown_of(each, place_candidate(each.candidate, most)) for each in data.labels],
        data.open_image,
        device=device,
        bfloat16=settings.bfloat16 and has_bfloat16(device),
        processes=processes,
        report=watch.drawn,
    )
    return sights
