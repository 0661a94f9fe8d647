"""What a figure is over seeds: its mean and how sure that is, and whether two arms differ."""

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from scipy.stats import t as student_t

CONFIDENCE = 0.95


class Over(NamedTuple):
    """The mean of `n` seeds and its 95 % interval; with one seed there is none."""

    mean: float
    low: float | None
    high: float | None
    n: int

    @property
    def sign(self) -> int:
        """Return 1 or -1 where the interval leaves out 0, which a difference may be, and 0 else."""
        if self.low is None or self.high is None or self.low <= 0 <= self.high:
            return 0
        return 1 if self.low > 0 else -1


def over_seeds(values: Sequence[float]) -> Over:
    """Return mean and interval of one value per seed, by Student's t (1908): mean ± t(n - 1) s / sqrt(n).

    0.70, 0.72 and 0.74 are 0.72 with a standard deviation of 0.02: 0.6703 to 0.7697, as t(2) is 4.303. Raises
    ValueError for none.
    """
    n = len(values)
    if not n:
        raise ValueError("no seed was measured")
    mean = math.fsum(values) / n
    if n == 1:
        return Over(mean, None, None, 1)
    deviation = math.sqrt(math.fsum((each - mean) ** 2 for each in values) / (n - 1))
    half = float(student_t.ppf((1 + CONFIDENCE) / 2, n - 1)) * deviation / math.sqrt(n)
    return Over(mean, mean - half, mean + half, n)


def difference(ones: Mapping[int, float], others: Mapping[int, float]) -> Over | None:
    """Return how much larger the ones are, by the seeds that both have: what a seed does to both falls out."""
    both = sorted(ones.keys() & others.keys())
    return over_seeds([ones[seed] - others[seed] for seed in both]) if both else None


def percent(over: Over, digits: int = 1, *, least: float = 0.0) -> str:
    """Return a share in percent: "72.0 (67.0 to 77.0)"; an interval ends where a share does, or a scale that goes from
    `least` to 1."""
    low, high = (None if each is None else min(1.0, max(least, each)) for each in over[1:3])
    return _said(over._replace(low=low, high=high), 100, digits, "")


def plain(over: Over, digits: int = 2) -> str:
    """Return a number: "2.31 (2.20 to 2.42)"."""
    return _said(over, 1, digits, "")


def points(over: Over | None, digits: int = 1) -> str:
    """Return a difference of shares in percentage points: "+2.0 (-0.5 to +4.5)"."""
    return "" if over is None else _said(over, 100, digits, "+")


def _said(over: Over, times: float, digits: int, sign: str) -> str:
    mean, *ends = (None if each is None else f"{times * each:{sign}.{digits}f}" for each in over[:3])
    return f"{mean}" if None in ends else f"{mean} ({ends[0]} to {ends[1]})"
