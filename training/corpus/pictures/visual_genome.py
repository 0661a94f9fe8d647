"""The pictures of Visual Genome (Krishna et al., IJCV 2017) with its described regions.

`region_descriptions.json` lists pictures with regions: `x`, `y`, `width`, `height` (pixels, the corner at the top left)
and a `phrase`; a picture is named by `id`, a region by `id` (version 1.0) or `region_id` (1.2), which here are counted
from 0 in each picture instead. `image_data.json` has the pictures' sizes and addresses, whose end is the path. The
phrases are kept as descriptions, so that no captioner is asked about these regions.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from models.records import Box
from training.corpus.pictures.given_regions import Given, Stated, field, given_picture, number, size_of, text
from training.corpus.pictures.groups import Groups
from training.corpus.pictures.json_items import json_items
from training.corpus.pictures.source import Found, PictureFolder, Refused


class VisualGenome(PictureFolder):
    """A source of the pictures whose regions are described; `folder` holds `VG_100K` and `VG_100K_2`, or the files."""

    def __init__(self, folder: Path, descriptions: Path, image_data: Path) -> None:
        super().__init__(folder)
        self._descriptions = descriptions
        self._image_data = image_data

    def pictures(self) -> Iterator[Found]:
        """Yield the pictures in the order of the descriptions."""
        with Groups() as known:
            for place, record in _records(self._image_data):
                try:
                    known.add(_image_id(record), json.dumps(record))
                except ValueError as problem:
                    yield Refused(place, str(problem))
            for place, record in _records(self._descriptions):
                try:
                    stated = self._stated(place, _described_id(record), known)
                    regions = field(record, "regions")
                    if not isinstance(regions, list):
                        raise ValueError('its "regions" are no list')
                except ValueError as problem:
                    yield Refused(place, str(problem))
                else:
                    yield from given_picture(self, stated, _regions(regions, place))

    def _stated(self, place: str, image: str, known: Groups) -> Stated:
        found = known.of(image)
        if not found:
            raise ValueError(f"{self._image_data.name} has no picture {image}")
        record = json.loads(found[0])
        parts = urlsplit(text(field(record, "url"), "url")).path.split("/")
        return Stated(place, ["/".join(parts[-2:]), parts[-1]], size_of(record))


def _records(path: Path) -> Iterator[tuple[str, Any]]:
    for place, record in enumerate(json_items(path), start=1):
        yield f"{path.name}, record {place}", record


def _image_id(record: Any) -> str:
    """Return the number of a picture, which older files call `id`."""
    name = "image_id" if isinstance(record, dict) and "image_id" in record else "id"
    return str(int(number(field(record, name), name)))


def _described_id(record: Any) -> str:
    """Return the number of the picture that is described; some copies tell it with the regions only."""
    regions = record.get("regions") if isinstance(record, dict) else None
    if isinstance(record, dict) and "id" not in record and isinstance(regions, list) and regions:
        record = regions[0]
        name = "image_id" if isinstance(record, dict) and "image_id" in record else "image"
        return str(int(number(field(record, name), name)))
    return _image_id(record)


def _regions(regions: list[Any], place: str) -> Iterator[Given | Refused]:
    for index, record in enumerate(regions):
        where = f"{place}, regions[{index}]"
        try:
            x, y, width, height = (number(field(record, name), name) for name in ("x", "y", "width", "height"))
            phrase = text(field(record, "phrase"), "phrase")
            yield Given(where, index, Box(x, y, x + width, y + height), description=phrase)
        except ValueError as problem:
            yield Refused(where, str(problem))
