"""Which slot an annotator gets next: the searches, inside a transaction that holds the annotator's place.

On PostgreSQL a search passes over slots that somebody else is just taking; only when it finds nothing does it wait for
them, so that "nothing left" is never said too early.
"""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, exists, func, or_, select, union

from db.judging_tables import AnyRow, ItemRow, SlotRow, VisitRow

# More open items than this are not counted one by one.
COUNT_AT_MOST = 200

_FINISHED = exists().where(
    VisitRow.item_id == SlotRow.item_id, VisitRow.annotator == bindparam("annotator"), VisitRow.finished
)
_IN_ROUND = SlotRow.round_id == bindparam("round_id")
_OPEN = (_IN_ROUND, SlotRow.state == "open", SlotRow.rank >= bindparam("frontier"), ~_FINISHED)
# Slots that were given back or opened later, and expired leases: few at any time, wherever they rank.
_FREED = (
    _IN_ROUND,
    SlotRow.state.in_(("again", "leased")),
    or_(SlotRow.state == "again", SlotRow.expires_at <= bindparam("now")),
    SlotRow.slot.is_not(None),
    ~_FINISHED,
)
_SLOT = select(SlotRow.id, SlotRow.item_id, SlotRow.rank).order_by(SlotRow.rank).limit(1)
_SEARCHES = tuple(_SLOT.where(*where) for where in (_FREED, _OPEN))
_PASSING = tuple(search.with_for_update(of=SlotRow, skip_locked=True) for search in _SEARCHES)
_WAITING = tuple(search.with_for_update(of=SlotRow) for search in _SEARCHES)

_SPECIAL_FINISHED = exists().where(
    VisitRow.item_id == ItemRow.id, VisitRow.annotator == bindparam("annotator"), VisitRow.finished
)
_SPECIAL = select(ItemRow.id, ItemRow.rank).where(
    ItemRow.round_id == bindparam("round_id"), ItemRow.kind == bindparam("kind"), ~_SPECIAL_FINISHED
)
_SPECIAL = _SPECIAL.order_by(ItemRow.rank).limit(1)

_SPECIAL_AHEAD = _SPECIAL.with_only_columns(ItemRow.image_id).where(ItemRow.id != bindparam("item_id"))

_OTHER = SlotRow.item_id != bindparam("item_id")
_PICTURE = select(ItemRow.image_id, SlotRow.rank).join(SlotRow, SlotRow.item_id == ItemRow.id)
_PICTURE = _PICTURE.order_by(SlotRow.rank).limit(1)
_AHEAD = tuple(_PICTURE.where(*where, _OTHER) for where in (_FREED, _OPEN))
_MINE_TOO = (
    _IN_ROUND,
    SlotRow.state.in_(("again", "leased")),
    or_(SlotRow.state == "again", SlotRow.expires_at <= bindparam("now"), SlotRow.annotator == bindparam("annotator")),
    SlotRow.slot.is_not(None),
    ~_FINISHED,
)
_LEFT = select(func.count()).select_from(
    union(
        *(
            select(select(SlotRow.item_id).distinct().where(*where).limit(COUNT_AT_MOST).subquery().c.item_id)
            for where in (_MINE_TOO, _OPEN)
        )
    ).subquery()
)


def best_slots(connection: Connection, place: AnyRow, annotator: str, now: datetime) -> tuple[Any, Any]:
    """Return the best slot that became free again and the best that was never taken, each (id, item_id, rank) or None.

    Both are held until the transaction ends.
    """
    wanted = {"round_id": place.round_id, "annotator": annotator, "now": now}
    for searches, start in ((_PASSING, place.frontier), (_WAITING, 0)):
        freed, opened = (connection.execute(search, {**wanted, "frontier": start}).first() for search in searches)
        if freed or opened:
            return freed, opened
    return None, None


def due_special(connection: Connection, place: AnyRow, annotator: str) -> AnyRow | None:
    """Return the qualification or gold item (id, rank) that is due: qualification first, then one gold in so many."""
    for kind in _due_kinds(place, _Done(place.items, place.golds, place.qualifications)):
        wanted = {"round_id": place.round_id, "annotator": annotator, "kind": kind}
        if found := connection.execute(_SPECIAL, wanted).first():
            return found
    return None


class _Done(NamedTuple):
    """How many items of each kind an annotator has finished."""

    items: int
    golds: int
    qualifications: int


def _due_kinds(place: AnyRow, done: _Done) -> tuple[str, ...]:
    if done.qualifications < place.all_qualifications:
        return ("qualification",)
    every = place.settings["gold_every"]
    if every and done.golds < min(place.all_golds, (done.items + done.golds + 1) // every):
        return ("gold",)
    return ()


def likely_next(
    connection: Connection, place: AnyRow, annotator: str, item_id: str, kind: str, frontier: int, now: datetime
) -> str | None:
    """Return the picture of the item that comes after this one of that kind, unless somebody else takes it or a better
    one becomes free meanwhile: then a picture was fetched that comes later, or never, and that is all.

    None after the last item of the qualification: whether anything follows depends on what is said of it.
    """
    done = _Done(
        place.items + (kind == "item"), place.golds + (kind == "gold"), place.qualifications + (kind == "qualification")
    )
    wanted = {"round_id": place.round_id, "annotator": annotator, "item_id": item_id}
    for due in _due_kinds(place, done):
        if found := connection.execute(_SPECIAL_AHEAD, {**wanted, "kind": due}).scalar():
            return found
    if kind == "qualification":
        return None
    wanted |= {"frontier": frontier, "now": now}
    found = [row for search in _AHEAD if (row := connection.execute(search, wanted).first())]
    return min(found, key=lambda row: row.rank).image_id if found else None


def left(connection: Connection, place: AnyRow, annotator: str, now: datetime) -> int:
    """Return how many screens there are for the annotator still, the one at hand and the gold ones among them.

    Exact while COUNT_AT_MOST items or fewer are open; of more, it is as many as there can be, which is fewer once
    others have judged some. Gold is counted before it is shown, or the number would tell it from other items.
    """
    wanted = {"round_id": place.round_id, "annotator": annotator, "now": now, "frontier": place.frontier}
    items = connection.execute(_LEFT, wanted).scalar_one()
    if items >= COUNT_AT_MOST:
        items = max(items, place.all_items - place.items)
    every = place.settings["gold_every"]
    golds = (place.items + items) // max(every - 1, 1) if every else 0
    golds = max(0, min(golds, place.all_golds) - place.golds)
    return items + golds + max(0, place.all_qualifications - place.qualifications)
