"""How far a round is and who did how much of it; the last word on a verdict; who may see a picture, and which it is."""

from collections import Counter, defaultdict
from collections.abc import Collection
from datetime import datetime
from statistics import median

from sqlalchemy import Connection, case, delete, exists, func, insert, or_, select

from db import finding, places
from db.audit import note
from db.judging_tables import AdjudicationRow, AuditRow, ItemRow, PlaceRow, SkipRow, SlotRow, SubmissionRow, VisitRow
from db.tables import ImageRow
from models.errors import NotFound
from models.judging import Adjudication, AnnotatorProgress, Criterion, Progress, RoundProgress, Verdict
from models.records import ImageRecord


def progress(connection: Connection, round_id: str, *, now: datetime) -> RoundProgress:
    states = select(
        func.count(),
        func.count(case((SlotRow.state == "done", 1))),
        func.count(case(((SlotRow.state == "leased") & (SlotRow.expires_at > now), 1))),
    )
    slots, done, leased = connection.execute(
        states.where(SlotRow.round_id == round_id, SlotRow.slot.is_not(None))
    ).one()
    of_round = select(func.count()).where(ItemRow.round_id == round_id, ItemRow.kind == "item")
    annotators = _annotators(connection, round_id)
    return RoundProgress(
        items=connection.execute(of_round).scalar_one(),
        slots=slots,
        done=done,
        leased=leased,
        surplus=sum(each.surplus for each in annotators),
        flagged=sum(each.flagged for each in annotators),
        skipped=sum(each.skipped for each in annotators),
        annotators=annotators,
    )


def size(connection: Connection, round_id: str) -> int:
    counts = [select(func.count()).where(table.round_id == round_id) for table in (ItemRow, SubmissionRow)]
    return sum(connection.execute(count).scalar_one() for count in counts)


def _annotators(connection: Connection, round_id: str) -> tuple[AnnotatorProgress, ...]:
    # Counted by the database: a large round has tens of thousands of submissions, and people judge meanwhile.
    counts = select(
        SubmissionRow.annotator,
        func.count(SubmissionRow.slot).label("done"),
        func.count(case((SubmissionRow.slot.is_(None) & ~SubmissionRow.surplus, 1))).label("gold"),
        func.count(case((SubmissionRow.surplus, 1))).label("surplus"),
        func.count(case((SubmissionRow.flagged, 1))).label("flagged"),
        func.max(SubmissionRow.created_at).label("last_at"),
    )
    of_round = SubmissionRow.round_id == round_id
    said = {row.annotator: row for row in connection.execute(counts.where(of_round).group_by(SubmissionRow.annotator))}
    seconds: dict[str, list[float]] = defaultdict(list)
    for annotator, taken in connection.execute(select(SubmissionRow.annotator, SubmissionRow.seconds).where(of_round)):
        seconds[annotator].append(taken)
    skips = select(SkipRow.annotator).join(ItemRow, ItemRow.id == SkipRow.item_id).where(ItemRow.round_id == round_id)
    skipped = Counter(connection.execute(skips).scalars())
    there = set(connection.execute(select(PlaceRow.annotator).where(PlaceRow.round_id == round_id)).scalars())
    return tuple(
        AnnotatorProgress(
            annotator=annotator,
            **{name: getattr(said.get(annotator), name, 0) for name in ("done", "gold", "surplus", "flagged")},
            skipped=skipped[annotator],
            seconds=median(seconds[annotator]) if annotator in seconds else None,
            last_at=getattr(said.get(annotator), "last_at", None),
        )
        for annotator in sorted(there)
    )


def progress_of(
    connection: Connection, round_id: str, annotator: str, *, now: datetime, qualified: int | None = None
) -> Progress:
    """Return how far one annotator is; what they have at hand counts as left, and a closed round has nothing else.

    Who is held back has nothing left.
    """
    place = places.look(connection, round_id, annotator)
    if places.is_held_back(place, qualified):
        to_come = 0
    elif place.open:
        to_come = finding.left(connection, place, annotator, now)
    else:
        held = exists().where(SlotRow.id == place.slot_id, SlotRow.annotator == annotator, SlotRow.state == "leased")
        to_come = int(connection.execute(select(held)).scalar_one())
    return Progress(done=place.items + place.golds + place.qualifications, left=to_come)


def last_change(connection: Connection) -> int:
    return connection.execute(select(func.max(AuditRow.id))).scalar_one() or 0


def may_see(connection: Connection, image_id: str, annotator: str) -> bool:
    shown = exists().where(VisitRow.annotator == annotator, VisitRow.image_id == image_id)
    announced = exists().where(PlaceRow.annotator == annotator, PlaceRow.ahead == image_id)
    return bool(connection.execute(select(or_(shown, announced))).scalar_one())


def pictures_of(connection: Connection, round_id: str, item_ids: Collection[str]) -> dict[str, ImageRecord]:
    fields = (ImageRow.id, ImageRow.width, ImageRow.height, ImageRow.source, ImageRow.licence)
    query = select(ItemRow.id.label("item_id"), *fields).join(ImageRow, ImageRow.id == ItemRow.image_id)
    rows = connection.execute(query.where(ItemRow.round_id == round_id, ItemRow.id.in_(item_ids)))
    return {
        row.item_id: ImageRecord(id=row.id, width=row.width, height=row.height, source=row.source, licence=row.licence)
        for row in rows
    }


def adjudicate(
    connection: Connection,
    item_id: str,
    position: int,
    criterion: Criterion,
    value: Verdict,
    actor: str,
    now: datetime,
) -> Adjudication:
    item = connection.execute(select(ItemRow.size).where(ItemRow.id == item_id).with_for_update()).first()
    if item is None or not 0 <= position < item.size:
        raise NotFound(f"There is no text {position + 1} in an item {item_id[:40]!r}.")
    said = Adjudication(
        item_id=item_id, position=position, criterion=criterion, value=value, actor=actor, created_at=now
    )
    key = (
        AdjudicationRow.item_id == item_id,
        AdjudicationRow.position == position,
        AdjudicationRow.criterion == criterion,
    )
    connection.execute(delete(AdjudicationRow).where(*key))
    connection.execute(insert(AdjudicationRow).values(**dict(said)))
    note(connection, at=now, actor=actor, what="adjudicated", detail=said.model_dump(mode="json", exclude={"actor"}))
    return said
