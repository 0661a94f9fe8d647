"""Choose the regions of a picture that are worth talking about from the many that a detector finds.

The five heuristics are those of appendix E of "Localized Symbolic Knowledge Distillation for Visual Commonsense Models"
(Park et al., NeurIPS 2023); it gives no formulas, these are ours:

    size        sqrt(area of the box / area of the picture)
    centrality  1 - distance of the box's centre from the picture's / half the picture's diagonal
    rarity      (how often the commonest label is found / how often this one is) ** rarer, at most `most_rarity`
    weight      certainty * (size + centrality) / 2, for objects times the rarity
    gain        weight * (1 - the largest intersection over union with a region that is taken)

Regions are taken one after the other, always the one with the largest gain: first up to `people` people, then objects
until `regions` are taken, of one label at most `per_label`. None is taken that shares more than `overlap` with one that
is. People are what a detector calls by one of `people_labels`; what has no label is of no kind, rare or common.
"""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, NamedTuple

from pydantic import Field

from models.records import Box, Detection, Record, Region
from models.regions import intersection, iou

PEOPLE = (
    "person", "people", "man", "woman", "boy", "girl", "child", "toddler", "baby", "kid", "adult", "human", "lady",
    "guy", "gentleman", "teenager",
)  # fmt: skip
_LONGEST_LABEL = 80


class ThinningSettings(Record):
    """How many regions a picture keeps, and which.

    `frequencies` say how often each label is found elsewhere, in any unit (the counts of a training set, for instance);
    a label that is not among them is as rare as the rarest. Without any, labels count by how often they are found in
    the picture itself.
    `least_area` is a share of the picture, `least_score` the detector's own.
    """

    regions: int = Field(default=10, ge=0, le=100)
    people: int = Field(default=4, ge=0)
    per_label: int = Field(default=3, gt=0)
    overlap: float = Field(default=0.6, ge=0, le=1)
    rarer: float = Field(default=0.25, ge=0)
    most_rarity: float = Field(default=2.0, ge=1)
    least_area: float = Field(default=0.0005, ge=0, le=1)
    least_score: float = Field(default=0.0, ge=0, le=1)
    people_labels: tuple[str, ...] = PEOPLE
    frequencies: dict[str, Annotated[float, Field(gt=0)]] = Field(default_factory=dict)


class _Weighed(NamedTuple):
    """A detection within the picture, `place` being its own among those given."""

    found: Detection
    place: int
    weight: float
    is_person: bool


def thin(
    found: Sequence[Detection], width: int, height: int, settings: ThinningSettings | None = None
) -> tuple[Region, ...]:
    """Return the regions that are kept, as `chosen` picks them; their ids count people first, each from the left."""
    settings = settings or ThinningSettings()
    kept = [found[place] for place in chosen(found, width, height, settings)]
    kept.sort(key=lambda each: (not _is_person(each.label, settings), each.box.centre.x, each.box.centre.y, each.box))
    inside = ((_inside(each.box, width, height), each.label) for each in kept)
    return tuple(
        Region(id=number, box=box, label=label[:_LONGEST_LABEL]) for number, (box, label) in enumerate(inside) if box
    )


def chosen(found: Sequence[Detection], width: int, height: int, settings: ThinningSettings) -> tuple[int, ...]:
    """Return the places, among those found, of the regions that are kept, in the order in which they are taken.

    Boxes are cut to the picture; what lies outside, or has no area, is never kept. Of two that gain alike the one that
    is larger, then farther left, then farther up, then found earlier, is taken.
    """
    weighed = _weigh(found, width, height, settings)
    people = [each for each in weighed if each.is_person]
    taken: list[_Weighed] = []
    _take(taken, people, min(settings.people, settings.regions), settings, per_label=settings.people)
    things = [each for each in weighed if not each.is_person]
    _take(taken, things, settings.regions, settings, per_label=settings.per_label)
    return tuple(each.place for each in taken)


def prominence(box: Box, width: int, height: int) -> float:
    """Return how large and how central a box is, from 0 to 1: 1 is the whole picture.

    Of a box half as wide and high as a picture, in its middle, the size is 0.5 and the centrality 1: 0.75.
    """
    size = math.sqrt(box.area / (width * height))
    centre = box.centre
    away = math.hypot(centre.x - width / 2, centre.y - height / 2) / (math.hypot(width, height) / 2)
    return (size + 1 - away) / 2


def rarities(counts: Mapping[str, float], settings: ThinningSettings) -> dict[str, float]:
    """Return how much more a label weighs for being rare: of "chair" found 16 times and "cake" found once, the cake
    weighs 16 ** 0.25 = 2 times as much."""
    rarest = min(settings.frequencies.values(), default=0.0)
    often = {label: settings.frequencies.get(label, rarest) or count for label, count in counts.items()}
    commonest = max(often.values(), default=1.0)
    return {label: min((commonest / count) ** settings.rarer, settings.most_rarity) for label, count in often.items()}


def _weigh(found: Sequence[Detection], width: int, height: int, settings: ThinningSettings) -> list[_Weighed]:
    inside = list(_worth_looking_at(found, width, height, settings))
    things = Counter(each.label for _, each in inside if each.label and not _is_person(each.label, settings))
    rarity = rarities(things, settings)
    return [
        _Weighed(each, place, each.score * prominence(each.box, width, height) * rarity.get(each.label, 1.0), is_person)
        for place, each in inside
        for is_person in [_is_person(each.label, settings)]
    ]


def _worth_looking_at(
    found: Sequence[Detection], width: int, height: int, settings: ThinningSettings
) -> Iterator[tuple[int, Detection]]:
    for place, each in enumerate(found):
        box = _inside(each.box, width, height)
        if box and box.area >= settings.least_area * width * height and each.score >= settings.least_score:
            yield place, each._replace(box=box)


def _take(
    taken: list[_Weighed], waiting: list[_Weighed], most: int, settings: ThinningSettings, *, per_label: int
) -> None:
    """Add to those taken, by gain, until there are `most` or nothing is left that may be taken."""
    labels = Counter[str]()
    shared = {each.place: max((_shared(each, other) for other in taken), default=0.0) for each in waiting}
    while len(taken) < most:
        left = [
            each
            for each in waiting
            if shared.get(each.place, 1.1) <= settings.overlap and labels[each.found.label] < per_label
        ]
        if not left:
            return
        best = min(left, key=lambda each: _order(each, shared[each.place]))
        taken.append(best)
        labels[best.found.label] += bool(best.found.label)
        del shared[best.place]
        shared = {each.place: max(shared[each.place], _shared(each, best)) for each in waiting if each.place in shared}


def _shared(one: _Weighed, other: _Weighed) -> float:
    return iou(one.found.box, other.found.box)


def _order(each: _Weighed, shared: float) -> tuple[float, ...]:
    box = each.found.box
    return (-each.weight * (1 - shared), -box.area, box.x0, box.y0, each.place)


def _is_person(label: str, settings: ThinningSettings) -> bool:
    return label.strip().lower() in settings.people_labels


def _inside(box: Box, width: int, height: int) -> Box | None:
    if not all(math.isfinite(side) for side in box) or box.width <= 0 or box.height <= 0:
        return None
    return intersection(box, Box(0, 0, width, height))
