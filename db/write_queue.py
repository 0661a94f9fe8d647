"""Whose turn it is to write: those who came first go first, among the threads of a process and among processes.

Whoever gives a plain lock back can take it again before the one that waits has woken up, and SQLite lets its writers
race for the file besides: of many at once some would starve. Nothing that must hold depends on this; a database keeps
its writers apart by itself.
"""

import contextlib
import errno
import os
import sys
import threading
import time
from collections import deque
from pathlib import Path
from types import TracebackType

from db.engine import BUSY_SECONDS

POLL_SECONDS = 0.001
# More writers than this at once only crowd a PostgreSQL server and its pool of connections.
POSTGRES_WRITERS = 8


class WriteQueue:
    """Room for so many writers at a time; a place is handed to whoever has waited longest. Not reentrant."""

    def __init__(self, places: int = 1) -> None:
        self._inner = threading.Lock()
        self._waiting: deque[threading.Lock] = deque()
        self._free = places

    def __enter__(self) -> None:
        with self._inner:
            if self._free:
                self._free -= 1
                return
            turn = threading.Lock()
            turn.acquire()
            self._waiting.append(turn)
        try:
            turn.acquire()
        except BaseException:  # Ctrl+C while waiting; a turn that came all the same goes to the next
            self._give_up(turn)
            raise

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        with self._inner:
            self._hand_over()

    def close(self) -> None:
        """Nothing is open."""

    def _give_up(self, turn: threading.Lock) -> None:
        with self._inner:
            if turn in self._waiting:
                self._waiting.remove(turn)
            else:
                self._hand_over()

    def _hand_over(self) -> None:
        if self._waiting:
            self._waiting.popleft().release()
        else:
            self._free += 1


class SharedWriteQueue(WriteQueue):
    """Room for one writer of all processes, which take turns by locks on an empty file beside the database.

    The first byte is the door, the second the room: who waits for the room holds the door, so the process that leaves
    it cannot be the next to enter. Who waits too long goes in and lets the database decide.
    """

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._file = file
        self._handle: int | None = None

    def __enter__(self) -> None:
        super().__enter__()
        try:
            self._enter_room()
        except BaseException:
            self._unlock(0)
            self.__exit__(None, None, None)
            raise

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._unlock(1)
        super().__exit__(kind, error, at)

    def close(self) -> None:
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def _enter_room(self) -> None:
        deadline = time.monotonic() + BUSY_SECONDS
        if self._wait_for(0, deadline):
            self._wait_for(1, deadline)
            self._unlock(0)

    def _wait_for(self, byte: int, deadline: float) -> bool:
        while not self._lock(byte):
            if time.monotonic() > deadline:
                return False
            time.sleep(POLL_SECONDS)
        return True

    def _lock(self, byte: int) -> bool:
        """Say whether the byte is this process's now. Where there are no such locks, everybody goes in."""
        if sys.platform == "win32":
            return True
        import fcntl

        try:
            if self._handle is None:
                self._handle = os.open(self._file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            fcntl.lockf(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, byte)
        except OSError as error:
            return error.errno not in (errno.EACCES, errno.EAGAIN) or self._handle is None
        return True

    def _unlock(self, byte: int) -> None:
        if sys.platform == "win32" or self._handle is None:
            return
        import fcntl

        with contextlib.suppress(OSError):
            fcntl.lockf(self._handle, fcntl.LOCK_UN, 1, byte)
