"""The order of a round's queue, and what critics scored, changed a few items at a time, in transactions of the store.

A round has tens of thousands of items, and whoever judges waits while something is written. So what is to change is
found by reading, and written in portions that take some milliseconds each. Whatever comes between two portions finds a
queue in which every item has a place, if not yet its own.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, select, update

from db.judging_tables import CandidateRow, ItemRow, PlaceRow, SlotRow
from db.ranks import Placed, ranks
from models.errors import BadQuestion, NotFound
from models.judging import Item

PORTION = 100  # items or texts
_KINDS = ("item", "gold", "qualification")
_PRIORITY = update(ItemRow).where(ItemRow.id == bindparam("of_item")).values(priority=bindparam("new"))
_RANK = {"rank": bindparam("new")}
_RANK_OF_ITEM = update(ItemRow).where(ItemRow.id == bindparam("of_item")).values(_RANK)
_RANK_OF_SLOTS = update(SlotRow).where(SlotRow.item_id == bindparam("of_item")).values(_RANK)
_SCORES = update(CandidateRow).values(scores=bindparam("new"))
_SCORES = _SCORES.where(CandidateRow.item_id == bindparam("of_item"), CandidateRow.position == bindparam("at"))


class Move(NamedTuple):
    """An item and the rank that it ought to have."""

    item_id: str
    rank: int


class Ranked(NamedTuple):
    """An item that is new in a round, and the rank that it gets."""

    item: Item
    rank: int


class Text(NamedTuple):
    """A candidate, by the key of its row."""

    item_id: str
    position: int
    candidate_id: str


def to_prioritise(connection: Connection, round_id: str, priorities: Mapping[str, float]) -> list[tuple[str, float]]:
    """Return the priorities that are new. Raises BadQuestion for what is no number, NotFound for what is no item."""
    if not all(math.isfinite(priority) for priority in priorities.values()):
        raise BadQuestion("A priority is not a number; give every item one, or leave it out.")
    query = select(ItemRow.id, ItemRow.priority).where(ItemRow.round_id == round_id)
    there: dict[str, float] = {row.id: row.priority for row in connection.execute(query)}
    if unknown := [item_id for item_id in priorities if item_id not in there]:
        raise NotFound(f"There is no item {unknown[0][:40]!r} in the round {round_id!r}.")
    return [(item_id, new) for item_id, new in priorities.items() if there[item_id] != new]


def prioritise(connection: Connection, priorities: Iterable[tuple[str, float]]) -> None:
    """Write priorities of items; the ranks that follow from them are given afterwards."""
    connection.execute(_PRIORITY, [{"of_item": item_id, "new": new} for item_id, new in priorities])


def ranked(connection: Connection, round_id: str, new: Sequence[Item], *, seed: int) -> list[Ranked]:
    """Return new items with their ranks among those that the round has, of which some may have to move then."""
    query = select(ItemRow.id, ItemRow.kind, ItemRow.priority, ItemRow.uniform).where(ItemRow.round_id == round_id)
    there = connection.execute(query).all()
    found: dict[str, int] = {}
    for kind in _KINDS:
        of_kind = [each for each in (*there, *new) if each.kind == kind]
        found |= ranks((Placed(each.id, each.priority, each.uniform) for each in of_kind), seed=seed)
    return [Ranked(item, found[item.id]) for item in new]


def moves(connection: Connection, round_id: str, *, seed: int) -> list[Move]:
    """Return the items whose rank is not the one that their priority asks for, the new first one first."""
    query = select(ItemRow.id, ItemRow.kind, ItemRow.priority, ItemRow.uniform, ItemRow.rank)
    rows = connection.execute(query.where(ItemRow.round_id == round_id)).all()
    found: list[Move] = []
    for kind in _KINDS:
        of_kind = [row for row in rows if row.kind == kind]
        wanted = ranks((Placed(row.id, row.priority, row.uniform) for row in of_kind), seed=seed)
        found += [Move(row.id, wanted[row.id]) for row in of_kind if wanted[row.id] != row.rank]
    return sorted(found, key=lambda each: each.rank)


def move(connection: Connection, round_id: str, moved: Sequence[Move]) -> None:
    """Give items their new ranks; the caller holds the round. All annotators search from the first rank again."""
    hold_places(connection, round_id)
    if moved:
        new = [{"of_item": each.item_id, "new": each.rank} for each in moved]
        connection.execute(_RANK_OF_ITEM, new)
        connection.execute(_RANK_OF_SLOTS, new)
    connection.execute(update(PlaceRow).where(PlaceRow.round_id == round_id).values(frontier=0))


def hold_places(connection: Connection, round_id: str) -> None:
    """Let no annotator of a round that the caller holds do anything until the transaction ends."""
    query = select(PlaceRow.annotator).where(PlaceRow.round_id == round_id).order_by(PlaceRow.annotator)
    connection.execute(query.with_for_update()).all()


def to_score(connection: Connection, round_id: str, name: str, scores: Mapping[str, float]) -> list[Text]:
    """Return the texts that have another score by that name, or none. Raises BadQuestion, and NotFound for a text that
    the round does not have."""
    if not all(math.isfinite(score) for score in scores.values()):
        raise BadQuestion("A score is not a number; give every text one, or leave it out.")
    columns = (CandidateRow.item_id, CandidateRow.position, CandidateRow.candidate_id, CandidateRow.scores)
    query = select(*columns).join(ItemRow, ItemRow.id == CandidateRow.item_id).where(ItemRow.round_id == round_id)
    there: set[str] = set()
    found: list[Text] = []
    for item_id, position, candidate_id, kept in connection.execute(query):
        there.add(candidate_id)
        if candidate_id in scores and kept.get(name) != scores[candidate_id]:
            found.append(Text(item_id, position, candidate_id))
    if unknown := [candidate_id for candidate_id in scores if candidate_id not in there]:
        raise NotFound(f"There is no text {unknown[0][:40]!r} in the round {round_id!r}; score its own texts only.")
    return found


def score(connection: Connection, texts: Sequence[Text], name: str, scores: Mapping[str, float]) -> None:
    """Write a score of texts under its name, beside those that they have by other names. The caller holds the round."""
    items = {text.item_id for text in texts}
    query = select(CandidateRow.item_id, CandidateRow.position, CandidateRow.scores)
    rows = connection.execute(query.where(CandidateRow.item_id.in_(items)))
    kept = {(row.item_id, row.position): row.scores for row in rows}
    new = [
        {"of_item": text.item_id, "at": text.position, "new": {**kept[text[:2]], name: scores[text.candidate_id]}}
        for text in texts
    ]
    connection.execute(_SCORES, new)
