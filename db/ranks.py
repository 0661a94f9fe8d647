"""The order in which the items of a round are handed out."""

import hashlib
from collections.abc import Iterable
from typing import NamedTuple


class Placed(NamedTuple):
    """What decides an item's rank."""

    item_id: str
    priority: float
    uniform: bool


def ranks(items: Iterable[Placed], *, seed: int) -> dict[str, int]:
    """Return each item's rank, 0 first: by priority, equals by a hash of seed and id.

    The uniform slice is spread evenly over all ranks in the order of that hash: whenever the round is broken off, what
    was judged of it is a random share, whatever the priorities of the others were.
    """
    drawn = sorted(items, key=lambda item: _hash(seed, item.item_id))
    uniform = [item for item in drawn if item.uniform]
    others = sorted((item for item in drawn if not item.uniform), key=lambda item: -item.priority)
    total = len(drawn)
    places = {((2 * at + 1) * total) // (2 * len(uniform)): item for at, item in enumerate(uniform)}
    queue = iter(others)
    return {(places[rank] if rank in places else next(queue)).item_id: rank for rank in range(total)}


def _hash(seed: int, item_id: str) -> bytes:
    return hashlib.sha256(f"{seed} {item_id}".encode()).digest()
