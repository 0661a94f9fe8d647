"""Does a model do better on large regions than on small ones? Appendix B of the paper asks it of Sherlock's comparison.

Width, height and area of the region that is asked about, as shares of the picture's, are set against what each item
is worth: Pearson's and Spearman's correlation, and the mean in five bins of equally many items.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Literal, NamedTuple

import numpy as np
from scipy.stats import rankdata

from models.records import Record, Region
from models.references import mentioned
from training.benchmarks.items import Item
from training.benchmarks.measure import Counted, count
from training.benchmarks.predictions import Scores
from training.evaluation.over_pictures import Between, interval

BINS = 5
_FEWEST = 10  # items: of fewer no correlation is told
Side = Literal["area", "width", "height"]


class Bin(Record):
    """The items whose region is from `least` to `most` of the picture, and what they are worth, in percent."""

    least: float
    most: float
    value: float
    n: int


class SizeFigures(Record):
    """How the figure of a task goes with the size of regions; intervals are of 95 %, over pictures."""

    task: str
    side: Side
    pearson: float
    pearson_interval: Between | None
    spearman: float
    spearman_interval: Between | None
    bins: tuple[Bin, ...]
    n: int


class _Sized(NamedTuple):
    size: float
    counted: Counted


def by_size(items: Sequence[Item], scores: Mapping[str, Scores]) -> tuple[SizeFigures, ...]:
    """Return the figures of every task by area, width and height, where there are items enough that have a region."""
    found: list[SizeFigures] = []
    for task in dict.fromkeys(item.task for item in items if item.grades):
        of_task = [item for item in items if item.grades and item.task == task]
        asked = [(item, region) for item in of_task if (region := pointed(item))]
        counted = [count(item, scores.get(item.id)) for item, _ in asked]
        for side in ("area", "width", "height"):
            sized = [
                _Sized(share_of(item, region, side), each) for (item, region), each in zip(asked, counted, strict=True)
            ]
            if len(sized) >= _FEWEST and len({each.size for each in sized}) > 1:
                found.append(_figures(task, side, sized))
    return tuple(found)


def pointed(item: Item) -> Region | None:
    """Return the first region that the question names, else the first there is; None without regions or size."""
    if item.size is None or not item.regions:
        return None
    by_id = {region.id: region for region in item.regions}
    return next((by_id[number] for number in mentioned(item.question) if number in by_id), item.regions[0])


def share_of(item: Item, region: Region, side: Side) -> float:
    """Return the share of the picture's area, width or height that a region takes, from 0 to 1; 0 without its size."""
    across, down = item.size or (float("inf"), float("inf"))
    width, height = region.box.width / across, region.box.height / down
    return {"area": width * height, "width": width, "height": height}[side]


def _figures(task: str, side: Side, sized: Sequence[_Sized]) -> SizeFigures:
    sizes, values = (np.array(each) for each in zip(*((s.size, s.counted.value) for s in sized), strict=True))
    pictures = [each.counted.picture for each in sized]

    def of(correlate: Callable[[np.ndarray, np.ndarray], float | None]) -> tuple[float, Between | None]:
        between = interval(pictures, lambda places: correlate(sizes[places], values[places]))
        return round(correlate(sizes, values) or 0.0, 4), between

    pearson, pearson_interval = of(_pearson)
    spearman, spearman_interval = of(_spearman)
    parts = np.array_split(np.argsort(sizes, kind="stable"), BINS)
    return SizeFigures(
        task=task,
        side=side,
        pearson=pearson,
        pearson_interval=pearson_interval,
        spearman=spearman,
        spearman_interval=spearman_interval,
        bins=tuple(
            Bin(
                least=round(float(sizes[part[0]]), 4),
                most=round(float(sizes[part[-1]]), 4),
                value=round(100 * float(values[part].mean()), 2),
                n=len(part),
            )
            for part in parts
        ),
        n=len(sized),
    )


def _pearson(sizes: np.ndarray, values: np.ndarray) -> float | None:
    """Return the correlation; None where all of either are equal, and there is none."""
    if np.ptp(sizes) == 0 or np.ptp(values) == 0:
        return None
    return float(np.corrcoef(sizes, values)[0, 1])


def _spearman(sizes: np.ndarray, values: np.ndarray) -> float | None:
    return _pearson(rankdata(sizes), rankdata(values))
