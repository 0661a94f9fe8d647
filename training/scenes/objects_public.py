"""Draw things of hospital, restaurant and station. The origin is where a thing stands or is held.

A `_paint` is not used: the thing has one look only.
"""

from training.scenes.canvas import Canvas
from training.scenes.colours import INK, METAL, PAINTS, WHITE, WOOD, Rgb, clear, darker, lighter

_PLATE: Rgb = (236, 240, 246)
_RIM: Rgb = (170, 182, 204)
_SOUP: Rgb = (238, 150, 50)
_BREAD: Rgb = (226, 176, 106)
_STEAM = clear(WHITE, 230)


def spilled_soup(canvas: Canvas, _paint: Rgb) -> None:
    """Draw a soup plate upside down in a puddle of soup."""
    canvas.ellipse(0, 0, 24, 5.6, darker(_SOUP, 0.15))
    canvas.ellipse(0, -0.6, 22.4, 4.6, _SOUP)
    for x, y in ((-20, -9), (-12, -15), (19, -10), (12, -16)):
        canvas.circle(x, y, 2.3, _SOUP)
    canvas.pie(2, -2, 13, 10, 180, 360, _PLATE)
    canvas.rectangle(-3, -13.4, 7, -11, _RIM, 1)
    for x, name in ((-14, "green"), (15, "red"), (19, "green")):
        canvas.circle(x, 0.6, 1.9, PAINTS[name])
    canvas.line([(-22, 4), (-8, 6)], METAL, 1.8)
    canvas.ellipse(-24, 3.6, 3.4, 2, METAL)


def soup_with_fly(canvas: Canvas, _paint: Rgb) -> None:
    """Draw a soup with a fly in it, on a small table."""
    _table(canvas)
    canvas.pie(0, -36, 15, 11, 0, 180, _PLATE)
    canvas.ellipse(0, -36, 15.6, 4.6, _RIM)
    canvas.ellipse(0, -36, 13.4, 3.6, _SOUP)
    for x in (-4, 4):
        canvas.ellipse(x, -41, 3.8, 2.4, (206, 220, 240))
    canvas.ellipse(0, -39, 3, 4.2, INK)
    canvas.circle(0, -43.6, 2.3, (90, 40, 50))
    for side in (-1, 1):
        canvas.line([(side * 2, -38), (side * 5.6, -35.4)], INK, 0.9)


def bill(canvas: Canvas, _paint: Rgb) -> None:
    """Draw a very long bill."""
    canvas.rectangle(-7.6, -13, 7.6, 30, (186, 194, 208))
    canvas.rectangle(-6.8, -12.4, 6.8, 29.4, (254, 254, 250))
    for n in range(7):
        canvas.line([(-4.6, -8.4 + n * 4.4), (0.6, -8.4 + n * 4.4)], (150, 156, 170), 1.1, round_ends=False)
        canvas.line([(2.6, -8.4 + n * 4.4), (5, -8.4 + n * 4.4)], (150, 156, 170), 1.1, round_ends=False)
    canvas.rectangle(-5.4, 21.6, 5.4, 27, (226, 60, 60), 1)
    canvas.line([(-3.6, 24.3), (3.6, 24.3)], WHITE, 1.3, round_ends=False)


def menu(canvas: Canvas, paint: Rgb) -> None:
    """Draw a menu that shows a pizza."""
    canvas.rectangle(-11, -17, 11, 11, paint, 1.5)
    canvas.rectangle(-9, -15, 9, 9, (255, 250, 236))
    canvas.circle(0, -5.4, 6.6, (222, 160, 84))
    canvas.circle(0, -5.4, 5, (250, 212, 110))
    for x, y in ((-2, -7.4), (2.2, -6), (-0.4, -3)):
        canvas.circle(x, y, 1.3, (214, 50, 44))
    canvas.line([(-6, 5), (6, 5)], (150, 140, 130), 1.4, round_ends=False)


def fish_plate(canvas: Canvas, _paint: Rgb) -> None:
    """Draw a plate with a fish, held at its origin."""
    _held_plate(canvas)
    canvas.ellipse(-2, -8, 10, 4.6, (104, 160, 212))
    canvas.polygon([(6, -8), (14, -13), (14, -3)], (84, 138, 192))
    canvas.circle(-7.4, -9, 1.4, WHITE)
    canvas.line([(-2, -11), (-1, -6)], (70, 120, 176), 1.2)


def hot_meal(canvas: Canvas, _paint: Rgb) -> None:
    """Draw a plate of steaming spaghetti, held at its origin."""
    _held_plate(canvas)
    canvas.ellipse(0, -6, 11, 5, (250, 214, 116))
    for x in (-7, -2, 3):
        canvas.arc(x + 2, -6, 4.4, 3.4, 180, 360, (222, 170, 70), 1.2)
    canvas.ellipse(0, -10, 6.4, 3.2, (214, 60, 44))
    canvas.circle(1, -13, 2.6, (150, 84, 56))
    for x in (-6, 1, 8):
        canvas.line([(x, -17), (x + 2, -21), (x, -25)], _STEAM, 1.6)


