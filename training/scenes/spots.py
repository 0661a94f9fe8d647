"""Where a thing of a situation is put: around S, or between S and T, in the local coordinates of a stage.

S stands at the origin and faces right. A spot returns the origin of the thing, which may reach any way around it.
"""

import math
import random
from collections.abc import Callable
from typing import NamedTuple

from training.scenes.occlusion import Outline
from training.scenes.people import Person
from training.scenes.poses import Body

_MOST_HIDDEN = 0.34  # share of S that a thing before S may hide
_MOST_ASIDE = 7.0  # how far a thing may be held beside the hand
_CHEEK = 0.78  # share of the head's radius that stays free of a thing beside or before it


class Pair(NamedTuple):
    """Who stands on a stage; `distance` is how far T stands from S."""

    first: Person
    second: Person | None
    distance: float


Spot = Callable[[Pair, Outline, random.Random], tuple[float, float]]


def in_hand(body: Body, reach: Outline) -> tuple[float, float]:
    """Put a thing into the front hand, moved a little outwards where it would hide the face."""
    x, y = body.front.hand[0], body.front.hand[1] - 2
    top, chin = body.head[1] - body.head_radius, body.head[1] + body.head_radius
    inner = min((x0 for x0, y0, _, y1 in reach.shapes if y0 + y < chin and y1 + y > top), default=math.inf)
    return x + max(0.0, min(_MOST_ASIDE, body.head_radius * _CHEEK - x - inner)), y


def _in_hand(pair: Pair, reach: Outline, _rng: random.Random) -> tuple[float, float]:
    return in_hand(pair.first.body, reach)


def _in_second_hand(pair: Pair, _reach: Outline, _rng: random.Random) -> tuple[float, float]:
    x, y = pair.first.body.back.hand
    return x, y - 2


def _in_both_hands(pair: Pair, reach: Outline, _rng: random.Random) -> tuple[float, float]:
    back, front = pair.first.body.back.hand, pair.first.body.front.hand
    # Things held in both hands rest on them: lift those that stand on their origin less than those centred on it.
    return (back[0] + front[0]) / 2 + 2, (back[1] + front[1]) / 2 + (6 if reach.y1 < 3 else 0)


def _on_the_arms(pair: Pair, reach: Outline, _rng: random.Random) -> tuple[float, float]:
    body = pair.first.body
    x = (body.back.hand[0] + body.front.hand[0]) / 2 + 2 - (reach.x0 + reach.x1) / 2
    resting = max(body.back.hand[1], body.front.hand[1]) + 4 - reach.y1
    # What is carried stays below the chin, however high the arms are.
    return x, max(resting, body.head[1] + body.head_radius * 0.9 - reach.y0)


def _in_hand_of_second(pair: Pair, _reach: Outline, _rng: random.Random) -> tuple[float, float]:
    x, y = (pair.second or pair.first).body.front.hand
    return pair.distance - x - 2, y + 4


def _before_the_feet(pair: Pair, reach: Outline, rng: random.Random) -> tuple[float, float]:
    return pair.first.body.half_width + 5 - reach.x0 + rng.uniform(0, 4), rng.uniform(0, 5)


def _under_the_feet(_pair: Pair, reach: Outline, rng: random.Random) -> tuple[float, float]:
    return rng.uniform(-3, 3) - (reach.x0 + reach.x1) / 2, rng.uniform(1, 3)


def _far_ahead(pair: Pair, reach: Outline, rng: random.Random) -> tuple[float, float]:
    if pair.second:
        return pair.distance + pair.second.body.half_width + rng.uniform(22, 34) - reach.x0, -rng.uniform(3, 9)
    return pair.first.body.half_width + rng.uniform(50, 70) - reach.x0, -rng.uniform(3, 9)


def _at_a_table(pair: Pair, reach: Outline, rng: random.Random) -> tuple[float, float]:
    return pair.first.body.half_width + 3 - reach.x0, rng.uniform(0, 3)


def _beside_the_chest(pair: Pair, reach: Outline, rng: random.Random) -> tuple[float, float]:
    return pair.first.body.half_width + 9 - reach.x0, pair.first.body.neck + 6 + rng.uniform(-4, 6)


