"""What was judged, read back as records."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, get_args

from sqlalchemy import Connection, select

from db.judging_tables import (
    AdjudicationRow,
    AnyRow,
    ComparisonRow,
    ItemRow,
    RatingRow,
    RoundRow,
    SkipRow,
    SubmissionRow,
)
from db.portions import portions
from models.judging import (
    Adjudication,
    Comparison,
    Criterion,
    Given,
    Judged,
    PairCriterion,
    Rating,
    Skip,
    Verdict,
)

SUBMISSIONS = (
    select(SubmissionRow.__table__, ItemRow.kind.label("item_kind"), RoundRow.kind.label("round_kind"))
    .join(ItemRow, ItemRow.id == SubmissionRow.item_id)
    .join(RoundRow, RoundRow.id == SubmissionRow.round_id)
)
_RATINGS = select(
    RatingRow.submission_id, RatingRow.position, RatingRow.criterion, RatingRow.value, RatingRow.given
).order_by(RatingRow.submission_id, RatingRow.position, RatingRow.criterion)
_COMPARISONS = select(ComparisonRow.__table__)
_IN_TURN = {criterion: at for at, criterion in enumerate(get_args(PairCriterion))}
_AS_KEPT = Judged.model_fields.keys() - {"ratings", "comparisons", "left", "right"}


@lru_cache(maxsize=256)
def _rating(position: int, criterion: Criterion, value: Verdict, given: Given) -> Rating:
    """Return one of the few ratings there can be: a round has hundreds of thousands of them."""
    return Rating(position=position, criterion=criterion, value=value, given=given)


def judged(connection: Connection, round_id: str, *, annotator: str | None) -> tuple[Judged, ...]:
    """Return the submissions of a round, oldest first."""
    query = SUBMISSIONS.where(SubmissionRow.round_id == round_id)
    if annotator is not None:
        query = query.where(SubmissionRow.annotator == annotator)
    rows = connection.execute(query.order_by(SubmissionRow.created_at, SubmissionRow.id)).all()
    return tuple(record for some in portions(rows) for record in submission_records(connection, some))


def submission_records(connection: Connection, rows: Sequence[AnyRow]) -> tuple[Judged, ...]:
    """Return rows of SUBMISSIONS, one portion at most, with what was said in them."""
    ids = [row.id for row in rows]
    ratings: dict[str, list[Rating]] = defaultdict(list)
    for submission_id, *said in connection.execute(_RATINGS.where(RatingRow.submission_id.in_(ids))).all():
        ratings[submission_id].append(_rating(*said))
    comparisons: dict[str, list[Comparison]] = defaultdict(list)
    for row in connection.execute(_COMPARISONS.where(ComparisonRow.submission_id.in_(ids))):
        comparisons[row.submission_id].append(Comparison(criterion=row.criterion, value=row.value))
    return tuple(judged_record(row._mapping, ratings[row.id], comparisons[row.id]) for row in rows)


def judged_record(kept: Mapping[Any, Any], ratings: Iterable[Rating], comparisons: Iterable[Comparison]) -> Judged:
    """Return a submission with what was said in it; `kept` has the columns of SUBMISSIONS."""
    left, right = ((1, 0) if kept["swapped"] else (0, 1)) if kept["round_kind"] == "compare" else (None, None)
    return Judged(
        **{name: kept[name] for name in _AS_KEPT},
        ratings=tuple(sorted(ratings, key=lambda rating: (rating.position, rating.criterion))),
        comparisons=tuple(sorted(comparisons, key=lambda comparison: _IN_TURN[comparison.criterion])),
        left=left,
        right=right,
    )


def skips(connection: Connection, round_id: str) -> tuple[Skip, ...]:
    """Return what was skipped in a round, oldest first."""
    query = select(SkipRow.__table__).join(ItemRow, ItemRow.id == SkipRow.item_id).where(ItemRow.round_id == round_id)
    rows = connection.execute(query.order_by(SkipRow.created_at, SkipRow.item_id))
    return tuple(Skip(**row._mapping) for row in rows)


def adjudications(connection: Connection, round_id: str) -> tuple[Adjudication, ...]:
    """Return the last words of a round, in the order of items, positions and criteria."""
    query = select(AdjudicationRow.__table__).join(ItemRow, ItemRow.id == AdjudicationRow.item_id)
    query = query.where(ItemRow.round_id == round_id)
    rows = connection.execute(
        query.order_by(AdjudicationRow.item_id, AdjudicationRow.position, AdjudicationRow.criterion)
    )
    return tuple(Adjudication(**row._mapping) for row in rows)
