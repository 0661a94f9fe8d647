"""Do stated chances come true? The reliability diagram, and the expected calibration error:

    ECE = sum over bins b of n_b / n * |accuracy_b - confidence_b|

(Naeini, Cooper and Hauskrecht, 2015; Guo, Pleiss, Sun and Weinberger, 2017, equation 3).
"""

import math
from collections.abc import Sequence

from models.records import Record

BINS = 10


class Bin(Record):
    """A bar of the reliability diagram: answers with a confidence in [`low`, `high`)."""

    low: float
    high: float
    n: int
    confidence: float
    accuracy: float


def reliability_bins(known: Sequence[tuple[float, bool]]) -> tuple[Bin, ...]:
    """Return ten bins of equal width of answers, each a confidence from 0 to 1 and whether it was right."""
    bins = []
    for number in range(BINS):
        inside = [each for each in known if min(BINS - 1, int(each[0] * BINS)) == number]
        bins.append(
            Bin(
                low=number / BINS,
                high=(number + 1) / BINS,
                n=len(inside),
                confidence=mean_of([confidence for confidence, _ in inside]),
                accuracy=mean_of([float(right) for _, right in inside]),
            )
        )
    return tuple(bins)


def expected_error(bins: Sequence[Bin]) -> float:
    """Return the expected calibration error, from 0 to 1; 0 where no answer is in any bin.

    >>> expected_error(reliability_bins([(0.75, True), (0.75, False)]))
    0.25
    """
    n = sum(each.n for each in bins)
    return round(math.fsum(each.n * abs(each.accuracy - each.confidence) for each in bins) / max(1, n), 4)


def mean_of(values: Sequence[float]) -> float:
    """Return the mean to four places, 0 of nothing."""
    return round(math.fsum(values) / len(values), 4) if values else 0.0
