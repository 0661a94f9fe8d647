"""Which combinations no trainer ever sees: pairs of situation and place, and of feeling and look.

The rule was written before any training and is not tuned: a pair is held out when the hash of its two names falls into
the lowest 15 %; a situation that would keep all its places gives up the one with the lowest hash.
"""

import hashlib
from collections.abc import Mapping, Sequence

SHARE = 0.15


def hash_share(first: str, second: str) -> float:
    """Return the hash of a pair of names as a number from 0 to 1."""
    digest = hashlib.sha256(f"{first} @ {second}".encode()).digest()
    return int.from_bytes(digest[:8], "big") / 2**64


def held_out_places(places: Mapping[str, Sequence[str]]) -> frozenset[tuple[str, str]]:
    """Return the held-out pairs of situation and place; `places` are the plausible places of every situation."""
    chosen = set()
    for situation, where in places.items():
        ranked = sorted(where, key=lambda place: hash_share(situation, place))
        chosen |= {(situation, place) for place in ranked if hash_share(situation, place) < SHARE}
        chosen.add((situation, ranked[0]))
    return frozenset(chosen)


def is_held_out_look(feeling: str, look: str) -> bool:
    """Return whether no training scene may show this feeling on somebody of this look."""
    return hash_share(feeling, look) < SHARE
