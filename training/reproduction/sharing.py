"""Several processes at one reproduction: what one of them makes is made once, and the others wait for it.

Cells, corpora, critics and students are all made under a name; whoever makes one holds its lock in `WORK/locks/`.
"""

import contextlib
import hashlib
import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from training.corpus.journal.lock import held
from training.reproduction.parts import Lab

_FOLDER = "locks"
_FINISHED = "finished"  # a file in a folder that is made
_AGAIN = 0.5  # seconds until a lock is asked for again


@contextlib.contextmanager
def alone(lab: Lab, name: str) -> Iterator[None]:
    """Hold a name that no other process holds, waiting for it if need be. Raises Stopped while it waits."""
    told = False
    with contextlib.ExitStack() as opened:
        while not opened.enter_context(unless_taken(lab, name)):
            if not told:
                lab.say(f"waiting for another process, which is at {name}")
            told = True
            lab.stop_here()
            time.sleep(_AGAIN)
        yield


def made_whole(lab: Lab, folder: Path, make: Callable[[], object]) -> Path:
    """Return a folder in which something is made, by one process and once; what `make` leaves half-made by a stop or an
    error is gone on with next time. Raises what it raises, and Stopped while another process is at it."""
    with alone(lab, str(folder.relative_to(lab.work))):
        if not (folder / _FINISHED).exists():
            make()
            (folder / _FINISHED).touch()
    return folder


@contextlib.contextmanager
def unless_taken(lab: Lab, name: str) -> Iterator[bool]:
    """Hold a name and say True, or say False where another process holds it."""
    folder = lab.work / _FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    with contextlib.ExitStack() as opened:
        try:
            opened.enter_context(held(folder / hashlib.sha256(name.encode()).hexdigest()[:16]))
        except sqlite3.OperationalError as taken:
            if "locked" not in str(taken):
                raise
            yield False
        else:
            yield True
