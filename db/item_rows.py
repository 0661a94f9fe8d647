"""Items as rows: writing what is to be judged, and reading it back as records."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, insert, select

from db.judging_tables import AnyRow, CandidateRow, GoldVerdictRow, ItemRow, SlotRow
from models.errors import NotFound
from models.judging import Item, ItemKind
from models.records import QAR, Region


def insert_items(
    connection: Connection, round_id: str, items: Sequence[Item], *, ranks: Mapping[str, int], overlap: int
) -> None:
    """Write items, each at its rank, with their candidates, gold verdicts and empty slots."""
    connection.execute(insert(ItemRow), [_item(item, round_id, ranks[item.id]) for item in items])
    connection.execute(insert(CandidateRow), [row for item in items for row in _candidates(item)])
    if gold := [row for item in items for row in _gold(item)]:
        connection.execute(insert(GoldVerdictRow), gold)
    empty = {"round_id": round_id, "state": "open", "annotator": None, "expires_at": None, "swapped": None}
    slots = [
        {**empty, "item_id": item.id, "slot": slot, "rank": ranks[item.id]}
        for item in items
        if item.kind == "item"
        for slot in range(overlap)
    ]
    if slots:
        connection.execute(insert(SlotRow), slots)


def _item(item: Item, round_id: str, rank: int) -> dict[str, Any]:
    fields = {name: getattr(item, name) for name in ("id", "kind", "image_id", "priority", "uniform")}
    own = {"regions": [region.model_dump(mode="json") for region in item.regions], "size": len(item.candidates)}
    return {**fields, **own, "round_id": round_id, "rank": rank, "extended": False}


def _candidates(item: Item) -> list[dict[str, Any]]:
    return [
        {
            "item_id": item.id,
            "position": position,
            "candidate_id": candidate.id,
            "regions": None
            if candidate.regions == item.regions
            else [region.model_dump(mode="json") for region in candidate.regions],
            **candidate.qar.model_dump(),
            "origin": candidate.origin,
            "scores": candidate.scores,
        }
        for position, candidate in enumerate(item.candidates)
    ]


def _gold(item: Item) -> list[dict[str, Any]]:
    return [{"item_id": item.id, "position": at, **verdict.model_dump()} for at, verdict in enumerate(item.gold)]


def items_of(connection: Connection, round_id: str, *, kind: ItemKind | None = None) -> tuple[Item, ...]:
    """Return the items of a round: qualification, ordinary ones, gold; each kind in the order of its queue."""
    wanted = (ItemRow.round_id == round_id,) if kind is None else (ItemRow.round_id == round_id, ItemRow.kind == kind)
    query = select(ItemRow.__table__).where(*wanted)
    rows = connection.execute(query.order_by(ItemRow.kind.desc(), ItemRow.rank)).all()
    candidates = _by_item(connection, CandidateRow, wanted)
    gold = _by_item(connection, GoldVerdictRow, wanted)
    return tuple(_record(row, candidates[row.id], gold[row.id]) for row in rows)


def item_of(connection: Connection, item_id: str) -> Item:
    row = connection.execute(select(ItemRow.__table__).where(ItemRow.id == item_id)).first()
    if row is None:
        raise NotFound(f"The item {item_id[:40]!r} was not handed to you; ask for the next one.")
    candidates, gold = (
        connection.execute(select(of.__table__).where(of.item_id == item_id).order_by(of.position)).all()
        for of in (CandidateRow, GoldVerdictRow)
    )
    return _record(row, candidates, gold)


def _by_item(
    connection: Connection, of: type[CandidateRow] | type[GoldVerdictRow], wanted: Sequence[ColumnElement[bool]]
) -> Mapping[str, list[AnyRow]]:
    found: dict[str, list[AnyRow]] = defaultdict(list)
    query = select(of.__table__).join(ItemRow, ItemRow.id == of.item_id).where(*wanted)
    for row in connection.execute(query.order_by(of.item_id, of.position)):
        found[row.item_id].append(row)
    return found


def _record(row: AnyRow, candidates: Sequence[AnyRow], gold: Sequence[AnyRow]) -> Item:
    # All at once, for a round has tens of thousands of candidates and each record made alone takes its time.
    regions = regions_of(row.regions)
    return Item.model_validate(
        {
            "id": row.id,
            "kind": row.kind,
            "image_id": row.image_id,
            "regions": regions,
            "candidates": [_candidate(of, row.image_id, regions) for of in candidates],
            "gold": [{"qa": of.qa, "rationale": of.rationale, "why": of.why} for of in gold],
            "priority": row.priority,
            "uniform": row.uniform,
        }
    )


def _candidate(row: AnyRow, image_id: str, regions: tuple[Region, ...]) -> dict[str, Any]:
    _, _, candidate_id, own_regions, question, answer, rationale, origin, scores = row
    return {
        "id": candidate_id,
        "image_id": image_id,
        "regions": regions if own_regions is None else own_regions,
        "qar": {"question": question, "answer": answer, "rationale": rationale},
        "origin": origin,
        "scores": scores,
    }


def qar_of(row: AnyRow) -> QAR:
    return QAR(question=row.question, answer=row.answer, rationale=row.rationale)


def regions_of(kept: Sequence[Mapping[str, Any]]) -> tuple[Region, ...]:
    return tuple(Region.model_validate(region) for region in kept)
