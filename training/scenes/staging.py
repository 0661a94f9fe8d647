"""Put the people and things of one situation into place, in local coordinates.

S stands at the origin and faces right; T stands to the right and faces S; W, an onlooker, stands behind S or beyond
all others and looks at S. Scenes mirror whole stages at random.
"""

import random
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from training.scenes.canvas import Canvas, Extent
from training.scenes.colours import PAINTS
from training.scenes.occlusion import Outline
from training.scenes.people import Person, paint_person
from training.scenes.situations import Prop, Situation
from training.scenes.spots import AT_THE_BACK, LOOKING_BACK, ON_THE_LEFT, SPOTS, Pair, in_hand
from training.scenes.things import THINGS

_BETWEEN_ANIMALS = 4.0
_W_SCALE = (0.93, 1.0)  # an onlooker stands a little further back


class Part(NamedTuple):
    """One drawing on a stage: who or what plays `key`, where, and how it is painted around its own origin."""

    key: str
    x: float
    y: float
    scale: float
    mirrored: bool
    paint: Callable[[Canvas], None]


class Stage(NamedTuple):
    """The parts of a situation from back to front, the outline of each (in that order), and how far all reach."""

    parts: tuple[Part, ...]
    outlines: tuple[Outline, ...]
    extent: Extent


def build_stage(
    situation: Situation, people: dict[str, Person], things: dict[str, tuple[str, str | None]], rng: random.Random
) -> Stage:
    """Return the stage of a situation whose roles and props have been drawn."""
    if "S" not in people:
        return _measured(_side_by_side(situation.props, things))
    pair = Pair(people["S"], people.get("T"), _distance(situation, people, things))
    parts = [_person_part("S", pair.first, 0.0, mirrored=False)]
    if pair.second:
        parts.append(_person_part("T", pair.second, pair.distance, mirrored=True))
    if pair.first.pose == "hug":
        parts.reverse()  # the arms that embrace are seen
    for key, prop in situation.props.items():
        part = _prop_part(key, prop, *things[key], pair, rng)
        parts.insert(0 if prop.spot in AT_THE_BACK else len(parts), part)
    if "W" in people:
        parts.insert(0, _onlooker(people["W"], pair.first, parts, situation, rng))
    return _measured(parts)


def paint_part(canvas: Canvas, part: Part) -> None:
    """Draw a part in its place on the stage."""
    with canvas.frame(part.x, part.y, part.scale, mirrored=part.mirrored):
        part.paint(canvas)


def _measured(parts: list[Part]) -> Stage:
    canvas, outlines = Canvas(None), []
    with canvas.extent() as whole:
        for part in parts:
            outline = Outline()
            with canvas.measured_by(outline):
                paint_part(canvas, part)
            outlines.append(outline)
    return Stage(tuple(parts), tuple(outlines), whole)


def _person_part(key: str, person: Person, x: float, *, mirrored: bool) -> Part:
    return Part(key, x, 0.0, 1.0, mirrored, lambda canvas: paint_person(canvas, person))


def _onlooker(who: Person, first: Person, parts: list[Part], situation: Situation, rng: random.Random) -> Part:
    """Return W, close to S but with a free head, looking at S from the left, or from the right of everybody."""
    scale, y = rng.uniform(*_W_SCALE), -rng.uniform(0.5, 3.5)
    occupied = any(prop.spot in ON_THE_LEFT for prop in situation.props.values())
    own = person_reach(who)
    if occupied or ("T" not in {part.key for part in parts} and rng.random() < 0.4):
        x = _measured(parts).extent.x1 + 3 + own.x1 * scale
        return Part("W", x, y, scale, True, lambda canvas: paint_person(canvas, who))
    # Arms may meet; heads, and what the two hold, may not.
    heads = who.body.head_radius * scale + first.body.head_radius + 4
    x = -max(heads, own.x1 * scale * 0.85 - person_reach(first).x0 * 0.85) - rng.uniform(0, 5)
    return Part("W", x, y, scale, False, lambda canvas: paint_person(canvas, who))


def _thing_part(
    key: str, name: str, colour: str | None, spot: tuple[float, float], scale: float, *, mirrored: bool = False
) -> Part:
    paint = PAINTS[colour or "red"]
    return Part(key, *spot, scale, mirrored, lambda canvas: THINGS[name].paint(canvas, paint))


def _side_by_side(props: dict[str, Prop], things: dict[str, tuple[str, str | None]]) -> list[Part]:
    """Return things and animals without a person: the first looks to the right, the animals after it look back."""
    parts, edge = [], 0.0
    for key, prop in props.items():
        name = things[key][0]
        mirrored = bool(parts) and THINGS[name].kind == "animal"
        reach = _reach_of(name, prop.scale, mirrored=mirrored)
        x = edge - reach.x0 if parts else 0.0
        parts.append(_thing_part(key, *things[key], (x, 0.0), prop.scale, mirrored=mirrored))
        edge = x + reach.x1 + _BETWEEN_ANIMALS
    return parts


def _prop_part(key: str, prop: Prop, name: str, colour: str | None, pair: Pair, rng: random.Random) -> Part:
    x, y = SPOTS[prop.spot](pair, _reach_of(name, prop.scale, mirrored=prop.spot in LOOKING_BACK), rng)
    return _thing_part(key, name, colour, (x, y), prop.scale, mirrored=prop.spot in LOOKING_BACK)


@cache
def _reach_of(name: str, scale: float, *, mirrored: bool) -> Outline:
    """Return how far a thing reaches around its origin."""
    canvas, outline = Canvas(None), Outline()
    with canvas.measured_by(outline), canvas.frame(0, 0, scale, mirrored=mirrored):
        THINGS[name].paint(canvas, PAINTS["red"])
    return outline


def person_reach(person: Person) -> Extent:
    """Return how far somebody reaches around the point between the feet."""
    canvas = Canvas(None)
    with canvas.extent() as extent:
        paint_person(canvas, person)
    return extent


def _distance(situation: Situation, people: dict[str, Person], things: dict[str, tuple[str, str | None]]) -> float:
    """Return how far apart S and T stand: arms and what lies or is held between them must not overlap."""
    if "T" not in people:
        return 0.0
    first, second = people["S"], people["T"]
    if "hug" in (first.pose, second.pose):
        return first.body.head_radius + second.body.head_radius + 3
    ahead, back, between = person_reach(first).x1, person_reach(second).x1, 0.0
    for key, prop in situation.props.items():
        reach = _reach_of(things[key][0], prop.scale, mirrored=False)
        if prop.spot == "between":
            between = max(between, 34 + reach.x1 - reach.x0)
        elif prop.spot == "hand":
            ahead = max(ahead, in_hand(first.body, reach)[0] + reach.x1)
        elif prop.spot in ("hands", "lap"):
            ahead = max(ahead, first.body.front.hand[0] + reach.x1)
        elif prop.spot == "lead":
            back = max(back, second.body.front.hand[0] + reach.x1)
    return max(between, ahead + back + 4)
