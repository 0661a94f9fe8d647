"""Draw things of games, lessons, hiding and shows. The origin is where a thing stands or is held.

A `_paint` is not used: the thing has one look only.
"""

import math

from training.scenes.canvas import Canvas
from training.scenes.colours import INK, METAL, PAINTS, WHITE, WOOD, Rgb, blend, clear, darker, lighter

_CARD: Rgb = (206, 160, 104)
_LEAF: Rgb = (64, 150, 82)
_BOARD: Rgb = (44, 92, 72)
_CHALK: Rgb = (246, 248, 240)


def handkerchief(canvas: Canvas, paint: Rgb) -> None:
    """Draw a handkerchief with a coloured hem, held by one corner."""
    canvas.polygon([(0, -6), (13, 5), (6, 20), (0, 14), (-6, 20), (-13, 5)], paint)
    canvas.polygon([(0, -2.6), (9.4, 5.4), (4.8, 15.4), (0, 10.6), (-4.8, 15.4), (-9.4, 5.4)], WHITE)
    canvas.line([(0, -2), (0, 10)], lighter(paint, 0.5), 1.6)
    canvas.line([(0, 2), (5, 7)], lighter(paint, 0.5), 1.4)


def solved_board(canvas: Canvas, _paint: Rgb) -> None:
    """Draw a blackboard on legs with sums that are right."""
    _blackboard(canvas)
    for y in (-58, -46):
        _chalk_lines(canvas, y)
        canvas.line([(9, y), (12, y + 3.4), (18, y - 4.4)], (120, 240, 130), 2.2)


def failed_board(canvas: Canvas, _paint: Rgb) -> None:
    """Draw a blackboard on legs with sums that are crossed out."""
    _blackboard(canvas)
    for y in (-58, -46):
        _chalk_lines(canvas, y)
        canvas.line([(9, y - 4), (17, y + 4)], (255, 96, 96), 2.2)
        canvas.line([(17, y - 4), (9, y + 4)], (255, 96, 96), 2.2)


def _blackboard(canvas: Canvas) -> None:
    canvas.shadow(0, 0, 20)
    canvas.line([(-14, -38), (-18, 0)], darker(WOOD, 0.1), 2.8)
    canvas.line([(14, -38), (18, 0)], darker(WOOD, 0.1), 2.8)
    canvas.rectangle(-25, -70, 25, -34, WOOD, 2)
    canvas.rectangle(-22.4, -67.4, 22.4, -36.6, _BOARD)


def _chalk_lines(canvas: Canvas, y: float) -> None:
    for x in (-18, -6):
        canvas.line([(x, y - 3.4), (x, y + 3.4)], _CHALK, 1.7)
        canvas.line([(x + 3.4, y), (x + 8, y)], _CHALK, 1.7)
    canvas.line([(-12.4, y - 2.3), (-12.4, y + 2.3)], _CHALK, 1.5)


def crayon(canvas: Canvas, paint: Rgb) -> None:
    canvas.line([(-3, 5), (6, -9)], paint, 5.4, round_ends=False)
    canvas.polygon([(3.6, -10.4), (8.4, -7.6), (9.4, -14.4)], darker(paint, 0.15))
    canvas.line([(0.4, -0.4), (1.8, -2.6)], WHITE, 5.4, round_ends=False)


def scribbled_screen(canvas: Canvas, _paint: Rgb) -> None:
    """Draw a white folding screen that somebody has drawn on."""
    canvas.shadow(0, 0, 22)
    for x in (-21, 0):
        canvas.rectangle(x, -62, x + 20, 0, (190, 176, 160), 1)
        canvas.rectangle(x + 1.6, -60.4, x + 18.4, -2, (252, 248, 238))
    for middle, width, name in ((-48, 5.5, "red"), (-33, 4.5, "blue"), (-17, 6, "purple")):
        points = [(-15 + n * 4.4, middle + (width if n % 2 else -width)) for n in range(8)]
        canvas.line(points, PAINTS[name], 2.2)
    canvas.arc(10, -26, 5, 5, 0, 330, PAINTS["green"], 2)


def cardboard_box(canvas: Canvas, _paint: Rgb) -> None:
    """Draw a box that is large enough to hide behind."""
    canvas.shadow(0, 0, 25)
    canvas.polygon([(-23, -20), (-33, -25), (-9, -25), (-4, -20)], lighter(_CARD, 0.2))
    canvas.polygon([(23, -20), (33, -25), (9, -25), (4, -20)], lighter(_CARD, 0.2))
    canvas.rectangle(-23, -20, 23, 0, _CARD)
    canvas.rectangle(-3, -20, 3, 0, lighter(_CARD, 0.35))
    canvas.line([(12, -4), (12, -13)], darker(_CARD, 0.4), 1.7)
    canvas.line([(9, -10), (12, -14), (15, -10)], darker(_CARD, 0.4), 1.7)


