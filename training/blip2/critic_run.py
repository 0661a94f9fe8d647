"""A whole training of the paper's critic: labels, sights if they are kept, steps; all is kept every few minutes."""

from pathlib import Path

import torch
from PIL import Image
from safetensors.torch import load_file

from models.blip2.critic import BLIP2_CRITIC_FORMAT
from models.blip2.critic_network import Critic
from models.blip2.telling import place_candidate
from models.embedded.weights import Training
from models.lavis.convert import ASIDE_FILE
from training.blip2.around import begin
from training.blip2.critic_trainer import Blip2CriticTrainer, ready_critic, shown_of
from training.blip2.kept import Blip2Folder, described, keep_folder
from training.blip2.progress import Blip2Progress
from training.blip2.settings import CriticSettings
from training.blip2.sights import kept_sights
from training.blip2.start import Start, save_stage, start_from
from training.embedded.critic_data import Labelled
from training.embedded.critic_run import refuse_other_labels
from training.embedded.stages import own_stage
from training.loop.running import RunFolders, Watch, go_on, restore

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
    """Train, or go on training, until the last step or until stopped.

    Raises BadSetting for a mix-up of runs, and BadPicture for a damaged picture that is to be looked at but once.

    `init` is the folder of a first stage, or of a critic, to begin with. The critic is kept in the run's `critic/`.
    """
    around = begin(folders, watch, device, resume=resume, threads=threads)
    if around.processes.rank == 0:
        refuse_other_labels(folders, data)
    torch.manual_seed(settings.seed)
    start = start_from(init, settings)
    critic = Critic(start.stage)
    if (init / ASIDE_FILE).exists():
        critic.take_aside(load_file(init / ASIDE_FILE))
    ready_critic(critic, settings)
    most = start.teller.manner.regions
    sights = kept_sights(
        settings,
        start.looker,
        (shown_of(each, place_candidate(each.candidate, most)) for each in data.labels),
        _Pictures(data),
        around,
    )
    for problem in sights.damaged.values() if sights else ():
        raise problem
    trainer = Blip2CriticTrainer(
        settings, critic, start.teller, data, sights=sights, device=around.device, processes=around.processes
    )
    if folders.checkpoint.exists():
        restore(trainer, folders)
    go_on(trainer, folders, watch, lambda: keep(trainer, start, data, folders.run / NAME))
    return trainer


class _Pictures:
    """The pictures of labels, whose ids are the hashes of their files."""

    def __init__(self, data: Labelled) -> None:
        self._open = data.open_image

    def open(self, name: str) -> Image.Image:
        return self._open(name)

    def fingerprint(self, name: str) -> str:
        return name


def keep(trainer: Blip2CriticTrainer, start: Start, data: Labelled, folder: Path) -> None:
    """Write the critic as it is now."""
    network = trainer.averaged_network()
    settings = Blip2Folder(format=BLIP2_CRITIC_FORMAT, training=_described(trainer, data))
    manner, aside = trainer.settings.manner, network.aside()
    keep_folder(folder, settings, lambda place: save_stage(place, network.stage, start, manner, aside))


def _described(trainer: Blip2CriticTrainer, data: Labelled) -> Training:
    about = data.about
    own = own_stage(trainer, NAME, scenes=len(data.pictures), supervision=about.supervision, seeds=about.seeds)
    rule = ", ".join(sorted({each.rule for each in data.labels}))
    return described(trainer, own, labels=len(data.labels), rule=rule)
