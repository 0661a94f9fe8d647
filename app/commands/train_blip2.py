"""How a student of BLIP-2, or another model that writes, is trained and put in its place; `deixis train` calls this."""

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import typer

from app.commands.train_watch import Stopped, bar, figures, keeping, looked, say, stoppable
from models.blip2.first_stage import can_say
from training.blip2.changes import Changes, shown_as
from training.blip2.kept import check_place, copy_folder
from training.blip2.presets import STUDENTS, PresetName
from training.blip2.progress import Blip2Progress
from training.blip2.settings import Blip2Settings
from training.blip2.student_run import NAME, train_blip2_student
from training.data.sources import Sources
from training.loop.processes import is_first
from training.loop.running import RunFolders, Watch, choose_settings, choose_start, leaving_nothing, refuse_no_run
from training.loop.settings import rising_in_time
from training.loop.stepping import Stepping

_EVERY = 10  # steps between two lines
_SAYS_NOTHING = (
    "{init} holds no head that says words, nor a temperature: transformers has no place for them. The head is learned "
    "from nothing, so the loss of generation begins high; `deixis convert lavis` keeps both of a published .pth."
)


class Made(NamedTuple):
    """A model that was trained to the end."""

    folder: Path
    steps: int
    minutes: float


class Where(NamedTuple):
    """Folders: `sights` keeps what was seen for all runs, `work` is the run's own, `out` is where its outcome goes."""

    sights: Path
    work: Path
    out: Path | None


class Asked(NamedTuple):
    """How a person wants it trained; all is kept every `keep_every` steps."""

    init: Path
    threads: int
    device: str
    resume: bool
    keep_every: int | None = None


def run_folder(home: Path, kind: str, out: Path | None) -> Path:
    """Return where the run of a model goes if nobody says so: another place for every name that is to be made.

    >>> run_folder(Path("training"), "blip2-student", Path("writer")).name
    'blip2-student-writer'
    >>> run_folder(Path("training"), "blip2-student", Path("student")).name
    'blip2-student'
    """
    name = "" if out is None else out.name
    return home / (kind if name in ("", kind, kind.rpartition("-")[2]) else f"{kind}-{name}")


def make_student(preset: PresetName, changes: Changes, where: Where, asked: Asked, *, sources: Sources) -> Made:
    """Train a student that compares; see `make`."""
    if is_first() and not asked.resume and not can_say(asked.init):
        say(_SAYS_NOTHING.format(init=asked.init))
    train = partial(train_blip2_student, sources=sources)
    return make(train, shown_as(STUDENTS[preset], asked.init), changes, where, asked, name=NAME)


def make(
    train: Callable[..., Stepping[Any, Any, Any, Any, Any]],
    preset: Blip2Settings,
    changes: Changes,
    where: Where,
    asked: Asked,
    *,
    name: str,
    **more: Any,  # other settings by name; None leaves one as it is
) -> Made:
    """Train to the end, or end the command where it was stopped; of several processes the first one speaks.

    `train` takes settings, folders and a watch, and keeps what it learns in the run's folder by a `name`.
    """
    _, work, out = where
    if out is not None:
        check_place(out)
    refuse_no_run(work, resume=asked.resume)
    folders = RunFolders(where.sights, work)
    with leaving_nothing(folders), stoppable() as stopped:
        begun = choose_start(asked.init, folders, resume=asked.resume)
        usual = rising_in_time(preset, changes.steps)
        settings = changes.put_into(choose_settings(usual, folders, resume=asked.resume, **more))
        trainer = train(
            settings,
            folders,
            keeping(blip2_watch(stopped), asked.keep_every)._replace(every=min(_EVERY, max(1, settings.steps // 4))),
            init=begun or asked.init,
            resume=asked.resume,
            threads=asked.threads,
            device=asked.device,
        )
    first = trainer.processes.rank == 0
    trainer.processes.leave()
    if trainer.step < trainer.settings.steps:
        if first:
            typer.echo(f"Stopped; what there is is kept in {work}. Go on with --resume.", file=sys.stderr)
        raise typer.Exit(130)
    if not first:
        raise typer.Exit
    folder = work / name
    if out is not None:
        copy_folder(folder, out)
    return Made(out or folder, trainer.step, round(trainer.seconds / 60, 1))


def blip2_watch(stopped: Stopped) -> Watch[Blip2Progress]:
    """Follow a training of BLIP-2, or of another model that writes."""

    def tell(at: Blip2Progress) -> None:
        where = f"{bar(at.step, at.steps, at.seconds)}, {figures(at.losses)}, rate {at.rate:.7f}"
        say(f"{where}, {at.samples:.1f} statements/s, {at.gigabytes:.1f} GB")

    return Watch(begun=say, noted=say, drawn=looked, progress=tell, should_stop=stopped)
