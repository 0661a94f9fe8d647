"""What makes a screen's ratings valid, which of them count, and when annotators disagree.

The form is that of figure 14 of the paper (Park et al. 2023, arXiv 2312.04837): per QAR the question and answer ("qa")
and the rationale are rated reject, maybe or accept; who rejects the former rejects the latter (footnote 4 there). The
template asked annotators to do so; here it is done for them, and such a value is kept as "forced" because nobody
chose it.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise

from models.errors import BadQuestion
from models.judging import Criterion, Judged, Rating

CRITERIA: tuple[Criterion, ...] = ("qa", "rationale")
_NAMES: Mapping[Criterion, str] = {"qa": "question and answer", "rationale": "rationale"}


def complete(ratings: Iterable[Rating], count: int) -> tuple[Rating, ...]:
    """Return two ratings for each of `count` candidates, in order, with what a rejected question and answer forces.

    >>> [(rating.criterion, rating.value, rating.given)
    ...  for rating in complete([Rating(position=0, criterion="qa", value="reject")], 1)]
    [('qa', 'reject', 'chosen'), ('rationale', 'reject', 'forced')]

    What came for a forced rationale is replaced, whatever it was. Raises BadQuestion for a rating that is missing,
    given twice, of no candidate of this screen, or forced although nothing forces it.
    """
    given = _one_each(ratings, count)
    found: list[Rating] = []
    for position in range(count):
        qa = _chosen(given, position, "qa", count)
        if qa.value == "reject":
            forced = Rating(position=position, criterion="rationale", value="reject", given="forced")
            found += (qa, forced)
        else:
            found += (qa, _chosen(given, position, "rationale", count))
    return tuple(found)


def disagree(judged: Sequence[Judged]) -> bool:
    """Return whether some of these judgements of one item reject what others of them do not.

    Any rejection decides a critic's label, so this is the border where one more opinion is worth its price; maybe
    beside accept is no disagreement in this sense. Surplus is not asked.
    """
    rejects: dict[tuple[int, Criterion], set[bool]] = {}
    for each in judged:
        if not each.surplus:
            for rating in each.ratings:
                rejects.setdefault((rating.position, rating.criterion), set()).add(rating.value == "reject")
    return any(len(found) == 2 for found in rejects.values())


def counted(judged: Iterable[Judged], *, without: Collection[str] = ()) -> tuple[Judged, ...]:
    """Return the judgements that count: of ordinary items, in a slot of their own, by nobody who is in `without`.

    Gold and qualification items measure annotators, surplus is paid only; neither makes a label or a figure. Oldest
    first.
    """
    kept = [each for each in judged if each.item_kind == "item" and not each.surplus and each.annotator not in without]
    return tuple(sorted(kept, key=lambda each: (each.created_at, each.id)))


def _one_each(ratings: Iterable[Rating], count: int) -> dict[tuple[int, Criterion], Rating]:
    """Return the ratings by what they rate. Raises BadQuestion for two of the same, or of a candidate not shown."""
    ordered = sorted(ratings, key=lambda rating: (rating.position, rating.criterion))
    for rating in ordered:
        if rating.position >= count:
            raise BadQuestion(f"There is no text {rating.position + 1} on this screen of {count}; reload the page.")
    for one, other in pairwise(ordered):
        if (one.position, one.criterion) == (other.position, other.criterion):
            raise BadQuestion(
                f"The {_NAMES[one.criterion]} of text {one.position + 1} is rated twice ({one.value} and "
                f"{other.value}); send one rating for it."
            )
    return {(rating.position, rating.criterion): rating for rating in ordered}


def _chosen(given: Mapping[tuple[int, Criterion], Rating], position: int, criterion: Criterion, count: int) -> Rating:
    rating = given.get((position, criterion))
    what = f"The {_NAMES[criterion]} of text {position + 1} of {count}"
    if rating is None:
        raise BadQuestion(f"{what} is not rated; rate it accept, maybe or reject.")
    if rating.given == "forced":
        raise BadQuestion(f"{what} was rejected by a rule that no longer applies; rate it accept, maybe or reject.")
    return rating