def armchair(canvas: Canvas, paint: Rgb) -> None:
    """Draw a low armchair, seen from behind."""
    canvas.shadow(0, 0, 27)
    for x in (-20, 20):
        canvas.line([(x, -4), (x, 0)], darker(WOOD, 0.3), 4)
    canvas.rectangle(-22, -25, 22, -3, paint, 7)
    canvas.rectangle(-17, -21, 17, -7, lighter(paint, 0.16), 5)
    for x in (-10, 0, 10):
        canvas.circle(x, -14, 1.5, darker(paint, 0.3))
    for x in (-28, 19):
        canvas.rectangle(x, -18, x + 9, -2, darker(paint, 0.16), 4)


def flower_box(canvas: Canvas, paint: Rgb) -> None:
    """Draw a wide box with a low hedge."""
    canvas.shadow(0, 0, 27)
    for n in range(5):
        canvas.ellipse(-20 + n * 10, -16, 8.4, 8.4, darker(_LEAF, 0.06 if n % 2 else 0.18))
    for x, y, name in ((-19, -19, "pink"), (-6, -21, "yellow"), (7, -18, "pink"), (19, -20, "yellow")):
        canvas.circle(x, y, 2.6, PAINTS[name])
        canvas.circle(x, y, 1, WHITE)
    canvas.polygon([(-28, -12), (28, -12), (25, 0), (-25, 0)], paint)
    canvas.rectangle(-29, -13, 29, -9, lighter(paint, 0.25), 1)


def teddy_bear(canvas: Canvas, _paint: Rgb) -> None:
    """Draw a whole teddy bear, held at its middle."""
    fur: Rgb = (186, 130, 80)
    with canvas.frame(0, 8, 0.8):
        for x in (-6.4, 6.4):
            canvas.ellipse(x, -2, 5, 4, darker(fur, 0.1))
            canvas.ellipse(x * 1.5, -12, 4, 3, darker(fur, 0.06))
            canvas.circle(x, -31, 4, darker(fur, 0.1))
        canvas.ellipse(0, -11, 8.4, 9, fur)
        canvas.circle(0, -25, 9, fur)
        canvas.ellipse(0, -22, 4.2, 3.4, lighter(fur, 0.45))
        canvas.circle(0, -23.4, 1.6, (50, 36, 34))
        for x in (-3.6, 3.6):
            canvas.circle(x, -27, 1.5, (50, 36, 34))
        canvas.polygon([(-5, -18.6), (0, -16.4), (-5, -14)], PAINTS["red"])
        canvas.polygon([(5, -18.6), (0, -16.4), (5, -14)], PAINTS["red"])


def mended_vase(canvas: Canvas, paint: Rgb) -> None:
    """Draw a vase whose pieces have been glued."""
    canvas.rectangle(-8.4, -19, 8.4, 0, paint, 6)
    canvas.rectangle(-4.4, -25, 4.4, -14, paint, 1)
    canvas.rectangle(-6.6, -27, 6.6, -23.6, lighter(paint, 0.3), 1)
    seam = INK if sum(paint) > 330 else WHITE
    canvas.line([(-7, -13), (-3, -9), (-4.6, -5), (1, -1)], seam, 1.3, round_ends=False)
    canvas.line([(-3, -9), (3, -12), (7.6, -7)], seam, 1.3, round_ends=False)
    canvas.line([(3, -12), (1, -20), (3.6, -26)], seam, 1.3, round_ends=False)
    canvas.line([(-9.6, -17), (-4, -11.4)], (250, 224, 170), 3.4, round_ends=False)


def board_game(canvas: Canvas, _paint: Rgb) -> None:
    """Draw a chess game in progress on a small table."""
    _game_table(canvas)
    for x, paint in ((-13, WHITE), (-7, WHITE), (-2, INK), (4, WHITE), (9, INK), (14, INK)):
        _chessman(canvas, x, paint, 6.4 if x % 2 else 9)


def finished_board_game(canvas: Canvas, _paint: Rgb) -> None:
    """Draw a chess game in which the black king has fallen."""
    _game_table(canvas)
    for x in (-14, -8, -2):
        _chessman(canvas, x, WHITE, 9 if x == -8 else 6.4)
    canvas.line([(5, -35), (13, -34)], INK, 5)
    canvas.circle(16.4, -34.4, 2.8, INK)
    canvas.line([(18.4, -34.4), (21, -34.4)], (250, 208, 58), 2)


def _game_table(canvas: Canvas) -> None:
    canvas.shadow(0, 0, 20)
    for x in (-14, 14):
        canvas.line([(x, -1), (x, -26)], darker(WOOD, 0.15), 2.8)
    canvas.rectangle(-20, -29, 20, -26, WOOD, 1)
    canvas.polygon([(-20, -29), (20, -29), (16, -34), (-16, -34)], (240, 222, 182))
    for n in range(4):
        x = -16 + n * 9
        canvas.polygon([(x, -29), (x + 4.6, -29), (x + 4.2, -31.5), (x + 0.4, -31.5)], (120, 78, 52))
        canvas.polygon([(x + 4.4, -31.5), (x + 8.4, -31.5), (x + 7.6, -34), (x + 4.2, -34)], (120, 78, 52))


