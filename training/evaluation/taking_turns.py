"""Take some of what comes in groups, so that every group has its turn before any has its second."""

from collections.abc import Iterable
from itertools import islice, zip_longest
from typing import Any, TypeVar

Item = TypeVar("Item")
_NONE: Any = object()  # Any: it stands where a group has no more items


def in_turn(groups: Iterable[Iterable[Item]], count: int | None = None) -> list[Item]:
    """Return so many of the groups' items, or all: the first of every group, then the second of every group, ...

    >>> in_turn(["ab", "c", "def"], 4)
    ['a', 'c', 'd', 'b']
    """
    rounds = zip_longest(*groups, fillvalue=_NONE)
    return list(islice((each for turn in rounds for each in turn if each is not _NONE), count))
