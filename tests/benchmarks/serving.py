"""A server in a process of its own, to be measured, traced or killed.

    python -m tests.benchmarks.serving FOLDER DATABASE

serves the JSON API and the pictures of a data folder on a free port, and says on its first line where. It is the app
that `deixis app` serves, with its guards and routes; the pages alone are left out, which take seconds to build.
"""

import contextlib
import multiprocessing
import re
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

import psutil

from app.server import create_app, server_of
from app.settings import Settings

ROOT = Path(__file__).parents[2]
STOP_SECONDS = 30
Program = Callable[[Path, str], Sequence[str]]  # the command that serves a data folder and a database


def routes(folder: Path, database: str) -> list[str]:
    """Return the command that serves this file's part of the app."""
    return [sys.executable, "-m", "tests.benchmarks.serving", str(folder), database]


def whole_app(folder: Path, database: str) -> list[str]:
    """Return the command that people start."""
    start = [sys.executable, "-m", "app", "app", "--port", "0", "--no-open"]
    return [*start, "--data-dir", str(folder), "--db", database]


class Served(NamedTuple):
    """Where a server listens, and its process."""

    address: str
    process: int


def serve(folder: Path, database: str, say: Callable[[str], object]) -> None:
    """Serve a data folder until killed; `say` gets the address as soon as a client may connect."""
    app = create_app(Settings(data_dir=folder, db_url=database), with_page=False)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        say(f"http://127.0.0.1:{listening.getsockname()[1]}")
        server_of(app, shutdown_seconds=1).run(sockets=[listening])


class Forked(NamedTuple):
    """Where a server listens, and how to kill it."""

    address: str
    kill: Callable[[], None]


@contextlib.contextmanager
def forked(folder: Path, database: str) -> Iterator[Forked]:
    """Serve in a process that is forked from one that has imported all it needs, and kill it in the end at the latest.

    The process is as new as any other; that parent does nothing but fork.
    """
    forks = multiprocessing.get_context("forkserver")
    forks.set_forkserver_preload(["__main__", __name__])
    here, there = forks.Pipe(duplex=False)
    process = forks.Process(target=_serve_and_tell, args=(folder, database, there))
    process.start()
    there.close()
    try:
        yield Forked(here.recv(), process.kill)
    finally:
        process.kill()
        process.join()
        process.close()
        here.close()


def _serve_and_tell(folder: Path, database: str, whom: Connection) -> None:
    serve(folder, database, whom.send)


@contextlib.contextmanager
def served(command: Sequence[str], *, log: Path) -> Iterator[Served]:
    """Run a command that serves until it is told to stop, and yield where; what it complains of goes to the log."""
    with (
        log.open("ab") as complaints,
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=complaints, text=True) as process,
    ):
        try:
            yield Served(_address(process, log), process.pid)
        finally:
            _stop(process)


def _stop(process: "subprocess.Popen[str]") -> None:
    if process.poll() is None:
        itself = psutil.Process(process.pid)
        for each in itself.children() or [itself]:  # a tracer takes no signals; it ends with what it traces
            each.terminate()
    process.communicate(timeout=STOP_SECONDS)


def _address(process: "subprocess.Popen[str]", log: Path) -> str:
    assert process.stdout is not None
    for line in process.stdout:
        if found := re.search(r"http://[\d.:]+", line):
            return found[0]
    raise RuntimeError(f"the server ended before it listened: {log.read_text('utf-8')[-500:]}")


if __name__ == "__main__":
    serve(Path(sys.argv[1]), sys.argv[2], lambda address: print(address, flush=True))
