"""How far an annotator is in a round: a row that whoever acts for this annotator holds first, in every transaction.

So one annotator does one thing at a time, however many tabs are open. The order in which rows are held is the same
everywhere, which is why nobody waits in a circle: the place, then a slot, then its item.
"""

from typing import Any

from sqlalchemy import Connection, and_, bindparam, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from db.judging_tables import AnyRow, ItemRow, PlaceRow, RoundRow
from db.rounds import read
from models.errors import NotFound

_ROUND = (
    RoundRow.id.label("round_id"),
    RoundRow.kind,
    RoundRow.settings,
    RoundRow.open,
    RoundRow.items.label("all_items"),
    RoundRow.golds.label("all_golds"),
    RoundRow.qualifications.label("all_qualifications"),
)
_OWN = (PlaceRow.items, PlaceRow.golds, PlaceRow.qualifications, PlaceRow.frontier, PlaceRow.balance, PlaceRow.ahead)
_PLACE = select(*_ROUND, *_OWN, PlaceRow.slot_id).join(PlaceRow, PlaceRow.round_id == RoundRow.id)
_PLACE = _PLACE.where(PlaceRow.annotator == bindparam("annotator")).with_for_update(of=PlaceRow)
_PLACE_IN_ROUND = _PLACE.where(RoundRow.id == bindparam("round_id"))
_PLACE_FOR_ITEM = _PLACE.join(ItemRow, ItemRow.round_id == RoundRow.id).where(ItemRow.id == bindparam("item_id"))
_OWN_PLACE = and_(PlaceRow.round_id == RoundRow.id, PlaceRow.annotator == bindparam("annotator"))
_LOOK = select(
    *_ROUND,
    *(func.coalesce(column, 0).label(column.key) for column in _OWN if column.key != "ahead"),
    PlaceRow.slot_id,
)
_LOOK = _LOOK.outerjoin(PlaceRow, _OWN_PLACE).where(RoundRow.id == bindparam("round_id"))
_CHANGE = update(PlaceRow).where(PlaceRow.round_id == bindparam("of_round"), PlaceRow.annotator == bindparam("of"))

# What counts the finished items of a kind.
COUNT = {"item": "items", "gold": "golds", "qualification": "qualifications"}


def hold_in_round(connection: Connection, round_id: str, annotator: str) -> AnyRow:
    """Return the annotator's place, made if this is the first time. Raises NotFound."""
    wanted = {"round_id": round_id, "annotator": annotator}
    row = connection.execute(_PLACE_IN_ROUND, wanted).first()
    if row is not None:
        return row
    read(connection, round_id)  # a round that is not there is said so
    new = {**wanted, "items": 0, "golds": 0, "qualifications": 0, "frontier": 0, "balance": 0}
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    connection.execute(dialect.insert(PlaceRow).values(new).on_conflict_do_nothing())
    return connection.execute(_PLACE_IN_ROUND, wanted).one()


def look(connection: Connection, round_id: str, annotator: str) -> AnyRow:
    """Return the annotator's place without holding it, all zeros where they have not begun."""
    return connection.execute(_LOOK, {"round_id": round_id, "annotator": annotator}).one()


def is_held_back(place: AnyRow, qualified: int | None) -> bool:
    """Say whether somebody is through the qualification, but not known to have passed it as it stands now.

    `qualified` is the number of qualification items with which they were found to have passed, None for whoever need
    not. It is compared under the lock of the place, so nothing slips through between a verdict and its use.
    """
    return (
        qualified is not None and place.qualifications >= place.all_qualifications and place.qualifications != qualified
    )


def hold_for_item(connection: Connection, item_id: str, annotator: str) -> AnyRow:
    """Return the annotator's place in the round of that item. Raises NotFound where the annotator was never."""
    row = connection.execute(_PLACE_FOR_ITEM, {"item_id": item_id, "annotator": annotator}).first()
    if row is None:
        raise not_shown(item_id)
    return row


def change(connection: Connection, place: AnyRow, annotator: str, **new: Any) -> None:
    connection.execute(_CHANGE, {"of_round": place.round_id, "of": annotator, **new})


def finish(connection: Connection, place: AnyRow, annotator: str, kind: str, *, slot_id: int | None) -> None:
    """Count an item of that kind as finished; `slot_id` is the slot that it had."""
    new: dict[str, Any] = {COUNT[kind]: getattr(place, COUNT[kind]) + 1}
    if place.slot_id == slot_id:
        new["slot_id"] = None
    change(connection, place, annotator, **new)


def not_shown(item_id: str) -> NotFound:
    """Return what is said of items that were never shown to the annotator, or are not there at all."""
    return NotFound(f"The item {item_id[:40]!r} was not handed to you; ask for the next one.")
