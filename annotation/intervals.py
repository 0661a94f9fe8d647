"""How sure a figure is: Wilson's interval of a share, and the bootstrap over pictures of everything else.

Verdicts on one picture are about the same things by the same people, so pictures are drawn again, never verdicts.
"""

from collections.abc import Callable

import numpy as np
from scipy.stats import binomtest

from models.records import Record

LEVEL = 0.95


class Figure(Record):
    """A figure with its 95 % interval; None where there is nothing to compute it from."""

    value: float | None = None
    low: float | None = None
    high: float | None = None


class Share(Record):
    """`part` of `n`, with its 95 % interval."""

    part: int
    n: int
    low: float = 0.0
    high: float = 1.0

    @property
    def value(self) -> float | None:
        return self.part / self.n if self.n else None


def wilson(part: int, n: int) -> Share:
    """Return a share with Wilson's score interval (Wilson 1927): 8 of 10 is 0.49 to 0.94, 0 of 0 is 0 to 1."""
    if n == 0:
        return Share(part=0, n=0)
    interval = binomtest(part, n).proportion_ci(LEVEL, method="wilson")
    return Share(part=part, n=n, low=float(interval.low), high=float(interval.high))


def bootstrap(
    sums: np.ndarray, figure: Callable[[np.ndarray], np.ndarray], *, resamples: int = 1000, seed: int = 0
) -> Figure:
    """Return a figure of sums over pictures, with the percentile interval of the bootstrap (Efron 1979).

    `sums` [P, K] holds what each picture adds; `figure` turns [R, K] totals into R figures, nan where there is none.
    Two pictures with one hit in two tries each have the share 0.5, from 0.5 to 0.5: nothing differs between them.
    Where there are fewer than two pictures no interval is given; resamples without a figure are left out.
    """
    value = figure(sums.sum(0, keepdims=True))[0]
    if not np.isfinite(value) or len(sums) < 2:
        return with_interval(value, np.zeros(0))
    return with_interval(value, figure(drawn_again(sums, resamples, seed=seed)))


def drawn_again(sums: np.ndarray, resamples: int, *, seed: int = 0, at_once: int = 2**22) -> np.ndarray:
    """Return [resamples, K], the totals over as many pictures as there are, drawn with replacement from `sums` [P, K].

    Drawing P pictures with replacement is drawing how often each comes: a multinomial draw. `at_once` numbers of these
    are held.
    """
    pictures = len(sums)
    generator = np.random.default_rng(seed)
    step = max(1, at_once // pictures)
    return np.concatenate(
        [
            generator.multinomial(pictures, np.full(pictures, 1 / pictures), size=min(step, resamples - start)) @ sums
            for start in range(0, resamples, step)
        ]
    )


def with_interval(value: float, figures: np.ndarray) -> Figure:
    """Return a value with the quantiles of the figures drawn for it; without bounds where none of these is finite."""
    if not np.isfinite(value):
        return Figure()
    figures = figures[np.isfinite(figures)]
    if not len(figures):
        return Figure(value=float(value))
    low, high = np.quantile(figures, ((1 - LEVEL) / 2, (1 + LEVEL) / 2))
    return Figure(value=float(value), low=float(low), high=float(high))


def ratio(totals: np.ndarray) -> np.ndarray:
    """Return the first of two totals [R, 2] divided by the second, nan where that is 0."""
    return np.divide(totals[:, 0], totals[:, 1], out=np.full(len(totals), np.nan), where=totals[:, 1] != 0)
