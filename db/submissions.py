"""Taking in what annotators say: each submission once, each slot once, inside one transaction of the store.

What comes in is complete and already forced (annotation/rating.py); only its form is checked here.
"""

from datetime import datetime
from typing import get_args

from sqlalchemy import Connection, bindparam, case, delete, exists, func, insert, select, update

from db import leases, places
from db.audit import note
from db.judging_tables import AnyRow, ComparisonRow, ItemRow, RatingRow, SlotRow, SubmissionRow
from db.reading import SUBMISSIONS, judged_record, submission_records
from models.errors import BadQuestion
from models.judging import Criterion, Judged, PairCriterion, Submission

_KEPT = SUBMISSIONS.where(SubmissionRow.id == bindparam("submission_id"))
_OWN = SUBMISSIONS.where(
    SubmissionRow.item_id == bindparam("item_id"), SubmissionRow.annotator == bindparam("annotator")
)
_OWN = _OWN.order_by(SubmissionRow.surplus, SubmissionRow.created_at.desc()).limit(1)
_ITEM = select(ItemRow.id, ItemRow.kind, ItemRow.size, ItemRow.rank, ItemRow.extended)
_ITEM = _ITEM.where(ItemRow.id == bindparam("item_id")).with_for_update(key_share=True)
_KEEP, _RATE, _COMPARE = insert(SubmissionRow), insert(RatingRow), insert(ComparisonRow)
_DONE = update(SlotRow).where(SlotRow.id == bindparam("of_slot")).values(state="done", expires_at=None)
_REVISE = update(SubmissionRow).where(SubmissionRow.id == bindparam("submission_id"))
_NEVER_REVISED = {
    "id",
    "round_id",
    "item_id",
    "item_kind",
    "annotator",
    "slot",
    "surplus",
    "left",
    "right",
    "created_at",
}

_REJECTS = case((RatingRow.value == "reject", 1), else_=0)
_UNFINISHED = exists().where(SlotRow.item_id == bindparam("item_id"), SlotRow.state != "done")
# The rule of annotation.rating.disagree, once all slots of the item are judged.
_SPLIT = (
    select(RatingRow.position)
    .join(SubmissionRow, SubmissionRow.id == RatingRow.submission_id)
    .where(SubmissionRow.item_id == bindparam("item_id"), SubmissionRow.slot.is_not(None), ~_UNFINISHED)
    .group_by(RatingRow.position, RatingRow.criterion)
    .having(func.min(_REJECTS) < func.max(_REJECTS))
    .limit(1)
)
_EXTEND = update(ItemRow).where(ItemRow.id == bindparam("of_item")).values(extended=True)


def submit(connection: Connection, submission: Submission, annotator: str, now: datetime) -> Judged:
    """Keep a submission, in its slot if the annotator still has it; return it as it is kept."""
    place = places.hold_for_item(connection, submission.item_id, annotator)
    kept = connection.execute(_KEPT, {"submission_id": submission.id}).first()
    if kept is not None:
        return _sent_before(connection, kept, submission, annotator)
    visit = leases.visit_with(connection, submission.item_id, annotator, submission.token)
    key = {"item_id": submission.item_id, "annotator": annotator}
    held = connection.execute(leases.OWN_SLOT, key).first()
    item = connection.execute(_ITEM, key).one()
    _check(submission, place.kind, item)
    if held is not None and held.state != "leased":
        held = None  # it is judged already, by another submission
    row = {
        **submission.model_dump(include={"id", "item_id", "flagged", "comment", "seconds"}),
        "round_id": place.round_id,
        "annotator": annotator,
        "slot": held.slot if held else None,
        "surplus": held is None,
        "swapped": visit.swapped,
        "guidelines": place.settings["guidelines"],
        "revised": 0,
        "last_id": submission.id,
        "created_at": now,
    }
    connection.execute(_KEEP, row)
    _say(connection, submission.id, submission)
    if held:
        connection.execute(_DONE, {"of_slot": held.id})
    leases.finish_visit(connection, submission.item_id, annotator)
    if not visit.finished:
        places.finish(connection, place, annotator, item.kind, slot_id=held.id if held else None)
    detail = {name: row[name] for name in ("item_id", "slot", "surplus")}
    note(connection, at=now, actor=annotator, what="judged", detail={"submission": submission.id, **detail})
    if held:
        _extend_if_split(connection, place, item)
    kept_as = {**row, "item_kind": item.kind, "round_kind": place.kind}
    return judged_record(kept_as, submission.ratings, submission.comparisons)


