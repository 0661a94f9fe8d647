"""Inferences of Sherlock (Hessel et al., ECCV 2022) as examples: what a clue tells about what a picture does not show.

A file is a JSON array; a record has a picture by its address, boxes (left, top, width, height in pixels of the size
that it states), a clue and what was inferred. Pictures are looked for by the end of their address, never downloaded.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from models.errors import BadSetting
from models.records import QAR, Box, Region
from training.data.descriptions import Description, one_line
from training.data.example import Example
from training.data.held import Held, records_in
from training.data.picture_places import There

_ASK = "What does {regions} tell?"
_SMALLEST = 2  # pixels; a few boxes of the file are a single one, and show nothing


class Sherlock(Held):
    """The inferences of a file about pictures that are there, in its order.

    Raises BadSetting for a record that cannot be used, and where nothing is left.
    """

    def __init__(self, path: Path, there: There | None = None) -> None:
        there = there or There()
        super().__init__(each for each in _examples(path) if there(each.image))
        if not len(self):
            there.refuse_none(path)
            raise BadSetting(f"{path} holds nothing to learn from: it is an empty list.")


def example_of_record(record: dict[str, Any]) -> Example:
    """Return what a record teaches. Raises KeyError, TypeError or ValueError for one of another shape."""
    inputs = record["inputs"]
    boxes = [each for each in map(_box, inputs["bboxes"]) if min(each.width, each.height) >= _SMALLEST]
    regions = tuple(Region(id=number, box=box) for number, box in enumerate(boxes))
    if not regions:
        raise ValueError("none of its boxes shows anything")
    names = " and ".join(f"[{region.id}]" for region in regions)
    qar = QAR(question=_ASK.format(regions=names), answer=record["targets"]["inference"], rationale=inputs["clue"])
    origin = {"source": "sherlock", "confidence": inputs["confidence"]}
    return Example(
        id=record["instance_id"], image=path_of(inputs["image"]["url"]), qar=qar, regions=regions, origin=origin
    )


def clues(path: Path) -> Iterator[Description]:
    """Yield what the clues of a file say of their regions; those of several regions at a time are left out.

    Raises BadSetting for a record that cannot be used.
    """
    for line, record in records_in(path):
        try:
            example = example_of_record(record)
            stated = record["inputs"]["image"]
            size = int(stated["width"]), int(stated["height"])
        except (KeyError, TypeError, ValueError) as problem:
            raise BadSetting(f"{path}, line {line}, is no record of Sherlock: {_reason(problem)}.") from None
        if len(example.regions) == 1:
            yield Description(example.image, one_line(example.qar.rationale), example.regions[0].box, size)


def _examples(path: Path) -> Iterator[Example]:
    for line, record in records_in(path):
        try:
            yield example_of_record(record)
        except (KeyError, TypeError, ValueError) as problem:
            raise BadSetting(f"{path}, line {line}, is no record of Sherlock: {_reason(problem)}.") from None


def path_of(address: str) -> str:
    """Return where a picture lies, by its address: pictures of Visual Genome and of VCR keep their folders.

    >>> path_of("https://cs.stanford.edu/people/rak248/VG_100K/2371713.jpg")
    'VG_100K/2371713.jpg'
    >>> path_of("http://s3-us-west-2.amazonaws.com/ai2-rowanz/vcr1images/movie/a@0.jpg")
    'vcr1images/movie/a@0.jpg'
    """
    return "/".join(address.split("/")[-2 if "VG_" in address else -3 :])


def _box(sides: dict[str, float]) -> Box:
    left, top = sides["left"], sides["top"]
    return Box(left, top, left + sides["width"], top + sides["height"])


def _reason(problem: Exception) -> str:
    return f"it has no {problem}" if isinstance(problem, KeyError) else str(problem).splitlines()[0]
