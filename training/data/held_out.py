"""Which pictures are never learned from, so that something can be measured on them."""

import hashlib
from collections.abc import Iterable

from training.data.picture_ids import PictureIds

_HELD_OUT = 20  # one picture in so many is left to measure on


def is_held_out(picture: str) -> bool:
    """Tell whether a picture is never learned from, whoever describes it: one in twenty, by a hash of its id
    (`PictureIds`), which is the same under all of its names."""
    return int.from_bytes(hashlib.sha256(f"held out {picture}".encode()).digest()[:4]) % _HELD_OUT == 0


class ToLearn:
    """Tells whether a picture may be learned from: it is not held out, nor is it one of those that a benchmark
    `measured` on, under whatever name."""

    def __init__(self, ids: PictureIds, measured: Iterable[str] = ()) -> None:
        self._ids = ids
        self._measured = frozenset(ids(each) for each in measured)
        self._left_out: set[str] = set()

    def __call__(self, image: str) -> bool:
        picture = self._ids(image)
        if is_held_out(picture):
            return False
        if picture in self._measured:
            self._left_out.add(picture)
            return False
        return True

    @property
    def left_out(self) -> int:
        """Return how many pictures that were asked about are left out for a benchmark alone."""
        return len(self._left_out)
