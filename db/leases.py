"""Leases: taking an item, keeping it, giving it back. Everything here runs inside one transaction of the store.

A lease that has run out stays with its annotator until somebody else wants the item; only then is it lost.
"""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, delete, exists, insert, select, update

from db import finding, places
from db.audit import note
from db.judging_tables import AnyRow, ItemRow, SkipRow, SlotRow, SubmissionRow, VisitRow
from models.errors import NotFound
from models.judging import Lease, SkipReason

_OF_VISIT = (VisitRow.item_id == bindparam("of_item"), VisitRow.annotator == bindparam("of"))
_VISIT = select(VisitRow.token, VisitRow.swapped, VisitRow.finished, VisitRow.draft).where(*_OF_VISIT)
_CHANGE_VISIT = update(VisitRow).where(*_OF_VISIT)
_OWN = (SlotRow.annotator == bindparam("of"), SlotRow.state == "leased")
_RENEW = update(SlotRow).values(expires_at=bindparam("until")).returning(SlotRow.item_id)
_RENEW_SLOT = _RENEW.where(SlotRow.id == bindparam("of_slot"), *_OWN)
_RENEW_ITEM = _RENEW.where(SlotRow.item_id == bindparam("of_item"), *_OWN)
_TAKE = update(SlotRow).where(SlotRow.id == bindparam("of_slot"))
_TAKE = _TAKE.values(state="leased", annotator=bindparam("of"), expires_at=bindparam("until"))
_SWAP = update(SlotRow).where(SlotRow.id == bindparam("of_slot")).values(swapped=bindparam("sides"))
_GIVE_BACK = update(SlotRow).where(SlotRow.id == bindparam("of_slot"))
_GIVE_BACK = _GIVE_BACK.values(state="again", annotator=None, expires_at=None, swapped=None)
_REMOVE = delete(SlotRow).where(SlotRow.id == bindparam("of_slot"))
OWN_SLOT = select(SlotRow.id, SlotRow.slot, SlotRow.state).where(
    SlotRow.item_id == bindparam("item_id"), SlotRow.annotator == bindparam("annotator")
)
OWN_SLOT = OWN_SLOT.with_for_update()
_JUDGED = select(
    exists().where(SubmissionRow.item_id == bindparam("of_item"), SubmissionRow.annotator == bindparam("of"))
)
_KIND = select(ItemRow.kind).where(ItemRow.id == bindparam("of_item"))
_SIDES = select(SlotRow.swapped).where(
    SlotRow.item_id == bindparam("of_item"), SlotRow.id != bindparam("of_slot"), SlotRow.annotator.is_not(None)
)
_ITEM = select(ItemRow.image_id, ItemRow.kind).where(ItemRow.id == bindparam("of_item"))
_ITEM_HELD = _ITEM.with_for_update(key_share=True)


class Taken(NamedTuple):
    """A lease and what goes with it; `ahead` is the picture that is likely to come next."""

    item_id: str
    lease: Lease
    swapped: bool
    draft: dict[str, object]
    ahead: str | None


def take(connection: Connection, place: AnyRow, annotator: str, now: datetime) -> Taken | None:
    """Return the annotator's lease, renewed, if there is one; else a new one; else None."""
    until = _until(place, now)
    if place.slot_id is not None:
        own = {"of_slot": place.slot_id, "of": annotator, "until": until}
        if item_id := connection.execute(_RENEW_SLOT, own).scalar():
            visit = visit_of(connection, item_id, annotator)
            return Taken(item_id, Lease(visit.token, until), visit.swapped, visit.draft, place.ahead)
    if not place.open:
        return None
    if special := finding.due_special(connection, place, annotator):
        slot_id = _special_slot(connection, place, special, annotator, until)
        return _handed(connection, place, special.id, slot_id, annotator, now, frontier=place.frontier)
    freed, opened = finding.best_slots(connection, place, annotator, now)
    if not (freed or opened):
        return None
    best = min((slot for slot in (freed, opened) if slot), key=lambda slot: slot.rank)
    connection.execute(_TAKE, {"of_slot": best.id, "of": annotator, "until": until})
    frontier = opened.rank if opened else place.frontier
    return _handed(connection, place, best.item_id, best.id, annotator, now, frontier=frontier)


def _special_slot(connection: Connection, place: AnyRow, item: AnyRow, annotator: str, until: datetime) -> int:
    """Make a slot for an item that everybody judges."""
    key = {"round_id": place.round_id, "item_id": item.id, "slot": None, "rank": item.rank, "swapped": None}
    lease = {"state": "leased", "annotator": annotator, "expires_at": until}
    return connection.execute(insert(SlotRow).returning(SlotRow.id), {**key, **lease}).scalar_one()


