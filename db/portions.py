"""What is too much for one statement, or one transaction, a part at a time."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")

IDS_AT_ONCE = 500  # a statement takes only so many parameters


def portions(whole: Sequence[T], size: int = IDS_AT_ONCE) -> Iterator[Sequence[T]]:
    """Yield so many at a time, in the order in which they came."""
    yield from (whole[start : start + size] for start in range(0, len(whole), size))
