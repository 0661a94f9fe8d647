"""Screens: what an annotator is shown of an item, and nothing of where it comes from."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, select

from db import finding, leases, places
from db.item_rows import qar_of, regions_of
from db.judging_tables import AnyRow, CandidateRow, ItemRow, SubmissionRow
from db.leases import Taken
from db.reading import SUBMISSIONS, submission_records
from db.tables import ImageRow
from models.judging import Judged, Lease, Progress, Screen, Shown
from models.records import ImageRecord

_IMAGE = (ImageRow.id, ImageRow.width, ImageRow.height, ImageRow.source, ImageRow.licence)
_ITEM = select(ItemRow.kind, ItemRow.regions, *_IMAGE).join(ImageRow, ImageRow.id == ItemRow.image_id)
_ITEM = _ITEM.where(ItemRow.id == bindparam("item_id"))
_QARS = select(CandidateRow.question, CandidateRow.answer, CandidateRow.rationale)
_QARS = _QARS.where(CandidateRow.item_id == bindparam("item_id")).order_by(CandidateRow.position)
_LAST = SUBMISSIONS.where(
    SubmissionRow.round_id == bindparam("round_id"), SubmissionRow.annotator == bindparam("annotator")
)
_LAST = _LAST.order_by(SubmissionRow.created_at.desc(), SubmissionRow.id).limit(1)


def next_screen(
    connection: Connection, round_id: str, annotator: str, now: datetime, *, qualified: int | None = None
) -> Screen | None:
    place = places.hold_in_round(connection, round_id, annotator)
    if places.is_held_back(place, qualified):
        return None
    taken = leases.take(connection, place, annotator, now)
    if taken is None:
        return None
    return _screen(connection, place, taken, left=finding.left(connection, place, annotator, now))


def last_judged(connection: Connection, round_id: str, annotator: str, now: datetime) -> Screen | None:
    """Return the screen of the annotator's latest submission. It holds no slot, so its lease never runs out."""
    place = places.hold_in_round(connection, round_id, annotator)
    row = connection.execute(_LAST, {"round_id": round_id, "annotator": annotator}).first()
    if row is None:
        return None
    visit = leases.visit_of(connection, row.item_id, annotator)
    (judged,) = submission_records(connection, [row])
    lease = Lease(visit.token, now + timedelta(seconds=place.settings["lease_seconds"]))
    taken = Taken(row.item_id, lease, visit.swapped, visit.draft or entered(judged), place.ahead)
    return _screen(connection, place, taken, left=finding.left(connection, place, annotator, now))


def entered(judged: Judged) -> dict[str, object]:
    """Return as a draft what a submission says, in the fields of a Submission."""
    said = judged.model_dump(mode="json", include={"ratings", "comparisons", "flagged", "comment"})
    return {name: value for name, value in said.items() if value}


def _screen(connection: Connection, place: AnyRow, taken: Taken, *, left: int) -> Screen:
    item = connection.execute(_ITEM, {"item_id": taken.item_id}).one()
    qars = [qar_of(row) for row in connection.execute(_QARS, {"item_id": taken.item_id})]
    if taken.swapped:
        qars.reverse()
    return Screen(
        round_id=place.round_id,
        item_id=taken.item_id,
        kind=place.kind,
        qualification=item.kind == "qualification",
        lease=taken.lease,
        image=ImageRecord(id=item.id, width=item.width, height=item.height, source=item.source, licence=item.licence),
        regions=regions_of(item.regions),
        shown=tuple(Shown(position=at, qar=qar) for at, qar in enumerate(qars)),
        draft=taken.draft,
        progress=Progress(done=place.items + place.golds + place.qualifications, left=left),
        next_image_id=taken.ahead,
    )
