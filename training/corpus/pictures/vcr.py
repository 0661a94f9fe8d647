"""The pictures of Visual Commonsense Reasoning (Zellers et al., CVPR 2019) with the regions of its detections.

`train.jsonl` and the like have a line for each question, with the path of a picture and of its metadata, JSON with
`width`, `height`, `names` and `boxes` (pixels, xyxy and a score). A region's id is the index that VCR's own texts use.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from models.errors import BadSetting
from models.records import Box
from training.corpus.pictures.given_regions import Given, Stated, field, given_picture, number, size_of, text
from training.corpus.pictures.source import Found, PictureFolder, Refused

_FOLDER = "vcr1images/"  # its files name pictures with it or without
_LONGEST_LINE = 1_000_000  # characters
_LARGEST_METADATA = 20_000_000  # bytes


class VCR(PictureFolder):
    """A source of the pictures that a file of annotations names; `folder` holds `vcr1images`, or is it."""

    def __init__(self, folder: Path, annotations: Path) -> None:
        super().__init__(folder)
        self._annotations = annotations

    def pictures(self) -> Iterator[Found]:
        """Yield the pictures; questions about one picture stand together, so that it comes once."""
        last = ""
        for line, words in _lines(self._annotations):
            place = f"{self._annotations.name}, line {line}"
            try:
                annotation = json.loads(words)
                image = text(field(annotation, "img_fn"), "img_fn")
                if image == last:
                    continue
                metadata = self.metadata(text(field(annotation, "metadata_fn"), "metadata_fn"))
                stated = Stated(place, _paths(image), size_of(metadata), _split(annotation))
                regions = list(detections(metadata, f"{place}, metadata"))
            except (ValueError, RecursionError) as problem:
                yield Refused(place, _reason(problem))
            else:
                last = image
                yield from given_picture(self, stated, regions)

    def has_metadata(self, name: str) -> bool:
        """Say whether there is such a file of metadata."""
        return self._path(name) is not None

    def metadata(self, name: str) -> Any:  # Any: JSON of others
        """Return what a file of metadata holds. Raises ValueError with the reason where it cannot be read."""
        path = self._path(name)
        if path is None:
            raise ValueError(f"there is no metadata {name} in {self.root}")
        try:
            with (self.root / path).open("rb") as file:
                data = file.read(_LARGEST_METADATA + 1)
        except OSError as error:
            raise ValueError(f"the metadata {name} cannot be read: {error.strerror}") from None
        if len(data) > _LARGEST_METADATA:
            raise ValueError(f"the metadata {name} is larger than {_LARGEST_METADATA // 10**6} MB")
        try:
            return json.loads(data)
        except ValueError:
            raise ValueError(f"the metadata {name} is not JSON") from None

    def _path(self, name: str) -> str | None:
        return next((path for path in _paths(name) if self.holds(path)), None)


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        with path.open(encoding="utf-8-sig") as file:
            line = 0
            while words := file.readline(_LONGEST_LINE):
                line += 1
                if words.strip():
                    yield line, words
    except OSError as error:
        raise BadSetting(f"{path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise BadSetting(f"{path} is not UTF-8 text, so it holds no annotations.") from None


def _paths(name: str) -> list[str]:
    return [name, name.removeprefix(_FOLDER), f"{_FOLDER}{name}"]


def _split(annotation: Any) -> str:
    """Return "val" of an img_id "val-17"."""
    name, dash, _ = str(annotation.get("img_id", "")).partition("-")
    return name if dash and name else "train"


def detections(metadata: Any, place: str) -> Iterator[Given | Refused]:
    """Yield the regions of a file of metadata, by their index. Raises ValueError for lists that do not fit."""
    boxes, names = field(metadata, "boxes"), field(metadata, "names")
    if not isinstance(boxes, list) or not isinstance(names, list) or len(boxes) != len(names):
        raise ValueError('the "boxes" and "names" of its metadata are not two lists of one length')
    for index, (box, name) in enumerate(zip(boxes, names, strict=True)):
        where = f"{place}, boxes[{index}]"
        try:
            yield Given(where, index, _box(box), str(name))
        except ValueError as problem:
            yield Refused(where, str(problem))


def _box(sides: Any) -> Box:
    if not isinstance(sides, list) or len(sides) not in (4, 5):
        raise ValueError(f"it is {str(sides)[:40]!r}, not left, top, right, bottom and a score")
    return Box(*(number(side, name) for side, name in zip(sides, Box._fields, strict=False)))


def _reason(problem: Exception) -> str:
    return "it is not JSON" if isinstance(problem, json.JSONDecodeError | RecursionError) else str(problem)
