"""What people say of each candidate so far, however few of them, in one word for each criterion.

The rule is that of the labels (labels.py): one rejection rejects, an admin's last word replaces what annotators said.
"""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from annotation.labels import critic_labels
from models.critic_labels import POINTS, CriticLabel
from models.judging import Adjudication, Item, Judged, Verdict


class CandidateRating(NamedTuple):
    """What `annotators` people said of a candidate: "maybe" where nobody rejects and not all accept."""

    image: str
    candidate: str
    qa: Verdict
    rationale: Verdict
    annotators: int

    @property
    def verdict(self) -> Verdict:
        """What both criteria come to."""
        return min(self.qa, self.rationale, key=POINTS.__getitem__)


def candidate_ratings(
    items: Iterable[Item],
    judged: Iterable[Judged],
    *,
    adjudications: Iterable[Adjudication] = (),
    without: Collection[str] = (),
) -> tuple[CandidateRating, ...]:
    """Return the rating of each candidate of a round that anybody judged; `without` are excluded annotators."""
    found = critic_labels(items, judged, adjudications=adjudications, least=1, without=without)
    return tuple(_rating(label) for label in found.labels)


def together(ratings: Iterable[CandidateRating]) -> tuple[CandidateRating, ...]:
    """Return one rating for each candidate out of those of several rounds: the worst verdict of all people.

    >>> both = [CandidateRating("i", "a", "accept", "maybe", 2), CandidateRating("i", "a", "reject", "accept", 1)]
    >>> together(both)
    (CandidateRating(image='i', candidate='a', qa='reject', rationale='maybe', annotators=3),)
    """
    found: dict[tuple[str, str], CandidateRating] = {}
    for each in ratings:
        other = found.get(each[:2])
        found[each[:2]] = _worst(other, each) if other else each
    return tuple(found.values())


def _rating(label: CriticLabel) -> CandidateRating:
    candidate, people = label.candidate, len(label.submissions)
    return CandidateRating(candidate.image_id, candidate.id, _in_a_word(label.qa), _in_a_word(label.rationale), people)


def _in_a_word(target: float) -> Verdict:
    if target == 0:
        return "reject"
    return "accept" if target == POINTS["accept"] else "maybe"


def _worst(one: CandidateRating, other: CandidateRating) -> CandidateRating:
    qa, rationale = (min(pair, key=POINTS.__getitem__) for pair in zip(one[2:4], other[2:4], strict=True))
    return one._replace(qa=qa, rationale=rationale, annotators=one.annotators + other.annotators)