def _beside_the_head(pair: Pair, reach: Outline, rng: random.Random) -> tuple[float, float]:
    body = pair.first.body
    return body.head_radius + 9 - reach.x0, body.head[1] - 4 + rng.uniform(-6, 6)


def _above_the_head(pair: Pair, reach: Outline, rng: random.Random) -> tuple[float, float]:
    body = pair.first.body
    top = min(body.head[1] - body.head_radius, body.front.hand[1], body.back.hand[1])
    return rng.uniform(-4, 4) - (reach.x0 + reach.x1) / 2, top - 8 - reach.y1 - rng.uniform(6, 14)


def _in_the_sky(pair: Pair, reach: Outline, rng: random.Random) -> tuple[float, float]:
    x, y = pair.first.body.front.hand
    return x + rng.uniform(8, 14), y - reach.y1 - rng.uniform(6, 12)


def _between(pair: Pair, _reach: Outline, rng: random.Random) -> tuple[float, float]:
    return pair.distance / 2 + rng.uniform(-2, 2), rng.uniform(1, 4)


def _between_low(pair: Pair, _reach: Outline, rng: random.Random) -> tuple[float, float]:
    return pair.distance / 2 + rng.choice((-1, 1)) * rng.uniform(16, 22), rng.uniform(10, 13)


def _between_high(pair: Pair, _reach: Outline, rng: random.Random) -> tuple[float, float]:
    heads = [person.body.head[1] for person in (pair.first, pair.second) if person]
    return pair.distance / 2, min(heads) - 10 - rng.uniform(4, 10)


def _driving_off(pair: Pair, reach: Outline, rng: random.Random) -> tuple[float, float]:
    return pair.first.body.half_width - reach.x0 - 12, -14 - rng.uniform(0, 4)


def _before_the_back(pair: Pair, reach: Outline, rng: random.Random) -> tuple[float, float]:
    """Cover the rear side of S: S looks out from behind something."""
    y = rng.uniform(2, 5)
    return _edge_over_body(pair, reach, y) - reach.x1, y


def _before_the_legs(pair: Pair, reach: Outline, rng: random.Random) -> tuple[float, float]:
    """Cover the lower body of S; what is too tall for that moves aside."""
    y = rng.uniform(2, 5)
    body = pair.first.body
    height = body.head_radius * 1.1 - body.head[1]
    if -reach.y0 - y <= _MOST_HIDDEN * height:
        return rng.uniform(-3, 3) - (reach.x0 + reach.x1) / 2, y
    return _edge_over_body(pair, reach, y) - reach.x1, y


def _edge_over_body(pair: Pair, reach: Outline, y: float) -> float:
    """Return how far right a thing may reach that stands before S from the left."""
    body = pair.first.body
    top = reach.y0 + y
    if top < body.head[1] + body.head_radius:
        return -body.head_radius * _CHEEK
    # Below the chin it may hide more, up to the share that leaves S to be known.
    height = body.head_radius * 1.1 - body.head[1]
    share = min(1.0, _MOST_HIDDEN * height / max(1.0, -top))
    wide = body.half_width + 4
    return -wide + 2 * wide * share


SPOTS: dict[str, Spot] = {
    "hand": _in_hand,
    "second hand": _in_second_hand,
    "hands": _in_both_hands,
    "lap": _on_the_arms,
    "lead": _in_hand_of_second,
    "feet": _before_the_feet,
    "facing": _before_the_feet,
    "leaving": _before_the_feet,
    "ground": _under_the_feet,
    "far": _far_ahead,
    "table": _at_a_table,
    "chest": _beside_the_chest,
    "above": _beside_the_head,
    "overhead": _above_the_head,
    "sky": _in_the_sky,
    "between": _between,
    "between low": _between_low,
    "between high": _between_high,
    "driving off": _driving_off,
    "behind": _before_the_back,
    "hidden by": _before_the_legs,
}
LOOKING_BACK = ("facing", "between high")
AT_THE_BACK = ("driving off", "ground", "far")  # drawn before the people
ON_THE_LEFT = ("behind", "hidden by", "second hand")  # where an onlooker would be in the way
