"""Processes that measure together, as threads of one."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from training.benchmarks.sharing import Ranks

T = TypeVar("T")
PATIENCE = 20  # seconds


class Threads(Ranks):
    """Ranks that are threads of one process."""

    def __init__(self, rank: int, barrier: threading.Barrier, board: list[Any]) -> None:
        self.rank, self.count = rank, barrier.parties
        self._barrier, self._board = barrier, board

    def gather(self, value: Any) -> list[Any]:
        self._board[self.rank] = value
        self._barrier.wait(PATIENCE)
        found = list(self._board)
        self._barrier.wait(PATIENCE)
        return found


def together(count: int, work: Callable[[Ranks], T]) -> list[T]:
    """Return what each of so many processes returns of its work."""
    barrier, board = threading.Barrier(count), [None] * count
    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(lambda rank: work(Threads(rank, barrier, board)), range(count)))
