"""How a student of BLIP-2 is trained and put in its place; `deixis train student` calls this."""

import sys
from pathlib import Path
from typing import NamedTuple

import typer

from app.commands.train_watch import Stopped, bar, figures, looked, say, stoppable
from training.blip2.kept import check_place, copy_folder
from training.blip2.presets import STUDENTS, PresetName
from training.blip2.progress import Blip2Progress
from training.blip2.settings import StudentSettings
from training.blip2.sources import Sources
from training.blip2.student_run import NAME, train_blip2_student
from training.loop.processes import is_first
from training.loop.running import RunFolders, Watch, choose_settings, choose_start

_EVERY = 10  # steps between two lines


class Changes(NamedTuple):
    """What a person wants otherwise than the preset has it; None leaves a setting as it is."""

    steps: int | None = None
    batch: int | None = None
    parts: int | None = None
    side: int | None = None
    seed: int | None = None
    same_picture: bool | None = None
    varied: bool | None = None
    kept_sights: bool | None = None
    sees: bool | None = None
    checkpointing: bool | None = None
    compiled: bool | None = None


class Made(NamedTuple):
    """A student that was trained to the end."""

    folder: Path
    steps: int
    minutes: float


def make_student(
    preset: PresetName,
    changes: Changes,
    *,
    sources: Sources,
    init: Path,
    sights: Path,
    work: Path,
    out: Path | None,
    threads: int,
    device: str,
    resume: bool,
) -> Made:
    """Train to the end, or end the command where it was stopped; of several processes the first one speaks."""
    if out is not None:
        check_place(out)
    folders = RunFolders(sights, work)
    begun = choose_start(init, folders, resume=resume) if is_first() else init
    settings: StudentSettings = choose_settings(STUDENTS[preset], folders, resume=resume, **changes._asdict())
    with stoppable() as stopped:
        trainer = train_blip2_student(
            settings,
            folders,
            blip2_watch(stopped)._replace(every=min(_EVERY, max(1, settings.steps // 4))),
            sources=sources,
            init=begun or init,
            resume=resume,
            threads=threads,
            device=device,
        )
    first = trainer.processes.rank == 0
    trainer.processes.leave()
    if trainer.step < trainer.settings.steps:
        if first:
            typer.echo(f"Stopped; what there is is kept in {work}. Go on with --resume.", file=sys.stderr)
        raise typer.Exit(130)
    if not first:
        raise typer.Exit
    folder = work / NAME
    if out is not None:
        copy_folder(folder, out)
    return Made(out or folder, trainer.step, round(trainer.seconds / 60, 1))


def blip2_watch(stopped: Stopped) -> Watch[Blip2Progress]:
    """Follow a training of BLIP-2's first stage."""

    def tell(at: Blip2Progress) -> None:
        where = f"{bar(at.step, at.steps, at.seconds)}, {figures(at.losses)}, rate {at.rate:.7f}"
        say(f"{where}, {at.samples:.1f} statements/s, {at.gigabytes:.1f} GB")

    return Watch(begun=say, drawn=looked, progress=tell, should_stop=stopped)
