"""CIDEr-D, how much a caption says what people said of the same (Vedantam, Zitnick and Parikh, CVPR 2015).

Equations 1 to 3 of section 4 with the clipping and the penalty for other lengths of section 4.1 ("CIDEr-D"), as the
coco-caption toolkit computes it; tests hold it against values of that. Words are cut at blanks and punctuation here,
not by the rules of the Penn Treebank, which the toolkit runs in Java: figures of two programs differ a little.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence

_LONGEST = 4  # words in a row
_SIGMA = 6.0  # of the penalty, in words
_SCALE = 10.0
_WORD = re.compile(r"\w+(?:['’-]\w+)*")

Grams = Counter[tuple[str, ...]]


class Cider:
    """The measure over a set of captions; rare words count more than those that many of its references have."""

    def __init__(self, references: Sequence[Sequence[str]]) -> None:
        """`references` has what people said of each of the things that are captioned."""
        self._log_count = math.log(max(1, len(references)))
        self._known = Counter[tuple[str, ...]]()
        for texts in references:
            self._known.update({gram for text in texts for gram in grams(text)})

    def score(self, caption: str, references: Sequence[str]) -> float:
        """Return from 0 to 10 how much a caption says what references say, the mean over these.

        Raises ValueError where there are none.
        """
        if not references:
            raise ValueError("a caption without references cannot be judged")
        said = self._weighted(grams(caption))
        likeness = [self._likeness(caption, said, reference) for reference in references]
        return _SCALE * math.fsum(likeness) / len(likeness)

    def _likeness(self, caption: str, said: dict[tuple[str, ...], float], reference: str) -> float:
        told = self._weighted(grams(reference))
        cosines = [_clipped_cosine(_of(said, length), _of(told, length)) for length in range(1, _LONGEST + 1)]
        apart = len(words(caption)) - len(words(reference))
        return math.fsum(cosines) / _LONGEST * math.exp(-(apart**2) / (2 * _SIGMA**2))

    def _weighted(self, counts: Grams) -> dict[tuple[str, ...], float]:
        """Return equation 1: how often, times how rare among the references."""
        return {gram: count * (self._log_count - math.log(max(1, self._known[gram]))) for gram, count in counts.items()}


def words(text: str) -> list[str]:
    """Return the words of a text in lower case.

    >>> words("A man's T-shirt, red.")
    ['a', "man's", 't-shirt', 'red']
    """
    return _WORD.findall(text.lower())


def grams(text: str) -> Grams:
    """Count the rows of one to four words in a text."""
    said = words(text)
    return Counter(
        tuple(said[start : start + length])
        for length in range(1, _LONGEST + 1)
        for start in range(len(said) - length + 1)
    )


def _of(weights: dict[tuple[str, ...], float], length: int) -> dict[tuple[str, ...], float]:
    return {gram: weight for gram, weight in weights.items() if len(gram) == length}


def _clipped_cosine(said: dict[tuple[str, ...], float], told: dict[tuple[str, ...], float]) -> float:
    """Return the cosine of two vectors, in whose product nothing counts more than the reference has it."""
    norms = math.sqrt(math.fsum(each**2 for each in said.values()) * math.fsum(each**2 for each in told.values()))
    if not norms:
        return 0.0
    return math.fsum(min(weight, told.get(gram, 0.0)) * told.get(gram, 0.0) for gram, weight in said.items()) / norms
