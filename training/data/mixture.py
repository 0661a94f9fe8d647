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
        self._turns = np.repeat(np.arange(len(sizes)), self._counts)

    def place(self, position: int) -> Place:
        """Return what is learned from at a position."""
        block, offset = divmod(position, _BLOCK)
        turns = self._turns[_shuffled(_BLOCK, self.seed, 0, block)[: offset + 1]]
        source = int(turns[-1])
        before = block * int(self._counts[source]) + int((turns == source).sum()) - 1
        round_, place = divmod(before, self.sizes[source])
        return Place(source, int(_shuffled(self.sizes[source], self.seed, source + 1, round_)[place]), round_)


def _counts(weights: Sequence[float]) -> np.ndarray:
    """Return how many positions of a block each source has: rounded down, and the largest remainders get the rest."""
    exact = np.array(weights) / sum(weights) * _BLOCK
    counts = exact.astype(int)
    counts[np.argsort(counts - exact, kind="stable")[: _BLOCK - counts.sum()]] += 1
    if counts.min() == 0:
        raise ValueError(f"a source that gives less than one example in {_BLOCK} is hardly seen; give it more weight")
    return counts


@lru_cache(maxsize=16)
def _shuffled(count: int, *seeds: int) -> np.ndarray:
    return np.random.default_rng(seeds).permutation(count)
