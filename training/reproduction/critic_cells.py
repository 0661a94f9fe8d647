"""What is measured of every critic of the laboratory: against the annotators, and against what is true."""

from collections.abc import Sequence

import numpy as np

from models.records import Record
from training.embedded.critic_data import Labelled
from training.evaluation.critics import ClassFigures, Kept, critic_figures

FIFTH = 0.2  # what the paper's threshold keeps


class Best(Record):
    """The `share` of candidates with the highest scores: how many of them were `accepted`, and are `right`."""

    share: float
    accepted: float
    right: float


class CriticCell(Record):
    """A critic on `n` candidates of a seed's measured pictures, of which the share `accepted` was and `right` is.

    `label` are precision, recall and F1 of saying "accepted" from 0.5 on, weighted over both classes, against the
    annotators, `truth` the same against what is true; the areas under the ROC curve likewise.
    """

    n: int
    pictures: int
    accepted: float
    right: float
    label: ClassFigures
    truth: ClassFigures
    auc: float
    auc_right: float
    ece: float
    best: Best
    sweep: tuple[Kept, ...]


def measure(scores: Sequence[float], data: Labelled) -> CriticCell:
    """Return the figures of scores of labelled candidates whose truth is known; this is where it is looked at."""
    candidates = [each.candidate for each in data.labels]
    truths = [data.truths[each.id] for each in candidates]
    pictures = [each.image_id for each in candidates]
    against_labels = critic_figures(scores, data.accepted, truths, pictures=pictures)
    against_truth = critic_figures(scores, truths, truths, pictures=pictures)
    return CriticCell(
        n=against_labels.n,
        pictures=against_labels.pictures,
        accepted=against_labels.accepted,
        right=against_truth.accepted,
        label=against_labels.weighted,
        truth=against_truth.weighted,
        auc=against_labels.auc,
        auc_right=against_truth.auc,
        ece=against_labels.ece,
        best=best_of(scores, data.accepted, truths),
        sweep=against_labels.sweep,
    )


def best_of(scores: Sequence[float], accepted: Sequence[bool], right: Sequence[bool], share: float = FIFTH) -> Best:
    """Return what the best share of candidates is worth; of equal scores, those that come first are taken."""
    places = best_places(scores, share)
    return Best(
        share=share,
        accepted=round(float(np.mean([accepted[each] for each in places])), 4),
        right=round(float(np.mean([right[each] for each in places])), 4),
    )


def best_places(scores: Sequence[float], share: float = FIFTH) -> list[int]:
    """Return the places of the best share of scores, at least one, the highest first.

    >>> best_places([0.1, 0.9, 0.5, 0.2, 0.3], 0.4)
    [1, 2]
    """
    order = sorted(range(len(scores)), key=lambda place: -scores[place])
    return order[: max(1, round(share * len(scores)))]
