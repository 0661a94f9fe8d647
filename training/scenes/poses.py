"""How a body is built and where its hands go in each pose.

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


# Pose: for the back arm (left of the body) and the front arm, the hand from its shoulder, then the elbow or None for a
# slightly bent arm. "arm" in a reach stands for the length of a hanging arm.
_REACHES: dict[str, tuple[tuple[Spot, Spot | None], tuple[Spot, Spot | None]]] = {
    "stand": (((-4, 18), None), ((4, 18), None)),
    "up": (((-10, -22), (-9, -8)), ((10, -22), (9, -8))),
    "reach": (((-4, 18), None), ((14, -19), None)),
    "hold": (((-3, 18), None), ((11, 7), (4, 13))),
    "both": (((19, 13), (2, 15)), ((7, 12), (3, 14))),
    "point": (((-1, 16), (-8, 9)), ((21, 1), None)),
    "face": (((0, -10), (-6, 5)), ((0, -10), (6, 5))),
    "run": (((-11, 9), (-9, 1)), ((12, -5), (8, 6))),
    "hips": (((4, 15), (-9, 8)), ((-4, 15), (9, 8))),
    "wave": (((-4, 18), None), ((13, -17), (9, -3))),
    "cross": (((15, 12), (-3, 13)), ((-15, 9), (3, 13))),
    "chin": (((9, 12), (-4, 13)), ((-7, 0), (5, 12))),
}
POSES: tuple[str, ...] = tuple(_REACHES)


def body_of(age: Age, pose: str, *, drooping: bool) -> Body:
    """Return the joints of a person of an age in a pose; a drooping head hangs a little."""
    leg, torso, radius, half = (20.0, 25.0, 17.0, 11.5) if age == "child" else (33.0, 34.0, 16.5, 13.5)
    hip, neck = -leg, -leg - torso
    head = (0.0, neck - radius * 0.78 + (2.5 if drooping else 0.0))
    stretch = 0.92 if age == "child" else 1.12
    back, front = _REACHES[pose]
    return Body(
        half_width=half,
        hip=hip,
        neck=neck,
        head=head,
        head_radius=radius,
        limb=7.0 if age == "child" else 7.8,
        back=_arm(-1, *back, half, neck, stretch),
        front=_arm(1, *front, half, neck, stretch),
    )


def _arm(side: int, reach: Spot, elbow: Spot | None, half: float, neck: float, stretch: float) -> Arm:
    x, y = side * (half - 1.5), neck + 6
    hand = (x + reach[0] * stretch, y + reach[1] * stretch)
    middle = (x + elbow[0], y + elbow[1] * stretch) if elbow else ((x + hand[0]) / 2 + side * 2, (y + hand[1]) / 2 + 2)
    return Arm((x, y), middle, hand)
