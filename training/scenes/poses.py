"""How a body is built and where its hands and feet go in each pose.

Local coordinates of a person: feet at the origin, y down, facing right. Lengths are units at scale 1.
"""

from typing import NamedTuple

from training.scenes.graph import Age

Spot = tuple[float, float]


class Arm(NamedTuple):
    """An arm from shoulder over elbow to hand."""

    shoulder: Spot
    elbow: Spot
    hand: Spot


class Leg(NamedTuple):
    """A leg from hip over knee to the sole of the foot."""

    hip: Spot
    knee: Spot
    foot: Spot


class Body(NamedTuple):
    """The measures and joints that every part of a person is drawn from."""

    half_width: float
    hip: float
    neck: float
    head: Spot
    head_radius: float
    limb: float
    back: Arm
    front: Arm
    legs: tuple[Leg, Leg]
    seat: str | None  # "ground", "stool" or "wheels" below somebody who sits


class _Measures(NamedTuple):
    leg: float
    torso: float
    head_radius: float
    half_width: float
    limb: float
    reach: float  # how long the arms are, 1 being between a child's and an adult's
    bend: float = 0.0  # how far the head is ahead of the feet


_MEASURES: dict[Age, _Measures] = {
    "toddler": _Measures(12.5, 20.0, 17.0, 11.0, 6.6, 0.8),
    "child": _Measures(21.0, 25.0, 17.0, 11.5, 7.0, 0.92),
    "adult": _Measures(33.0, 34.0, 16.5, 13.5, 7.8, 1.12),
    "senior": _Measures(29.0, 32.0, 16.5, 13.5, 7.6, 1.06, 4.0),
}

# Pose: for the back arm (left of the body) and the front arm, the hand from its shoulder, then the elbow or None for a
# slightly bent arm. "arm" in a reach stands for the length of a hanging arm.
_REACHES: dict[str, tuple[tuple[Spot, Spot | None], tuple[Spot, Spot | None]]] = {
    "stand": (((-4, 18), None), ((4, 18), None)),
    "up": (((-15, -19), (-11, -5)), ((15, -19), (11, -5))),
    "reach": (((-4, 18), None), ((16, -17), None)),
    "hold": (((-3, 18), None), ((11, 7), (4, 13))),
    "both": (((19, 13), (2, 15)), ((7, 12), (3, 14))),
    "point": (((-1, 16), (-8, 9)), ((21, 1), None)),
    "face": (((-5, -9), (-9, 5)), ((5, -9), (9, 5))),
    "run": (((-11, 9), (-9, 1)), ((12, -5), (8, 6))),
    "hips": (((4, 15), (-9, 8)), ((-4, 15), (9, 8))),
    "wave": (((-4, 18), None), ((17, -18), (15, -1))),
    "cross": (((15, 12), (-3, 13)), ((-15, 9), (3, 13))),
    "chin": (((9, 12), (-4, 13)), ((-7, 0), (5, 12))),
    "hug": (((25, 13), (7, 14)), ((14, -1), (9, 6))),
    "carry": (((9, 12), (-6, 10)), ((0, 12), (6, 10))),
    "shy": (((10, 15), (-7, 10)), ((-10, 15), (7, 10))),
    "shout": (((-3, -7), (-10, 4)), ((3, -7), (10, 4))),
    "clap": (((11, 8), (-5, 13)), ((-6, 8), (6, 13))),
    "kneel": (((2, 17), None), ((11, 13), (7, 8))),
    "sit": (((5, 16), (-6, 9)), ((-1, 16), (6, 9))),
    "crouch": (((-2, 12), (-6, 6)), ((9, 14), (8, 7))),
    "throw": (((-15, 4), (-8, 5)), ((15, -15), (14, -3))),
}
POSES: tuple[str, ...] = tuple(_REACHES)
AT_THE_HEAD = ("face", "chin", "shout")

