"""A process of its own in which the reports of large rounds are made.

The threads of one process take turns in Python, and a report of a large round is a million records: whoever judges
meanwhile would wait for it at every step. In a process of its own it takes nobody's turn and gives way to others, and
what it had to remember goes with it when nobody has asked for a while.

    elsewhere = ReportProcess(database, data_folder / "pictures")
    elsewhere.call("agreement", "round-1")  # what Overview.agreement("round-1") returns, or raises
"""

import contextlib
import gc
import multiprocessing
import os
import signal
import threading
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, NamedTuple

from models.errors import DeixisError, StoreProblem

End = Any  # of a pipe; its class has another name on each system
RESTS = 300.0  # seconds without a call after which the process ends
GIVES_WAY = 5  # as `nice` counts


class _Running(NamedTuple):
    process: BaseProcess
    ours: End


class _Reply(NamedTuple):
    value: Any  # whatever the report is
    problem: DeixisError | None


class ReportProcess:
    """Calls methods of an Overview in another process, which begins with the first call. `call` blocks, and one waits
    for the other; call it from worker threads."""

    def __init__(self, database: str | Path, pictures: Path, *, rests: float = RESTS) -> None:
        self._given = (database, pictures, rests)
        self._turn = threading.Lock()
        self._running: _Running | None = None
        self._closed = False

    def call(self, method: str, *given: object, **named: object) -> Any:
        """Return what a method of Overview returns, or raise what it raises. Raises StoreProblem when its process ends.

        A process that has rested is begun anew; reports only read, so they may be asked for twice.
        """
        with self._turn:
            for _ in range(2):
                if self._closed:
                    break
                running = self._running or self._begin()
                try:
                    running.ours.send((method, given, named))
                    reply: _Reply = running.ours.recv()
                except (EOFError, OSError):
                    self._end(running)
                    continue
                if reply.problem is not None:
                    raise reply.problem
                return reply.value
        raise StoreProblem("The process that makes reports ended before its time; the log may say why. Ask once more.")

    def close(self) -> None:
        """End the process, whatever it is at; who waits for it gets a StoreProblem."""
        self._closed = True
        if running := self._running:
            self._end(running)

    def _begin(self) -> _Running:
        # Not forked: a copy of this process would hold its locks, and its models in memory.
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(theirs, *self._given), name="deixis reports", daemon=True)
        process.start()
        theirs.close()
        self._running = _Running(process, ours)
        return self._running

    def _end(self, running: _Running) -> None:
        self._running = None
        running.process.terminate()
        running.process.join()
        running.ours.close()


def _serve(theirs: End, database: str | Path, pictures: Path, rests: float) -> None:
    """Answer calls until there have been none for a while, or until nobody is there to call."""
    from app.overview import Overview
    from db.image_files import ImageFiles
    from db.store import open_store

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the server, which then ends this process
    if hasattr(os, "nice"):
        os.nice(GIVES_WAY)
    # The records have no cycles, and to look for some among a million takes as long as the report itself.
    gc.disable()
    with open_store(database) as store, contextlib.suppress(EOFError, OSError):
        overview = Overview(store, ImageFiles(pictures))
        while theirs.poll(rests):
            method, given, named = theirs.recv()
            theirs.send(_answer(overview, method, given, named))


def _answer(overview: Any, method: str, given: tuple[object, ...], named: dict[str, object]) -> _Reply:
    try:
        return _Reply(getattr(overview, method)(*given, **named), None)
    except DeixisError as problem:
        return _Reply(None, problem)