def _chessman(canvas: Canvas, x: float, paint: Rgb, height: float) -> None:
    rim = METAL if paint == WHITE else INK
    canvas.polygon([(x - 3, -31), (x + 3, -31), (x + 1, -31 - height), (x - 1, -31 - height)], rim)
    canvas.polygon([(x - 2.2, -31.6), (x + 2.2, -31.6), (x + 0.5, -31 - height), (x - 0.5, -31 - height)], paint)
    canvas.circle(x, -32 - height, 2.5, rim)
    canvas.circle(x, -32 - height, 1.8, paint)


def heavy_box(canvas: Canvas, _paint: Rgb) -> None:
    """Draw a box with a weight on its side; it rests on its origin."""
    canvas.rectangle(-16, -24, 16, 0, WOOD, 1)
    for y in (-24, -4):
        canvas.rectangle(-16, y, 16, y + 4, darker(WOOD, 0.2), 1)
    canvas.polygon([(-6, -6), (6, -6), (3.6, -15), (-3.6, -15)], (54, 56, 66))
    canvas.arc(0, -16, 2.6, 2.6, 180, 360, (54, 56, 66), 1.6)


def camera(canvas: Canvas, paint: Rgb) -> None:
    """Draw a camera that looks forward, its flash on."""
    canvas.rectangle(-7, -9, 7, 4, INK, 2)
    canvas.rectangle(-7, -5.6, 7, -2.6, paint)
    canvas.rectangle(-4, -12, 2, -8, INK, 1)
    canvas.rectangle(6, -6.6, 12, 2.6, METAL, 1)
    canvas.rectangle(11, -5, 13, 1, (190, 226, 250))
    for angle in (-0.9, -0.45, 0.0):
        x, y = math.cos(angle), math.sin(angle)
        canvas.line([(14 + 2 * x, -8 + 3 * y), (14 + 8 * x, -8 + 10 * y)], (255, 222, 90), 1.8)


def juggling_balls(canvas: Canvas, _paint: Rgb) -> None:
    """Draw four balls that fly in an arc."""
    for x, y, name in ((-18, -3, "red"), (-7, -13, "yellow"), (7, -13, "blue"), (18, -3, "green")):
        canvas.circle(x, y, 5.4, PAINTS[name])
        canvas.ellipse(x - 1.6, y - 1.8, 1.6, 1.3, lighter(PAINTS[name], 0.6))
    canvas.arc(0, 4, 17, 19, 205, 335, clear(WHITE, 190), 1.2)


def dropped_balls(canvas: Canvas, _paint: Rgb) -> None:
    """Draw four balls that have rolled apart on the ground."""
    for x, y, name in ((-19, 0, "red"), (-5, 3, "yellow"), (8, -1, "blue"), (21, 2, "green")):
        canvas.shadow(x, y + 0.4, 6, 2)
        canvas.circle(x, y - 5.2, 5.4, PAINTS[name])
        canvas.ellipse(x - 1.6, y - 7, 1.6, 1.3, lighter(PAINTS[name], 0.6))


def magic_hat(canvas: Canvas, paint: Rgb) -> None:
    """Draw a top hat held upside down, with a rabbit looking out."""
    for x in (-4, 3):
        canvas.ellipse(x, -25, 2.6, 8, (236, 230, 232))
        canvas.ellipse(x, -24, 1.3, 6, (246, 170, 186))
    canvas.circle(0, -13, 7.4, (246, 242, 244))
    for x in (-2.8, 2.8):
        canvas.circle(x, -14.4, 1.3, INK)
    canvas.ellipse(0, -11, 1.5, 1.2, (236, 110, 134))
    canvas.polygon([(-9, -7), (9, -7), (7.4, 8), (-7.4, 8)], INK)
    canvas.polygon([(-8.9, -5), (8.9, -5), (8.4, -1), (-8.4, -1)], paint)
    canvas.ellipse(0, -7, 14, 2.8, (70, 66, 80))
    for x, y in ((-15, -18), (14, -22), (17, -9)):
        canvas.line([(x - 3, y), (x + 3, y)], (255, 214, 70), 1.4)
        canvas.line([(x, y - 3), (x, y + 3)], (255, 214, 70), 1.4)


def radio(canvas: Canvas, paint: Rgb) -> None:
    """Draw a radio that plays music, on the ground."""
    canvas.shadow(0, 0, 18)
    canvas.line([(10, -20), (18, -34)], METAL, 1.6)
    canvas.arc(0, -20, 9, 6, 180, 360, darker(paint, 0.3), 2)
    canvas.rectangle(-17, -20, 17, 0, paint, 3)
    for x in (-9.6, 9.6):
        canvas.circle(x, -9, 6, INK)
        canvas.circle(x, -9, 2.6, METAL)
    canvas.rectangle(-3, -17, 3, -13, WHITE)
    for x, y in ((-14, -34), (0, -41), (11, -47)):
        canvas.ellipse(x, y, 2.8, 2.1, blend(paint, INK, 0.6))
        canvas.line([(x + 2.3, y), (x + 2.3, y - 9), (x + 6, y - 7)], blend(paint, INK, 0.6), 1.5)
