"""The official metrics of the benchmarks, each of one item at a time: a figure is their mean times 100.

None of them runs a model or reads a file. Where an official script breaks ties in a way of its own, so do we.
"""

from collections.abc import Sequence
from functools import cache
from itertools import combinations

import numpy as np

_TIE_SEED, _TIE_SCALE = 1, 1e9  # allenai/sherlock 6802669, leaderboard_eval/score_comparison.py


def chosen(scores: Sequence[float]) -> int:
    """Return the place of the highest score, the first of equals (as `numpy.argmax`)."""
    return max(range(len(scores)), key=lambda place: (scores[place], -place))


def accuracy(scores: Sequence[float], right: Sequence[int]) -> float:
    """Return 1 where the choice with the highest score is right, else 0."""
    return float(chosen(scores) in right)


def r_precision(scores: Sequence[float], right: Sequence[int]) -> float:
    """Return which share of the K right choices is among the K with the highest scores.

    VisualCOMET calls it Acc@50 (Park et al., ECCV 2020, section 5.2; scripts/run_rank.py), where 50 is how many there
    are to choose from. Of equals the first ranks first.

    >>> r_precision([0.9, 0.1, 0.8, 0.2], [0, 3])
    0.5
    """
    ranked = sorted(range(len(scores)), key=lambda place: -scores[place])
    return len(set(ranked[: len(right)]) & set(right)) / len(right)


def comparison(scores: Sequence[float], grades: Sequence[Sequence[float]]) -> float:
    """Return how well scores order choices as judges do, from -1 to 1, the mean over judges; 0 is chance.

    Of a judge's pairs of unequal grades, c is the share that the scores order alike, and the value is 2 c - 1; a judge
    who grades all alike counts 0 (Hessel et al., ECCV 2022, section 4; score_comparison.py). Equal scores are told
    apart by noise that is the same for every picture.

    >>> comparison([0.9, 0.1, 0.5, 0.4], [[3, 1, 1, 2]])
    0.6
    """
    noised = np.asarray(scores, dtype=np.float64) + _tie_noise(len(scores))
    return sum(_agreement(noised, row) for row in grades) / len(grades)


def soft_accuracy(said: str, direct_answers: Sequence[str]) -> float:
    """Return the accuracy of a direct answer in A-OKVQA: a third for each of ten people who said it, 1 at most."""
    return min(1.0, sum(said == each for each in direct_answers) / 3)


def _agreement(scores: np.ndarray, grades: Sequence[float]) -> float:
    pairs = [(i, j) for i, j in combinations(range(len(grades)), 2) if grades[i] != grades[j]]
    if not pairs:
        return 0.0
    hits = sum((grades[i] < grades[j]) == bool(scores[i] < scores[j]) for i, j in pairs)
    # Rounded: 2 * (4.0 / 5 - 0.5) is 0.6000000000000001.
    return round(2 * (hits / len(pairs) - 0.5), 12)


@cache
def _tie_noise(count: int) -> np.ndarray:
    """Return the official noise; the script has ten numbers for ten candidates, more go on from the same seed."""
    return np.random.RandomState(_TIE_SEED).random_sample(count) / _TIE_SCALE
