"""Reports that are kept: made from all that was judged in a round, which takes a while for a large one.

They are made one at a time, since each takes much memory. Each is shown again until
something changes, and while people judge for ten times as long as it took, though then never for more than a minute.
"""

import threading
from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

from db.judging import JudgingStore
from models.judging import Item, Judged, Round

T = TypeVar("T")
Make = Callable[[Round, tuple[Item, ...], tuple[Judged, ...]], T]

RESTS = 10  # times as long as a report took to make, it is shown again,
LONGEST_REST = 60.0  # seconds at most
MOST_KEPT = 24  # reports


class _Kept(NamedTuple):
    report: Any  # whatever was asked for
    change: int  # the last one that it knows of
    until: float


class _Read(NamedTuple):
    round_id: str
    change: int
    items: tuple[Item, ...]
    judged: tuple[Judged, ...]


class KeptReports:
    """Makes reports of rounds, or shows those it has made. `report` blocks; call it from worker threads."""

    def __init__(self, judging: JudgingStore, *, clock: Callable[[], float]) -> None:
        self._judging = judging
        self._clock = clock
        self._making = threading.Lock()
        self._kept: dict[tuple[object, ...], _Kept] = {}
        self._last_read: _Read | None = None

    def report(self, fixed: Round, make: Make[T], *what: object) -> T:
        """Return what `make` makes of a round, its items and what was judged, or made of it before.

        `what` tells one report from another, and from what it was before an admin's last change.
        """
        key = (fixed.id, *what)
        with self._making:
            began = self._clock()
            change = self._judging.last_change()
            kept = self._kept.get(key)
            if kept is None or (kept.change != change and began >= kept.until):
                read = self._read(fixed.id, change)
                report = make(fixed, read.items, read.judged)
                ended = self._clock()
                kept = _Kept(report, change, ended + min(RESTS * (ended - began), LONGEST_REST))
                self._keep(key, kept, ended)
            return kept.report

    def _read(self, round_id: str, change: int) -> _Read:
        """Return all of a round, of which a page wants several reports."""
        read = self._last_read
        if read is None or (read.round_id, read.change) != (round_id, change):
            self._last_read = None  # before the next is read, so that there are never two
            read = _Read(round_id, change, self._judging.items(round_id), self._judging.judged(round_id))
            self._last_read = read
        return read

    def _keep(self, key: tuple[object, ...], new: _Kept, now: float) -> None:
        """Keep a report, and of the others the latest that are still shown."""
        self._kept.pop(key, None)
        fresh = [(at, each) for at, each in self._kept.items() if each.change == new.change or each.until > now]
        self._kept = dict([*fresh, (key, new)][-MOST_KEPT:])
