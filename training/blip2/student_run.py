"""A whole training of the student that compares: sources, sights if they are kept, steps; all is kept now and then."""

from pathlib import Path

import torch

from models.embedded.weights import Training
from training.blip2.around import begin
from training.blip2.kept import Blip2Folder, described, keep_folder
from training.blip2.progress import Blip2Progress
from training.blip2.region_texts import region_sights, region_texts
from training.blip2.settings import StudentSettings
from training.blip2.start import Start, make_ready, save_stage, start_from
from training.blip2.statements import Statements
from training.blip2.student_trainer import Blip2StudentTrainer
from training.data.sources import Sources
from training.embedded.stages import own_stage
from training.loop.learned_from import refuse_other
from training.loop.running import RunFolders, Watch, go_on, restore

NAME = "student"
BLIP2_STUDENT_FORMAT = "deixis-blip2-student-1"


def train_blip2_student(
    settings: StudentSettings,
    folders: RunFolders,
    watch: Watch[Blip2Progress],
    *,
    sources: Sources,
    init: Path,
    resume: bool = False,
    threads: int | None = None,
    device: str = "cpu",
) -> Blip2StudentTrainer:
    """Train, or go on training, until the last step or until stopped. Raises BadSetting for a mix-up of runs.

    `init` is the folder of a first stage to begin with. The student is kept in the run's `student/`.
    """
    around = begin(folders, watch, device, resume=resume, threads=threads)
    if around.processes.rank == 0:
        refuse_other(folders, "texts", sources.digest)
    torch.manual_seed(settings.seed)
    start = start_from(init, settings)
    make_ready(start.stage, settings, without=())
    dataset = region_texts(settings, sources, around)
    sights = region_sights(settings, sources, start.looker, around)
    statements = Statements(dataset, start.teller, sources.pictures.fingerprint, sights)
    trainer = Blip2StudentTrainer(
        settings, start.stage, start.teller, statements, device=around.device, processes=around.processes
    )
    if folders.checkpoint.exists():
        restore(trainer, folders)
    go_on(trainer, folders, watch, lambda: keep(trainer, start, sources, folders.run / NAME))
    return trainer


def keep(trainer: Blip2StudentTrainer, start: Start, sources: Sources, folder: Path) -> None:
    """Write the student as it is now."""
    settings = Blip2Folder(format=BLIP2_STUDENT_FORMAT, training=_described(trainer, sources))
    stage, manner = trainer.averaged_network(), trainer.settings.manner
    keep_folder(folder, settings, lambda place: save_stage(place, stage, start, manner))


def _described(trainer: Blip2StudentTrainer, sources: Sources) -> Training:
    own = own_stage(trainer, NAME, scenes=0, supervision=sources.described, seeds="none")
    return described(trainer, own, examples=sources.total)
