"""Rounds and their items, inside a transaction that the store has opened.

What changes the queue of a round holds its row and then the places of its annotators, in that order, so that nobody is
on the way to an item while the items move.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from db.audit import note
from db.equal_pairs import keep_equal
from db.images import hold_pictures, unknown_among
from db.item_rows import insert_items
from db.judging_tables import AnyRow, ItemRow, RoundRow
from db.portions import portions
from db.queue_order import Move, Ranked, Text, move, prioritise, ranked, score
from models.errors import BadQuestion, NotFound
from models.judging import EqualPair, Item, Round, RoundSettings

_COUNT_OF = {"item": RoundRow.items, "gold": RoundRow.golds, "qualification": RoundRow.qualifications}


def begin(connection: Connection, wanted: Round, *, filling: bool, actor: str, now: datetime) -> None:
    """Make a round, closed while it is filled, unless there is one of that id with the same kind and settings."""
    row = connection.execute(select(RoundRow.__table__).where(RoundRow.id == wanted.id)).first()
    if row is not None:
        _check_same(round_record(row), wanted)
        return
    filling = filling and wanted.open
    values = {**wanted.model_dump(), "settings": wanted.settings.model_dump(mode="json")}
    values |= {"open": wanted.open and not filling, "filling": filling}
    connection.execute(insert(RoundRow).values(**values, items=0, golds=0, qualifications=0))
    note(connection, at=now, actor=actor, what="round started", detail={"round": wanted.id, "name": wanted.name})


def finish(connection: Connection, round_id: str, *, actor: str, now: datetime) -> Round:
    """Open a round that is filled; one that was closed or opened meanwhile stays as it is."""
    if hold(connection, round_id).filling:
        connection.execute(update(RoundRow).where(RoundRow.id == round_id).values(open=True, filling=False))
        note(connection, at=now, actor=actor, what="round opened", detail={"round": round_id})
    return read(connection, round_id)


def to_add(connection: Connection, wanted: Round, items: Sequence[Item]) -> list[Ranked]:
    """Return the items that the round, which need not be there yet, does not have, with the ranks they get in it."""
    row = connection.execute(select(RoundRow.__table__).where(RoundRow.id == wanted.id)).first()
    if row is not None:
        _check_same(round_record(row), wanted)
    _check(items, wanted.kind)
    new = _new(connection, wanted.id, items)
    _check_images(connection, new)
    return ranked(connection, wanted.id, new, seed=wanted.settings.seed)


def add(connection: Connection, round_id: str, given: Sequence[Ranked], *, actor: str, now: datetime) -> int:
    """Write a portion of new items, which are checked; return how many these were."""
    hold_pictures(connection)
    row = hold(connection, round_id)
    new = _new(connection, round_id, [each.item for each in given])
    if not new:
        return 0
    _check_images(connection, new)
    overlap = RoundSettings.model_validate(row.settings).overlap
    insert_items(connection, round_id, new, ranks={each.item.id: each.rank for each in given}, overlap=overlap)
    counts = {_COUNT_OF[kind]: _COUNT_OF[kind] + count for kind, count in Counter(item.kind for item in new).items()}
    connection.execute(update(RoundRow).where(RoundRow.id == round_id).values(counts))
    move(connection, round_id, ())
    note(connection, at=now, actor=actor, what="items added", detail={"round": round_id, "items": len(new)})
    return len(new)


def add_equal(connection: Connection, round_id: str, equal: Sequence[EqualPair], *, actor: str, now: datetime) -> None:
    """Write a portion of what was found to be equal, as far as the round does not have it."""
    hold(connection, round_id)
    if count := keep_equal(connection, round_id, equal):
        note(connection, at=now, actor=actor, what="equal pairs noted", detail={"round": round_id, "pairs": count})


def set_open(connection: Connection, round_id: str, is_open: bool, *, actor: str, now: datetime) -> Round:
    """Open or close a round, whatever else there is to come."""
    row = hold(connection, round_id)
    if row.filling or row.open != is_open:
        values = {"open": is_open, "filling": False}
        connection.execute(update(RoundRow).where(RoundRow.id == round_id).values(values))
        what = "round reopened" if is_open else "round closed"
        note(connection, at=now, actor=actor, what=what, detail={"round": round_id})
    return read(connection, round_id)


def set_priorities(
    connection: Connection,
    round_id: str,
    priorities: Sequence[tuple[str, float]],
    *,
    by: str,
    actor: str,
    now: datetime,
) -> None:
    """Write a portion of new priorities, which are checked."""
    hold(connection, round_id)
    prioritise(connection, priorities)
    detail = {"round": round_id, "items": len(priorities)} | ({"by": by} if by else {})
    note(connection, at=now, actor=actor, what="priorities set", detail=detail)


def set_ranks(connection: Connection, round_id: str, moved: Sequence[Move]) -> None:
    """Write a portion of new ranks."""
    hold(connection, round_id)
    move(connection, round_id, moved)


def keep_scores(
    connection: Connection,
    round_id: str,
    texts: Sequence[Text],
    name: str,
    scores: Mapping[str, float],
    *,
    actor: str,
    now: datetime,
) -> None:
    """Write a portion of new scores, which are checked."""
    hold(connection, round_id)
    score(connection, texts, name, scores)
    note(
        connection,
        at=now,
        actor=actor,
        what="scores kept",
        detail={"round": round_id, "texts": len(texts), "score": name},
    )


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


def _check_same(there: Round, wanted: Round) -> None:
    if (there.kind, there.settings) != (wanted.kind, wanted.settings):
        raise BadQuestion(
            f"There is a round {wanted.id!r} already, of kind {there.kind!r} and perhaps with other settings; take its "
            "settings or give the new round another id."
        )


def _new(connection: Connection, round_id: str, items: Sequence[Item]) -> list[Item]:
    """Return the items that the round does not have yet."""
    there = _rounds_of(connection, [item.id for item in items])
    if foreign := [item_id for item_id, of in there.items() if of != round_id]:
        raise BadQuestion(f"The item {foreign[0]!r} is in the round {there[foreign[0]]!r} already; give it another id.")
    return [item for item in items if item.id not in there]


def _rounds_of(connection: Connection, item_ids: Sequence[str]) -> dict[str, str]:
    """Return the round of each of the items that there are."""
    found: dict[str, str] = {}
    for some in portions(item_ids):
        rows = connection.execute(select(ItemRow.id, ItemRow.round_id).where(ItemRow.id.in_(some)))
        found.update((row.id, row.round_id) for row in rows)
    return found


def _check(items: Sequence[Item], kind: str) -> None:
    if twice := [item_id for item_id, count in Counter(item.id for item in items).items() if count > 1]:
        raise BadQuestion(f"The item {twice[0]!r} is given twice; give every item an id of its own.")
    for item in items:
        if kind == "compare" and len(item.candidates) != 2:
            raise BadQuestion(f"The item {item.id!r} has {len(item.candidates)} texts; two are compared.")
        if kind == "compare" and item.gold:
            raise BadQuestion(
                f"The item {item.id!r} has known verdicts, which a round of comparing cannot use; drop it."
            )
        if any(candidate.image_id != item.image_id for candidate in item.candidates):
            raise BadQuestion(f"A candidate of the item {item.id!r} is about another picture than the item.")


def _check_images(connection: Connection, items: Iterable[Item]) -> None:
    if missing := unknown_among(connection, (item.image_id for item in items)):
        raise BadQuestion(f"The picture {missing[0][:12]!r} is not in the store; keep it before its items.")
