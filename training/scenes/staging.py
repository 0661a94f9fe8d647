"""Put the people and things of one situation into place, in local coordinates.

S stands at the origin and faces right; T stands to the right and faces S. Scenes mirror whole stages at random.
"""

import random
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from training.scenes.canvas import Canvas, Extent
from training.scenes.colours import PAINTS
from training.scenes.people import Person, paint_person
from training.scenes.situations import Prop, Situation
from training.scenes.things import THINGS


class Part(NamedTuple):
    """One drawing on a stage: who or what plays `key`, where, and how it is painted around its own origin."""

    key: str
    x: float
    y: float
    scale: float
    mirrored: bool
    paint: Callable[[Canvas], None]


class Stage(NamedTuple):
    """The parts of a situation from back to front, and how far they reach together."""

    parts: tuple[Part, ...]
    extent: Extent


class _Pair(NamedTuple):
    """Who stands on a stage; `distance` is how far T stands from S."""

    first: Person
    second: Person | None
    distance: float


def build_stage(
    situation: Situation, people: dict[str, Person], things: dict[str, tuple[str, str | None]], rng: random.Random
) -> Stage:
    """Return the stage of a situation whose roles and props have been drawn."""
    parts: list[Part] = []
    if "S" in people:
        pair = _Pair(people["S"], people.get("T"), _distance(situation, people, things))
        parts.append(_person_part("S", pair.first, 0.0, mirrored=False))
        if pair.second:
            parts.append(_person_part("T", pair.second, pair.distance, mirrored=True))
        for key, prop in situation.props.items():
            part = _prop_part(key, prop, *things[key], pair, rng)
            parts.insert(0 if prop.spot == "driving off" else len(parts), part)
    else:
        parts += [_thing_part(key, *things[key], (0.0, 0.0), prop.scale) for key, prop in situation.props.items()]
    canvas = Canvas(None)
    with canvas.extent() as extent:
        for part in parts:
            paint_part(canvas, part)
    return Stage(tuple(parts), extent)


def paint_part(canvas: Canvas, part: Part) -> None:
    """Draw a part in its place on the stage."""
    with canvas.frame(part.x, part.y, part.scale, mirrored=part.mirrored):
        part.paint(canvas)


def _person_part(key: str, person: Person, x: float, *, mirrored: bool) -> Part:
    return Part(key, x, 0.0, 1.0, mirrored, lambda canvas: paint_person(canvas, person))


def _thing_part(
    key: str, name: str, colour: str | None, spot: tuple[float, float], scale: float, *, mirrored: bool = False
) -> Part:
    paint = PAINTS[colour or "red"]
    return Part(key, *spot, scale, mirrored, lambda canvas: THINGS[name].paint(canvas, paint))


def _prop_part(key: str, prop: Prop, name: str, colour: str | None, pair: _Pair, rng: random.Random) -> Part:
    x, y = SPOTS[prop.spot](pair, _reach_of(name, prop.scale, mirrored=prop.spot in _LOOKING_BACK), rng)
    return _thing_part(key, name, colour, (x, y), prop.scale, mirrored=prop.spot in _LOOKING_BACK)


@cache
def _reach_of(name: str, scale: float, *, mirrored: bool) -> Extent:
    """Return how far a thing reaches around its origin."""
    canvas = Canvas(None)
    with canvas.extent() as extent, canvas.frame(0, 0, scale, mirrored=mirrored):
        THINGS[name].paint(canvas, PAINTS["red"])
    return extent


def _person_reach_of(person: Person) -> Extent:
    canvas = Canvas(None)
    with canvas.extent() as extent:
        paint_person(canvas, person)
    return extent


