"""Draw things of house, school and street. The origin is where a thing stands or is held.

A `_paint` is not used: the thing has one look only.
"""

from training.scenes.canvas import Canvas
from training.scenes.colours import INK, METAL, PAINTS, WHITE, Rgb, clear, darker, lighter

_STEM: Rgb = (74, 150, 80)
_WATER: Rgb = (120, 170, 220)


def umbrella(canvas: Canvas, paint: Rgb) -> None:
    canvas.line([(0, 5), (0, -48)], (90, 70, 60), 2.1)
    canvas.pie(0, -34, 33, 26, 180, 360, paint)
    canvas.pie(0, -34, 12, 26, 180, 360, lighter(paint, 0.3))
    canvas.line([(0, -60), (0, -64)], (90, 70, 60), 2)
    for n in (-1, 0, 1):
        canvas.ellipse(n * 22, -34, 11, 3.4, darker(paint, 0.1) if n else lighter(paint, 0.2))


def vase(canvas: Canvas, paint: Rgb) -> None:
    canvas.shadow(0, 0, 10)
    for x, petal in ((-8, "pink"), (0, "yellow"), (8, "red")):
        canvas.line([(0, -24), (x, -38)], _STEM, 1.7)
        canvas.circle(x, -40, 4.6, PAINTS[petal])
        canvas.circle(x, -40, 1.7, (250, 240, 170))
    canvas.rectangle(-8.4, -19, 8.4, 0, paint, 6)
    canvas.rectangle(-4.4, -25, 4.4, -14, paint, 1)
    canvas.rectangle(-6.6, -27, 6.6, -23.6, lighter(paint, 0.3), 1)


def broken_vase(canvas: Canvas, paint: Rgb) -> None:
    canvas.ellipse(0, 0, 20, 4.6, clear(_WATER, 170))
    for shard in (
        ((-16, 0), (-7, -11), (-2, 0)),
        ((0, 1), (6, -13), (12, -1)),
        ((12, 1), (18, -6), (21, 2)),
        ((-7, 4), (-1, -4), (4, 5)),
    ):
        canvas.polygon(shard, paint)
    for x, y, tip, petal in ((-6, 4, -19, "pink"), (6, 5, 18, "yellow")):
        canvas.line([(x, y), (tip, y)], _STEM, 1.6)
        canvas.circle(tip, y, 4, PAINTS[petal])
        canvas.circle(tip, y, 1.5, (250, 240, 170))


def bus(canvas: Canvas, paint: Rgb) -> None:
    canvas.shadow(0, 0, 40)
    canvas.rectangle(-38, -44, 38, -4, paint, 6)
    canvas.rectangle(-38, -15, 38, -11.6, WHITE)
    for n in range(4):
        canvas.rectangle(-33 + n * 16, -38, -21 + n * 16, -22, (206, 234, 248), 2)
    canvas.rectangle(31, -36, 37, -20, (206, 234, 248), 2)
    for x in (-21, 21):
        canvas.circle(x, -4, 7.2, (50, 50, 58))
        canvas.circle(x, -4, 3, (190, 190, 196))
    for y in (8, 17, 26):
        canvas.line([(-42 - y * 0.2, -y), (-51 - y * 0.2, -y)], clear(WHITE, 230), 1.9)


def bicycle(canvas: Canvas, paint: Rgb) -> None:
    """Draw a bicycle that has fallen over."""
    canvas.shadow(0, 0, 23)
    for x in (-14, 14):
        canvas.arc(x, -7.6, 10.6, 7.4, 0, 360, (50, 50, 58), 2.3)
        canvas.circle(x, -7.6, 1.8, (120, 120, 130))
    canvas.line([(-14, -7.6), (-3, -16), (9, -15), (14, -7.6)], paint, 2.8)
    canvas.line([(-3, -16), (0, -7), (9, -15)], paint, 2.8)
    canvas.line([(-6, -20), (0, -20)], INK, 3.4)
    canvas.line([(9, -15), (11, -22), (17, -21)], METAL, 2.2)


def first_aid_kit(canvas: Canvas, _paint: Rgb) -> None:
    canvas.arc(0, -1, 5, 4.4, 180, 360, (140, 140, 150), 1.8)
    canvas.rectangle(-10, -2, 10, 12, (250, 250, 252), 2)
    canvas.rectangle(-2, 0, 2, 10, (224, 50, 50))
    canvas.rectangle(-5, 3, 5, 7, (224, 50, 50))


