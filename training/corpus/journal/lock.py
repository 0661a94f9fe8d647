"""A lock that one process at a time can hold; the system takes it back from a process that dies."""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def held(path: Path) -> Iterator[None]:
    """Hold the lock of a file, which is that of an empty database: SQLite knows how to lock on every system.

    Raises sqlite3.OperationalError, "database is locked", where somebody else holds it; nobody waits.
    """
    address = f"{path.absolute().as_uri()}?mode=rwc"
    with contextlib.closing(sqlite3.connect(address, uri=True, timeout=0, isolation_level=None)) as lock:
        lock.execute("PRAGMA journal_mode = MEMORY")
        lock.execute("BEGIN EXCLUSIVE")
        yield
