"""Draw hats around the middle of a head; all of them end above the brows."""

from collections.abc import Callable

from training.scenes.canvas import Canvas
from training.scenes.colours import PAINTS, Rgb, darker, lighter, shaded

_STRAW: Rgb = (236, 204, 124)
_GOLD: Rgb = (250, 208, 70)


def paint_hat(canvas: Canvas, hat: str, colour: str, radius: float) -> None:
    """Draw a hat of a kind."""
    _HATS[hat](canvas, PAINTS[colour], radius)


def _paint_chef(canvas: Canvas, _paint: Rgb, _radius: float) -> None:
    canvas.rectangle(-12.6, -22, 12.6, -8.4, (250, 250, 252), 2)
    for dx in (-8.6, 0, 8.6):
        canvas.ellipse(dx, -24, 8, 7, (252, 252, 255))
    canvas.line([(-12, -10.6), (12, -10.6)], (206, 206, 216), 1.2, round_ends=False)


def _paint_police(canvas: Canvas, _paint: Rgb, radius: float) -> None:
    canvas.rectangle(-radius, -20, radius, -9, (36, 52, 104), 5)
    canvas.ellipse(2, -8.6, radius * 0.96, 2.9, (22, 28, 54))
    canvas.circle(0, -14.4, 3, (250, 210, 80))


def _paint_helmet(canvas: Canvas, _paint: Rgb, radius: float) -> None:
    canvas.pie(0, -7.5, radius * 1.02, radius * 0.94, 180, 360, (216, 46, 44))
    canvas.ellipse(0, -8.2, radius * 1.24, 2.9, (178, 30, 34))
    canvas.rectangle(-2, -24.4, 2, -9, (250, 214, 90), 1.5)
    canvas.polygon([(-5, -18), (5, -18), (4.4, -10.4), (0, -8.6), (-4.4, -10.4)], (250, 214, 90))


def _paint_straw_hat(canvas: Canvas, _paint: Rgb, radius: float) -> None:
    _paint_brimmed(canvas, _STRAW, radius, (190, 92, 62))


def _paint_sun_hat(canvas: Canvas, paint: Rgb, radius: float) -> None:
    _paint_brimmed(canvas, paint, radius, lighter(paint, 0.6))


def _paint_brimmed(canvas: Canvas, paint: Rgb, radius: float, band: Rgb) -> None:
    canvas.rectangle(-radius * 0.78, -23.4, radius * 0.78, -8, paint, 8)
    canvas.ellipse(0, -9.4, radius * 1.42, 3.6, shaded(paint, 0.08))
    canvas.rectangle(-radius * 0.78, -14, radius * 0.78, -10.6, band)


def _paint_party_hat(canvas: Canvas, paint: Rgb, _radius: float) -> None:
    canvas.polygon([(-9, -13), (9, -13), (1, -34)], paint)
    canvas.polygon([(-5.4, -21), (5.6, -21), (4, -25), (-3, -25)], lighter(paint, 0.5))
    canvas.circle(1, -34, 3.4, (255, 230, 90))


def _paint_cap(canvas: Canvas, paint: Rgb, radius: float) -> None:
    canvas.pie(0, -7, radius * 1.06, radius * 0.94, 180, 360, paint)
    canvas.ellipse(11, -8.2, 10.4, 2.6, darker(paint, 0.18))
    canvas.circle(0, -7 - radius * 0.92, 1.6, darker(paint, 0.18))


def _paint_wool_hat(canvas: Canvas, paint: Rgb, radius: float) -> None:
    canvas.pie(0, -8, radius * 1.08, radius * 0.98, 180, 360, paint)
    canvas.rectangle(-radius * 1.1, -12.6, radius * 1.1, -7, lighter(paint, 0.35), 2.6)
    canvas.circle(0, -radius - 8, 4.6, lighter(paint, 0.45))


def _paint_crown(canvas: Canvas, _paint: Rgb, _radius: float) -> None:
    outline = [(-11, -10), (11, -10), (12.6, -23), (6, -17), (0, -25), (-6, -17), (-12.6, -23)]
    canvas.polygon(outline, _GOLD)
    for dx, paint in ((-6, (226, 70, 80)), (0, (80, 130, 220)), (6, (226, 70, 80))):
        canvas.circle(dx, -13, 1.7, paint)


def _paint_bow(canvas: Canvas, paint: Rgb, radius: float) -> None:
    x, y = radius * 0.62, -radius * 0.9
    for side in (-1, 1):
        canvas.polygon([(x, y), (x + side * 6.6, y - 4.4), (x + side * 6.6, y + 4.4)], paint)
    canvas.circle(x, y, 2.3, darker(paint, 0.2))


_HATS: dict[str, Callable[[Canvas, Rgb, float], None]] = {
    "chef": _paint_chef,
    "police": _paint_police,
    "helmet": _paint_helmet,
    "straw hat": _paint_straw_hat,
    "sun hat": _paint_sun_hat,
    "party hat": _paint_party_hat,
    "cap": _paint_cap,
    "wool hat": _paint_wool_hat,
    "crown": _paint_crown,
    "bow": _paint_bow,
}
HATS: tuple[str, ...] = tuple(_HATS)
COVERING: frozenset[str] = frozenset(HATS) - {"party hat", "crown", "bow"}  # under which hair cannot stand up
