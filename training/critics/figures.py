"""What a critic is worth on held-out labels, with intervals over pictures, and how it compares with another one."""

from collections.abc import Callable, Sequence

import numpy as np

from models.base import Critic
from models.records import Record
from training.embedded.critic_data import Labelled, said_of
from training.evaluation.critics import CUT, CriticFigures, area_between, critic_figures
from training.evaluation.over_pictures import Between, interval

BINS = 10


class Bin(Record):
    """The candidates whose score lies in one bin: how many, their mean score, and the share that was accepted."""

    n: int
    score: float
    accepted: float


class HeldOut(Record):
    """A critic's figures on held-out labels. `between` has the intervals over pictures of the weighted precision,
    recall and F1 at a score of 0.5 and of the expected calibration error; `bins` are those of the calibration."""

    critic: str
    figures: CriticFigures
    between: dict[str, Between | None]
    bins: tuple[Bin, ...]


class Compared(Record):
    """A new critic and, where there is one, the old one on the same labels; `ahead` is the interval over pictures of
    how much larger the new one's AUC is, None where the pictures are too few to tell."""

    new: HeldOut
    old: HeldOut | None = None
    ahead: Between | None = None

    @property
    def verdict(self) -> str:
        """Whether the new critic is better, in a sentence."""
        if self.old is None:
            return f"{self.new.critic} was compared with no other critic."
        if self.ahead is None:
            return f"The held-out pictures are too few to compare {self.new.critic} with {self.old.critic}."
        if self.ahead[0] > 0:
            return f"{self.new.critic} is better than {self.old.critic} beyond chance."
        if self.ahead[1] < 0:
            return f"{self.new.critic} is worse than {self.old.critic} beyond chance; keep the old one."
        pictures = self.new.figures.pictures
        return f"On {pictures} held-out pictures {self.new.critic} cannot be told from {self.old.critic}."


def compare(new: Critic, old: Critic | None, data: Labelled, report: Callable[[str], None]) -> Compared:
    """Measure both critics on the same labels."""
    scores = scores_of(new, data, report)
    own = held_out_figures(new.name, scores, data)
    if old is None:
        return Compared(new=own)
    others = scores_of(old, data, report)
    labels, pictures = data.accepted, _pictures(data)
    return Compared(
        new=own,
        old=held_out_figures(old.name, others, data),
        ahead=area_between(scores, labels, pictures, than=others),
    )


def scores_of(critic: Critic, data: Labelled, report: Callable[[str], None]) -> list[float]:
    """Return the score of every candidate in the order of the labels."""
    report(f"measuring {critic.name} on {len(data.pictures)} held-out pictures")
    return said_of(data, critic.criticise)


def held_out_figures(name: str, scores: Sequence[float], data: Labelled) -> HeldOut:
    """Return the figures of a critic's scores."""
    labels, pictures = data.accepted, _pictures(data)
    given, accepted = np.array(scores), np.array(labels)
    return HeldOut(
        critic=name,
        figures=critic_figures(scores, labels, None, pictures=pictures),
        between={
            **{
                figure: interval(pictures, lambda places, at=at: weighted(given[places], accepted[places])[at])
                for at, figure in enumerate(("precision", "recall", "f1"))
            },
            "ece": interval(pictures, lambda places: _error(bins_of(given[places], accepted[places]))),
        },
        bins=bins_of(given, accepted),
    )


def weighted(scores: np.ndarray, labels: np.ndarray) -> tuple[float, float, float]:
    """Return precision, recall and F1 at a score of 0.5, the means of both classes by their sizes.

    >>> weighted(np.array([0.9, 0.6, 0.2]), np.array([True, False, False]))
    (0.8333, 0.6667, 0.6667)
    """
    said, figures = scores >= CUT, np.zeros(3)
    for chosen, members in ((said, labels), (~said, ~labels)):
        both = (chosen & members).sum()
        precision, recall = both / max(1, chosen.sum()), both / max(1, members.sum())
        f1 = 2 * precision * recall / (precision + recall) if both else 0.0
        figures += members.sum() * np.array((precision, recall, f1))
    precision, recall, f1 = (round(float(each), 4) for each in figures / max(1, len(labels)))
    return precision, recall, f1


def bins_of(scores: np.ndarray, labels: np.ndarray) -> tuple[Bin, ...]:
    """Return the bins of equal width that hold anything, the lowest first."""
    places = np.minimum(BINS - 1, (scores * BINS).astype(int))
    return tuple(
        Bin(n=int(own.sum()), score=round(float(scores[own].mean()), 4), accepted=round(float(labels[own].mean()), 4))
        for own in (places == number for number in range(BINS))
        if own.any()
    )


def _error(bins: Sequence[Bin]) -> float:
    return sum(each.n * abs(each.score - each.accepted) for each in bins) / sum(each.n for each in bins)


def _pictures(data: Labelled) -> list[str]:
    return [each.candidate.image_id for each in data.labels]
