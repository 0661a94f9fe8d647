"""What annotators said differently, side by side, for who has the last word."""

from collections.abc import Collection, Iterable

from annotation.labels import last_word_on
from annotation.rating import CRITERIA, counted
from models.critic_labels import POINTS
from models.judging import Adjudication, Candidate, Criterion, Given, Item, Judged, Rating, Verdict
from models.records import Record


class Opinion(Record):
    """What one annotator said of one candidate and criterion."""

    annotator: str
    value: Verdict
    given: Given
    comment: str


class Disagreement(Record):
    """A candidate some of whose annotators reject on a criterion what others do not; `adjudicated` is the last word."""

    item_id: str
    position: int
    criterion: Criterion
    candidate: Candidate
    opinions: tuple[Opinion, ...]
    adjudicated: Verdict | None = None


def disagreements(
    items: Iterable[Item],
    judged: Iterable[Judged],
    *,
    adjudications: Iterable[Adjudication] = (),
    without: Collection[str] = (),
) -> tuple[Disagreement, ...]:
    """Return the disagreements of a round of rating in the order of its items; within one, lowest opinions first.

    (qa accept, rationale accept) beside (qa reject, rationale reject) is one disagreement, about the question and
    answer: the forced rationale goes with it. Beside (accept, reject) it is one about the rationale.
    """
    by_item: dict[str, list[Judged]] = {}
    for each in counted(judged, without=without):
        by_item.setdefault(each.item_id, []).append(each)
    words = last_word_on(adjudications)
    found: list[Disagreement] = []
    for item in items:
        said = _said(by_item.get(item.id, ()))
        for position, candidate in enumerate(item.candidates):
            for criterion in CRITERIA:
                own = said.get((position, criterion), ())
                if {rating.value == "reject" for _, rating in own if rating.given == "chosen"} == {True, False}:
                    found.append(
                        Disagreement(
                            item_id=item.id,
                            position=position,
                            criterion=criterion,
                            candidate=candidate,
                            opinions=_opinions(own),
                            adjudicated=words.get((item.id, position, criterion)),
                        )
                    )
    return tuple(found)


_Said = tuple[Judged, Rating]


def _said(judged: Iterable[Judged]) -> dict[tuple[int, Criterion], list[_Said]]:
    """Return who said what, by position and criterion."""
    found: dict[tuple[int, Criterion], list[_Said]] = {}
    for each in judged:
        for rating in each.ratings:
            found.setdefault((rating.position, rating.criterion), []).append((each, rating))
    return found


def _opinions(said: Iterable[_Said]) -> tuple[Opinion, ...]:
    found = [
        Opinion(annotator=each.annotator, value=rating.value, given=rating.given, comment=each.comment)
        for each, rating in said
    ]
    return tuple(sorted(found, key=lambda opinion: (POINTS[opinion.value], opinion.annotator)))
