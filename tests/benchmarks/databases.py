"""New databases to be measured, and what the disk below them takes to make a page durable."""

import contextlib
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

from tests.db.postgres_cluster import programs, running


class Database(NamedTuple):
    """The address of a database, and the processes that serve it."""

    address: str
    processes: tuple[int, ...] = ()


def kinds() -> tuple[str, ...]:
    """Return the kinds of databases that can be made here."""
    return ("sqlite", "postgres") if programs() else ("sqlite",)


@contextlib.contextmanager
def database(kind: str, folder: Path, *, durable: bool = True) -> Iterator[Database]:
    """Yield a new database; a PostgreSQL that is not durable never waits for the disk."""
    if kind == "sqlite":
        yield Database(str(folder / "deixis.sqlite3"))
        return
    found = programs()
    if found is None:
        sys.exit("PostgreSQL's programs are neither on PATH nor in /usr/lib/postgresql.")
    with running(found, durable=durable) as addresses:
        address = addresses.format("postgres")
        (home,) = parse_qs(urlsplit(address).query)["host"]
        (process, *_) = (Path(home) / "data" / "postmaster.pid").read_text("utf-8").splitlines()
        yield Database(address, (int(process),))


def sync_ms(folder: Path, count: int = 50) -> float:
    """Return the median time of an fdatasync after a page was written."""
    times: list[float] = []
    with tempfile.NamedTemporaryFile(dir=folder) as file:
        for _ in range(count):
            file.write(bytes(4096))
            file.flush()
            start = time.perf_counter()
            os.fdatasync(file.fileno())
            times.append((time.perf_counter() - start) * 1000)
    return round(median(times), 2)