def revise(connection: Connection, submission: Submission, annotator: str, now: datetime) -> Judged:
    """Put what is sent in the place of what the annotator said of the item before; the audit keeps the old.

    Raises NotFound if there is nothing to replace.
    """
    place = places.hold_for_item(connection, submission.item_id, annotator)
    leases.visit_with(connection, submission.item_id, annotator, submission.token)
    key = {"item_id": submission.item_id, "annotator": annotator}
    kept = connection.execute(_OWN, key).first()
    if kept is None:
        raise places.not_shown(submission.item_id)
    (before,) = submission_records(connection, [kept])
    if submission.id in (kept.id, kept.last_id):
        return before
    item = connection.execute(_ITEM, key).one()
    _check(submission, place.kind, item)
    for table in (RatingRow, ComparisonRow):
        connection.execute(delete(table).where(table.submission_id == kept.id))
    _say(connection, kept.id, submission)
    new = submission.model_dump(include={"flagged", "comment"})
    new |= {"seconds": kept.seconds + submission.seconds, "guidelines": place.settings["guidelines"]}
    new |= {"revised": kept.revised + 1, "last_id": submission.id}
    connection.execute(_REVISE, {"submission_id": kept.id, **new})
    leases.finish_visit(connection, submission.item_id, annotator)
    said = before.model_dump(mode="json", exclude=_NEVER_REVISED)
    note(connection, at=now, actor=annotator, what="revised", detail={"submission": kept.id, "before": said})
    if kept.slot is not None:
        _extend_if_split(connection, place, item)
    (after,) = submission_records(connection, connection.execute(_OWN, key).all())
    return after


def _sent_before(connection: Connection, kept: AnyRow, submission: Submission, annotator: str) -> Judged:
    if (kept.annotator, kept.item_id) != (annotator, submission.item_id):
        raise BadQuestion(f"The submission id {submission.id!r} is taken; send it again under a new one.")
    (record,) = submission_records(connection, [kept])
    return record


def _check(submission: Submission, kind: str, item: AnyRow) -> None:
    """Refuse what does not say everything that the round asks exactly once."""
    if kind == "rate":
        said: list[object] = [(rating.position, rating.criterion) for rating in submission.ratings]
        asked: set[object] = {(at, criterion) for at in range(item.size) for criterion in get_args(Criterion)}
        what, foreign = f"both ratings of each of its {item.size} texts", submission.comparisons
    else:
        said = [comparison.criterion for comparison in submission.comparisons]
        asked, what, foreign = set(get_args(PairCriterion)), "a preference by each criterion", submission.ratings
    if foreign or len(said) != len(asked) or set(said) != asked:
        raise BadQuestion(f"The item {item.id!r} needs {what}, once; send all of them and nothing else.")


def _say(connection: Connection, submission_id: str, submission: Submission) -> None:
    key = {"submission_id": submission_id}
    if submission.ratings:
        connection.execute(_RATE, [{**key, **dict(rating)} for rating in submission.ratings])
    if submission.comparisons:
        connection.execute(_COMPARE, [{**key, **dict(comparison)} for comparison in submission.comparisons])


def _extend_if_split(connection: Connection, place: AnyRow, item: AnyRow) -> None:
    """Open one more slot, once, where all slots of an item are judged and some reject what others do not."""
    if not place.settings["extra"] or place.kind != "rate" or item.kind != "item" or item.extended:
        return
    if connection.execute(_SPLIT, {"item_id": item.id}).first() is None:
        return
    connection.execute(_EXTEND, {"of_item": item.id})
    new = {"round_id": place.round_id, "item_id": item.id, "slot": place.settings["overlap"], "rank": item.rank}
    connection.execute(
        insert(SlotRow), {**new, "state": "again", "annotator": None, "expires_at": None, "swapped": None}
    )
