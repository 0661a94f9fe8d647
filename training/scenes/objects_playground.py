"""Draw what children play with and on outdoors. The origin is where a thing stands or is held.

A `_paint` is not used: the thing has one look only.
"""

from training.scenes.canvas import Canvas
from training.scenes.colours import INK, METAL, PAINTS, WHITE, Rgb, clear, darker, lighter
from training.scenes.objects_wild import paint_tree

_ROPE: Rgb = (226, 204, 160)
_BLOCKS = ("red", "blue", "yellow", "green", "orange", "purple")
_PUDDLE: Rgb = (112, 172, 222)
_MUD: Rgb = (112, 82, 56)


def broken_swing(canvas: Canvas, paint: Rgb) -> None:
    """Draw a swing one rope of which has torn; its seat hangs down."""
    canvas.shadow(0, 0, 26)
    for x in (-26, 26):
        canvas.line([(x - 4, 0), (x * 0.8, -66), (x + 4, 0)], paint, 3)
    canvas.line([(-22, -66), (22, -66)], paint, 3.6)
    canvas.line([(-9, -65), (-9, -20)], _ROPE, 1.8)
    canvas.line([(10, -65), (12, -50), (9, -46)], _ROPE, 1.8)
    canvas.line([(9, -46), (6, -43)], _ROPE, 1)
    canvas.line([(-11, -22), (-2, -3)], (140, 92, 58), 4.4)
    canvas.line([(-2, -4), (6, -1), (10, -5), (15, -1)], _ROPE, 1.8)


def slide(canvas: Canvas, paint: Rgb) -> None:
    """Draw a slide whose ladder is on the left."""
    canvas.shadow(4, 0, 38)
    for x in (-30, -18):
        canvas.line([(x, 0), (x + 2, -64)], METAL, 2.6)
    for y in (-10, -20, -30, -40, -50):
        canvas.line([(-30, y), (-17, y)], METAL, 2.2)
    canvas.rectangle(-30, -56, -10, -52, darker(paint, 0.2), 1)
    canvas.line([(-28, -66), (-14, -66), (-10, -56)], METAL, 2)
    canvas.line([(-12, -53), (4, -34), (24, -8), (40, -4)], darker(paint, 0.15), 9)
    canvas.line([(-12, -56), (4, -37), (24, -11), (40, -7)], paint, 4)
    canvas.line([(8, -28), (8, 0)], METAL, 2.6)


def cat_on_seesaw(canvas: Canvas, paint: Rgb) -> None:
    """Draw a seesaw with a cat on its high end."""
    fur: Rgb = (236, 232, 226)
    canvas.shadow(0, 0, 34)
    canvas.polygon([(-8, 0), (0, -14), (8, 0)], METAL)
    canvas.line([(-36, -2), (36, -26)], paint, 5)
    canvas.line([(-27, -6), (-25, -17), (-20, -17)], METAL, 2.2)
    canvas.line([(19, -21), (21, -32), (25, -32)], METAL, 2.2)
    canvas.line([(37, -31), (43, -38), (40, -46)], fur, 3.2)
    canvas.ellipse(31, -35, 7.4, 9, fur)
    canvas.circle(28, -49, 7.6, fur)
    for side in (-1, 1):
        canvas.polygon([(28 + side * 7, -50), (28 + side * 6.4, -60), (28 + side, -55)], fur)
        canvas.ellipse(27 + side * 3, -50, 1.4, 1.8, INK)
    canvas.ellipse(27, -46.6, 1.4, 1.1, (236, 130, 150))
    for y in (-38, -33):
        canvas.line([(34, y), (38, y + 1)], (120, 116, 122), 1.8)


def block_tower(canvas: Canvas, _paint: Rgb) -> None:
    canvas.shadow(0, 0, 13)
    rows = ((-11, 0), (0, 0), (-5.5, 1), (-5.5, 2), (-5, 3), (-6, 4))
    for number, (x, row) in enumerate(rows):
        _block(canvas, x + 0.5, -row * 10.5, number)
    canvas.polygon([(-7, -52.5), (7, -52.5), (0.4, -62)], PAINTS["red"])


