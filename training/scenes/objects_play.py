"""Draw treats and toys. The origin is where a thing stands or is held; each takes its main paint.

A `_paint` is not used: the thing has one look only.
"""

import math

from training.scenes.canvas import Canvas
from training.scenes.colours import WHITE, WOOD, Rgb, clear, darker, lighter

_WAFER: Rgb = (222, 168, 98)
_SAND: Rgb = (226, 186, 120)
_GOLD: Rgb = (246, 196, 60)


def ice_cream(canvas: Canvas, paint: Rgb) -> None:
    canvas.polygon([(-5.6, -11), (5.6, -11), (0, 6)], _WAFER)
    canvas.line([(-2.6, -8), (1.6, 0)], darker(_WAFER, 0.18), 0.9, round_ends=False)
    canvas.ellipse(0, -15, 8, 7.4, paint)
    canvas.ellipse(-2.4, -17.4, 2.2, 1.8, lighter(paint, 0.6))
    canvas.circle(0.6, -22.6, 2.4, (220, 40, 60))


def dropped_ice_cream(canvas: Canvas, paint: Rgb) -> None:
    canvas.ellipse(0, 0, 14, 4.2, lighter(paint, 0.25))
    canvas.ellipse(1, -3.4, 8.4, 6.2, paint)
    canvas.polygon([(-5, -7), (7, -7), (1.6, -24)], _WAFER)
    canvas.line([(-2, -9), (2.6, -16)], darker(_WAFER, 0.18), 1, round_ends=False)


def balloon(canvas: Canvas, paint: Rgb) -> None:
    """Draw a floating balloon, its knot at the origin; the string is part of who holds it."""
    canvas.line([(0, 0), (3, 8), (-2, 16), (1, 23)], (250, 250, 250), 1.3, round_ends=False)
    _balloon_body(canvas, paint)


def held_balloon(canvas: Canvas, paint: Rgb) -> None:
    """Draw a balloon on a string; the hand is at the origin."""
    canvas.line([(0, 0), (3, -14), (0, -32)], (250, 250, 250), 1.3, round_ends=False)
    with canvas.frame(0, -32):
        _balloon_body(canvas, paint)


def _balloon_body(canvas: Canvas, paint: Rgb) -> None:
    canvas.polygon([(-2.6, 1.6), (2.6, 1.6), (0, -3)], darker(paint, 0.15))
    canvas.ellipse(0, -14.6, 11.4, 13.6, paint)
    canvas.ellipse(-4.2, -19.6, 2.4, 4, lighter(paint, 0.65))


def burst_balloon(canvas: Canvas, paint: Rgb) -> None:
    for n in range(10):
        x, y = math.cos(n * 0.628), math.sin(n * 0.628)
        canvas.line([(11 * x, 11 * y), (17 * x, 17 * y)], (255, 206, 60), 2)
    for x, y, size in ((-5, -4, 5), (5, -3, 4.2), (0, 5, 5.2), (-6, 5, 3)):
        canvas.polygon([(x - size, y), (x + size * 0.3, y - size), (x + size, y + size * 0.6)], paint)


def ball(canvas: Canvas, paint: Rgb) -> None:
    canvas.shadow(0, 0.5, 9, 2.6)
    canvas.circle(0, -9, 9, paint)
    canvas.arc(-6, -9, 8, 10, 300, 420, WHITE, 1.8)
    canvas.arc(6, -9, 8, 10, 120, 240, WHITE, 1.8)


def gift(canvas: Canvas, paint: Rgb) -> None:
    ribbon = (255, 240, 190) if paint[2] > 80 or paint[1] < 120 else (222, 66, 66)
    canvas.rectangle(-10, -14, 10, 1, paint, 1.5)
    canvas.rectangle(-2, -14, 2, 1, ribbon)
    canvas.rectangle(-11.4, -16, 11.4, -10.6, lighter(paint, 0.22), 1)
    canvas.rectangle(-2, -16, 2, -10.6, ribbon)
    canvas.ellipse(-4.4, -18.4, 4.4, 2.9, ribbon)
    canvas.ellipse(4.4, -18.4, 4.4, 2.9, ribbon)


