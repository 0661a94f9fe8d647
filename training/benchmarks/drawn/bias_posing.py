"""What the drawn questions of reporting bias share: a posed question, who is pointed at, and who is where."""

import random
from collections.abc import Callable, Sequence
from typing import NamedTuple

from training.benchmarks.drawn.world import Scene
from training.benchmarks.items import Item, graded_right
from training.evaluation.sampling import SLOTS, regions_of
from training.scenes.asking import can_be_asked
from training.scenes.features import centre, is_above, is_left
from training.scenes.graph import Entity


class Posed(NamedTuple):
    """A question and its choices, the first of which is right; `ids` are the region ids by entity index.

    Each of the `kinds` is right equally often, in all and among the questions of one `group`, which share their words:
    so no choice is known for being right more often than others. `kind` is that of this question; `mixed` says whether
    its choices may stand in any order.
    """

    group: str
    kind: str
    kinds: tuple[str, ...]
    question: str
    choices: tuple[str, ...]
    ids: dict[int, int]
    mixed: bool = True


Pose = Callable[[Scene, random.Random], list[Posed]]


def point_at(scene: Scene, needed: Sequence[Entity], rng: random.Random) -> dict[int, int]:
    """Return region ids by entity index for those needed and some others, at least one if there is any, in any order.

    Somebody else is pointed at, too, so that which region is asked about can matter.
    """
    indices = {each.index for each in needed}
    others = [each.index for each in scene.graph.entities if each.index not in indices and can_be_asked(each)]
    room = min(len(others), SLOTS - len(indices))
    chosen = [*sorted(indices), *rng.sample(others, rng.randint(1, room) if room > 0 else 0)]
    return dict(zip(chosen, rng.sample(range(SLOTS), len(chosen)), strict=True))


def item_of(scene: Scene, posed: Posed, name: str, rng: random.Random) -> Item:
    """Return the item of a question of that name, its choices mixed unless they have an order of their own."""
    count = len(posed.choices)
    order = rng.sample(range(count), count) if posed.mixed else sorted(range(count), key=posed.choices.__getitem__)
    return Item(
        id=f"{scene.name}/{name}",
        picture=scene.name,
        regions=regions_of(scene.graph, posed.ids),
        size=scene.image.size,
        question=posed.question,
        choices=tuple(posed.choices[place] for place in order),
        grades=graded_right(count, order.index(0)),
        task="choice",
        type=posed.kind,
    )


def clear(scene: Scene) -> list[Entity]:
    """Return those who are seen well enough to be asked about."""
    return [each for each in scene.graph.entities if can_be_asked(each)]


def placed(a: Entity, b: Entity) -> str:
    """Return where `a` is, seen from `b`: left, right, above or below; empty where more than one may be said, or none.

    To the side of each other are those of whom neither stands above the other's middle, above and below each other
    those of whom one reaches over the middle of the other.
    """
    level = a.box.y1 > centre(b)[1] and b.box.y1 > centre(a)[1]
    stacked = a.box.x0 < centre(b)[0] < a.box.x1 or b.box.x0 < centre(a)[0] < b.box.x1
    if level:
        return "left" if is_left(a, b) else "right" if is_left(b, a) else ""
    if stacked:
        return "above" if is_above(a, b) else "below" if is_above(b, a) else ""
    return ""
