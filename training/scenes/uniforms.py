"""Draw the clothes of the professions."""

from collections.abc import Callable
from typing import NamedTuple

from training.scenes.canvas import Canvas
from training.scenes.colours import WHITE, Rgb
from training.scenes.graph import Profession
from training.scenes.poses import Body

_BUTTON: Rgb = (120, 120, 132)
_SIGNAL: Rgb = (236, 240, 120)


class Uniform(NamedTuple):
    """What a profession wears: the paints of coat, sleeves and trousers, how far the coat falls, hat and details."""

    coat: Rgb
    sleeves: Rgb
    trousers: Rgb
    length: float  # how far the coat falls below the hips
    hat: str | None
    details: Callable[[Canvas, Body], None]


def paint_uniform(canvas: Canvas, uniform: Uniform, body: Body) -> None:
    """Draw trunk and hips in the clothes of a profession."""
    half, hip = body.half_width, body.hip
    canvas.rectangle(0.5 - half, hip - 8, half - 0.5, hip + 3, uniform.trousers, 4)
    canvas.rectangle(-half, body.neck, half, hip + uniform.length, uniform.coat, 6)
    uniform.details(canvas, body)


def _paint_chef(canvas: Canvas, body: Body) -> None:
    neck = body.neck
    for n in range(3):
        canvas.circle(-3.4, neck + 10 + n * 7, 1.3, _BUTTON)
        canvas.circle(3.4, neck + 10 + n * 7, 1.3, _BUTTON)
    canvas.polygon([(-7, neck - 1), (7, neck - 1), (0, neck + 7)], (224, 52, 52))


def _paint_police(canvas: Canvas, body: Body) -> None:
    half, hip, neck = body.half_width, body.hip, body.neck
    canvas.line([(0, neck + 2), (0, neck + 18)], (30, 44, 90), 2)
    canvas.rectangle(0.4 - half, hip - 8, half - 0.4, hip - 4, (30, 30, 40))
    canvas.rectangle(-2.4, hip - 8, 2.4, hip - 4, (250, 210, 80))
    canvas.polygon([(-9, neck + 7), (-3, neck + 7), (-6, neck + 14)], (250, 210, 80))


def _paint_doctor(canvas: Canvas, body: Body) -> None:
    neck = body.neck
    canvas.polygon([(-5, neck), (5, neck), (0, neck + 17)], (110, 190, 200))
    canvas.arc(0, neck + 6, 7, 10, 0, 180, (60, 70, 90), 1.8)
    canvas.circle(7, neck + 16, 2.4, (120, 130, 150))
    canvas.rectangle(-11, neck + 16, -4.6, neck + 22.4, (230, 60, 60), 1)


def _paint_firefighter(canvas: Canvas, body: Body) -> None:
    half, hip, neck = body.half_width, body.hip, body.neck
    for y in (neck + 12, hip - 2):
        canvas.rectangle(0.4 - half, y, half - 0.4, y + 4.4, _SIGNAL)
        canvas.rectangle(0.4 - half, y + 1.5, half - 0.4, y + 2.9, (206, 210, 214))
    canvas.line([(0, neck + 3), (0, hip + 3)], (70, 52, 40), 1.6)
    for leg in body.legs:
        x, y = (leg.knee[0] + leg.foot[0]) / 2, (leg.knee[1] + leg.foot[1]) / 2
        canvas.rectangle(x - 4.6, y - 1, x + 4.6, y + 2, _SIGNAL)


def _paint_farmer(canvas: Canvas, body: Body) -> None:
    half, hip, neck = body.half_width, body.hip, body.neck
    denim = UNIFORMS["farmer"].trousers
    for n in (-1, 1):
        canvas.line([(n * half * 0.8, neck + 3), (n * half * 0.8, hip - 8)], (246, 210, 190), 1.4, round_ends=False)
    for n in range(2):
        canvas.line([(-half, neck + 6 + n * 6), (half, neck + 6 + n * 6)], (246, 210, 190), 1.4, round_ends=False)
    canvas.rectangle(0.5 - half, hip - 11, half - 0.5, hip + 3, denim, 4)
    canvas.rectangle(-half * 0.66, neck + 9, half * 0.66, hip - 4, denim, 2)
    for side in (-1, 1):
        canvas.line([(side * half * 0.62, neck + 1), (side * half * 0.5, neck + 11)], denim, 3.4)
        canvas.circle(side * half * 0.48, neck + 11.4, 1.4, (250, 206, 90))
    canvas.rectangle(-4, neck + 16, 4, neck + 22, (58, 84, 132), 1.5)


def _paint_waiter(canvas: Canvas, body: Body) -> None:
    half, hip, neck = body.half_width, body.hip, body.neck
    canvas.polygon([(-6, neck), (6, neck), (0, neck + 18)], WHITE)
    canvas.rectangle(0.5 - half, hip - 9, half - 0.5, hip * 0.42, (248, 248, 248), 2)
    canvas.line([(1 - half, hip - 8), (half - 1, hip - 8)], (206, 206, 214), 1.4)
    for side in (-1, 1):
        canvas.polygon([(0, neck + 3.4), (side * 6, neck), (side * 6, neck + 7)], (206, 40, 52))
    canvas.circle(0, neck + 3.5, 1.7, (150, 22, 34))


# A teacher wears what others wear, and a tie.
UNIFORMS: dict[Profession | None, Uniform] = {
    "chef": Uniform((250, 250, 250), (250, 250, 250), (96, 100, 112), 5, "chef", _paint_chef),
    "police officer": Uniform((44, 66, 124), (44, 66, 124), (38, 50, 92), -2, "police", _paint_police),
    "doctor": Uniform((252, 252, 255), (252, 252, 255), (110, 168, 180), 9, None, _paint_doctor),
    "firefighter": Uniform((104, 78, 52), (104, 78, 52), (92, 70, 48), 4, "helmet", _paint_firefighter),
    "farmer": Uniform((206, 84, 66), (206, 84, 66), (74, 104, 156), -3, "straw hat", _paint_farmer),
    "waiter": Uniform((48, 50, 62), (248, 248, 248), (44, 46, 56), -3, None, _paint_waiter),
}
UNIFORMED: frozenset[str] = frozenset(name for name in UNIFORMS if name)  # whose clothes have no colour to ask for