def fallen_blocks(canvas: Canvas, _paint: Rgb) -> None:
    """Draw blocks that lie scattered; two are still in the air."""
    canvas.shadow(0, 0, 26)
    for number, (x, y, turn) in enumerate(((-22, 0, 0), (-9, 1, 1), (3, 0, 0), (14, 2, 1), (-3, -9, 2), (10, -17, 2))):
        if turn:
            corners = [(x + 5, y - 12 - turn), (x + 12 + turn, y - 6), (x + 5, y), (x - 2 - turn, y - 6)]
            canvas.polygon(corners, PAINTS[_BLOCKS[number]])
            canvas.polygon([corners[0], corners[1], (x + 5, y - 6)], lighter(PAINTS[_BLOCKS[number]], 0.3))
        else:
            _block(canvas, x, y, number)
    canvas.polygon([(25, 2), (37, 2), (31, -6)], PAINTS["red"])


def _block(canvas: Canvas, x: float, y: float, number: int) -> None:
    paint = PAINTS[_BLOCKS[number % len(_BLOCKS)]]
    canvas.rectangle(x, y - 10, x + 10, y, paint, 1)
    canvas.rectangle(x + 2.6, y - 7.4, x + 7.4, y - 2.6, lighter(paint, 0.4), 0.6)


def goal(canvas: Canvas, _paint: Rgb) -> None:
    """Draw a goal with a ball in its net."""
    canvas.shadow(0, 0, 36)
    for n in range(9):
        canvas.line([(-30 + n * 7.5, -50), (-30 + n * 7.5, -2)], clear(WHITE, 150), 0.9, round_ends=False)
    for n in range(6):
        canvas.line([(-31, -44 + n * 8), (31, -44 + n * 8)], clear(WHITE, 150), 0.9, round_ends=False)
    canvas.line([(-32, 0), (-32, -52), (32, -52), (32, 0)], (250, 250, 252), 3.6)
    canvas.circle(8, -14, 9, (250, 250, 250))
    for x, y in ((8, -14), (1.6, -18), (14.4, -18), (4, -8), (12, -8)):
        canvas.circle(x, y, 2.2, (40, 40, 48))
    for x, y in ((20, -22), (22, -14), (20, -6)):
        canvas.line([(x, y), (x + 5, y + (y + 14) * 0.3)], (255, 226, 90), 1.6)


def tree_with_ball(canvas: Canvas, paint: Rgb) -> None:
    paint_tree(canvas)
    canvas.circle(9, -71, 9.4, darker(paint, 0.25))
    canvas.circle(9, -71, 8.6, paint)
    canvas.arc(3, -71, 8, 9, 300, 420, WHITE, 1.8)


def tree_with_kite(canvas: Canvas, paint: Rgb) -> None:
    paint_tree(canvas)
    canvas.line([(6, -64), (12, -48), (8, -36), (13, -26)], (250, 250, 250), 1.3, round_ends=False)
    with canvas.frame(6, -78, 1.15):
        canvas.polygon([(-9, -13), (11, -5), (7, 15), (-11, 5)], paint)
        canvas.polygon([(-9, -13), (11, -5), (-1, 1)], lighter(paint, 0.4))
        canvas.polygon([(7, 15), (-11, 5), (-1, 1)], darker(paint, 0.2))
    for x, y in ((12, -47), (9, -36)):
        canvas.polygon([(x - 4, y - 2.6), (x + 4, y + 2.6), (x + 4, y - 2.6), (x - 4, y + 2.6)], (250, 200, 80))


def bubbles(canvas: Canvas, paint: Rgb) -> None:
    """Draw a bubble wand and the bubbles that leave it; the hand is at the origin."""
    canvas.line([(0, 5), (2, -8)], paint, 2.4)
    canvas.arc(3, -13, 5, 6, 0, 360, paint, 2)
    for x, y, radius in ((14, -16, 5), (23, -26, 7.4), (30, -11, 6), (18, -38, 4.6), (33, -38, 5.4)):
        canvas.circle(x, y, radius, (196, 226, 250, 120))
        canvas.arc(x, y, radius, radius, 0, 360, (236, 244, 255), 1.1)
        canvas.circle(x - radius * 0.35, y - radius * 0.4, radius * 0.24, WHITE)


def toy_boat(canvas: Canvas, paint: Rgb) -> None:
    """Draw a toy boat that sails on a puddle."""
    _puddle(canvas, _PUDDLE)
    canvas.line([(1, -9), (1, -36)], (140, 100, 66), 2)
    canvas.polygon([(2.4, -35), (17, -14), (2.4, -14)], WHITE)
    canvas.polygon([(-0.4, -31), (-11, -14), (-0.4, -14)], lighter(paint, 0.6))
    canvas.polygon([(-16, -12), (18, -12), (11, 0), (-10, 0)], paint)
    canvas.line([(-22, 2), (-12, 2)], WHITE, 1.2)
    canvas.line([(10, 3), (22, 2)], WHITE, 1.2)


