"""How each embedded model is trained, measured and put in its place; `deixis train embedded` calls these."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

import typer

from app.commands.train_watch import (
    Stopped,
    chooser_watch,
    critic_watch,
    reader_watch,
    say,
    stoppable,
    student_watch,
    verbalizer_watch,
)
from models.embedded.folder import HOME
from models.embedded.weights import open_student
from models.errors import BadSetting
from training.embedded.chooser_finish import QUICK_CHOOSER, ChooserEffort, finish_chooser
from training.embedded.chooser_run import train_chooser
from training.embedded.chooser_settings import ChooserTraining
from training.embedded.critic_data import Labelled, read_labelled
from training.embedded.critic_finish import finish_critic
from training.embedded.critic_run import train_critic
from training.embedded.critic_settings import CONTROLS, CriticTraining, Shown
from training.embedded.finish import FIGURES, finish_student, install, is_installed
from training.embedded.mark_reader_run import TrainedReader, reader_of, train_reader
from training.embedded.measures import QUICK, Effort
from training.embedded.run import Start, begin, train_student
from training.embedded.settings import ReaderTraining, RunSettings, TrainingSettings
from training.embedded.verbalizer_finish import finish_verbalizers
from training.embedded.verbalizer_measures import QUICK_VERBALIZERS, VerbalizerEffort
from training.embedded.verbalizer_run import train_verbalizers
from training.embedded.verbalizer_settings import VerbalizerTraining
from training.loop.running import AnyTrainer, RunFolders, Watch, choose_settings, choose_start

_QUICK_READER_STEPS = 2
_QUICK_PICTURES = 2  # that a critic is measured on


class Asked(NamedTuple):
    """What a person asks of every training; None leaves a setting as it is."""

    steps: int | None
    minutes: float | None
    reader_minutes: float | None
    seed: int | None
    scenes: int | None
    init: Path | None
    labels: Path | None
    threads: int
    device: str
    quick: bool
    resume: bool
    controls: bool = False

    def given(self) -> dict[str, int | None]:
        """Return the settings that all trainings know by these names."""
        return {"seed": self.seed, "steps": self.steps, "scenes": self.scenes}


class Place(NamedTuple):
    """Where a model is trained, under which name, and where it goes when it is done."""

    name: str
    folders: RunFolders
    target: Path

    @property
    def model(self) -> Path:
        """Return the model as the run keeps it."""
        return self.folders.run / self.name

    def is_done(self) -> bool:
        """Tell whether the run is over and measured: figures are written after the last checkpoint."""
        figures, checkpoint = self.model / FIGURES, self.folders.checkpoint
        return figures.exists() and checkpoint.exists() and figures.stat().st_mtime >= checkpoint.stat().st_mtime


Make = Callable[[Asked, Place], None]


def make_student(asked: Asked, place: Place) -> None:
    """Train the reader of drawn marks and then the student, measure it, and put it in its place."""
    folders = place.folders
    with stoppable() as stopped:
        settings = begin(folders, resume=asked.resume, **asked.given())
        init = choose_start(asked.init, folders, resume=asked.resume)
        start = Start(open_student(init), init) if init is not None else None
        reader = _reader(asked, settings, folders, start, stopped)
        if not reader.whole:
            _end_early(folders)
        train_to_the_end(train_student, settings, asked, folders, student_watch(stopped), start=start, reader=reader)
    effort = QUICK if asked.quick else Effort()
    finish_student(place.model, name=f"embedded:{place.name}", effort=effort, report=say)
    install(place.model, place.target)


def make_chooser(asked: Asked, place: Place) -> None:
    """Train the chooser from a student's eye and words, measure it, and put it in its place."""
    folders = place.folders
    settings = choose_settings(ChooserTraining(), folders, resume=asked.resume, **asked.given())
    init = choose_start(asked.init, folders, resume=asked.resume) or HOME / "student"
    with stoppable() as stopped:
        train_to_the_end(train_chooser, settings, asked, folders, chooser_watch(stopped), init=init)
    effort = QUICK_CHOOSER if asked.quick else ChooserEffort()
    finish_chooser(place.model, name=f"embedded:{place.name}", effort=effort, report=say)
    install(place.model, place.target)


def make_verbalizers(asked: Asked, place: Place) -> None:
    """Train what describes, tags and finds, measure it, and put it in its place."""
    folders = place.folders
    settings = choose_settings(VerbalizerTraining(), folders, resume=asked.resume, **asked.given())
    init = choose_start(asked.init, folders, resume=asked.resume)
    with stoppable() as stopped:
        train_to_the_end(train_verbalizers, settings, asked, folders, verbalizer_watch(stopped), init=init)
    finish_verbalizers(place.model, effort=QUICK_VERBALIZERS if asked.quick else VerbalizerEffort(), report=say)
    install(place.model, place.target)


