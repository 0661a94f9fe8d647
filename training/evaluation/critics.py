"""How good a critic is: what it accepts against the labels, and against what is true where that is known.

Precision, recall and F1 are those of each class, and their means weighted by how often a class is right, as in table 1
of the paper (Park et al. 2023, arXiv 2312.04837). The threshold sweep is its figure 2: how many candidates are kept
from a score on, and how many of these were accepted.
"""

import math
from collections.abc import Sequence

import numpy as np

from models.records import Record
from training.evaluation.over_pictures import Between, Places, interval

CUT = 0.5  # of the score: from here on a candidate counts as accepted
EXPORTED = 0.8  # and from here on it is kept in the paper
THRESHOLDS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
_BINS = 10


class ClassFigures(Record):
    """Of `n` candidates of a class (or of both, weighted)."""

    n: int
    precision: float
    recall: float
    f1: float


class Kept(Record):
    """What scores of `threshold` and more leave: `kept` candidates, which are the `share` of all, and of these the
    shares that were `accepted` (with its interval over pictures) and that are `right`, None where nobody knows.

    As a classifier, which says "accepted" from there on, it has the precision `accepted`, the `recall` and the `f1`.
    """

    threshold: float
    kept: int
    share: float
    accepted: float | None
    between: Between | None
    recall: float
    f1: float
    right: float | None


class CriticFigures(Record):
    """Figures on `n` candidates of `pictures` pictures, of which the share `accepted` was and the share `right` is.

    `auc` is the area under the ROC curve against the labels (with its interval over pictures), `auc_right` against the
    truth; `ece` the expected calibration error of the scores as chances of acceptance (ten bins of equal width).
    """

    n: int
    pictures: int
    accepted: float
    right: float | None
    accept: ClassFigures
    reject: ClassFigures
    weighted: ClassFigures
    auc: float
    auc_between: Between | None
    auc_right: float | None
    ece: float
    sweep: tuple[Kept, ...]

    @property
    def exported(self) -> Kept:
        """Return what an export keeps."""
        return next(each for each in self.sweep if each.threshold == EXPORTED)


def critic_figures(
    scores: Sequence[float], labels: Sequence[bool], truths: Sequence[bool] | None, *, pictures: Sequence[str]
) -> CriticFigures:
    """Return the figures of scores against labels (True: accepted) and, where they are known, truths; `pictures` tells
    which picture each candidate is about.

    Scores 0.9, 0.6, 0.2 for accepted, rejected, rejected: of two accepted one is right (precision 0.5, recall 1), of
    one rejected one (precision 1, recall 0.5).
    """
    said = [score >= CUT for score in scores]
    accept, reject = class_figures(said, labels), class_figures([not s for s in said], [not each for each in labels])
    return CriticFigures(
        n=len(scores),
        pictures=len(set(pictures)),
        accepted=_share(labels),
        right=None if truths is None else _share(truths),
        accept=accept,
        reject=reject,
        weighted=_weighted(accept, reject),
        auc=area(scores, labels),
        auc_between=area_between(scores, labels, pictures),
        auc_right=None if truths is None else area(scores, truths),
        ece=calibration_error(scores, labels),
        sweep=tuple(_kept(threshold, scores, labels, truths, pictures) for threshold in THRESHOLDS),
    )


def class_figures(said: Sequence[bool], members: Sequence[bool]) -> ClassFigures:
    """Return how well a class is told: `said` to be of it, and its `members`."""
    both = sum(one and other for one, other in zip(said, members, strict=True))
    precision = both / sum(said) if any(said) else 0.0
    recall = both / sum(members) if any(members) else 0.0
    f1 = 2 * precision * recall / (precision + recall) if both else 0.0
    return ClassFigures(n=sum(members), precision=round(precision, 4), recall=round(recall, 4), f1=round(f1, 4))


def area(scores: Sequence[float] | np.ndarray, members: Sequence[bool] | np.ndarray) -> float:
    """Return the chance that a member scores higher than another one; ties count half, 0.5 where there is no pair.

    >>> area([0.9, 0.4, 0.4, 0.1], [True, True, False, False])
    0.875
    """
    every, chosen = np.asarray(scores, dtype=float), np.asarray(members, dtype=bool)
    inside, outside = every[chosen], every[~chosen]
    if not len(inside) or not len(outside):
        return 0.5
    ordered = np.sort(outside)
    below = np.searchsorted(ordered, inside, "left").sum()
    level = np.searchsorted(ordered, inside, "right").sum() - below
    return round(float(below + level / 2) / (len(inside) * len(outside)), 4)


def area_between(
    scores: Sequence[float], members: Sequence[bool], pictures: Sequence[str], than: Sequence[float] | None = None
) -> Between | None:
    """Return the interval over pictures of the area, or of how much larger it is `than` that of other scores."""
    inside, own = np.array(members), np.array(scores)
    other = None if than is None else np.array(than)

    def figure(places: Places) -> float:
        area_of_others = 0.0 if other is None else area(other[places], inside[places])
        return area(own[places], inside[places]) - area_of_others

    return interval(pictures, figure)


def accepted_of_best(scores: Sequence[float], labels: Sequence[bool], count: int) -> float:
    """Return how many of the `count` candidates with the highest scores were accepted, as a share; of those that tie
    for the last places, the mean counts.

    >>> accepted_of_best([0.9, 0.4, 0.4, 0.1], [True, True, False, False], 2)
    0.75
    """
    if not count:
        return 0.0
    last = sorted(scores, reverse=True)[count - 1]
    sure = [label for score, label in zip(scores, labels, strict=True) if score > last]
    level = [label for score, label in zip(scores, labels, strict=True) if score == last]
    return round((sum(sure) + (count - len(sure)) * sum(level) / len(level)) / count, 4)


def calibration_error(scores: Sequence[float], labels: Sequence[bool]) -> float:
    """Return the mean distance of score and share of accepted over ten bins, weighted by their sizes.

    >>> calibration_error([0.75, 0.75, 0.75, 0.75], [True, True, False, False])
    0.25
    """
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(_BINS)]
    for score, label in zip(scores, labels, strict=True):
        bins[min(_BINS - 1, int(score * _BINS))].append((score, label))
    errors = (abs(math.fsum(score - label for score, label in each)) for each in bins)
    return round(math.fsum(errors) / max(1, len(scores)), 4)


def _weighted(accept: ClassFigures, reject: ClassFigures) -> ClassFigures:
    n = accept.n + reject.n

    def mean(name: str) -> float:
        both = math.fsum(each.n * getattr(each, name) for each in (accept, reject))
        return round(both / n, 4) if n else 0.0

    return ClassFigures(n=n, precision=mean("precision"), recall=mean("recall"), f1=mean("f1"))


def _kept(
    threshold: float,
    scores: Sequence[float],
    labels: Sequence[bool],
    truths: Sequence[bool] | None,
    pictures: Sequence[str],
) -> Kept:
    said = [score >= threshold for score in scores]
    places = [place for place, each in enumerate(said) if each]
    figures = class_figures(said, labels)
    own = np.array([labels[place] for place in places], dtype=float)
    return Kept(
        threshold=threshold,
        kept=len(places),
        share=round(len(places) / len(scores), 4) if scores else 0.0,
        accepted=figures.precision if places else None,
        between=interval([pictures[place] for place in places], lambda drawn: float(own[drawn].mean())),
        recall=figures.recall,
        f1=figures.f1,
        right=_share([truths[place] for place in places]) if places and truths is not None else None,
    )


def _share(values: Sequence[bool]) -> float:
    return round(sum(values) / len(values), 4) if values else 0.0