# Stance: how high the hips are, then knee and foot of the back and of the front leg; all in lengths of a leg, upwards.
_STANCES: dict[str, tuple[float, tuple[Spot, Spot], tuple[Spot, Spot]]] = {
    "stand": (1.0, ((-0.2, 0.5), (-0.2, 0.0)), ((0.2, 0.5), (0.2, 0.0))),
    "run": (1.0, ((-0.3, 0.5), (-0.74, 0.34)), ((0.5, 0.6), (0.54, 0.04))),
    "throw": (0.95, ((-0.42, 0.48), (-0.64, 0.0)), ((0.46, 0.5), (0.54, 0.0))),
    "shy": (1.0, ((-0.24, 0.5), (-0.14, 0.0)), ((0.16, 0.5), (0.12, 0.0))),
    "kneel": (0.66, ((-0.26, 0.1), (-0.74, 0.06)), ((0.46, 0.66), (0.5, 0.0))),
    "crouch": (0.5, ((-0.7, 0.56), (-0.4, 0.0)), ((0.7, 0.56), (0.4, 0.0))),
    "ground": (0.3, ((-0.78, 0.2), (0.1, 0.08)), ((0.78, 0.2), (-0.1, 0.02))),
    "stool": (0.74, ((-0.24, 0.66), (-0.22, 0.0)), ((0.24, 0.66), (0.22, 0.0))),
    "wheels": (0.66, ((0.34, 0.68), (0.46, 0.16)), ((0.5, 0.66), (0.6, 0.16))),
}


def body_of(age: Age, pose: str, *, drooping: bool, build: float = 1.0, wheels: bool = False) -> Body:
    """Return the joints of a person of an age in a pose; a drooping head hangs a little."""
    sizes = _MEASURES[age]
    half = sizes.half_width * build
    seat = _seat(age, pose, wheels=wheels)
    height, *shares = _STANCES.get(seat or pose, _STANCES["stand"])
    hip = -max(sizes.leg * height, 6.0)
    neck = hip - sizes.torso
    lowered = (2.5 if drooping else 0.0) + sizes.bend * 0.6
    aside = (sizes.bend, lowered) if pose in AT_THE_HEAD else (0.0, 0.0)
    back, front = (
        _arm(side, *reach, half, neck, sizes.reach, aside) for side, reach in zip((-1, 1), _REACHES[pose], strict=True)
    )
    legs = [
        Leg((side * half * 0.42, hip - 2), _joint(knee, sizes, sizes.limb / 2), _joint(foot, sizes, 2.5))
        for side, (knee, foot) in zip((-1, 1), shares, strict=True)
    ]
    return Body(
        half_width=half,
        hip=hip,
        neck=neck,
        head=(sizes.bend, neck - sizes.head_radius * 0.78 + lowered),
        head_radius=sizes.head_radius,
        limb=sizes.limb,
        back=back,
        front=front,
        legs=(legs[0], legs[1]),
        seat=seat,
    )


def _seat(age: Age, pose: str, *, wheels: bool) -> str | None:
    if wheels:
        return "wheels"
    if pose != "sit":
        return None
    return "ground" if age in ("toddler", "child") else "stool"


def _joint(shares: Spot, sizes: _Measures, least: float) -> Spot:
    """Return where a joint is; none sinks into the ground."""
    return shares[0] * sizes.leg, -max(shares[1] * sizes.leg, least)


def _arm(side: int, reach: Spot, elbow: Spot | None, half: float, neck: float, stretch: float, aside: Spot) -> Arm:
    """Return an arm; `aside` is how far the hand follows a head that hangs or bends."""
    x, y = side * (half - 1.5), neck + 6
    hand = (x + reach[0] * stretch + aside[0], y + reach[1] * stretch + aside[1])
    middle = (x + elbow[0], y + elbow[1] * stretch) if elbow else ((x + hand[0]) / 2 + side * 2, (y + hand[1]) / 2 + 2)
    return Arm((x, y), middle, hand)
