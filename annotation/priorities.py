"""Who is judged first: what a critic is least sure about, and a random slice whatever the critic says.

A screen near the critic's threshold teaches it most; rates that are measured on such screens are those of hard cases.
Hence the uniform slice: drawn by a hash of the item's id and the seed, so the same items are in it whatever scores
there are, when they come, and in which order items are added.
"""

import hashlib
from collections.abc import Iterable, Sequence

from models.errors import BadSetting
from models.judging import Item

SHARE = 0.2  # of the uniform slice
THRESHOLD = 0.8  # of the critic's score, at which the paper cuts its corpus (figure 9 there)
USUAL = "critic"  # what a critic's score is called where nobody says which critic gave it, as in the LSKD corpus


def prioritised(
    items: Iterable[Item], *, score: str, threshold: float = THRESHOLD, share: float = SHARE, seed: int = 0
) -> tuple[Item, ...]:
    """Return the items with `priority` (highest first) and `uniform` set, in the order they came.

    Of n scored items the one whose candidates' scores are nearest to the threshold, in the mean, gets 1 - 1/2n, the
    next 1 - 3/2n, and so on. Priorities of items without a score and of the uniform slice are drawn evenly from 0 to
    1 by the seed, so that they mix with the others; without any scores the whole order is random.

    Args:
        items: of any kind.
        score: the name of the score in `Candidate.scores`, such as "critic".
        threshold: on the scale of that score.
        share: of the items that the uniform slice gets.
        seed: that of the round.
    """
    items = tuple(items)
    uniform = {item.id for item in items if in_uniform_slice(item.id, share=share, seed=seed)}
    distances = {
        item.id: distance
        for item in items
        if item.id not in uniform and (distance := _distance(item, score, threshold)) is not None
    }
    ranked = sorted(distances, key=lambda name: (distances[name], _drawn("tie", name, seed)))
    priorities = {name: 1 - (rank + 0.5) / len(ranked) for rank, name in enumerate(ranked)}
    return tuple(
        item.model_copy(
            update={
                "priority": priorities.get(item.id, _drawn("order", item.id, seed)),
                "uniform": item.id in uniform,
            }
        )
        for item in items
    )


def score_of(items: Iterable[Item], *, in_use: str = "") -> str:
    """Return the name of the score that is meant where none is named: that of the critic in use where there is one,
    else "critic" where there is one of that name or none at all, else the only one there is. Raises BadSetting where
    several could be meant."""
    names = {name for item in items for each in item.candidates for name in each.scores}
    if in_use in names:
        return in_use
    if USUAL in names or not names:
        return USUAL
    if len(names) > 1:
        listed = ", ".join(sorted(names))
        raise BadSetting(f"The texts have several scores, {listed}; say with --score which of them counts.")
    return names.pop()


def in_uniform_slice(item_id: str, *, share: float = SHARE, seed: int = 0) -> bool:
    """Return whether an item is in the random slice: its draw from 0 to 1 is below the share."""
    return _drawn("uniform", item_id, seed) < share


def priorities_of(items: Sequence[Item]) -> dict[str, float]:
    """Return the priorities by item, as the store takes them."""
    return {item.id: item.priority for item in items}


def _distance(item: Item, score: str, threshold: float) -> float | None:
    """Return how far the scores of an item's candidates are from the threshold in the mean, None without any."""
    distances = [abs(each.scores[score] - threshold) for each in item.candidates if score in each.scores]
    return sum(distances) / len(distances) if distances else None


def _drawn(purpose: str, name: str, seed: int) -> float:
    """Return a number from 0 to 1, the same for the same purpose, name and seed on every machine."""
    digest = hashlib.sha256(f"{purpose}:{seed}:{name}".encode()).digest()
    return int.from_bytes(digest[:8]) / 2**64