def empty_plate(canvas: Canvas, _paint: Rgb) -> None:
    """Draw a plate with nothing but crumbs, held at its origin."""
    _held_plate(canvas)
    canvas.ellipse(0, -3.4, 9, 1.8, (206, 214, 228))
    for x, y in ((-5, -4), (0, -2.8), (4, -3.8), (7, -3)):
        canvas.circle(x, y, 1, darker(_BREAD, 0.2))


def _held_plate(canvas: Canvas) -> None:
    canvas.ellipse(0, -1.4, 15, 3.8, _RIM)
    canvas.ellipse(0, -2.4, 15, 3.6, _PLATE)


def burger(canvas: Canvas, _paint: Rgb) -> None:
    canvas.pie(0, -8, 11, 10, 180, 360, _BREAD)
    for x, y in ((-5, -13), (0, -15.4), (5, -13)):
        canvas.ellipse(x, y, 1.2, 0.9, (252, 240, 206))
    canvas.rectangle(-12, -8.6, 12, -5.6, (104, 186, 78), 1.4)
    canvas.rectangle(-11, -6, 11, -2, (126, 72, 48), 1.4)
    canvas.polygon([(-10, -6.4), (9, -6.4), (3, -2.4)], (252, 204, 70))
    canvas.rectangle(-11, -2.4, 11, 3, darker(_BREAD, 0.08), 2.4)


def half_sandwich(canvas: Canvas, _paint: Rgb) -> None:
    """Draw a triangle of sandwich with its cut side forward."""
    canvas.polygon([(-9, 4), (9, 4), (0, -13)], darker(_BREAD, 0.12))
    canvas.polygon([(-6, 2.4), (6, 2.4), (0, -9.4)], (252, 236, 200))
    canvas.line([(-4.4, -1), (4.4, -1)], (96, 184, 80), 2.4)
    canvas.line([(-2.8, -4), (2.8, -4)], (226, 70, 60), 2)


def syringe(canvas: Canvas, _paint: Rgb) -> None:
    """Draw a syringe that points back (to the left), held at its origin."""
    canvas.line([(-14, -3), (-25, -3)], (130, 140, 156), 1.4)
    canvas.rectangle(-14, -7, 5, 1, (214, 234, 246), 1.4)
    canvas.rectangle(-14, -7, -3, 1, (120, 214, 160), 1.4)
    canvas.line([(5, -3), (12, -3)], METAL, 2.2)
    canvas.line([(12, -7), (12, 1)], METAL, 2.4)
    canvas.circle(-26, 1.4, 1.7, (120, 214, 160))


def lollipop(canvas: Canvas, paint: Rgb) -> None:
    canvas.line([(0, 6), (0, -10)], WHITE, 1.9)
    canvas.circle(0, -17, 8, paint)
    canvas.arc(0, -17, 5.2, 5.2, 20, 320, WHITE, 1.7)
    canvas.circle(0, -17, 1.7, WHITE)


def milk_bottle(canvas: Canvas, paint: Rgb) -> None:
    canvas.rectangle(-5, -12, 5, 6, (214, 230, 244), 2.4)
    canvas.rectangle(-4, -6, 4, 5, WHITE, 1.6)
    canvas.rectangle(-5, -15, 5, -11.4, paint, 1)
    canvas.pie(0, -14.6, 3.6, 7, 180, 360, (240, 190, 130))


def spoon(canvas: Canvas, _paint: Rgb) -> None:
    """Draw a full spoon that points back (to the left)."""
    canvas.line([(6, 0), (-8, -4)], METAL, 2)
    canvas.ellipse(-12, -5, 5.4, 3, METAL)
    canvas.ellipse(-12, -7, 4.2, 2.4, (250, 206, 120))


def porridge(canvas: Canvas, paint: Rgb) -> None:
    """Draw a bowl of porridge on a low table."""
    _low_table(canvas)
    canvas.pie(0, -26, 12, 10, 0, 180, paint)
    canvas.ellipse(0, -26, 12, 3.6, lighter(paint, 0.35))
    canvas.ellipse(0, -27, 10, 3.2, (250, 222, 160))
    for x in (-5, 2):
        canvas.line([(x, -32), (x + 2, -36), (x, -40)], _STEAM, 1.6)


def tipped_porridge(canvas: Canvas, paint: Rgb) -> None:
    """Draw a bowl that has been turned over on a low table."""
    _low_table(canvas)
    canvas.ellipse(2, -17, 15, 3, (250, 222, 160))
    for x, low in ((-9, -7), (2, -2), (11, -9)):
        canvas.line([(x, -16), (x, low)], (250, 222, 160), 4)
    canvas.pie(-1, -18, 11, 9, 180, 360, paint)
    canvas.ellipse(4, 1, 9, 2.4, (250, 222, 160))


def _low_table(canvas: Canvas) -> None:
    canvas.shadow(0, 0, 17)
    for x in (-12, 12):
        canvas.line([(x, -1), (x, -14)], darker(WOOD, 0.1), 2.8)
    canvas.rectangle(-17, -17, 17, -13, WOOD, 1)


