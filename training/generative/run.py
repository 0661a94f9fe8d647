"""A whole training of a model that writes: sources, sights if they are kept, steps; all is kept now and then."""

from pathlib import Path
from typing import Protocol

import torch

from models.embedded.weights import Training
from training.blip2.around import Around, begin
from training.blip2.kept import Blip2Folder, described, keep_folder
from training.blip2.progress import Blip2Progress
from training.blip2.region_texts import region_sights, region_texts
from training.data.learned_pictures import all_learned, write_learned
from training.data.passing_over import PassedOver
from training.data.sources import Sources
from training.embedded.stages import own_stage
from training.generative.description_sources import DescriptionSources
from training.generative.settings import GenerativeSettings
from training.generative.start import Start, save_writer, start_from
from training.generative.trainer import GenerativeTrainer
from training.generative.turns import DescriptionTurns, StudentTurns
from training.loop.learned_from import refuse_other
from training.loop.running import RunFolders, Watch, go_on, restore

STUDENT_FORMAT, CAPTIONER_FORMAT, NARRATOR_FORMAT = (
    f"deixis-{name}-1" for name in ("generative-student", "captioner", "narrator")
)


class Lessons(Protocol):
    """What is learned from, and what becomes of it: the student, a captioner or a narrator."""

    name: str
    format: str
    described: str
    digest: str
    count: int

    def turns(self, start: Start, settings: GenerativeSettings, around: Around) -> "StudentTurns | DescriptionTurns":
        """Return what is learned from by position."""
        ...

    def leave(self, folder: Path) -> None:
        """Write into a model's folder what else it should say of what it learned from; to be asked after `turns`."""
        ...


class StudentLessons:
    """Questions and answers about regions."""

    name = "student"
    format = STUDENT_FORMAT

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self.described = sources.described
        self.digest = sources.digest
        self.count = sources.total

    def turns(self, start: Start, settings: GenerativeSettings, around: Around) -> StudentTurns:
        dataset = region_texts(settings, self._sources, around)
        if not settings.kept_sights:
            return StudentTurns(dataset, start.family)
        sights = region_sights(settings, self._sources, start.family.looker, around)
        return StudentTurns(dataset, start.family, sights)

    def leave(self, folder: Path) -> None:
        """Leave nothing: students are not measured on descriptions."""


class DescriptionLessons:
    """Descriptions of regions for a captioner, or of pictures for a narrator."""

    def __init__(self, sources: DescriptionSources) -> None:
        self._sources = sources
        self.name = sources.task
        self.format = CAPTIONER_FORMAT if sources.task == "captioner" else NARRATOR_FORMAT
        self.described = sources.described
        self.digest = sources.digest
        self.count = sum(len(source) for source in sources.descriptions)
        self._learned: tuple[str, ...] = ()

    def turns(self, start: Start, settings: GenerativeSettings, around: Around) -> DescriptionTurns:
        sources = self._sources
        if around.processes.rank == 0:  # once, not whenever all is kept, and before anything is learned
            self._learned = all_learned(sources.images, sources.ids, begun_with=start.folder)
        return DescriptionTurns(
            sources.descriptions,
            sources.weights,
            sources.open_image,
            start.family,
            seed=settings.seed,
            passed=PassedOver(around.watch.noted),
        )

    def leave(self, folder: Path) -> None:
        """Leave the list of pictures, on none of which it should be measured."""
        write_learned(folder, self._learned)


def train_writer(
    settings: GenerativeSettings,
    folders: RunFolders,
    watch: Watch[Blip2Progress],
    *,
    lessons: Lessons,
    init: Path,
    resume: bool = False,
    threads: int | None = None,
    device: str = "cpu",
) -> GenerativeTrainer:
    """Train, or go on training, until the last step or until stopped. Raises BadSetting for a mix-up of runs.

    `init` is the folder of a model to begin with. What is learned is kept in the run's folder, by the lessons' name.
    """
    around = begin(folders, watch, device, resume=resume, threads=threads)
    if around.processes.rank == 0:
        refuse_other(folders, "texts", lessons.digest)
    torch.manual_seed(settings.seed)
    start = start_from(init, settings)
    turns = lessons.turns(start, settings, around)
    trainer = GenerativeTrainer(
        settings, start.family, start.model, turns, device=around.device, processes=around.processes
    )
    if folders.checkpoint.exists():
        restore(trainer, folders)
    go_on(trainer, folders, watch, lambda: keep(trainer, start, lessons, folders.run / lessons.name))
    return trainer


def keep(trainer: GenerativeTrainer, start: Start, lessons: Lessons, folder: Path) -> None:
    """Write the model as it is now."""
    settings = Blip2Folder(format=lessons.format, training=_described(trainer, lessons))

    def save(place: Path) -> None:
        save_writer(place, trainer.averaged, start, trainer.settings)
        lessons.leave(place)

    keep_folder(folder, settings, save)


def _described(trainer: GenerativeTrainer, lessons: Lessons) -> Training:
    own = own_stage(trainer, lessons.name, scenes=0, supervision=lessons.described, seeds="none")
    return described(trainer, own, examples=lessons.count, learns=trainer.settings.learns)
