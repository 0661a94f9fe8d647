"""How sure a share is."""

import math

from models.records import Record


class Share(Record):
    """`right` of `n`, with Wilson's 95 % interval."""

    n: int
    right: int
    low: float
    high: float

    @property
    def value(self) -> float:
        return self.right / self.n if self.n else 0.0


def share(right: int, n: int, *, z: float = 1.96) -> Share:
    """Wilson's score interval (Wilson 1927): 8 of 10 is 0.49 to 0.94."""
    if n == 0:
        return Share(n=0, right=0, low=0.0, high=1.0)
    p, square = right / n, z * z / n
    middle = (p + square / 2) / (1 + square)
    half = z / (1 + square) * math.sqrt(p * (1 - p) / n + square / (4 * n))
    return Share(n=n, right=right, low=round(max(0.0, middle - half), 4), high=round(min(1.0, middle + half), 4))
