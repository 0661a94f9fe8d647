"""A whole training of the student that compares: sources, sights if they are kept, steps; all is kept now and then."""

from collections.abc import Sequence
from pathlib import Path

import torch

from models.embedded.weights import Stage, Training
from models.errors import BadSetting
from training.blip2.kept import Blip2Folder, keep_folder
from training.blip2.progress import Blip2Progress
from training.blip2.settings import StudentSettings
from training.blip2.sights import Sights
from training.blip2.sources import Sources
from training.blip2.start import Start, make_ready, start_from
from training.blip2.statements import Statements, all_shown, region_settings
from training.blip2.student_trainer import Blip2StudentTrainer
from training.data.region_dataset import RegionDataset
from training.loop.devices import has_bfloat16
from training.loop.processes import Processes, join_processes
from training.loop.running import RunFolders, Watch, go_on, refuse_second_run, restore, set_threads

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
    set_threads(threads)
    refuse_second_run(folders, resume=resume)
    processes, on = join_processes(device)
    torch.manual_seed(settings.seed)
    start = start_from(init, settings)
    make_ready(start.stage, settings, without=())
    dataset = RegionDataset(
        sources.examples,
        lambda example: sources.open_image(example.image),
        region_settings(settings),
        weights=sources.weights,
        seed=settings.seed,
    )
    sights = _sights(settings, folders, watch, sources, start, on, processes)
    trainer = Blip2StudentTrainer(
        settings,
        start.stage,
        start.teller,
        Statements(dataset, start.teller, sights),
        device=on,
        processes=processes,
    )
    if folders.checkpoint.exists():
        restore(trainer, folders)
    go_on(trainer, folders, watch, lambda: keep(trainer, start, sources, folders.run / NAME))
    return trainer


def keep(trainer: Blip2StudentTrainer, start: Start, sources: Sources, folder: Path) -> None:
    """Write the student as it is now."""
    settings = Blip2Folder(format=BLIP2_STUDENT_FORMAT, training=described(trainer, sources))
    keep_folder(folder, trainer.averaged_network(), start, trainer.settings.manner, settings)


def described(trainer: Blip2StudentTrainer, sources: Sources) -> Training:
    """Return the facts of a run that settings and card name."""
    settings = trainer.settings
    own = Stage(
        name=NAME,
        seed=settings.seed,
        steps=trainer.step,
        minutes=round(trainer.seconds / 60, 1),
        scenes=0,
        supervision=_named(sources),
        seeds="none",
    )
    return {
        "seed": settings.seed,
        "steps": trainer.step,
        "minutes": round(trainer.seconds / 60, 1),
        "statements": trainer.step * settings.batch,
        "examples": sum(len(source) for source in sources.examples),
        "processes": trainer.processes.count,
        "device": trainer.device.type,
        "arithmetic": "bfloat16 autocast" if trainer.bfloat16 else "float32",
        "chain": (own,),
    }


def _named(sources: Sources) -> str:
    shares: Sequence[str] = [
        f"{name} ({weight:g})" for name, weight in zip(sources.names, sources.weights, strict=True)
    ]
    return ", ".join(shares)


def _sights(
    settings: StudentSettings,
    folders: RunFolders,
    watch: Watch[Blip2Progress],
    sources: Sources,
    start: Start,
    device: torch.device,
    processes: Processes,
) -> Sights | None:
    """Return what is seen of all pictures, if it is to be kept."""
    if not settings.kept_sights:
        return None
    if settings.sees or settings.varied:
        raise BadSetting(
            "What is seen can only be kept of pictures that always look the same, by an encoder that does not learn: "
            "leave `sees` and `varied` off, or `kept_sights`."
        )
    sights = Sights(folders.scenes, start.stage, start.teller)
    examples = (example for source in sources.examples for example in source)
    sights.prepare(
        all_shown(examples, settings.numbering.most),
        sources.open_image,
        device=device,
        bfloat16=settings.bfloat16 and has_bfloat16(device),
        processes=processes,
        report=watch.drawn,
    )
    return sights
