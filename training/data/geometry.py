"""Crop and mirror pictures while they are learned from, where that leaves the texts true.

A crop keeps every region that the texts name, whole; texts that name none may speak of anything, and their pictures
stay as they are. A mirrored picture swaps left and right, so texts that speak of sides are not mirrored. The released
code did both to whatever it had drawn, and so taught answers about regions that were no longer there.
"""

import random
import re
from typing import NamedTuple

from PIL import Image, ImageOps

from models.records import Box, Point, Record, Region
from models.regions import intersection, union
from training.data.example import Example

# "right" may also mean correct: such texts lose a mirrored view, and nothing else.
_SIDES = re.compile(
    r"\b(?:(?:left|right)(?:hand|most|ward|wards)?|(?:anti|counter)?clockwise|east|west)\b",
)
# What stands where in the whole picture, and how much of it there is, changes with every crop.
_PLACES = re.compile(
    r"\b(?:middle|cent(?:er|re|ral)|corner|edge|border|top|bottom|background|foreground|frame|picture|image|photo|"
    r"scene|whole|only|many|alone|nobody|none|everyone|everybody|all)\b",
)


class GeometrySettings(Record):
    """`crop` and `mirror` are how often each is done where it may be; a crop keeps at least the share `least` of the
    area, and is at most `stretch` times as wide or as high, in proportion, as the picture."""

    crop: float = 0.5
    least: float = 0.5
    stretch: float = 4 / 3
    mirror: float = 0.5


NONE = GeometrySettings(crop=0, mirror=0)


class Placed(NamedTuple):
    """A picture, and the example with regions where they now are."""

    image: Image.Image
    example: Example


def vary(image: Image.Image, example: Example, settings: GeometrySettings, rng: random.Random) -> Placed:
    """Return another view of the picture about which the texts are still true."""
    placed = Placed(image, example)
    if rng.random() < settings.crop and may_crop(example):
        placed = _cropped(placed, settings, rng)
    if rng.random() < settings.mirror and may_mirror(example):
        placed = _mirrored(placed)
    return placed


def may_crop(example: Example) -> bool:
    """Say whether the texts are about named regions only: not about places in the picture, nor about all there is."""
    return bool(example.mentioned) and _PLACES.search(example.qar.text.lower()) is None


def may_mirror(example: Example) -> bool:
    """Say whether the texts are silent about sides."""
    return _SIDES.search(example.qar.text.lower()) is None


def _cropped(placed: Placed, settings: GeometrySettings, rng: random.Random) -> Placed:
    image, example = placed
    view = _view(image.size, _named(example), settings, rng)
    said = set(example.mentioned)
    regions = [_seen_in(region, view, whole=region.id in said) for region in example.regions]
    kept = tuple(region for region in regions if region is not None)
    return Placed(image.crop((view.x0, view.y0, view.x1, view.y1)), example.model_copy(update={"regions": kept}))


def _named(example: Example) -> Box:
    """Return the smallest box that holds all regions that the texts name."""
    said = set(example.mentioned)
    boxes = [region.box for region in example.regions if region.id in said]
    whole = boxes[0]
    for box in boxes[1:]:
        whole = union(whole, box)
    return whole


def _view(size: tuple[int, int], inside: Box, settings: GeometrySettings, rng: random.Random) -> Box:
    """Return a part of the picture, in whole pixels, that holds a box."""
    width, height = size
    share = rng.uniform(settings.least, 1.0) ** 0.5
    stretch = settings.stretch ** rng.uniform(-0.5, 0.5)
    sides = []
    for whole, part, start, end in (
        (width, width * share * stretch, inside.x0, inside.x1),
        (height, height * share / stretch, inside.y0, inside.y1),
    ):
        first, last = int(start), min(whole, int(-(-end // 1)))
        length = min(whole, max(round(part), last - first))
        begin = rng.randint(max(0, last - length), min(first, whole - length))
        sides.append((begin, begin + length))
    (x0, x1), (y0, y1) = sides
    return Box(x0, y0, x1, y1)


def _seen_in(region: Region, view: Box, *, whole: bool) -> Region | None:
    """Return a region as a view shows it; None where less than half of it is left, unless it is sure to be whole."""
    seen = intersection(region.box, view)
    if seen is None or (not whole and seen.area < region.box.area / 2):
        return None
    box = Box(seen.x0 - view.x0, seen.y0 - view.y0, seen.x1 - view.x0, seen.y1 - view.y0)
    polygon = region.polygon and tuple(Point(each.x - view.x0, each.y - view.y0) for each in region.polygon)
    return region.model_copy(update={"box": box, "polygon": polygon})


def _mirrored(placed: Placed) -> Placed:
    image, example = placed
    width = image.width
    regions = tuple(
        region.model_copy(
            update={
                "box": Box(width - region.box.x1, region.box.y0, width - region.box.x0, region.box.y1),
                "polygon": region.polygon and tuple(Point(width - each.x, each.y) for each in region.polygon),
            }
        )
        for region in example.regions
    )
    return Placed(ImageOps.mirror(image), example.model_copy(update={"regions": regions}))
