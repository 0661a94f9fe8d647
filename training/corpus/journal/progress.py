"""How far a stage has come: what is done, at what rate, what it has cost and how long it will go on."""

import time
from collections import deque
from collections.abc import Callable
from typing import NamedTuple

WINDOW = 60.0  # seconds over which the rate is taken, so that a slow start or a pause is soon forgotten
EVERY = 0.5  # seconds between two reports


class Progress(NamedTuple):
    """A stage at one moment. `done` and `failed` count what earlier runs finished too, the `rate` a second does not.

    `left` is None where nobody said how much there is, `seconds_left` also while there is no rate. Tokens and `cost`
    are of all runs; `calls` are this run's, tries included. `stopped` is the sentence why work was left undone.
    """

    done: int = 0
    failed: int = 0
    left: int | None = None
    rate: float = 0.0
    seconds_left: float | None = None
    calls: int = 0
    prompt_tokens: int = 0
    reply_tokens: int = 0
    cost: float = 0.0
    stopped: str = ""


Report = Callable[[Progress], object]


class Meter:
    """Counts what is finished and tells whoever wants to know, now and then. `total` counts earlier runs as well."""

    def __init__(
        self,
        done: int,
        failed: int,
        total: int | None,
        report: Report | None,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._done, self._failed, self._total = done, failed, total
        self._report = report
        self._clock = clock
        self._told = clock()
        self._marks: deque[tuple[float, int]] = deque([(self._told, 0)])
        self._finished = 0

    def count(self, done: int, failed: int) -> None:
        """Add what was just finished."""
        self._done += done
        self._failed += failed
        self._finished += done + failed

    def now(self) -> Progress:
        """Return the progress at this moment, without what a meter does not know: tokens and why work was left."""
        left = None if self._total is None else max(self._total - self._done - self._failed, 0)
        rate = self._rate()
        return Progress(self._done, self._failed, left, rate, left / rate if left is not None and rate else None)

    def tell(self, progress: Callable[[], Progress] | None = None) -> None:
        """Report `progress`, or what is known here, unless somebody did so a moment ago."""
        now = self._clock()
        if self._report is not None and now - self._told >= EVERY:
            self._told = now
            self._report((progress or self.now)())

    def _rate(self) -> float:
        now = self._clock()
        if now - self._marks[-1][0] >= EVERY:
            self._marks.append((now, self._finished))
        while len(self._marks) > 2 and now - self._marks[1][0] >= WINDOW:
            self._marks.popleft()
        since, finished = self._marks[0]
        return (self._finished - finished) / (now - since) if now > since else 0.0
