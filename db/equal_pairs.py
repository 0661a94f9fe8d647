"""What a round of comparing leaves out because both texts are equal, inside a transaction that the store has opened."""

import hashlib
from collections.abc import Sequence

from sqlalchemy import Connection, insert, select

from db.judging_tables import EqualPairRow
from db.portions import portions
from models.judging import EqualPair


def keep_equal(connection: Connection, round_id: str, pairs: Sequence[EqualPair]) -> int:
    """Keep what the round does not have yet; return how many these were. The caller holds the round."""
    by_id = {_id(round_id, pair): pair for pair in pairs}
    there: set[str] = set()
    for some in portions(list(by_id)):
        there |= set(connection.execute(select(EqualPairRow.id).where(EqualPairRow.id.in_(some))).scalars())
    new = [{"id": name, "round_id": round_id, **pair.model_dump()} for name, pair in by_id.items() if name not in there]
    if new:
        connection.execute(insert(EqualPairRow), new)
    return len(new)


def equal_pairs_of(connection: Connection, round_id: str) -> tuple[EqualPair, ...]:
    """Return what the round leaves out, by question and models."""
    columns = (EqualPairRow.question_id, EqualPairRow.first, EqualPairRow.second)
    rows = connection.execute(select(*columns).where(EqualPairRow.round_id == round_id))
    return tuple(EqualPair(**row._mapping) for row in sorted(rows, key=tuple))


def _id(round_id: str, pair: EqualPair) -> str:
    whole = "\n".join((round_id, pair.question_id, pair.first, pair.second))
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()
