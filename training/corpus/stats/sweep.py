"""What a threshold of the critic does: how much is kept, and how much of that people accept (figures 2 and 3)."""

from array import array
from collections.abc import Iterable, Sequence

import numpy as np

from models.critic_labels import CriticLabel
from training.corpus.stats.records import Cut, Ratings
from training.evaluation.intervals import share

STEPS = tuple(round(step / 20, 2) for step in range(21))


class Sweep:
    """The scores of one critic, 8 bytes an entry, and of rated entries what people said."""

    def __init__(self, labels: Iterable[CriticLabel]) -> None:
        self._labels = {label.candidate.id: label for label in labels}
        self._scores = array("d")
        self._rated: list[tuple[float, CriticLabel]] = []

    def add(self, candidate_id: str, score: float) -> None:
        self._scores.append(score)
        if label := self._labels.get(candidate_id):
            self._rated.append((score, label))

    def cuts(self, threshold: float) -> tuple[Cut, ...]:
        """Return what is kept at every twentieth from 0 to 1, and at the threshold; nothing without any scores."""
        if not self._scores:
            return ()
        ordered = np.sort(np.frombuffer(self._scores, dtype=np.float64))
        return tuple(self._cut(step, ordered) for step in sorted({*STEPS, threshold}))

    def ratings(self, threshold: float) -> dict[str, Ratings]:
        """Return what people say of all rated entries, and of those that the threshold keeps."""
        kept = [label for score, label in self._rated if score >= threshold]
        every = [label for _, label in self._rated]
        return {name: _ratings(labels) for name, labels in (("all", every), ("kept", kept)) if labels}

    def _cut(self, threshold: float, ordered: np.ndarray) -> Cut:
        kept = len(ordered) - int(np.searchsorted(ordered, threshold))
        rated = [label for score, label in self._rated if score >= threshold]
        accepted = share(_accepted(rated), len(rated)) if rated else None
        return Cut(threshold=threshold, kept=kept, share=round(kept / len(ordered), 4), accepted=accepted)


def _ratings(labels: Sequence[CriticLabel]) -> Ratings:
    count = len(labels)
    return Ratings(
        rated=count,
        question_answer=round(sum(label.qa for label in labels) / count, 3),
        rationale=round(sum(label.rationale for label in labels) / count, 3),
        accepted=share(_accepted(labels), count),
    )


def _accepted(labels: Iterable[CriticLabel]) -> int:
    return sum(label.label == "accept" for label in labels)