def sunk_boat(canvas: Canvas, paint: Rgb) -> None:
    """Draw a toy boat that goes down, its stern in the air."""
    _puddle(canvas, _PUDDLE)
    canvas.polygon([(-18, -14), (-8, -20), (6, 0), (-7, 0)], paint)
    canvas.line([(-4, -11), (13, -22)], (140, 100, 66), 2)
    canvas.polygon([(-1, -12), (12, -20), (15, -4)], WHITE)
    canvas.line([(-14, 0.6), (16, 0.6)], lighter(_PUDDLE, 0.5), 2.2)
    for x, y, radius in ((18, -4, 2), (21, -10, 1.5), (15, -8, 1.4)):
        canvas.arc(x, y, radius, radius, 0, 360, WHITE, 1)


def muddy_puddle(canvas: Canvas, _paint: Rgb) -> None:
    """Draw a puddle of mud from which drops fly up."""
    _puddle(canvas, _MUD)
    canvas.ellipse(-4, 0.6, 14, 2.6, lighter(_MUD, 0.2))
    for x, y, size in ((-22, -9, 2.4), (-15, -17, 2), (16, -15, 2.4), (23, -8, 2), (27, -17, 1.7), (-28, -15, 1.6)):
        canvas.ellipse(x, y, size, size * 1.3, _MUD)


def _puddle(canvas: Canvas, water: Rgb) -> None:
    canvas.ellipse(0, 1, 29, 6.6, darker(water, 0.14))
    canvas.ellipse(0, 0.6, 27, 5.6, water)


def bicycle(canvas: Canvas, paint: Rgb) -> None:
    """Draw a bicycle that stands upright."""
    canvas.shadow(0, 0, 27)
    for x in (-16, 17):
        canvas.arc(x, -12, 12, 12, 0, 360, (50, 50, 58), 2.3)
        canvas.line([(x - 11, -12), (x + 11, -12)], (190, 190, 196), 0.8, round_ends=False)
        canvas.line([(x, -23), (x, -1)], (190, 190, 196), 0.8, round_ends=False)
        canvas.circle(x, -12, 1.9, (120, 120, 130))
    canvas.line([(-16, -12), (-7, -29), (13, -29), (17, -12)], paint, 2.8)
    canvas.line([(-8, -28), (-1, -11), (13, -29)], paint, 2.8)
    canvas.line([(-16, -12), (-1, -11)], paint, 2.4)
    canvas.line([(-13, -34), (-4, -34)], INK, 3.6)
    canvas.line([(13, -29), (11, -39), (4, -40)], METAL, 2.4)
    canvas.circle(-1, -11, 2.8, METAL)


def snowball(canvas: Canvas, _paint: Rgb) -> None:
    """Draw a snowball in flight, forward; its middle is at the origin."""
    canvas.circle(0, 0, 7, (206, 216, 234))
    canvas.circle(-0.6, -0.8, 6, (250, 252, 255))
    for y in (-4, 0, 4):
        canvas.line([(-11, y), (-19, y - 1)], (232, 240, 252), 1.6)
    for x, y in ((-10, -8), (-13, 8)):
        canvas.circle(x, y, 1.4, (250, 252, 255))


def haystack(canvas: Canvas, _paint: Rgb) -> None:
    straw: Rgb = (232, 196, 96)
    canvas.shadow(0, 0, 24)
    canvas.pie(0, 0, 24, 36, 180, 360, straw)
    for x, y in ((-14, -8), (-6, -20), (4, -10), (10, -22), (14, -6), (-2, -30), (-18, -3), (2, -3)):
        canvas.line([(x - 5, y), (x + 4, y - 4)], darker(straw, 0.2), 1.4)


def barrel(canvas: Canvas, paint: Rgb) -> None:
    canvas.shadow(0, 0, 18)
    canvas.rectangle(-15, -36, 15, 0, paint, 5)
    canvas.ellipse(0, -35, 13, 3, darker(paint, 0.3))
    for y in (-28, -8):
        canvas.rectangle(-16, y, 16, y + 3.4, darker(paint, 0.35))
