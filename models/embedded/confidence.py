"""How likely an answer is right, from how sure the student was of its words."""

import math
from collections.abc import Sequence
from itertools import takewhile

from models.embedded.vocabulary import BECAUSE, END, PAD
from models.records import Record


class Calibration(Record):
    """A logistic map from three figures of an answer to the probability that it is strictly right; fitted by
    `training/embedded/calibration.py`."""

    bias: float
    mean: float
    least: float
    length: float

    def confidence(self, words: Sequence[int], logs: Sequence[float]) -> float:
        """Return the probability for the words said and their log-probabilities, rounded to three decimals."""
        mean, least, length = figures(words, logs)
        z = math.fsum((self.bias, self.mean * mean, self.least * least, self.length * length))
        return round(1 / (1 + math.exp(-max(-30.0, min(30.0, z)))), 3)


def figures(words: Sequence[int], logs: Sequence[float]) -> tuple[float, float, float]:
    """Return mean and minimum of the log-probabilities, and the logarithm of their number.

    The rationale does not count; the end of the answer does, for it is a decision too.
    """
    inside = sum(1 for _ in takewhile(lambda word: word not in (BECAUSE, END, PAD), words))
    counted = logs[: inside + 1]
    if not counted:
        return 0.0, 0.0, 0.0
    return math.fsum(counted) / len(counted), min(counted), math.log(len(counted))
