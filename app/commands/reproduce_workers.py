"""Several processes at one reproduction, a core each. They share a folder, and nothing else."""

import contextlib
import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import NamedTuple

import typer

from app.commands.train_watch import said_plainly, say, stoppable
from training.loop.running import set_threads
from training.reproduction.cells import Cells
from training.reproduction.known import parts_of
from training.reproduction.parts import Lab, Scale
from training.reproduction.running import run_parts


class Work(NamedTuple):
    """What is measured (`parts` by name, none for all), by what, where it goes, and how many processes share it."""

    parts: tuple[str, ...]
    scale: Scale
    home: Path
    out: Path
    workers: int = 1


def work_on(
    work: Work, should_stop: Callable[[], bool], *, first: int = 0, after_part: Callable[[], None] = lambda: None
) -> bool:
    """Measure what is missing and return whether nothing is, on one core; see `run_parts`."""
    set_threads(1)
    said = f"[{first + 1}] " if first else ""
    lab = Lab(work.scale, work.home, lambda line: say(f"{said}{line}"), should_stop)
    parts, cells = parts_of(work.parts), Cells(work.out)
    return run_parts(parts, lab, cells, after_part=after_part, first=first, workers=work.workers)


@contextlib.contextmanager
def others(work: Work) -> Iterator[None]:
    """Let the other processes work, too, each beginning with another seed, until the block ends."""
    context = multiprocessing.get_context("spawn")
    end = context.Event()
    processes = [
        context.Process(target=_work, args=(work, place, end, os.getpid())) for place in range(1, work.workers)
    ]
    for each in processes:
        each.start()
    try:
        yield
    finally:
        end.set()
        for each in processes:
            each.join()


def _work(work: Work, first: int, end: Event, parent: int) -> None:
    """Work until all is done, somebody asks to stop, or the process that began this one is gone."""
    try:
        with said_plainly(), stoppable() as stopped:
            work_on(work, lambda: stopped() or end.is_set() or os.getppid() != parent, first=first)
    except typer.Exit as refused:  # it was said why; here is no command to end
        sys.exit(refused.exit_code)