def cake(canvas: Canvas, paint: Rgb) -> None:
    """Draw a birthday cake on a small table that stands at the origin."""
    _table(canvas, 21)
    canvas.rectangle(-14, -41, 14, -28, (250, 222, 190), 2)
    canvas.rectangle(-14, -43, 14, -37, paint, 2)
    for n in range(4):
        canvas.pie(-10.5 + n * 7, -37.4, 3.5, 4.2, 0, 180, paint)
    for x in (-8, 0, 8):
        canvas.rectangle(x - 1.2, -51, x + 1.2, -43, WHITE)
        canvas.ellipse(x, -53.8, 1.9, 3.2, (255, 170, 40))


def pizza(canvas: Canvas, _paint: Rgb) -> None:
    """Draw a steaming pizza on a small table that stands at the origin."""
    _table(canvas, 21)
    canvas.ellipse(0, -31, 17, 5.8, (214, 150, 80))
    canvas.ellipse(0, -32.4, 14.4, 4.4, (250, 212, 110))
    for x, y in ((-8, -32.4), (0, -34.4), (7, -31.8), (-1, -30.4)):
        canvas.ellipse(x, y, 2.4, 1.5, (210, 50, 40))
    for x in (-7, 1, 9):
        canvas.line([(x, -40), (x + 2.4, -44.6), (x, -49)], clear(WHITE, 235), 1.7)


def _table(canvas: Canvas, half: float) -> None:
    canvas.shadow(0, 0, half)
    for x in (-half + 6, half - 6):
        canvas.line([(x, -1), (x, -25)], darker(WOOD, 0.1), 2.8)
    canvas.rectangle(-half, -28, half, -24, WOOD, 1)


def kite(canvas: Canvas, paint: Rgb) -> None:
    """Draw a kite in the air; the end of its line is at the origin."""
    canvas.line([(0, 0), (3, -20), (0, -38)], (250, 250, 250), 1.2, round_ends=False)
    with canvas.frame(0, -54):
        canvas.polygon([(0, -16), (11, 0), (0, 16), (-11, 0)], paint)
        canvas.polygon([(0, -16), (11, 0), (0, 0)], lighter(paint, 0.35))
        canvas.polygon([(0, 16), (-11, 0), (0, 0)], darker(paint, 0.12))
        for x, y in ((5, 20), (-1, 27)):
            canvas.polygon([(x - 4, y - 2.6), (x + 4, y + 2.6), (x + 4, y - 2.6), (x - 4, y + 2.6)], (250, 200, 80))


def sand_castle(canvas: Canvas, paint: Rgb) -> None:
    canvas.shadow(0, 0, 21)
    canvas.rectangle(-16, -14, 16, 0, _SAND, 1)
    for x, height in ((-14, 23), (0, 30), (14, 23)):
        canvas.rectangle(x - 5.6, -height, x + 5.6, 0, lighter(_SAND, 0.12))
        for dx in (-4.2, 0, 4.2):
            canvas.rectangle(x + dx - 1.4, -height - 3.4, x + dx + 1.4, -height, lighter(_SAND, 0.12))
    canvas.pie(0, 0, 4.2, 9, 180, 360, darker(_SAND, 0.4))
    canvas.line([(0, -33), (0, -45)], (120, 90, 60), 1.4, round_ends=False)
    canvas.polygon([(0, -45), (10, -41.6), (0, -38)], paint)


def ruined_sand_castle(canvas: Canvas, paint: Rgb) -> None:
    canvas.ellipse(0, -1, 23, 5.6, darker(_SAND, 0.14))
    canvas.polygon([(-19, 0), (-12, -12), (-4, -6), (3, -15), (9, -5), (19, 0)], darker(_SAND, 0.05))
    canvas.rectangle(-15, -16, -8, 0, lighter(_SAND, 0.1), 1)
    canvas.line([(4, -6), (15, -15)], (120, 90, 60), 1.4)
    canvas.polygon([(15, -15), (19, -6.6), (11, -10)], paint)
    canvas.ellipse(2, 2.6, 17, 3, (104, 184, 226, 220))


def paper_plane(canvas: Canvas, _paint: Rgb) -> None:
    canvas.polygon([(17, -5), (-15, -13), (-7, 0)], WHITE)
    canvas.polygon([(17, -5), (-7, 0), (-11, 8)], (198, 206, 224))
    for n in (0, 1):
        canvas.line([(-18 - n * 2, -8 + n * 7), (-27 - n * 2, -7 + n * 7)], clear(WHITE, 220), 1.6)


