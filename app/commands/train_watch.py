"""How `deixis train` is followed and stopped: a line of figures now and then, and Ctrl-C between two steps."""

import contextlib
import json
import math
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from types import FrameType
from typing import TypeVar

import typer

from models.errors import DeixisError
from training.embedded.chooser_trainer import ChooserProgress
from training.embedded.critic_trainer import CriticProgress
from training.embedded.mark_reader_training import ReaderProgress
from training.embedded.trainer import Progress
from training.embedded.verbalizer_trainer import VerbalizerProgress
from training.loop.running import Watch

Stopped = Callable[[], bool]
_Progress = TypeVar("_Progress")
_BAR = 20  # characters


def student_watch(stopped: Stopped) -> Watch[Progress]:
    """Follow the student's training."""

    def tell(at: Progress) -> str:
        losses = f"words {at.words:.3f}, side {at.side:.3f}, cells {at.cells:.3f}, found {at.found:.3f}"
        where = f"{bar(at.step, at.steps, at.seconds)}, {losses}, rate {at.rate:.5f}"
        return f"{where}{cut(at.cut)}, right tags: {shares(at.tags)}"

    return watch(tell, stopped)


def reader_watch(stopped: Stopped) -> Watch[ReaderProgress]:
    """Follow the mark reader's training."""

    def tell(at: ReaderProgress) -> str:
        return f"{bar(at.step, at.steps, at.seconds)} of the mark reader, edges {at.edges:.3f}, presence {at.seen:.3f}"

    return watch(tell, stopped)._replace(begun=lambda _line: None, keep_every=150)


def chooser_watch(stopped: Stopped) -> Watch[ChooserProgress]:
    """Follow the chooser's training."""

    def tell(at: ChooserProgress) -> str:
        losses = {name: getattr(at, name) for name in ("contrast", "matching", "items", "telling", "side", "chosen")}
        return f"{bar(at.step, at.steps, at.seconds)}, {figures(losses)}, rate {at.rate:.5f}{cut(at.cut)}"

    return watch(tell, stopped)


def verbalizer_watch(stopped: Stopped) -> Watch[VerbalizerProgress]:
    """Follow the verbalizers' training."""

    def tell(at: VerbalizerProgress) -> str:
        losses = {**at.words, "tags": at.tags, "proposals": at.proposals, "sight": at.sight}
        where = f"{bar(at.step, at.steps, at.seconds)}, {figures(losses)}, rate {at.rate:.5f}{cut(at.cut)}"
        return f"{where}, right sights: {shares(at.sights)}"

    return watch(tell, stopped)


def critic_watch(stopped: Stopped) -> Watch[CriticProgress]:
    """Follow the critic's training."""

    def tell(at: CriticProgress) -> str:
        losses = {name: getattr(at, name) for name in ("accept", "qa", "rationale", "right")}
        return f"{bar(at.step, at.steps, at.seconds)}, {figures(losses)}, rate {at.rate:.5f}"

    return watch(tell, stopped)._replace(drawn=looked)


def watch(tell: Callable[[_Progress], str], stopped: Stopped) -> Watch[_Progress]:
    """Say how a run begins, how many scenes are drawn, and what `tell` makes of where it is."""
    return Watch(begun=say, drawn=_drawn, progress=lambda at: say(tell(at)), should_stop=stopped)


def keeping(watch: Watch[_Progress], every: int | None) -> Watch[_Progress]:
    """Keep all that there is after so many steps, as a person wants it; None leaves it as it is."""
    return watch if every is None else watch._replace(keep_every=every)


def bar(step: int, steps: int, seconds: float) -> str:
    """Return where a run is and how long it still takes."""
    left = (steps - step) * seconds / step / 60
    return f"[{'#' * (_BAR * step // steps):<{_BAR}}] step {step}/{steps}, {left:.0f} min left"


def figures(known: Mapping[str, float]) -> str:
    """Return named figures; NaN, for what no step had, is left out."""
    return ", ".join(f"{name} {value:.3f}" for name, value in known.items() if not math.isnan(value))


def shares(known: Mapping[str, float]) -> str:
    """Return named shares from 0 to 1."""
    return " ".join(f"{name} {share:.2f}" for name, share in known.items())


def cut(texts: int) -> str:
    """Return that texts were too long, where some were."""
    return f", {texts} texts too long" if texts else ""


def say(line: str) -> None:
    """Say a line beside the command's result."""
    typer.echo(line, file=sys.stderr)


@contextlib.contextmanager
def stoppable() -> Iterator[Stopped]:
    """Turn the first Ctrl-C into a question the trainer asks between two steps; the second one ends at once."""
    asked = False

    def ask(_signal: int, _frame: FrameType | None) -> None:
        nonlocal asked
        asked = True
        signal.signal(signal.SIGINT, before)
        say("Stopping after this step ...")

    before = signal.signal(signal.SIGINT, ask)
    try:
        yield lambda: asked
    finally:
        signal.signal(signal.SIGINT, before)


@contextlib.contextmanager
def said_plainly(*, as_json: bool = False) -> Iterator[None]:
    """End the command with exit code 2 and one sentence when something is wrong."""
    try:
        yield
    except DeixisError as error:
        typer.echo(json.dumps({"error": str(error)}) if as_json else str(error), err=not as_json)
        raise typer.Exit(2) from None


def looked(count: int) -> None:
    """Say now and then how many pictures were looked at."""
    if count % 200 == 0:
        say(f"looked at {count} pictures")


def _drawn(count: int) -> None:
    if count % 1000 == 0:
        say(f"drawn {count} scenes")