def _handed(
    connection: Connection,
    place: AnyRow,
    item_id: str,
    slot_id: int,
    annotator: str,
    now: datetime,
    *,
    frontier: int,
) -> Taken:
    """Write down that the annotator is shown an item whose slot is leased."""
    pair = place.kind == "compare"
    item = connection.execute(_ITEM_HELD if pair else _ITEM, {"of_item": item_id}).one()
    visit = connection.execute(_VISIT, {"of_item": item_id, "of": annotator}).first()
    balance = place.balance
    if visit is None:
        swapped = pair and _is_swapped(connection, item_id, slot_id, place.balance)
        balance += (1 if swapped else -1) if pair else 0
        visit = _begin_visit(connection, item_id, annotator, item.image_id, swapped=swapped)
    if pair:
        connection.execute(_SWAP, {"of_slot": slot_id, "sides": visit.swapped})
    ahead = finding.likely_next(connection, place, annotator, item_id, item.kind, frontier, now)
    places.change(connection, place, annotator, slot_id=slot_id, frontier=frontier, balance=balance, ahead=ahead)
    return Taken(item_id, Lease(visit.token, _until(place, now)), visit.swapped, visit.draft, ahead)


def _until(place: AnyRow, now: datetime) -> datetime:
    return now + timedelta(seconds=place.settings["lease_seconds"])


def _begin_visit(connection: Connection, item_id: str, annotator: str, image_id: str, *, swapped: bool) -> AnyRow:
    token = secrets.token_urlsafe(16)
    new = {"token": token, "swapped": swapped, "finished": False, "draft": {}}
    connection.execute(insert(VisitRow), {"item_id": item_id, "annotator": annotator, "image_id": image_id, **new})
    return visit_of(connection, item_id, annotator)


def _is_swapped(connection: Connection, item_id: str, slot_id: int, balance: int) -> bool:
    """Draw the sides of a pair: against those of its other slots, else against what this annotator saw more often.

    The caller holds the item, so no two annotators draw for it at once. A first pair is drawn by its id.
    """
    sides = connection.execute(_SIDES, {"of_item": item_id, "of_slot": slot_id}).scalars()
    lean = sum(1 if swapped else -1 for swapped in sides) or balance
    return lean < 0 if lean else hashlib.sha256(item_id.encode()).digest()[0] % 2 == 1


def renew(connection: Connection, item_id: str, annotator: str, token: str, now: datetime) -> Lease:
    """Keep an item for longer. Going back to what is judged holds nothing, so that always works. Raises NotFound."""
    place = places.hold_for_item(connection, item_id, annotator)
    visit_with(connection, item_id, annotator, token)
    until = _until(place, now)
    kept = connection.execute(_RENEW_ITEM, {"of_item": item_id, "of": annotator, "until": until}).first()
    if kept or connection.execute(_JUDGED, {"of_item": item_id, "of": annotator}).scalar():
        return Lease(token, until)
    raise NotFound("Your time for this item ran out and it went to somebody else; what you send is kept all the same.")


def keep_draft(connection: Connection, item_id: str, annotator: str, token: str, draft: dict[str, object]) -> None:
    places.hold_for_item(connection, item_id, annotator)
    visit_with(connection, item_id, annotator, token)
    connection.execute(_CHANGE_VISIT, {"of_item": item_id, "of": annotator, "draft": draft})


def skip(
    connection: Connection, item_id: str, annotator: str, token: str, reason: SkipReason, about: str, now: datetime
) -> None:
    """Never show an item to this annotator again; whoever is next gets the slot. Skipping twice changes nothing."""
    place = places.hold_for_item(connection, item_id, annotator)
    if visit_with(connection, item_id, annotator, token).finished:
        return
    key = {"item_id": item_id, "annotator": annotator}
    slot = connection.execute(OWN_SLOT, key).first()
    if slot is not None:
        connection.execute(_GIVE_BACK if slot.slot is not None else _REMOVE, {"of_slot": slot.id})
    finish_visit(connection, item_id, annotator)
    connection.execute(insert(SkipRow), {**key, "reason": reason, "note": about, "created_at": now})
    kind = connection.execute(_KIND, {"of_item": item_id}).scalar_one()
    places.finish(connection, place, annotator, kind, slot_id=slot.id if slot else None)
    note(connection, at=now, actor=annotator, what="skipped", detail={"item": item_id, "reason": reason})


def finish_visit(connection: Connection, item_id: str, annotator: str) -> None:
    """Show the item no more, and forget what was entered meanwhile."""
    connection.execute(_CHANGE_VISIT, {"of_item": item_id, "of": annotator, "finished": True, "draft": {}})


def visit_of(connection: Connection, item_id: str, annotator: str) -> AnyRow:
    return connection.execute(_VISIT, {"of_item": item_id, "of": annotator}).one()


def visit_with(connection: Connection, item_id: str, annotator: str, token: str) -> AnyRow:
    """Return the annotator's visit if that is its token. Raises NotFound."""
    visit = connection.execute(_VISIT, {"of_item": item_id, "of": annotator}).first()
    if visit is None or visit.token != token:
        raise places.not_shown(item_id)
    return visit
