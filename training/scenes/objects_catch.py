"""Draw food and finds that animals and anglers are after, and the traces they leave.

The origin is where a thing stands or is held. A `_paint` is not used: the thing has one look only.
"""

from training.scenes.canvas import Canvas
from training.scenes.colours import METAL, WHITE, WOOD, Rgb, clear, darker

_MUD: Rgb = (112, 82, 56)
_CREAM: Rgb = (255, 246, 232)


def rod_with_fish(canvas: Canvas, _paint: Rgb) -> None:
    """Draw a fishing rod with a fish on its line; the hand is at the origin."""
    _rod(canvas)
    scale: Rgb = (104, 168, 214)
    canvas.ellipse(36, -6, 5.6, 11, scale)
    canvas.ellipse(38, -5, 2.6, 8, (206, 230, 244))
    canvas.polygon([(36, 3), (30, 11), (42, 11)], darker(scale, 0.15))
    canvas.polygon([(31, -7), (26, -3), (31, 0)], darker(scale, 0.15))
    canvas.circle(37, -12, 1.3, (30, 30, 40))
    for x, y in ((28, 14), (44, 6), (46, 13)):
        canvas.ellipse(x, y, 1.3, 2, (110, 180, 244))


def rod_with_boot(canvas: Canvas, _paint: Rgb) -> None:
    """Draw a fishing rod with an old boot on its line; the hand is at the origin."""
    _rod(canvas)
    leather: Rgb = (96, 72, 58)
    canvas.rectangle(31, -17, 40, 4, leather, 1)
    canvas.rectangle(31, -4, 50, 5, leather, 3)
    canvas.rectangle(30, 4, 50, 7, darker(leather, 0.4), 1)
    canvas.rectangle(30, -18, 41, -14, darker(leather, 0.25), 1)
    canvas.polygon([(46, 1), (50, -1), (50, 5)], (230, 150, 140))
    for x, y in ((33, 12), (41, 14), (47, 11)):
        canvas.ellipse(x, y, 1.3, 2, (110, 180, 244))


def rod(canvas: Canvas, _paint: Rgb) -> None:
    """Draw a fishing rod with a float on its line; the hand is at the origin."""
    _rod(canvas)
    canvas.circle(36, -10, 3.6, (230, 60, 56))
    canvas.pie(36, -10, 3.6, 3.6, 0, 180, WHITE)
    canvas.arc(37, -3, 3, 3, 0, 180, METAL, 1.3)


def _rod(canvas: Canvas) -> None:
    canvas.line([(-5, 8), (22, -36), (36, -46)], (150, 96, 56), 2.2)
    canvas.line([(-5, 8), (2, -4)], (60, 52, 52), 3.6)
    canvas.circle(3, -2, 3, METAL)
    canvas.line([(36, -46), (36, -14)], (246, 246, 250), 1, round_ends=False)


def sandwich(canvas: Canvas, _paint: Rgb) -> None:
    """Draw a sandwich in the hand; the hand is at the origin."""
    canvas.polygon([(-8, -3), (12, -3), (2, -15)], (232, 188, 120))
    canvas.polygon([(-8, -3), (12, -3), (11, 0), (-7, 0)], (104, 184, 84))
    canvas.rectangle(-7, -1, 11, 2, (232, 90, 80), 1)
    canvas.rectangle(-8, 1, 12, 5, (214, 168, 102), 1.6)


def sausage(canvas: Canvas, _paint: Rgb) -> None:
    """Draw a sausage on a fork; the hand is at the origin."""
    canvas.line([(-4, 6), (4, -6)], METAL, 2)
    canvas.line([(-2, -4), (4, -10), (13, -11), (17, -8)], (170, 76, 50), 7)
    canvas.line([(0, -6), (5, -11), (12, -12.6)], (206, 112, 78), 2)


def ladder(canvas: Canvas, _paint: Rgb) -> None:
    """Draw a ladder that somebody holds upright; the hand is at the origin."""
    for x in (-8, 8):
        canvas.line([(x, 45), (x * 0.85, -27)], darker(WOOD, 0.05), 3)
    for n in range(7):
        canvas.line([(-7.4, 38 - n * 9.8), (7.4, 38 - n * 9.8)], WOOD, 2.6)


def paw_prints(canvas: Canvas, _paint: Rgb) -> None:
    """Draw a track of muddy paws along the ground."""
    for n in range(5):
        x, y = -36 + n * 18, 1 if n % 2 else 6
        canvas.ellipse(x, y, 4.2, 2.6, _MUD)
        for dx, dy in ((2, -3.2), (5, -1.4), (5, 1.6)):
            canvas.ellipse(x + dx, y + dy, 1.7, 1.2, _MUD)


def ruined_cake(canvas: Canvas, paint: Rgb) -> None:
    """Draw a cake with a big bite in it, on a small table that stands at the origin."""
    canvas.shadow(0, 0, 21)
    for x in (-15, 15):
        canvas.line([(x, -1), (x, -25)], darker(WOOD, 0.1), 2.8)
    canvas.rectangle(-21, -28, 21, -24, WOOD, 1)
    canvas.polygon([(-14, -28), (-14, -42), (-4, -42), (-2, -37), (3, -36), (4, -31), (11, -30), (13, -28)], _CREAM)
    canvas.polygon([(-14, -42), (-4, -42), (-2.6, -38), (-14, -38)], paint)
    canvas.rectangle(-14, -34, -1, -31.6, (216, 150, 100))
    canvas.rectangle(-10, -50, -7.6, -42, WHITE)
    canvas.line([(8, -30), (16, -31)], WHITE, 2.4)
    for x, y in ((10, -30), (17, -29), (-18, -29), (6, -20), (12, -8), (0, 0), (16, 1)):
        canvas.circle(x, y, 1.7, _CREAM)
    canvas.line([(19, -26), (19, -16)], clear(paint, 255), 2.6)


def hole(canvas: Canvas, _paint: Rgb) -> None:
    """Draw a hole in the ground with a heap of earth beside it."""
    canvas.polygon([(-27, 1), (-20, -9), (-13, -11), (-5, 1)], _MUD)
    canvas.ellipse(5, 1, 19, 5, _MUD)
    canvas.ellipse(5, 1.6, 15, 3.6, (40, 30, 28))
    canvas.ellipse(4, -3, 7, 2, (246, 240, 226))
    for x in (-3, 11):
        canvas.circle(x, -4, 2.4, (246, 240, 226))
        canvas.circle(x, -2, 2.4, (246, 240, 226))