def smoking_pan(canvas: Canvas, _paint: Rgb) -> None:
    """Draw a stove with a smoking pan; it stands at the origin."""
    canvas.shadow(0, 0, 20)
    canvas.rectangle(-18, -34, 18, 0, (228, 228, 232), 2)
    canvas.rectangle(-13, -24, 13, -4, (70, 74, 86), 2)
    canvas.line([(-9, -28.6), (9, -28.6)], (180, 180, 188), 1.6)
    canvas.ellipse(0, -35.6, 15, 4.2, (52, 52, 60))
    canvas.line([(13, -36.6), (26, -41)], (52, 52, 60), 3.4)
    canvas.ellipse(0, -37, 10.4, 3.2, (30, 22, 20))
    for x, y, size, opacity in ((0, -45, 5.6, 200), (-5, -55, 7.4, 170), (4, -65, 8.6, 140)):
        canvas.ellipse(x, y, size, size * 0.85, (84, 84, 94, opacity))


def good_test(canvas: Canvas, _paint: Rgb) -> None:
    ink: Rgb = (34, 150, 66)
    _sheet(canvas)
    canvas.line([(-5, 0), (0, -10.4), (5, 0)], ink, 2.4)
    canvas.line([(-3, -3.6), (3, -3.6)], ink, 1.9)


def bad_test(canvas: Canvas, _paint: Rgb) -> None:
    ink: Rgb = (216, 36, 36)
    _sheet(canvas)
    # Lettering reads from left to right even where a scene is mirrored.
    with canvas.frame(0, 0, mirrored=canvas.mirrored):
        canvas.line([(5, -10.4), (-4, -10.4), (-4, 0)], ink, 2.4)
        canvas.line([(-4, -5.2), (3.4, -5.2)], ink, 2.1)


def _sheet(canvas: Canvas) -> None:
    canvas.rectangle(-10.4, -14.4, 10.4, 11.4, (196, 202, 214), 1)
    canvas.rectangle(-9.6, -13.6, 9.6, 10.6, WHITE, 1)
    for n in range(2):
        canvas.line([(-6.4, 3.6 + n * 3.4), (6.4, 3.6 + n * 3.4)], (170, 180, 200), 1, round_ends=False)


def book(canvas: Canvas, paint: Rgb) -> None:
    canvas.polygon([(-13, -7.4), (0, -4), (0, 8.4), (-13, 5)], paint)
    canvas.polygon([(13, -7.4), (0, -4), (0, 8.4), (13, 5)], darker(paint, 0.15))
    pages = [(-11.4, -9.4), (0, -6), (11.4, -9.4), (11.4, -5.6), (0, -2.2), (-11.4, -5.6)]
    canvas.polygon(pages, (255, 252, 240))


def suitcase(canvas: Canvas, paint: Rgb) -> None:
    canvas.shadow(0, 0, 13)
    canvas.arc(0, -25, 5, 5.4, 180, 360, INK, 2.2)
    canvas.rectangle(-12, -25, 12, 0, paint, 3)
    for y in (-18.6, -8.6):
        canvas.rectangle(-12, y, 12, y + 2.4, lighter(paint, 0.45))


def spilled_milk(canvas: Canvas, _paint: Rgb) -> None:
    """Draw a glass that has tipped over in a puddle of milk."""
    canvas.ellipse(2, 0, 23, 5.4, (206, 214, 226))
    canvas.ellipse(2, -0.6, 22, 4.8, (252, 253, 255))
    canvas.ellipse(20, 2.4, 6, 2.4, (252, 253, 255))
    canvas.polygon([(-16, -12.6), (4, -15), (4, 1), (-16, -2)], clear((150, 196, 232), 235))
    canvas.polygon([(-6, -8), (4, -8), (4, 0), (-6, -1)], WHITE)
    canvas.ellipse(4, -7, 2.6, 8, (190, 222, 246))
    canvas.ellipse(-16, -7.3, 1.8, 5.3, (126, 172, 212))


def laptop(canvas: Canvas, _paint: Rgb) -> None:
    """Draw a laptop with an error on its screen, on a small desk that stands at the origin."""
    canvas.shadow(0, 0, 21)
    for x in (-15, 15):
        canvas.line([(x, -1), (x, -23)], (120, 86, 58), 2.8)
    canvas.rectangle(-21, -27, 21, -23, (150, 108, 70), 1)
    canvas.polygon([(-15, -27), (15, -27), (18, -30), (-18, -30)], (150, 154, 166))
    canvas.rectangle(-16, -53, 16, -29.6, (70, 74, 86), 2)
    canvas.rectangle(-13.6, -50.6, 13.6, -32, (42, 92, 196))
    canvas.line([(-5, -46), (5, -36.6)], (255, 96, 86), 2.6)
    canvas.line([(5, -46), (-5, -36.6)], (255, 96, 86), 2.6)


def phone(canvas: Canvas, _paint: Rgb) -> None:
    canvas.rectangle(-5.6, -14, 5.6, 5, (34, 36, 44), 2)
    canvas.rectangle(-4.2, -11.4, 4.2, 2, (120, 206, 236), 0.6)
    canvas.rectangle(-2.6, -9, 2.6, -4.6, WHITE, 0.6)
    canvas.circle(0, 3.4, 0.9, (200, 200, 206))
