"""Descriptions of regions and of whole pictures, as files of several kinds hold them by the million.

They lie in memory in columns: a record for each would take ten times as much.
"""

import hashlib
from array import array
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from models.records import Box


class Description(NamedTuple):
    """`image` is a path in the folder of pictures; `box` is in pixels of a picture of `size` (width, height), of the
    picture as it is where there is none. Without a box the whole picture is described."""

    image: str
    text: str
    box: Box | None = None
    size: tuple[int, int] | None = None


class Descriptions(Sequence[Description]):
    """Descriptions in memory, in the order in which they came; the picture of each is `known_as` something else than in
    its file, where several folders may have pictures of one name."""

    def __init__(self, rows: Iterable[Description], known_as: Callable[[str], str] = str) -> None:
        self._known_as = known_as
        self._texts = bytearray()
        self._ends = array("q", [0])
        self._boxes = array("f")
        self._of = array("l")
        self._pictures: list[tuple[str, tuple[int, int] | None]] = []
        known: dict[tuple[str, tuple[int, int] | None], int] = {}
        for row in rows:
            key = (row.image, row.size)
            if key not in known:
                known[key] = len(self._pictures)
                self._pictures.append(key)
            self._of.append(known[key])
            self._texts += row.text.encode()
            self._ends.append(len(self._texts))
            self._boxes.extend(row.box or (0.0, 0.0, 0.0, 0.0))

    def __len__(self) -> int:
        return len(self._of)

    @property
    def digest(self) -> str:
        """Return what tells these descriptions from others: a hash of all of them as their files have them, so that it
        does not hang on how a folder is spelled."""
        told = hashlib.sha256(repr(self._pictures).encode())
        for column in (self._texts, self._ends, self._boxes, self._of):
            told.update(column)
        return told.hexdigest()

    @property
    def images(self) -> tuple[str, ...]:
        """Return the names of all pictures that are described, each once."""
        return tuple(dict.fromkeys(self._known_as(image) for image, _ in self._pictures))

    def __getitem__(self, number: int) -> Description:  # type: ignore[reportIncompatibleMethodOverride]  # no slices
        image, size = self._pictures[self._of[number]]
        text = bytes(self._texts[self._ends[number] : self._ends[number + 1]]).decode()
        sides = self._boxes[4 * number : 4 * number + 4]
        return Description(self._known_as(image), text, Box(*sides) if sides[2] > sides[0] else None, size)


def one_line(text: str) -> str:
    """Return a text without line breaks and blanks around it."""
    return " ".join(text.split())