def make_critic(asked: Asked, place: Place) -> None:
    """Train the critic on labels, on the eye and the words of the verbalizers, measure it, and put it in its place.

    Raises BadSetting where no labels are named, and where they cannot be read.
    """
    if asked.labels is None:
        raise BadSetting(
            "A critic learns from labels: name their folder with --labels (made for drawn scenes with "
            "`python -m training.experiments.critic_data --out FOLDER`)."
        )
    folders = place.folders
    settings = choose_settings(CriticTraining(), folders, resume=asked.resume, seed=asked.seed, steps=asked.steps)
    init = choose_start(asked.init, folders, resume=asked.resume) or HOME / "verbalizers"
    learned, measured = (read_labelled(asked.labels / name) for name in ("learned", "measured"))
    with stoppable() as stopped:
        trainer = train_to_the_end(
            train_critic, settings, asked, folders, critic_watch(stopped), data=learned, init=init
        )
        controls: dict[Shown, Path] = {
            shown: _control(shown, trainer.settings, asked, place, stopped, data=learned, init=init)
            for shown in (CONTROLS if asked.controls else ())
        }
    measured = measured.only(measured.pictures[:_QUICK_PICTURES]) if asked.quick else measured
    name = f"embedded:{place.name}"
    finish_critic(place.model, name=name, learned=learned, measured=measured, controls=controls, report=say)
    install(place.model, place.target)


# In the order in which all of them are trained: the chooser starts from the student.
MAKERS: Mapping[str, Make] = {"student": make_student, "chooser": make_chooser, "verbalizers": make_verbalizers}

# Made one by one: what it learns from is made with the models above.
ON_LABELS: Mapping[str, Make] = {"critic": make_critic}


def make_one(name: str, asked: Asked, *, home: Path, work: Path | None, out: Path | None) -> None:
    """Make a single model; `home` keeps scenes and runs where no folder is named for the run."""
    place = Place(name, RunFolders(home / "scenes", work or home / name), out or HOME / name)
    {**MAKERS, **ON_LABELS}[name](asked, place)
    _tell(place)


def make_all(
    asked: Asked, *, home: Path, work: Path | None, out: Path | None, makers: Mapping[str, Make] = MAKERS
) -> None:
    """Make one model after the other, each in a folder of its name; `--resume` only installs what is done."""
    for name, make in makers.items():
        place = Place(name, RunFolders(home / "scenes", (work or home) / name), (out or HOME) / name)
        if not (asked.resume and place.is_done()):
            init = (out or HOME) / "student" if name == "chooser" else None
            make(asked._replace(init=init), place)
        elif not is_installed(place.model, place.target):
            install(place.model, place.target)
        _tell(place)


def _control(
    shown: Shown, settings: CriticTraining, asked: Asked, place: Place, stopped: Stopped, *, data: Labelled, init: Path
) -> Path:
    """Train a critic on something else than pictures with their regions, as long as the critic, and return its folder.

    It goes on where it was interrupted, whatever is asked: what is done is not done twice.
    """
    own = RunFolders(place.folders.scenes, place.folders.run / shown.replace(" ", "-"))
    alike = settings.model_copy(update={"shown": shown})
    going_on = asked._replace(minutes=None, resume=own.checkpoint.exists())
    say(f"training a critic on {shown}")
    train_to_the_end(train_critic, alike, going_on, own, critic_watch(stopped), data=data, init=init)
    return own.run / place.name


def _reader(
    asked: Asked, settings: TrainingSettings, folders: RunFolders, start: Start | None, stopped: Stopped
) -> TrainedReader:
    """Train the reader of marks, or take the one of the student that the run starts from."""
    known = reader_of(start.student) if start is not None else None
    if known is not None:
        return known
    own = ReaderTraining(seed=settings.seed)
    steps = _QUICK_READER_STEPS if asked.quick else own.steps
    return train_reader(
        own.model_copy(update={"scenes": min(own.scenes, settings.scenes), "steps": steps}),
        settings.student.mark_style,
        reader_watch(stopped),
        scenes=folders.scenes,
        folder=folders.run / "reader",
        minutes=asked.reader_minutes,
        resume=asked.resume,
        threads=asked.threads,
        device=asked.device,
    )


def train_to_the_end(
    train: Callable[..., AnyTrainer],
    settings: RunSettings,
    asked: Asked,
    folders: RunFolders,
    watch: Watch[Any],
    **start: Any,  # Any: what a training starts from is its own affair, and its watch follows its own figures
) -> AnyTrainer:
    """Train to the end and return the trainer, or end the command where it was stopped before."""
    trainer = train(
        settings,
        folders,
        watch,
        minutes=asked.minutes,
        resume=asked.resume,
        threads=asked.threads,
        device=asked.device,
        **start,
    )
    if trainer.step < trainer.settings.steps:
        _end_early(folders)
    return trainer


def _end_early(folders: RunFolders) -> NoReturn:
    typer.echo(f"Stopped; what there is is kept in {folders.run}. Go on with --resume.", err=True)
    raise typer.Exit(130)


def _tell(place: Place) -> None:
    typer.echo(f"embedded:{place.name} is in {place.target}; its figures are in {place.target / 'card.md'}.")
