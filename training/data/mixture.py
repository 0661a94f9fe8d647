"""In which order examples are learned from, when they come from several sources in given shares.

The order is a function of the seed and of the position alone. Whoever stopped after a million examples goes on with
the next one without having read any of them again, with as many workers as are at hand.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

_BLOCK = 1000  # positions in which every source has exactly its share


class Place(NamedTuple):
    """Which example of which source, and how often the source was gone through before."""

    source: int
    number: int
    round: int


class Mixture:
    """Positions 0, 1, 2 ... without end, dealt out to sources of `sizes` by their `weights`.

    Raises ValueError for a source without examples, and for weights that are not positive.
    """

    def __init__(self, sizes: Sequence[int], weights: Sequence[float], *, seed: int) -> None:
        if len(sizes) != len(weights) or not sizes:
            raise ValueError(f"{len(sizes)} sources and {len(weights)} weights do not go together")
        if min(sizes) < 1:
            raise ValueError(f"source {sizes.index(min(sizes))} has no examples")
        if min(weights) <= 0:
            raise ValueError(f"the weight {min(weights):g} is not above 0; leave the source out instead")
        self.sizes = tuple(sizes)
        self.seed = seed
        self._counts = _counts(weights)
        self._orders: list[dict[int, np.ndarray]] = [{} for _ in sizes]

    def place(self, position: int) -> Place:
        """Return what is learned from at a position."""
        block, offset = divmod(position, _BLOCK)
        source, earlier = _dealt(self._counts, self.seed, block)[offset]
        round_, place = divmod(block * self._counts[source] + earlier, self.sizes[source])
        return Place(source, int(self._order(source, round_)[place]), round_)

    def _order(self, source: int, round_: int) -> np.ndarray:
        """Return in which order a source is gone through in a round. Those of this round and its neighbours are kept,
        for many threads ask where one round ends and the next begins."""
        known = self._orders[source]
        order = known.get(round_)
        if order is None:
            order = _shuffled(self.sizes[source], self.seed, source + 1, round_)
            near = {each: other for each, other in known.items() if abs(each - round_) == 1}
            self._orders[source] = {**near, round_: order}
        return order


def _counts(weights: Sequence[float]) -> tuple[int, ...]:
    """Return how many positions of a block each source has: rounded down, and the largest remainders get the rest."""
    exact = np.array(weights) / sum(weights) * _BLOCK
    counts = exact.astype(int)
    counts[np.argsort(counts - exact, kind="stable")[: _BLOCK - counts.sum()]] += 1
    if counts.min() == 0:
        raise ValueError(f"a source that gives less than one example in {_BLOCK} is hardly seen; give it more weight")
    return tuple(counts.tolist())


@lru_cache(maxsize=16)  # one position after the other is asked for
def _dealt(counts: tuple[int, ...], seed: int, block: int) -> list[tuple[int, int]]:
    """Return which source each position of a block has, and how many positions of the block it had before."""
    turns = np.repeat(np.arange(len(counts)), counts)[_shuffled(_BLOCK, seed, 0, block)]
    earlier = np.empty_like(turns)
    for source, count in enumerate(counts):
        earlier[turns == source] = np.arange(count)
    return list(zip(turns.tolist(), earlier.tolist(), strict=True))


def _shuffled(count: int, *seeds: int) -> np.ndarray:
    return np.random.default_rng(seeds).permutation(count)
