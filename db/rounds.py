"""Rounds and their items, inside a transaction that the store has opened.

What changes the queue of a round holds its row and then the places of its annotators, in that order, so that nobody is
on the way to an item while the items move.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from db.audit import note
from db.images import IDS_AT_ONCE, hold_pictures
from db.item_rows import insert_items
from db.judging_tables import AnyRow, ItemRow, PlaceRow, RoundRow, SlotRow
from db.ranks import Placed, ranks
from db.tables import ImageRow
from models.errors import BadQuestion, NotFound
from models.judging import Item, Round, RoundSettings

_COUNT_OF = {"item": RoundRow.items, "gold": RoundRow.golds, "qualification": RoundRow.qualifications}


def start(connection: Connection, wanted: Round, items: Sequence[Item], *, actor: str, now: datetime) -> Round:
    """Make a round, or take the one of that id if it is of the same kind and settings, and add items to it."""
    hold_pictures(connection)
    row = connection.execute(select(RoundRow.__table__).where(RoundRow.id == wanted.id)).first()
    if row is None:
        values = {**wanted.model_dump(), "settings": wanted.settings.model_dump(mode="json")}
        connection.execute(insert(RoundRow).values(**values, items=0, golds=0, qualifications=0))
        note(connection, at=now, actor=actor, what="round started", detail={"round": wanted.id, "name": wanted.name})
    elif (kept := round_record(row)).kind != wanted.kind or kept.settings != wanted.settings:
        raise BadQuestion(
            f"There is a round {wanted.id!r} already, of kind {kept.kind!r} and perhaps with other settings; take its "
            "settings or give the new round another id."
        )
    add(connection, wanted.id, items, actor=actor, now=now)
    return read(connection, wanted.id)


def add(connection: Connection, round_id: str, items: Sequence[Item], *, actor: str, now: datetime) -> int:
    """Add the items that the round does not have yet; return how many these were."""
    hold_pictures(connection)
    row = hold(connection, round_id)
    _check(items, row.kind)
    there = _rounds_of(connection, [item.id for item in items])
    if foreign := [item_id for item_id, of in there.items() if of != round_id]:
        raise BadQuestion(f"The item {foreign[0]!r} is in the round {there[foreign[0]]!r} already; give it another id.")
    new = [item for item in items if item.id not in there]
    if not new:
        return 0
    _check_images(connection, new)
    insert_items(connection, round_id, new, overlap=RoundSettings.model_validate(row.settings).overlap)
    counts = {_COUNT_OF[kind]: _COUNT_OF[kind] + count for kind, count in Counter(item.kind for item in new).items()}
    connection.execute(update(RoundRow).where(RoundRow.id == round_id).values(counts))
    _rank_again(connection, round_id, seed=row.settings["seed"])
    note(connection, at=now, actor=actor, what="items added", detail={"round": round_id, "items": len(new)})
    return len(new)


def set_open(connection: Connection, round_id: str, is_open: bool, *, actor: str, now: datetime) -> Round:
    if hold(connection, round_id).open != is_open:
        connection.execute(update(RoundRow).where(RoundRow.id == round_id).values(open=is_open))
        note(
            connection,
            at=now,
            actor=actor,
            what="round reopened" if is_open else "round closed",
            detail={"round": round_id},
        )
    return read(connection, round_id)


def set_priorities(
    connection: Connection, round_id: str, priorities: Mapping[str, float], *, actor: str, now: datetime
) -> None:
    row = hold(connection, round_id)
    if not all(math.isfinite(priority) for priority in priorities.values()):
        raise BadQuestion("A priority is not a number; give every item one, or leave it out.")
    there = _rounds_of(connection, list(priorities))
    if unknown := [item_id for item_id in priorities if there.get(item_id) != round_id]:
        raise NotFound(f"There is no item {unknown[0][:40]!r} in the round {round_id!r}.")
    if not priorities:
        return
    _hold_places(connection, round_id)
    connection.execute(
        update(ItemRow).where(ItemRow.id == bindparam("of_item")).values(priority=bindparam("new")),
        [{"of_item": item_id, "new": priority} for item_id, priority in priorities.items()],
    )
    _rank_again(connection, round_id, seed=row.settings["seed"])
    note(connection, at=now, actor=actor, what="priorities set", detail={"round": round_id, "items": len(priorities)})


def hold(connection: Connection, round_id: str) -> AnyRow:
    """Return the round; keep others from changing it, and new annotators from coming, until the transaction ends."""
    query = select(RoundRow.__table__).where(RoundRow.id == round_id).with_for_update()
    return _found(connection.execute(query).first(), round_id)


def read(connection: Connection, round_id: str) -> Round:
    query = select(RoundRow.__table__).where(RoundRow.id == round_id)
    return round_record(_found(connection.execute(query).first(), round_id))


def read_of(connection: Connection, item_id: str) -> Round:
    query = select(RoundRow.__table__).join(ItemRow, ItemRow.round_id == RoundRow.id).where(ItemRow.id == item_id)
    row = connection.execute(query).first()
    if row is None:
        raise NotFound(f"The item {item_id[:40]!r} was not handed to you; ask for the next one.")
    return round_record(row)


def read_all(connection: Connection) -> tuple[Round, ...]:
    """Return the rounds, oldest first."""
    query = select(RoundRow.__table__).order_by(RoundRow.created_at, RoundRow.id)
    return tuple(round_record(row) for row in connection.execute(query))


def round_record(row: AnyRow) -> Round:
    return Round.model_validate({name: getattr(row, name) for name in Round.model_fields})


def _found(row: AnyRow | None, round_id: str) -> AnyRow:
    if row is None:
        raise NotFound(f"There is no round {round_id[:40]!r}.")
    return row


def _rounds_of(connection: Connection, item_ids: Sequence[str]) -> dict[str, str]:
    """Return the round of each of the items that there are."""
    found: dict[str, str] = {}
    for start_at in range(0, len(item_ids), IDS_AT_ONCE):
        some = item_ids[start_at : start_at + IDS_AT_ONCE]
        rows = connection.execute(select(ItemRow.id, ItemRow.round_id).where(ItemRow.id.in_(some)))
        found.update((row.id, row.round_id) for row in rows)
    return found


def _check(items: Sequence[Item], kind: str) -> None:
    if twice := [item_id for item_id, count in Counter(item.id for item in items).items() if count > 1]:
        raise BadQuestion(f"The item {twice[0]!r} is given twice; give every item an id of its own.")
    for item in items:
        if kind == "compare" and len(item.candidates) != 2:
            raise BadQuestion(f"The item {item.id!r} has {len(item.candidates)} texts; two are compared.")
        if any(candidate.image_id != item.image_id for candidate in item.candidates):
            raise BadQuestion(f"A candidate of the item {item.id!r} is about another picture than the item.")


def _check_images(connection: Connection, items: Iterable[Item]) -> None:
    asked = list(dict.fromkeys(item.image_id for item in items))
    for start_at in range(0, len(asked), IDS_AT_ONCE):
        some = asked[start_at : start_at + IDS_AT_ONCE]
        known = set(connection.execute(select(ImageRow.id).where(ImageRow.id.in_(some))).scalars())
        if missing := [image_id for image_id in some if image_id not in known]:
            raise BadQuestion(f"The picture {missing[0][:12]!r} is not in the store; keep it before its items.")


def _hold_places(connection: Connection, round_id: str) -> None:
    """Let no annotator of a round that the caller holds do anything until the transaction ends."""
    query = select(PlaceRow.annotator).where(PlaceRow.round_id == round_id).order_by(PlaceRow.annotator)
    connection.execute(query.with_for_update()).all()


def _rank_again(connection: Connection, round_id: str, *, seed: int) -> None:
    """Give every item the rank that its priority asks for; the caller holds the round."""
    _hold_places(connection, round_id)
    query = select(ItemRow.id, ItemRow.kind, ItemRow.priority, ItemRow.uniform, ItemRow.rank)
    rows = connection.execute(query.where(ItemRow.round_id == round_id)).all()
    moved: list[dict[str, Any]] = []
    for kind in _COUNT_OF:
        of_kind = [row for row in rows if row.kind == kind]
        wanted = ranks((Placed(row.id, row.priority, row.uniform) for row in of_kind), seed=seed)
        moved += [{"of_item": row.id, "new": wanted[row.id]} for row in of_kind if wanted[row.id] != row.rank]
    if moved:
        new = {"rank": bindparam("new")}
        connection.execute(update(ItemRow).where(ItemRow.id == bindparam("of_item")).values(new), moved)
        connection.execute(update(SlotRow).where(SlotRow.item_id == bindparam("of_item")).values(new), moved)
    connection.execute(update(PlaceRow).where(PlaceRow.round_id == round_id).values(frontier=0))
