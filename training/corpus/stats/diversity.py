"""How much a set of texts varies: in words, among each other, and in what they are about.

All of these depend on how many texts there are; compare sets of one size.
"""

import bisect
import math
from collections import Counter
from collections.abc import Sequence

import numpy as np

from training.corpus.embedding import Vectors, normalised

_ORDER = 4
_NO_MATCH = 0.1  # counts for an order without any match, as NLTK's first smoothing method has it
_ROUNDS = 25

Words = Sequence[str]


def distinct(texts: Sequence[Words], order: int) -> float:
    """Return the share of n-grams that are different ones (Li et al. 2016), 0 where there are none.

    >>> distinct([["a", "red", "cup"], ["a", "red", "hat"]], 2)
    0.75
    """
    every = [gram for words in texts for gram in _grams(words, order)]
    return len(set(every)) / len(every) if every else 0.0


def self_bleu(texts: Sequence[Words], count: int | None = None) -> float:
    """Return the mean BLEU-4 of the first `count` texts, each against all others (Zhu et al. 2018): 1 when all are the
    same, near 0 when they share nothing. Texts of fewer than four words count with the orders they have.

    An order without a match counts as a tenth of one. 0 for fewer than two texts.
    """
    if len(texts) < 2:
        return 0.0
    most = [_most(texts, order) for order in range(1, _ORDER + 1)]
    lengths = sorted(map(len, texts))
    chosen = range(len(texts) if count is None else min(count, len(texts)))
    return sum(_bleu(texts[place], place, most, lengths) for place in chosen) / len(chosen)


def effective_number(counts: Sequence[int]) -> float:
    """Return how many equally large groups are as varied as these: the exponential of Shannon's entropy.

    >>> effective_number([5, 5, 5, 5]), effective_number([20, 0])
    (4.0, 1.0)
    """
    total = sum(counts)
    if not total:
        return 0.0
    return round(math.exp(-sum(each / total * math.log(each / total) for each in counts if each)), 9)


def centres(vectors: Vectors, count: int, *, seed: int) -> Vectors:
    """Return the centres [count, D] of clusters of vectors [N, D] of length 1, by angle (spherical k-means).

    Begun as k-means++ does it. Fewer than `count` different vectors give as many centres as there are.
    """
    rng = np.random.default_rng(seed)
    chosen = [int(rng.integers(len(vectors)))]
    far = _distance(vectors, vectors[chosen[0]])
    while len(chosen) < count and far.sum() > 1e-6:
        chosen.append(int(rng.choice(len(vectors), p=far / far.sum())))
        far = np.minimum(far, _distance(vectors, vectors[chosen[-1]]))
    found = vectors[chosen]
    for _ in range(_ROUNDS):
        near = nearest(vectors, found)
        sums = np.zeros_like(found)
        np.add.at(sums, near, vectors)
        moved = np.where(np.abs(sums).sum(1, keepdims=True) > 0, normalised(sums), found).astype(np.float32)
        if np.allclose(moved, found):
            break
        found = moved
    return found


def nearest(vectors: Vectors, found: Vectors) -> np.ndarray:
    """Return for each vector the number of the centre with the smallest angle."""
    return (vectors @ found.T).argmax(1)


def _distance(vectors: Vectors, one: Vectors) -> np.ndarray:
    return np.maximum(1 - (vectors @ one).astype(np.float64), 0)


def _grams(words: Words, order: int) -> list[tuple[str, ...]]:
    return list(zip(*(words[start:] for start in range(order)), strict=False))


def _most(texts: Sequence[Words], order: int) -> dict[tuple[str, ...], tuple[int, int, int]]:
    """Return for each n-gram which text has it most often, how often, and how often the text with the next most."""
    most: dict[tuple[str, ...], tuple[int, int, int]] = {}
    for place, words in enumerate(texts):
        for gram, times in Counter(_grams(words, order)).items():
            owner, first, second = most.get(gram, (-1, 0, 0))
            most[gram] = (place, times, first) if times > first else (owner, first, max(second, times))
    return most


def _bleu(
    words: Words, place: int, most: Sequence[dict[tuple[str, ...], tuple[int, int, int]]], lengths: Sequence[int]
) -> float:
    logs = []
    for order in range(1, min(_ORDER, len(words)) + 1):
        matched = 0
        for gram, times in Counter(_grams(words, order)).items():
            owner, first, second = most[order - 1][gram]
            matched += min(times, second if owner == place else first)
        logs.append(math.log((matched or _NO_MATCH) / (len(words) - order + 1)))
    if not logs:
        return 0.0
    return math.exp(sum(logs) / len(logs) + min(0.0, 1 - _nearest_length(len(words), lengths) / len(words)))


def _nearest_length(length: int, lengths: Sequence[int]) -> int:
    """Return the length of another text that is nearest, the shorter of two; one of this length is the text itself."""
    start = bisect.bisect_left(lengths, length)
    others = [lengths[each] for each in (start - 1, start + 1) if 0 <= each < len(lengths)]
    return min(others, key=lambda each: (abs(each - length), each))
