"""How well marks are read: on scenes of the evaluation split, with boxes as people and scenes have them."""

import math
import random
from collections.abc import Iterator

import numpy as np

from models.embedded.mark_reader import MarkReader
from models.marks import draw_regions
from models.records import Record, Region
from models.regions import iou
from training.embedded.mark_scenes import MarkedPicture, draw_marked
from training.embedded.pointing import point_at_some
from training.embedded.scene_cache import SceneCache
from training.scenes.world import draw_scene

_SIDE = 320
_SEEDS_APART = 1_000_000
SEED = 909


class ReaderFigures(Record):
    """`overlap` is the mean intersection over union of the boxes found, `close` the share of marks found with at least
    0.75; `missed` the share of marks not found; `false_alarms` the share of unmarked pictures in which any of the ids
    is found, `false_marks` that of ids looked for in marked pictures and found though not drawn."""

    marks: int
    pictures: int
    overlap: float
    close: float
    missed: float
    false_alarms: float
    false_marks: float


class ReaderReport(Record):
    """`things`: the regions of the scene benchmark, drawn as they are; `anything`: boxes of any size and pictures of
    any shape, as in the reader's training."""

    things: ReaderFigures
    anything: ReaderFigures


def measure_reader(reader: MarkReader, *, pictures: int, seed: int = SEED) -> ReaderReport:
    """Draw, read and compare; half of the pictures carry no marks."""
    return ReaderReport(
        things=_measure(reader, list(_things(reader, pictures, seed))),
        anything=_measure(reader, list(_anything(reader, pictures, seed))),
    )


def _things(reader: MarkReader, pictures: int, seed: int) -> Iterator[MarkedPicture]:
    for number in range(pictures):
        scene = draw_scene(seed * _SEEDS_APART + number, split="evaluate", size=_SIDE)
        ids = point_at_some(scene.graph, random.Random(f"reader {number}"), slots=6)
        regions = (
            [Region(id=each, box=scene.graph.entities[index].box) for index, each in ids.items()] if number % 2 else []
        )
        image = draw_regions(scene.image, regions, reader.style)
        yield MarkedPicture(image, {region.id: region.box for region in regions})


def _anything(reader: MarkReader, pictures: int, seed: int) -> Iterator[MarkedPicture]:
    rng = random.Random(f"reader {seed}")
    scenes = [draw_scene((seed + 1) * _SEEDS_APART + n, split="evaluate", size=_SIDE) for n in range(min(pictures, 60))]
    cache = SceneCache(np.stack([np.asarray(scene.image) for scene in scenes]), tuple(scene.graph for scene in scenes))
    for number in range(pictures):
        yield draw_marked(cache, rng, reader.style, bare=float(number % 2))


def _measure(reader: MarkReader, pictures: list[MarkedPicture]) -> ReaderFigures:
    overlaps: list[float] = []
    missed = bare = alarms = absent = false = 0
    for image, boxes in pictures:
        found = reader.find(image, range(reader.marks))
        extra = len(set(found) - set(boxes))
        if not boxes:
            bare, alarms = bare + 1, alarms + (extra > 0)
            continue
        absent, false = absent + reader.marks - len(boxes), false + extra
        missed += len(set(boxes) - set(found))
        overlaps += [iou(found[number], box) for number, box in boxes.items() if number in found]
    count = len(overlaps) + missed
    return ReaderFigures(
        marks=count,
        pictures=len(pictures),
        overlap=round(math.fsum(overlaps) / max(1, len(overlaps)), 4),
        close=round(sum(each >= 0.75 for each in overlaps) / max(1, count), 4),
        missed=round(missed / max(1, count), 4),
        false_alarms=round(alarms / max(1, bare), 4),
        false_marks=round(false / max(1, absent), 4),
    )
