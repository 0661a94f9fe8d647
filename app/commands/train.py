"""`deixis train`: train the models that ship with the house."""

import contextlib
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from models.errors import DeixisError

if TYPE_CHECKING:
    from training.embedded.mark_reader_run import ReaderWatch, TrainedReader
    from training.embedded.mark_reader_training import ReaderProgress
    from training.embedded.run import RunFolders, Start, Watch
    from training.embedded.settings import TrainingSettings
    from training.embedded.trainer import Progress

train_commands = typer.Typer(help="Train the models that ship with the house.", no_args_is_help=True)


@train_commands.callback()
def _group() -> None:
    """Keep `train` a group of commands while it has one."""


@train_commands.command()
def embedded(
    only: Annotated[Literal["student"], typer.Option(help="Which of the embedded models to train.")] = "student",
    steps: Annotated[int | None, typer.Option(min=1, help="How many steps to train.")] = None,
    minutes: Annotated[
        float | None, typer.Option(min=0.1, help="Train about so long instead: the first steps are timed.")
    ] = None,
    reader_minutes: Annotated[
        float | None, typer.Option(min=0.05, help="Train the reader of drawn marks about so long.  [900 steps]")
    ] = None,
    seed: Annotated[int | None, typer.Option(help="Seed of weights and batches.  [0]")] = None,
    scenes: Annotated[int | None, typer.Option(min=1, help="How many training scenes to draw.")] = None,
    init: Annotated[
        Path | None, typer.Option(help="Start from this student's weights; its mark reader is kept as it is.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Where the finished student goes; models/embedded/<name> if left out.")
    ] = None,
    work: Annotated[
        Path | None, typer.Option(help="Folder of the run (checkpoints); in the data folder if left out.")
    ] = None,
    data_dir: Annotated[
        Path | None, typer.Option("--data-dir", help="Folder of the data; else DEIXIS_DATA_DIR, else ./data.")
    ] = None,
    threads: Annotated[int, typer.Option(min=1, help="Processor threads; one gives the same weights again.")] = 1,
    quick: Annotated[
        bool, typer.Option("--quick", help="Measure on very little: to try the command; the figures mean nothing.")
    ] = False,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with an interrupted run.")] = False,
) -> None:
    """Train the embedded student on drawn scenes, measure it, and put it in its place.

    First the reader of drawn marks, then the student itself. Ctrl-C keeps what there is; --resume goes on from there,
    with the settings of that run.
    """
    import models.embedded
    from app.settings import read_settings
    from training.embedded.finish import finish_student, install_student
    from training.embedded.measures import QUICK, Effort
    from training.embedded.run import RunFolders, begin, train_student

    if quick and out is None:
        raise typer.BadParameter(
            "it would replace the shipped student; name a folder with --out.", param_hint="--quick"
        )
    with _said_plainly(), _stoppable() as stopped:
        home = read_settings(data_dir=data_dir).data_dir / "training"
        folders = RunFolders(home / "scenes", work or home / only)
        settings = begin(folders, resume=resume, seed=seed, steps=steps, scenes=scenes)
        start = _start(init)
        reader = _reader(
            settings, folders, stopped, start, minutes=reader_minutes, resume=resume, threads=threads, quick=quick
        )
        over = reader.whole
        if over:
            trainer = train_student(
                settings,
                folders,
                _watch(stopped),
                minutes=minutes,
                resume=resume,
                threads=threads,
                start=start,
                reader=reader,
            )
            over = trainer.step >= trainer.settings.steps
        if not over:
            typer.echo(f"Stopped; what there is is kept in {folders.run}. Go on with --resume.", err=True)
            raise typer.Exit(130)
    with _said_plainly():
        finish_student(folders.student, name=f"embedded:{only}", effort=QUICK if quick else Effort(), report=_say)
        target = out or Path(models.embedded.__path__[0]) / only
        install_student(folders.student, target)
    typer.echo(f"The student is in {target}; its figures are in {target / 'card.md'}.")


def _start(init: Path | None) -> "Start | None":
    from models.embedded.weights import open_student
    from training.embedded.run import Start

    return Start(open_student(init), init) if init is not None else None


def _reader(
    settings: "TrainingSettings",
    folders: "RunFolders",
    stopped: Callable[[], bool],
    start: "Start | None",
    *,
    minutes: float | None,
    resume: bool,
    threads: int,
    quick: bool,
) -> "TrainedReader":
    """Train the reader of marks, or take the one of the student that the run starts from."""
    from training.embedded.mark_reader_run import reader_of, train_reader
    from training.embedded.settings import ReaderTraining

    known = reader_of(start.student) if start is not None else None
    if known is not None:
        return known
    own = ReaderTraining(seed=settings.seed)
    own = own.model_copy(update={"scenes": min(own.scenes, settings.scenes), "steps": 2 if quick else own.steps})
    return train_reader(
        own,
        settings.student.mark_style,
        _reader_watch(stopped),
        scenes=folders.scenes,
        folder=folders.reader,
        minutes=minutes,
        resume=resume,
        threads=threads,
    )


def _reader_watch(stopped: Callable[[], bool]) -> "ReaderWatch":
    from training.embedded.mark_reader_run import ReaderWatch

    def progress(at: "ReaderProgress") -> None:
        _say(f"{_bar(at.step, at.steps, at.seconds)} of the mark reader, edges {at.edges:.3f}, presence {at.seen:.3f}")

    return ReaderWatch(drawn=_drawn, progress=progress, should_stop=stopped)


def _watch(stopped: Callable[[], bool]) -> "Watch":
    from training.embedded.run import Watch

    def progress(at: "Progress") -> None:
        tags = " ".join(f"{name} {share:.2f}" for name, share in at.tags.items())
        cut = f", {at.cut} texts too long" if at.cut else ""
        _say(
            f"{_bar(at.step, at.steps, at.seconds)}, words {at.words:.3f}, side {at.side:.3f}, rate {at.rate:.5f}"
            f"{cut}, right tags: {tags}"
        )

    return Watch(begun=_say, drawn=_drawn, progress=progress, should_stop=stopped)


def _bar(step: int, steps: int, seconds: float) -> str:
    left = (steps - step) * seconds / step / 60
    return f"[{'#' * (20 * step // steps):<20}] step {step}/{steps}, {left:.0f} min left"


def _drawn(count: int) -> None:
    if count % 1000 == 0:
        _say(f"drawn {count} scenes")


@contextlib.contextmanager
def _stoppable() -> Iterator[Callable[[], bool]]:
    """Turn the first Ctrl-C into a question the trainer asks between two steps; the second one ends at once."""
    asked = False

    def ask(_signal: int, _frame: FrameType | None) -> None:
        nonlocal asked
        asked = True
        signal.signal(signal.SIGINT, before)
        _say("Stopping after this step ...")

    before = signal.signal(signal.SIGINT, ask)
    try:
        yield lambda: asked
    finally:
        signal.signal(signal.SIGINT, before)


@contextlib.contextmanager
def _said_plainly() -> Iterator[None]:
    """End the command with exit code 2 and one sentence when something is wrong."""
    try:
        yield
    except DeixisError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None


def _say(line: str) -> None:
    typer.echo(line, file=sys.stderr)
