"""How much simulated annotators agree: raw, and beyond chance (Krippendorff's alpha for names without an order)."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from itertools import combinations

from models.records import Record


class Agreement(Record):
    """Of `items` that at least two people rated: `raw` is the share of pairs of ratings that agree, `alpha` the
    agreement beyond chance, 1 for perfect and 0 for none."""

    items: int
    raw: float
    alpha: float


def agreement(ratings: Iterable[Sequence[Hashable]]) -> Agreement:
    """Return the agreement of ratings: for every item the values it got, from two people or more (others are left out).

    alpha = 1 - D_o / D_e; D_o is the mean share of pairs within an item that differ, weighted by the number of its
    ratings, D_e that of pairs drawn from all ratings (Krippendorff, "Computing Krippendorff's alpha-reliability",
    2011). Where all ratings are the same value there is nothing to explain, and alpha is 1.
    """
    rated = [list(values) for values in ratings if len(values) > 1]
    pairs = [one == other for values in rated for one, other in combinations(values, 2)]
    counts = Counter(value for values in rated for value in values)
    n = counts.total()
    if not pairs:
        return Agreement(items=0, raw=0.0, alpha=0.0)
    observed = sum(len(values) * (1 - _same(Counter(values))) for values in rated) / n
    expected = 1 - _same(counts)
    return Agreement(
        items=len(rated),
        raw=round(sum(pairs) / len(pairs), 4),
        alpha=round(1 - observed / expected, 4) if expected else 1.0,
    )


def _same(counts: Counter[Hashable]) -> float:
    """Return the chance that two different ones drawn are of the same value."""
    n = counts.total()
    return sum(count * (count - 1) for count in counts.values()) / (n * (n - 1))