def trophy(canvas: Canvas, _paint: Rgb) -> None:
    canvas.arc(-9.4, -9, 5, 5, 90, 270, _GOLD, 2.1)
    canvas.arc(9.4, -9, 5, 5, 270, 450, _GOLD, 2.1)
    canvas.pie(0, -14, 10, 16, 0, 180, _GOLD)
    canvas.rectangle(-10, -16.4, 10, -12.6, (252, 220, 110), 1)
    canvas.rectangle(-2, 0, 2, 5, (214, 160, 40))
    canvas.rectangle(-7, 4, 7, 8.6, (120, 80, 50), 1)


def snowman(canvas: Canvas, paint: Rgb) -> None:
    canvas.shadow(0, 0, 17)
    for y, radius in ((-13, 15), (-33, 11.4), (-50, 8.6)):
        canvas.circle(0, y, radius, (214, 222, 238))
        canvas.circle(-0.8, y - 0.8, radius - 1.4, (250, 252, 255))
    canvas.rectangle(-9.4, -43.6, 9.4, -39.6, paint, 1.6)
    canvas.rectangle(4, -42, 8, -31, darker(paint, 0.1), 1)
    for x in (-3, 3):
        canvas.circle(x, -52, 1.3, (40, 40, 48))
    canvas.polygon([(0, -50.6), (10, -48.6), (0, -47.4)], (244, 138, 40))
    for y in (-36, -30):
        canvas.circle(0, y, 1.3, (40, 40, 48))
    canvas.line([(-10, -34), (-20, -42)], (110, 76, 48), 1.7)
    canvas.line([(10, -34), (20, -40)], (110, 76, 48), 1.7)


def teddy_bear(canvas: Canvas, _paint: Rgb) -> None:
    """Draw a teddy bear whose arm has come off."""
    fur: Rgb = (178, 122, 74)
    for x in (-6, 6):
        canvas.ellipse(x, -3, 5, 4, darker(fur, 0.08))
    canvas.ellipse(0, -11, 8.4, 9, fur)
    canvas.ellipse(0, -10, 4.6, 5.4, lighter(fur, 0.35))
    canvas.ellipse(9, -13, 4, 3.2, fur)
    for x in (-6.4, 6.4):
        canvas.circle(x, -31, 3.8, darker(fur, 0.1))
    canvas.circle(0, -25, 8.8, fur)
    canvas.ellipse(0, -22.4, 4, 3.2, lighter(fur, 0.4))
    canvas.circle(0, -23.6, 1.4, (50, 36, 34))
    for x in (-3.4, 3.4):
        canvas.circle(x, -27, 1.3, (50, 36, 34))
    canvas.polygon([(-8.6, -17), (-12, -14), (-9.6, -12), (-12, -9), (-7, -10)], WHITE)
    canvas.ellipse(-18, -2.6, 5, 3.2, fur)
    canvas.circle(-14, -3, 2.2, WHITE)


def guitar(canvas: Canvas, paint: Rgb) -> None:
    """Draw a guitar held across the body; its sound hole is at the origin, its neck points forward and up."""
    canvas.line([(4, -2), (33, -15)], (116, 76, 48), 3.4)
    canvas.line([(32, -14.6), (37, -17)], (70, 46, 36), 5)
    canvas.ellipse(-9, 4, 10.4, 9.4, paint)
    canvas.ellipse(3, -1, 8, 7.4, paint)
    canvas.circle(0, 0, 3.6, darker(paint, 0.55))
    canvas.line([(-11, 5), (32, -14.4)], (250, 240, 214), 0.8, round_ends=False)


def flowers(canvas: Canvas, paint: Rgb) -> None:
    """Draw a bunch of flowers held at the origin."""
    for x in (-6, 0, 6):
        canvas.line([(0, 4), (x, -12)], (74, 150, 80), 1.8)
    canvas.polygon([(-6.4, -7), (6.4, -7), (2, 7), (-2, 7)], (250, 244, 228))
    for x, y in ((-7, -12), (7, -12), (0, -18), (-3, -9), (4, -8)):
        for step in range(5):
            angle = step * 1.257
            canvas.circle(x + 2.7 * math.cos(angle), y + 2.7 * math.sin(angle), 2.2, paint)
        canvas.circle(x, y, 1.7, (255, 240, 150))
