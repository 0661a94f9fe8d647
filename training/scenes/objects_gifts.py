"""Draw things that are given, found, lost, opened or said. The origin is where a thing stands or is held.

A `_paint` is not used: the thing has one look only.
"""

from training.scenes.canvas import Canvas
from training.scenes.colours import INK, METAL, PAINTS, SKINS, WHITE, WOOD, Rgb, darker, lighter

_GOLD: Rgb = (246, 196, 60)
_BUBBLE: Rgb = (255, 255, 255)
_EDGE: Rgb = (90, 100, 130)


def opened_gift(canvas: Canvas, paint: Rgb) -> None:
    """Draw a torn present with a rocket in it."""
    canvas.polygon([(-4.4, -12), (4.4, -12), (4.4, -26), (0, -34), (-4.4, -26)], (236, 240, 246))
    canvas.polygon([(-4.4, -26), (0, -34), (4.4, -26)], PAINTS["red"])
    canvas.circle(0, -21, 2.5, (90, 170, 236))
    for side in (-1, 1):
        canvas.polygon([(side * 4.4, -18), (side * 9.4, -11), (side * 4.4, -11)], PAINTS["red"])
    _torn_box(canvas, paint)


def gift_with_socks(canvas: Canvas, paint: Rgb) -> None:
    """Draw a torn present with an old pair of socks in it."""
    for x, tilt in ((-5, -3), (3, 2)):
        canvas.line([(x, -12), (x + tilt, -27)], (128, 132, 122), 6, round_ends=False)
        canvas.line([(x + tilt - 1, -28), (x + tilt + 5, -31)], (128, 132, 122), 6)
        canvas.line([(x + tilt * 0.4, -17), (x + tilt * 0.6, -20)], (196, 84, 70), 6, round_ends=False)
    _torn_box(canvas, paint)


def _torn_box(canvas: Canvas, paint: Rgb) -> None:
    ribbon = (255, 240, 190) if paint[2] > 80 or paint[1] < 120 else (222, 66, 66)
    canvas.rectangle(-11, -12, 11, 1, paint, 1.5)
    canvas.rectangle(-2, -12, 2, 1, ribbon)
    for n in range(4):
        x = -11 + n * 5.5
        canvas.polygon([(x, -12), (x + 5.5, -12), (x + (1 if n % 2 else 4.4), -17)], lighter(paint, 0.3))
    canvas.polygon([(-11, -8), (-18, -4), (-13, -1)], lighter(paint, 0.3))
    canvas.polygon([(11, -8), (18, -5), (13, -1)], lighter(paint, 0.3))


def locked_chest(canvas: Canvas, _paint: Rgb) -> None:
    canvas.shadow(0, 0, 20)
    canvas.pie(0, -17, 19, 15, 180, 360, darker(WOOD, 0.1))
    _chest(canvas)
    canvas.arc(0, -17, 4.4, 6, 180, 360, METAL, 2.2)
    canvas.rectangle(-6, -17, 6, -6, _GOLD, 1.6)
    canvas.circle(0, -12.6, 1.9, INK)
    canvas.line([(0, -12), (0, -8.6)], INK, 1.7)


def open_chest(canvas: Canvas, _paint: Rgb) -> None:
    """Draw a chest with its lid open, full of gold."""
    canvas.shadow(0, 0, 20)
    canvas.pie(0, -29, 19, 13, 180, 360, darker(WOOD, 0.2))
    canvas.rectangle(-19, -29, 19, -15, (84, 56, 40))
    for x, y in ((-13, -18), (-7, -22), (0, -20), (7, -23), (13, -18), (-2, -25)):
        canvas.circle(x, y, 4.2, _GOLD)
        canvas.circle(x - 1, y - 1, 1.6, (255, 236, 150))
    _chest(canvas)
    canvas.rectangle(-3, -15, 3, -9, _GOLD, 1)
    for x in (-13, 0, 13):
        canvas.line([(x, -46), (x * 1.15, -52)], (255, 222, 90), 1.8)


def _chest(canvas: Canvas) -> None:
    canvas.rectangle(-19, -17, 19, 0, WOOD, 1)
    canvas.rectangle(-19, -17, 19, -14, darker(WOOD, 0.25))
    for x in (-14, 14):
        canvas.rectangle(x - 2, -17, x + 2, 0, METAL)


def key(canvas: Canvas, _paint: Rgb) -> None:
    canvas.arc(0, -13, 5.4, 5.4, 0, 360, _GOLD, 2.6)
    canvas.line([(0, -8), (0, 8)], _GOLD, 2.6)
    for y in (3, 7):
        canvas.line([(0, y), (5, y)], _GOLD, 2.4)


