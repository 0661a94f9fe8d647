"""How sure a figure is: Wilson's interval of a share, and the bootstrap over pictures of everything else.

Verdicts on one picture are about the same things by the same people, so pictures are drawn again, never verdicts.
"""

from collections.abc import Callable, Sequence

import numpy as np

from models.records import Record

LEVEL = 0.95

# Turns [R, K] totals into R figures, nan where there is none.
OfTotals = Callable[[np.ndarray], np.ndarray]


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
    from scipy.stats import binomtest  # takes a third of the time in which the app starts

    interval = binomtest(part, n).proportion_ci(LEVEL, method="wilson")
    return Share(part=part, n=n, low=float(interval.low), high=float(interval.high))


def bootstrap(sums: np.ndarray, figure: OfTotals, *, resamples: int = 1000, seed: int = 0) -> Figure:
    """Return a figure of sums over pictures, with the percentile interval of the bootstrap (Efron 1979).

    `sums` [P, K] holds what each picture adds. Two pictures with one hit in two tries each have the share 0.5, from
    0.5 to 0.5: nothing differs between them. Where there are fewer than two pictures no interval is given; resamples
    without a figure are left out.
    """
    (found,) = bootstraps(sums, [figure], resamples=resamples, seed=seed)
    return found


def bootstraps(
    sums: np.ndarray, figures: Sequence[OfTotals], *, resamples: int = 1000, seed: int = 0
) -> tuple[Figure, ...]:
    """Return several figures of the same sums: the pictures are drawn again once for all of them."""
    values = [figure(sums.sum(0, keepdims=True))[0] for figure in figures]
    if len(sums) < 2 or not np.isfinite(values).any():
        return tuple(with_interval(value, np.zeros(0)) for value in values)
    totals = drawn_again(sums, resamples, seed=seed)
    return tuple(with_interval(value, figure(totals)) for value, figure in zip(values, figures, strict=True))


def drawn_again(sums: np.ndarray, resamples: int, *, seed: int = 0, at_once: int = 2**22) -> np.ndarray:
    """Return [resamples, K], the totals over as many pictures as there are, drawn with replacement from `sums` [P, K].

    Of the draws it is only counted how often each picture came; the counts times the sums are the totals. `at_once`
    numbers are held.
    """
    generator = np.random.default_rng(seed)
    step = max(1, at_once // len(sums))
    counts = (_counts(len(sums), min(step, resamples - start), generator) for start in range(0, resamples, step))
    return np.concatenate([each.astype(float) @ sums for each in counts])


def _counts(pictures: int, resamples: int, generator: np.random.Generator) -> np.ndarray:
    """Return [resamples, pictures], how often each picture comes: a multinomial draw, at a quarter of its price."""
    drawn = generator.integers(0, pictures, size=(resamples, pictures))
    drawn += np.arange(resamples)[:, None] * pictures
    return np.bincount(drawn.ravel(), minlength=resamples * pictures).reshape(resamples, pictures)


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
    return ratio_of(0, 1)(totals)


def ratio_of(part: int, whole: int) -> OfTotals:
    """Return the function that divides one column of totals [R, K] by another one."""

    def divide(totals: np.ndarray) -> np.ndarray:
        below = totals[:, whole]
        return np.divide(totals[:, part], below, out=np.full(len(totals), np.nan), where=below != 0)

    return divide