def _table(canvas: Canvas) -> None:
    canvas.shadow(0, 0, 20)
    for x in (-14, 14):
        canvas.line([(x, -1), (x, -24)], darker(WOOD, 0.1), 2.8)
    canvas.rectangle(-20, -27, 20, -23, WOOD, 1)


def thermometer(canvas: Canvas, _paint: Rgb) -> None:
    canvas.line([(0, -20), (0, 3)], (186, 198, 214), 6.4)
    canvas.line([(0, -19), (0, 2)], WHITE, 4.4)
    canvas.line([(0, -15), (0, 4)], (230, 50, 50), 2.2)
    canvas.circle(0, 5, 4.8, (230, 50, 50))
    canvas.ellipse(-1.4, 3.8, 1.3, 1.1, (255, 180, 170))


def medicine(canvas: Canvas, _paint: Rgb) -> None:
    canvas.rectangle(-3.4, -15, 3.4, -9, WHITE, 1)
    canvas.rectangle(-7, -11, 7, 7, (150, 88, 52), 2.4)
    canvas.rectangle(-7, -6, 7, 3.4, (252, 250, 240))
    canvas.rectangle(-1.2, -4.8, 1.2, 2.2, (60, 160, 90))
    canvas.rectangle(-3.5, -2.5, 3.5, -0.1, (60, 160, 90))


def ringing_alarm(canvas: Canvas, _paint: Rgb) -> None:
    """Draw a red alarm bell that rings, its middle at the origin."""
    canvas.rectangle(-9, -9, 9, 9, (236, 238, 244), 2)
    canvas.circle(0, 0, 8, (222, 44, 44))
    canvas.circle(0, 0, 3, (255, 206, 90))
    for side in (-1, 1):
        for radius in (13, 18):
            start = -38 if side > 0 else 142
            canvas.arc(0, 0, radius, radius, start, start + 76, (255, 190, 40), 2)


def burning_bin(canvas: Canvas, _paint: Rgb) -> None:
    canvas.shadow(0, 0, 15)
    canvas.polygon([(-12, -24), (0, -60), (4, -42), (11, -52), (12, -24)], (240, 92, 30))
    canvas.polygon([(-8, -24), (-1, -48), (3, -36), (8, -42), (9, -24)], (255, 176, 40))
    canvas.polygon([(-4, -24), (0, -38), (5, -24)], (255, 236, 130))
    canvas.polygon([(-14, -26), (14, -26), (11, 0), (-11, 0)], (96, 102, 116))
    for x in (-7, 0, 7):
        canvas.line([(x, -22), (x * 0.8, -3)], (66, 70, 84), 1.6, round_ends=False)
    canvas.ellipse(-6, -66, 6, 5, (90, 90, 100, 170))
    canvas.ellipse(4, -74, 7, 5.6, (90, 90, 100, 130))


def extinguisher(canvas: Canvas, _paint: Rgb) -> None:
    """Draw a fire extinguisher that sprays back (to the left)."""
    canvas.rectangle(-5, -4, 6, 19, (222, 44, 44), 4)
    canvas.rectangle(-5, 4, 6, 10, WHITE)
    canvas.rectangle(-2, -8, 3, -3, INK)
    canvas.line([(-1, -7), (-9, -6)], INK, 2.2)
    for x, y, size in ((-12, -5, 2.8), (-16, -2, 3.6), (-20, 2, 4.6)):
        canvas.ellipse(x, y, size, size * 0.8, (250, 252, 255, 220))


def train(canvas: Canvas, paint: Rgb) -> None:
    """Draw a short train that leaves forward."""
    canvas.rectangle(-40, -40, 18, -5, paint, 4)
    canvas.polygon([(14, -40), (28, -38), (40, -18), (40, -5), (14, -5)], paint)
    canvas.rectangle(-40, -14, 40, -10, lighter(paint, 0.7))
    for n in range(3):
        canvas.rectangle(-35 + n * 16, -34, -23 + n * 16, -21, (206, 234, 248), 2)
    canvas.polygon([(20, -34), (26, -33), (33, -20), (20, -20)], (206, 234, 248))
    for x in (-30, -16, 6, 22):
        canvas.circle(x, -3.4, 4.6, (50, 50, 58))
    canvas.line([(-44, 1), (44, 1)], METAL, 2)
    for y in (10, 20, 30):
        canvas.line([(-44, -y), (-54, -y)], clear(WHITE, 230), 1.9)


def clock(canvas: Canvas, paint: Rgb) -> None:
    """Draw a clock on a post."""
    canvas.shadow(0, 0, 9)
    canvas.rectangle(-8, -4, 8, 0, darker(paint, 0.35), 1)
    canvas.line([(0, -2), (0, -52)], darker(paint, 0.35), 3.4)
    canvas.circle(0, -66, 15, paint)
    canvas.circle(0, -66, 12, WHITE)
    canvas.line([(0, -66), (0, -75)], INK, 2)
    canvas.line([(0, -66), (-6, -62)], INK, 2.4)
    canvas.circle(0, -66, 1.9, (222, 44, 44))
