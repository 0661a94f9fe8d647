"""Regions that come with a picture, from files that state their boxes each in a way of its own.

Here a box is pixels, xyxy already, but may still count the pixels of a copy of another size, reach out of the picture
or be none. One that cannot be used is refused with its place and reason, and the picture goes on without it.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from models.corpus import Picture
from models.errors import BadPicture
from models.records import Box, ImageRecord, Region
from models.regions import clamp, scale
from training.corpus.pictures.source import Found, PictureFolder, Refused

_LARGEST_ID = 9999
_LONGEST_LABEL, _LONGEST_DESCRIPTION = 80, 2000
_ASPECT = 0.02  # how far the shapes of a picture and its copy may differ, by rounding


class Given(NamedTuple):
    """A region as a file gives it; `place` is where it stands there."""

    place: str
    id: int
    box: Box
    label: str = ""
    description: str = ""


class Stated(NamedTuple):
    """What a file says of a picture: the paths that it may have in the folder, and the size that its boxes count in,
    where it says so."""

    place: str
    paths: Sequence[str]
    size: tuple[int, int] | None = None
    split: str = "train"


def given_picture(folder: PictureFolder, stated: Stated, regions: Iterable[Given | Refused]) -> Iterator[Found]:
    """Yield what is refused of a picture and its regions, and then the picture, if there is one to use."""
    try:
        path, record = _find(folder, stated)
        across, down = _scales(record, stated.size)
    except (BadPicture, ValueError) as problem:
        yield Refused(stated.place, str(problem))
        return
    kept: dict[int, Region] = {}
    refused = 0
    for given in regions:
        try:
            region = None if isinstance(given, Refused) else _region(given, record, across, down, kept)
        except ValueError as problem:
            yield Refused(given.place, str(problem))
        else:
            if isinstance(given, Refused):
                yield given
            if region is not None:
                kept[region.id] = region
                continue
        refused += 1
    if refused and not kept:
        # Without a region a detector would be asked, which is not what a file with regions is given for.
        yield Refused(stated.place, "none of its regions can be used")
        return
    regions_by_id = tuple(kept[number] for number in sorted(kept))
    yield Picture(image=record, path=path, regions=regions_by_id, split=stated.split)


def field(record: Any, name: str) -> Any:  # Any: JSON of others
    """Return a field of a JSON object. Raises ValueError that names it when it is missing."""
    if not isinstance(record, Mapping):
        raise ValueError(f"it is {type(record).__name__}, not an object")
    if name not in record:
        raise ValueError(f'it has no "{name}"')
    return record[name]


def number(value: Any, name: str) -> float:
    """Return a finite number. Raises ValueError that names the field."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError(f'its "{name}" is {str(value)[:40]!r}, not a number')
    return float(value)


def text(value: Any, name: str) -> str:
    """Return a text that is not empty. Raises ValueError that names the field."""
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f'its "{name}" is {str(value)[:40]!r}, not a text')
    return value.strip()


def size_of(record: Any) -> tuple[int, int]:
    """Return width and height of a JSON object. Raises ValueError when one of them is no size."""
    sides = [number(field(record, name), name) for name in ("width", "height")]
    if min(sides) < 1:
        raise ValueError(f'its "width" and "height" are {sides[0]:g} and {sides[1]:g}, which is no size')
    return int(sides[0]), int(sides[1])


def coco_box(sides: Any) -> Box:
    """Return the box of which a list says left, top, width and height. Raises ValueError for anything else."""
    if not isinstance(sides, list) or len(sides) != 4:
        raise ValueError(f'its "bbox" is {str(sides)[:40]!r}, not left, top, width and height')
    x, y, width, height = (number(side, "bbox") for side in sides)
    return Box(x, y, x + width, y + height)


def _find(folder: PictureFolder, stated: Stated) -> tuple[str, ImageRecord]:
    """Return the first of the paths at which a file lies. Raises BadPicture of the first one if none does."""
    there = (path for path in stated.paths if len(stated.paths) == 1 or folder.holds(path))
    path = next(there, stated.paths[0])
    return path, folder.record(path)


def _scales(record: ImageRecord, size: tuple[int, int] | None) -> tuple[float, float]:
    if size is None:
        return 1.0, 1.0
    across, down = record.width / size[0], record.height / size[1]
    if abs(across / down - 1) > _ASPECT:
        raise ValueError(
            f"its boxes count the pixels of {size[0]} x {size[1]}, and the picture has {record.width} x "
            f"{record.height}, another shape; it may have been turned or cut"
        )
    return across, down


def _region(given: Given, record: ImageRecord, across: float, down: float, kept: Mapping[int, Region]) -> Region:
    if not 0 <= given.id <= _LARGEST_ID:
        raise ValueError(f"its region id is {given.id}; ids go from 0 to {_LARGEST_ID}")
    if given.id in kept:
        raise ValueError(f"the region id {given.id} stands there twice")
    box = clamp(scale(given.box, across, down), record.width, record.height)
    return Region(
        id=given.id,
        box=box,
        label=_line(given.label)[:_LONGEST_LABEL],
        description=_line(given.description)[:_LONGEST_DESCRIPTION],
    )


def _line(words: str) -> str:
    return " ".join(words.split())
