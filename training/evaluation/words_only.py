"""What the words of texts alone give away about a label: logistic regression on words and pairs of words."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from scipy.special import expit

_LEAST = 3  # texts that a word or pair must be found in
_DECAY = 1e-4  # of the squared weights, against the mean loss of a text
_WORD = re.compile(r"\[\d+\]|\w+|\?")


class WordsOnly:
    """Learned from texts and labels (True or False)."""

    def __init__(self, texts: Sequence[str], labels: Sequence[bool]) -> None:
        found = Counter(each for text in texts for each in set(_features(text)))
        known = [name for name, count in found.items() if count >= _LEAST]
        self._columns = {name: column for column, name in enumerate(known, start=1)}
        self._weights = _fit(self._table(texts), np.array(labels, dtype=float), len(known) + 1)

    def scores(self, texts: Sequence[str]) -> list[float]:
        """Return the chance that each text is labelled True."""
        return expit(self._table(texts) @ self._weights).tolist()

    def _table(self, texts: Sequence[str]) -> csr_matrix:
        """Return [texts, words + 1] with a 1 where a text has a word or pair; the first column is 1 for all."""
        rows = [[0, *{self._columns[name] for name in _features(text) if name in self._columns}] for text in texts]
        ends = np.cumsum([0, *map(len, rows)])
        columns = np.array([column for row in rows for column in row])
        return csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(texts), len(self._columns) + 1))


def _features(text: str) -> Iterator[str]:
    """Yield the words of a text and the pairs of neighbours; which number a region has tells nothing."""
    words = ["[]" if each[0] == "[" else each for each in _WORD.findall(text.lower())]
    yield from words
    yield from (f"{one} {other}" for one, other in pairwise(words))


def _fit(table: csr_matrix, labels: np.ndarray, columns: int) -> np.ndarray:
    """Return the weights of the columns that make the labels likeliest, small ones being preferred."""

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        odds = table @ weights
        losses = np.logaddexp(0, odds) - labels * odds
        gradient = table.T @ (expit(odds) - labels) / len(labels) + 2 * _DECAY * weights
        return float(losses.mean() + _DECAY * weights @ weights), gradient

    return minimize(loss, np.zeros(columns), jac=True, method="L-BFGS-B", options={"maxiter": 200}).x
