"""Pictures with marks for the mark reader: drawn scenes with random boxes drawn in, some with none.

A batch depends on the settings and the number of the step alone.
"""

import math
import random
from collections.abc import Sequence
from typing import NamedTuple

import torch
from PIL import Image
from torch import Tensor

from models.embedded.picture import Placement, fit, to_pixels
from models.marks import MarkStyle, draw_regions
from models.records import Box, Region
from training.embedded.augment import jitter, through_jpeg
from training.embedded.scene_cache import SceneCache
from training.embedded.settings import ReaderTraining

MOST = 6
_SIDES = (192, 720)  # shortest and longest side of the pictures that are marked, in pixels


class MarkedPicture(NamedTuple):
    """A picture with marks and the boxes that the outlines of the ids fill, in its pixels."""

    image: Image.Image
    boxes: dict[int, Box]


class MarkBatch(NamedTuple):
    """`rows` and `ids` [N] say which id is looked for in which picture, `present` [N] whether it is there, `edges`
    [N, 4] where (shares of the square, xyxy; zeros where it is not)."""

    pictures: Tensor
    rows: Tensor
    ids: Tensor
    present: Tensor
    edges: Tensor


def draw_mark_batch(cache: SceneCache, settings: ReaderTraining, style: MarkStyle, step: int) -> MarkBatch:
    """Return the batch of a step."""
    rng = random.Random(f"marks/{settings.seed}/{step}")
    squares: list[Image.Image] = []
    rows, ids, present, edges = [], [], [], []
    for row in range(settings.pictures):
        marked = draw_marked(cache, rng, style, bare=settings.bare)
        side = settings.reader.pixels
        square, placement = fit(marked.image, side)
        squares.append(square)
        others = sorted(set(range(len(style.palette))) - set(marked.boxes))
        absent = rng.sample(others, min(len(others), settings.absent))
        for number in (*marked.boxes, *absent):
            rows.append(row)
            ids.append(number)
            present.append(number in marked.boxes)
            edges.append(_edges(marked.boxes.get(number), placement, side))
    return MarkBatch(
        to_pixels(squares), torch.tensor(rows), torch.tensor(ids), torch.tensor(present), torch.tensor(edges)
    )


def draw_marked(cache: SceneCache, rng: random.Random, style: MarkStyle, *, bare: float) -> MarkedPicture:
    """Take a scene, in another size and sometimes cut to another shape, and draw marks into it."""
    image, things = _scene(cache, rng)
    count = 0 if rng.random() < bare else rng.randint(1, MOST)
    numbers = rng.sample(range(len(style.palette)), count)
    regions = [Region(id=number, box=_any_box(things, image.size, rng)) for number in numbers]
    image = draw_regions(image, regions, style)
    if rng.random() < 0.2:
        image = through_jpeg(image, rng.randint(55, 95))
    return MarkedPicture(image, {region.id: _drawn(region.box) for region in regions})


def _scene(cache: SceneCache, rng: random.Random) -> tuple[Image.Image, list[Box]]:
    number = rng.randrange(len(cache.graphs))
    image = Image.fromarray(cache.pictures[number])
    boxes = [entity.box for entity in cache.graphs[number].entities]
    # Most pictures are looked at in about the size that the house draws; small and large ones also occur.
    longer = 320 if rng.random() < 0.4 else round(math.exp(rng.uniform(math.log(_SIDES[0]), math.log(_SIDES[1]))))
    ratio = 1.0 if rng.random() < 0.6 else rng.uniform(0.6, 1.0)
    size = (longer, round(longer * ratio)) if rng.random() < 0.5 else (round(longer * ratio), longer)
    across, down = size[0] / image.width, size[1] / image.height
    scaled = [Box(box.x0 * across, box.y0 * down, box.x1 * across, box.y1 * down) for box in boxes]
    return image.resize(size, rng.choice((Image.Resampling.BILINEAR, Image.Resampling.LANCZOS))), scaled


def _any_box(things: Sequence[Box], size: tuple[int, int], rng: random.Random) -> Box:
    """Return the box of a thing, more or less, or a box of any size anywhere."""
    width, height = size
    if things and rng.random() < 0.6:
        box = rng.choice(things)
        shares = (box.x0 / width, box.y0 / height, box.x1 / width, box.y1 / height)
        x0, y0, x1, y1 = jitter(shares, rng.uniform(0, 0.15), rng)
    else:
        across, down = (math.exp(rng.uniform(math.log(0.03), math.log(0.95))) for _ in range(2))
        x0, y0 = rng.uniform(0, 1 - across), rng.uniform(0, 1 - down)
        x1, y1 = x0 + across, y0 + down
    least = 5.0  # pixels; smaller marks are nothing but a blot
    box = Box(min(x0 * width, width - least), min(y0 * height, height - least), x1 * width, y1 * height)
    return Box(box.x0, box.y0, max(box.x1, box.x0 + least), max(box.y1, box.y0 + least))


def _drawn(box: Box) -> Box:
    """Return the box that the outline fills: `models.marks` rounds every side."""
    x0, y0, x1, y1 = (round(side) for side in box)
    return Box(x0, y0, max(x1, x0 + 1), max(y1, y0 + 1))


def _edges(box: Box | None, placement: Placement, side: int) -> tuple[float, float, float, float]:
    return (0.0, 0.0, 0.0, 0.0) if box is None else placement.place(box, side)