def easel(canvas: Canvas, _paint: Rgb) -> None:
    """Draw a funny portrait on an easel."""
    canvas.shadow(0, 0, 18)
    for x in (-15, 0, 15):
        canvas.line([(0, -66), (x, 0)], darker(WOOD, 0.15), 2.6)
    canvas.rectangle(-17, -62, 17, -20, WOOD, 1)
    canvas.rectangle(-15, -60, 15, -22, (252, 248, 236))
    canvas.ellipse(0, -41, 9, 12, SKINS[1])
    for x in (-6, -2, 2, 6):
        canvas.line([(x, -51), (x * 1.6, -57)], PAINTS["orange"], 2)
    canvas.circle(-4, -45, 2.6, WHITE)
    canvas.circle(4.6, -43, 3.6, WHITE)
    canvas.circle(-4, -45, 1.2, INK)
    canvas.circle(4.6, -43, 1.2, INK)
    canvas.ellipse(0.6, -38, 2.6, 3.4, (226, 70, 60))
    canvas.line([(-4, -32), (0, -33.4), (4.4, -31)], INK, 1.4)
    canvas.rectangle(-19, -22, 19, -18, darker(WOOD, 0.2), 1)


def brush(canvas: Canvas, paint: Rgb) -> None:
    canvas.line([(-4, 8), (4, -8)], WOOD, 2.4)
    canvas.line([(4, -8), (5.6, -11)], METAL, 3.8, round_ends=False)
    canvas.polygon([(3.4, -12), (8, -9.6), (9.4, -18)], paint)


def shopping_bag(canvas: Canvas, paint: Rgb) -> None:
    """Draw a full shopping bag that hangs from its origin."""
    canvas.arc(0, 4, 5, 6, 180, 360, darker(paint, 0.3), 1.8)
    canvas.line([(4, 6), (10, -7)], (228, 178, 108), 4.4)
    canvas.circle(-4, 3, 4.4, PAINTS["red"])
    canvas.line([(-9, 6), (-11, -3)], PAINTS["green"], 2.4)
    canvas.polygon([(-11, 5), (11, 5), (9.6, 25), (-9.6, 25)], paint)
    canvas.circle(0, 15, 4.2, lighter(paint, 0.5))


def wallet(canvas: Canvas, _paint: Rgb) -> None:
    """Draw a full wallet."""
    canvas.rectangle(-8, -13, 7, -2, (120, 190, 120), 1)
    canvas.circle(-0.4, -8.4, 2.6, (226, 244, 220))
    canvas.rectangle(-10.4, -8, 10.4, 6, (116, 72, 46), 2)
    canvas.rectangle(4, -4, 11.4, 1.6, (150, 98, 62), 1)
    canvas.circle(7, -1.2, 1.5, _GOLD)


def secret_bubble(canvas: Canvas, _paint: Rgb) -> None:
    """Draw a small speech bubble with a lock: something said in secret."""
    canvas.ellipse(0, -12, 16, 12.4, _EDGE)
    canvas.polygon([(6, -4), (12, -6), (15, 5)], _EDGE)
    canvas.ellipse(0, -12, 14.6, 11, _BUBBLE)
    canvas.arc(0, -14.6, 3.6, 4.4, 180, 360, METAL, 2)
    canvas.rectangle(-5.6, -14.6, 5.6, -6, _GOLD, 1.4)
    canvas.circle(0, -10.4, 1.6, INK)


def quarrel_bubble(canvas: Canvas, _paint: Rgb) -> None:
    """Draw a jagged speech bubble with lightning: angry words."""
    spikes = [(-18, -12), (-13, -15), (-15, -23), (-7, -20), (0, -28), (6, -20), (15, -24), (13, -15), (19, -11)]
    below = [(13, -7), (14, 0), (6, -4), (0, 3), (-6, -4), (-14, 0), (-13, -8)]
    canvas.polygon([*spikes, *below], (226, 60, 50))
    canvas.polygon([(x * 0.84, -12 + (y + 12) * 0.84) for x, y in (*spikes, *below)], _BUBBLE)
    canvas.polygon([(1, -21), (-7, -11), (-1, -11), (-3, -3), (6, -14), (0, -14)], (54, 56, 66))


def coffee(canvas: Canvas, paint: Rgb) -> None:
    """Draw a steaming cup."""
    canvas.arc(7, -2, 4.4, 4.4, 270, 450, paint, 2.2)
    canvas.rectangle(-7, -8, 7, 6, paint, 3)
    canvas.ellipse(0, -8, 7, 2.2, (108, 66, 44))
    for x in (-3, 3):
        canvas.line([(x, -12), (x + 2, -16), (x, -20)], (250, 250, 255, 230), 1.5)
