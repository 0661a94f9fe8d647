"""Expressions of RefCOCO, RefCOCO+ and RefCOCOg (Yu et al., ECCV 2016; Mao et al., CVPR 2016), to learn to describe.

`refs(unc).p` is a pickle, and a pickle can run whatever it likes when it is opened: this reader makes lists, dicts,
texts and numbers, and refuses all else. `instances.json` of COCO, with the boxes, lies beside it. What its own split
keeps for validation and tests is not yielded unless it is asked for.
"""

import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from models.errors import BadSetting
from models.records import Box
from training.corpus.pictures.given_regions import coco_box, field, number, size_of, text
from training.corpus.pictures.json_items import json_items
from training.data.descriptions import Description, one_line
from training.data.picture_ids import coco_name

INSTANCES = "instances.json"
_LARGEST = 500_000_000  # bytes; the largest of the published files has 60 million


class _Picture(NamedTuple):
    name: str
    size: tuple[int, int]


class Referred(NamedTuple):
    """A region that people refer to by `texts`, and the other annotated regions of its picture: first those of its
    category, which `rivals` of them are. Boxes are in pixels of a picture of `size` (width, height)."""

    name: str
    image: str
    size: tuple[int, int]
    texts: tuple[str, ...]
    box: Box
    others: tuple[Box, ...]
    rivals: int


class _Plain(pickle.Unpickler):
    """Makes what JSON could hold, and nothing that has a class."""

    def find_class(self, module: str, name: str) -> NoReturn:
        raise pickle.UnpicklingError(f"it asks for {module}.{name}, which texts and numbers do not need")


def expressions(path: Path, split: str = "train") -> Iterator[Description]:
    """Yield what people call regions, each expression by itself. Raises BadSetting for a file of another shape."""
    refs = _refs(path)
    beside = path.with_name(INSTANCES)
    wanted = {ref.get("ann_id") for ref in refs if isinstance(ref, dict)}
    boxes = {each["id"]: each.get("bbox") for each in _records(beside, "annotations") if each["id"] in wanted}
    pictures = {each["id"]: each for each in _records(beside, "images")}
    for place, ref in enumerate(refs):
        try:
            if field(ref, "split") == split:
                yield from _said(ref, _picture(pictures[field(ref, "image_id")]), _box(boxes[field(ref, "ann_id")]))
        except (KeyError, ValueError, TypeError) as problem:
            what = f"{beside.name} has no {problem}" if isinstance(problem, KeyError) else str(problem)
            raise BadSetting(f"{path}, reference {place}, cannot be learned from: {what}.") from None


def measured_pictures(path: Path, learned: str = "train") -> Iterator[str]:
    """Yield the names of all pictures of which anything is in another split than `learned`; some come twice.

    The published files cut the same pictures of COCO differently: RefCOCOg's train has pictures of RefCOCO's testA.
    Raises BadSetting for a file of another shape.
    """
    pictures = {each["id"]: each for each in _records(path.with_name(INSTANCES), "images")}
    for place, ref in enumerate(_refs(path)):
        try:
            if field(ref, "split") != learned:
                image = int(number(field(ref, "image_id"), "image_id"))
                # Without its record no expression of it can be learned, but Visual Genome may describe it.
                yield _picture(pictures[image]).name if image in pictures else coco_name(image)
        except ValueError as problem:
            raise BadSetting(f"{path}, reference {place}, cannot be learned from: {problem}.") from None


def referred(path: Path, split: str) -> Iterator[Referred]:
    """Yield the regions of a split that are referred to, in the order of the file, with what else is in their pictures.

    Raises BadSetting for a file of another shape.
    """
    refs = _refs(path)
    beside = path.with_name(INSTANCES)
    shown = {ref.get("image_id") for ref in refs if isinstance(ref, dict) and ref.get("split") == split}
    regions: dict[Any, list[dict[str, Any]]] = {}
    for each in _records(beside, "annotations"):
        if each.get("image_id") in shown:
            regions.setdefault(each["image_id"], []).append(each)
    pictures = {each["id"]: each for each in _records(beside, "images") if each["id"] in shown}
    for place, ref in enumerate(refs):
        try:
            if field(ref, "split") == split:
                number = field(ref, "image_id")
                yield _referred(f"{place}", ref, _picture(pictures[number]), regions[number])
        except (KeyError, ValueError, TypeError) as problem:
            what = f"{beside.name} has no {problem}" if isinstance(problem, KeyError) else str(problem)
            raise BadSetting(f"{path}, reference {place}, cannot be asked about: {what}.") from None


def _referred(name: str, ref: Any, picture: _Picture, regions: list[dict[str, Any]]) -> Referred:
    """Return a reference; regions without an area, which nobody could point at, are none of the others."""
    own = {each["id"]: each for each in regions}[field(ref, "ann_id")]
    rivals, others = [], []
    for each in regions:
        if each is not own:
            alike = each.get("category_id") == own.get("category_id")
            try:
                (rivals if alike else others).append(_box(each.get("bbox")))
            except ValueError:
                continue
    texts = tuple(one_line(text(field(each, "sent"), "sent")) for each in field(ref, "sentences"))
    if not texts:
        raise ValueError('its "sentences" are none')
    return Referred(name, picture.name, picture.size, texts, _box(own.get("bbox")), (*rivals, *others), len(rivals))


def _said(ref: Any, picture: _Picture, box: Box) -> Iterator[Description]:
    for sentence in field(ref, "sentences"):
        said = one_line(text(field(sentence, "sent"), "sent"))
        yield Description(picture.name, said, box, picture.size)


def _refs(path: Path) -> list[Any]:  # Any: what others have written
    """Return the references of a pickle, or of the same as JSON."""
    try:
        if path.stat().st_size > _LARGEST:
            raise BadSetting(f"{path} is larger than {_LARGEST // 10**6} MB, so it holds no references of RefCOCO.")
        if path.suffix.lower() == ".json":
            return list(json_items(path))
        with path.open("rb") as file:
            found = _Plain(file, encoding="utf-8").load()
    except OSError as error:
        raise BadSetting(f"{path} cannot be read: {error.strerror}.") from None
    except (pickle.UnpicklingError, EOFError, ValueError, LookupError, TypeError, AttributeError) as problem:
        raise BadSetting(f"{path} is no file of references that can be trusted: {problem}.") from None
    if not isinstance(found, list):
        raise BadSetting(f"{path} holds a {type(found).__name__}, not a list of references.")
    return found


def _records(path: Path, key: str) -> Iterator[dict[str, Any]]:
    for place, record in enumerate(json_items(path, key)):
        if not isinstance(record, dict) or "id" not in record:
            raise BadSetting(f'{path}, {key}[{place}], has no "id".')
        yield record


def _picture(record: dict[str, Any]) -> _Picture:
    return _Picture(text(field(record, "file_name"), "file_name"), size_of(record))


def _box(sides: Any) -> Box:
    box = coco_box(sides)
    if min(box.width, box.height) <= 0:
        raise ValueError("its box has no area")
    return box
