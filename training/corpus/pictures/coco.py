"""The pictures of a COCO file of instances (Lin et al., ECCV 2014), RefCOCO's among them, with its regions.

`images` have a `file_name` and a size, `annotations` a `bbox` (pixels: left, top, width, height) and a `category_id`,
in any order, `categories` a `name`. A picture's regions are counted from 0. Crowds are no regions and are left out.
"""

import json
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from training.corpus.pictures.given_regions import Given, Stated, coco_box, field, given_picture, number, size_of, text
from training.corpus.pictures.groups import Groups
from training.corpus.pictures.json_items import json_items
from training.corpus.pictures.source import Found, PictureFolder, Refused


class COCO(PictureFolder):
    """A source of the pictures of a file of instances; `folder` holds the files that it names."""

    def __init__(self, folder: Path, instances: Path) -> None:
        super().__init__(folder)
        self._instances = instances

    def pictures(self) -> Iterator[Found]:
        """Yield the pictures in the order of `images`; one without annotations has no regions."""
        labels: dict[str, str] = {}
        for place, record in self._records("categories"):
            try:
                labels[_id(record, "id")] = text(field(record, "name"), "name")
            except ValueError as problem:
                yield Refused(place, str(problem))
        with Groups() as annotations:
            for place, record in self._records("annotations"):
                try:
                    if not (isinstance(record, dict) and record.get("iscrowd")):
                        annotations.add(_id(record, "image_id"), json.dumps([place, _essence(record)]))
                except ValueError as problem:
                    yield Refused(place, str(problem))
            for place, record in self._records("images"):
                try:
                    name = text(field(record, "file_name"), "file_name")
                    stated = Stated(place, [name, PurePosixPath(name).name], size_of(record))
                    rows = annotations.of(_id(record, "id"))
                except ValueError as problem:
                    yield Refused(place, str(problem))
                else:
                    yield from given_picture(self, stated, _regions(rows, labels))

    def _records(self, key: str) -> Iterator[tuple[str, Any]]:
        for place, record in enumerate(json_items(self._instances, key)):
            yield f"{self._instances.name}, {key}[{place}]", record


def _id(record: Any, name: str) -> str:
    return str(int(number(field(record, name), name)))


def _essence(record: Any) -> dict[str, Any]:
    """Return what is needed of an annotation: most of it is its outline."""
    return {name: field(record, name) for name in ("bbox", "category_id")}


def _regions(rows: list[str], labels: dict[str, str]) -> Iterator[Given | Refused]:
    for index, row in enumerate(rows):
        place, record = json.loads(row)
        try:
            yield Given(place, index, coco_box(record["bbox"]), labels.get(_id(record, "category_id"), ""))
        except ValueError as problem:
            yield Refused(place, str(problem))
