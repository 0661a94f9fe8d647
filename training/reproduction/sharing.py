"""Several processes at one reproduction: what one of them makes is made once, and the others wait for it.

Cells, corpora, critics and students are all made under a name; whoever makes one holds its lock in `WORK/locks/`.
"""

import contextlib
import hashlib
import sqlite3
import time
from collections.abc import Iterator

from training.corpus.journal.lock import held
from training.reproduction.parts import Lab

_FOLDER = "locks"
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
