"""Regions of Visual Genome (Krishna et al., IJCV 2017) with what people wrote of them, to learn to describe.

`region_descriptions.json` is read item by item; `image_data.json` with the pictures' sizes and addresses lies beside
it. What cannot be used of a picture (no area, no words) is left out.
"""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from models.errors import BadSetting
from models.records import Box
from training.corpus.pictures.given_regions import field, number, size_of, text
from training.corpus.pictures.json_items import json_items
from training.data.descriptions import Description, one_line

IMAGE_DATA = "image_data.json"
_Known = dict[int, tuple[str, tuple[int, int]]]


def described_regions(path: Path) -> Iterator[Description]:
    """Yield what is said of regions, in the order of the file. Raises BadSetting for a record of another shape."""
    known = _pictures(path.with_name(IMAGE_DATA))
    for place, record in enumerate(json_items(path), start=1):
        try:
            image, size = known[_id_of(record)]
            found = [_described(image, size, region) for region in field(record, "regions")]
        except KeyError as missing:
            raise BadSetting(f"{path}, record {place}: {IMAGE_DATA} has no picture {missing}.") from None
        except (ValueError, TypeError) as problem:
            raise BadSetting(f"{path}, record {place}, is none of Visual Genome: {problem}.") from None
        yield from (each for each in found if each is not None)


def coco_numbers(image_data: Path) -> dict[str, int | None]:
    """Return the pictures' numbers in COCO by their files' names (`7.jpg`), None for those that are none of COCO's.

    Raises BadSetting for a record of another shape.
    """
    known: dict[str, int | None] = {}
    for place, record in enumerate(json_items(image_data), start=1):
        with _named(image_data, place):
            name = _path_of(record).rpartition("/")[2]
            coco = record.get("coco_id")
            known[name] = None if coco is None else int(number(coco, "coco_id"))
    return known


def _pictures(path: Path) -> _Known:
    known: _Known = {}
    for place, record in enumerate(json_items(path), start=1):
        with _named(path, place):
            known[_id_of(record)] = _path_of(record), size_of(record)
    return known


@contextlib.contextmanager
def _named(path: Path, place: int) -> Iterator[None]:
    try:
        yield
    except ValueError as problem:
        raise BadSetting(f"{path}, record {place}, is no picture of Visual Genome: {problem}.") from None


def _path_of(record: Any) -> str:
    """Return where a picture lies, by its address: `VG_100K/7.jpg`."""
    return "/".join(text(field(record, "url"), "url").split("/")[-2:])


def _id_of(record: Any) -> int:  # Any: JSON of others
    """Return a picture's number: `id` or, in newer files, `image_id`."""
    name = "image_id" if isinstance(record, dict) and "image_id" in record else "id"
    return int(number(field(record, name), name))


def _described(image: str, size: tuple[int, int], region: Any) -> Description | None:
    x, y, width, height = (number(field(region, name), name) for name in ("x", "y", "width", "height"))
    phrase = one_line(str(field(region, "phrase")))
    if min(width, height) < 1 or not phrase:
        return None
    return Description(image, phrase, Box(x, y, x + width, y + height), size)