def _distance(situation: Situation, people: dict[str, Person], things: dict[str, tuple[str, str | None]]) -> float:
    """Return how far apart S and T stand: arms and what lies or is held between them must not overlap."""
    if "T" not in people:
        return 0.0
    room = _person_reach_of(people["S"]).x1 + _person_reach_of(people["T"]).x1 + 5
    for key, prop in situation.props.items():
        reach = _reach_of(things[key][0], prop.scale, mirrored=False)
        if prop.spot == "between":
            room = max(room, 34 + reach.x1 - reach.x0)
        elif prop.spot in ("hand", "hands", "lead"):
            holder = people["T" if prop.spot == "lead" else "S"]
            other = people["S" if prop.spot == "lead" else "T"]
            room = max(room, holder.body.front.hand[0] + reach.x1 + _person_reach_of(other).x1 + 3)
    return room


Spot = Callable[[_Pair, Extent, random.Random], tuple[float, float]]


def _in_hand(pair: _Pair, _reach: Extent, _rng: random.Random) -> tuple[float, float]:
    x, y = pair.first.body.front.hand
    return x, y - 2


def _in_both_hands(pair: _Pair, reach: Extent, _rng: random.Random) -> tuple[float, float]:
    back, front = pair.first.body.back.hand, pair.first.body.front.hand
    # Things held in both hands rest on them: lift those that stand on their origin less than those centred on it.
    return (back[0] + front[0]) / 2 + 2, (back[1] + front[1]) / 2 + (6 if reach.y1 < 3 else 0)


def _in_hand_of_second(pair: _Pair, _reach: Extent, _rng: random.Random) -> tuple[float, float]:
    x, y = (pair.second or pair.first).body.front.hand
    return pair.distance - x - 2, y + 4


def _before_the_feet(pair: _Pair, reach: Extent, rng: random.Random) -> tuple[float, float]:
    return pair.first.body.half_width + 5 - reach.x0 + rng.uniform(0, 4), rng.uniform(0, 5)


def _at_a_table(pair: _Pair, reach: Extent, rng: random.Random) -> tuple[float, float]:
    return pair.first.body.half_width + 3 - reach.x0, rng.uniform(0, 3)


def _beside_the_chest(pair: _Pair, reach: Extent, rng: random.Random) -> tuple[float, float]:
    return pair.first.body.half_width + 9 - reach.x0, pair.first.body.neck + 6 + rng.uniform(-4, 6)


def _beside_the_head(pair: _Pair, reach: Extent, rng: random.Random) -> tuple[float, float]:
    body = pair.first.body
    return body.head_radius + 9 - reach.x0, body.head[1] - 4 + rng.uniform(-6, 6)


def _in_the_sky(pair: _Pair, reach: Extent, rng: random.Random) -> tuple[float, float]:
    x, y = pair.first.body.front.hand
    return x + rng.uniform(8, 14), y - reach.y1 - rng.uniform(6, 12)


def _between(pair: _Pair, _reach: Extent, rng: random.Random) -> tuple[float, float]:
    return pair.distance / 2 + rng.uniform(-2, 2), rng.uniform(1, 4)


def _between_low(pair: _Pair, _reach: Extent, rng: random.Random) -> tuple[float, float]:
    return pair.distance / 2 + rng.choice((-1, 1)) * rng.uniform(16, 22), rng.uniform(10, 13)


def _between_high(pair: _Pair, _reach: Extent, rng: random.Random) -> tuple[float, float]:
    heads = [person.body.head[1] for person in (pair.first, pair.second) if person]
    return pair.distance / 2, min(heads) - 10 - rng.uniform(4, 10)


def _driving_off(pair: _Pair, reach: Extent, rng: random.Random) -> tuple[float, float]:
    return pair.first.body.half_width - reach.x0 - 12, -14 - rng.uniform(0, 4)


SPOTS: dict[str, Spot] = {
    "hand": _in_hand,
    "hands": _in_both_hands,
    "lead": _in_hand_of_second,
    "feet": _before_the_feet,
    "facing": _before_the_feet,
    "leaving": _before_the_feet,
    "table": _at_a_table,
    "chest": _beside_the_chest,
    "above": _beside_the_head,
    "sky": _in_the_sky,
    "between": _between,
    "between low": _between_low,
    "between high": _between_high,
    "driving off": _driving_off,
}
_LOOKING_BACK = ("facing", "between high")
