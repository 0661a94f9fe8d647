"""Draw animals. They stand at the origin and look forward (to the right).

A `_paint` is not used: the animal has one look only.
"""

from training.scenes.canvas import Canvas
from training.scenes.colours import INK, WHITE, Rgb, darker, lighter


def friendly_dog(canvas: Canvas, paint: Rgb) -> None:
    fur: Rgb = (182, 124, 74)
    dog_body(canvas, fur)
    canvas.line([(-13, -17), (-20, -28)], fur, 3.8)
    canvas.ellipse(10, -23, 3.6, 7.6, darker(fur, 0.25))
    canvas.ellipse(17.6, -27, 1.7, 1.9, INK)
    canvas.ellipse(21.6, -17.4, 2.2, 3.6, (236, 110, 130))
    canvas.rectangle(9.6, -20, 19, -17, paint, 1)


def angry_dog(canvas: Canvas, _paint: Rgb) -> None:
    fur: Rgb = (86, 74, 78)
    dog_body(canvas, fur)
    canvas.line([(-13, -17), (-22, -22)], fur, 3.6)
    canvas.polygon([(8, -28), (9.6, -40), (15, -32)], darker(fur, 0.3))
    canvas.polygon([(25.6, -20), (17, -20), (21.4, -14)], (160, 20, 30))
    for x in (18.4, 21.2, 24):
        canvas.polygon([(x - 1.2, -20.2), (x + 1.2, -20.2), (x, -17)], WHITE)
    canvas.line([(14, -30.4), (20, -27.4)], (20, 10, 10), 1.9)
    canvas.circle(18, -26.4, 1.6, (244, 50, 40))
    for y in (-28, -23, -18):
        canvas.line([(31, y), (36, y + (y + 23) * 0.3)], (230, 60, 50), 1.6)


def dog_body(canvas: Canvas, fur: Rgb) -> None:
    """Draw body, legs and plain head of a dog; tail, ears and eyes are left to who draws it."""
    canvas.shadow(0, 0, 18)
    for x in (-10.4, -5.6, 5.6, 10.4):
        canvas.rectangle(x - 2.2, -11, x + 2.2, 0, darker(fur, 0.1), 1.7)
    canvas.ellipse(0, -15, 15, 8.2, fur)
    canvas.ellipse(15, -25, 9.4, 8.8, fur)
    canvas.ellipse(22, -22, 5.8, 4.4, lighter(fur, 0.32))
    canvas.ellipse(26.6, -23.6, 2.2, 1.9, INK)


def mouse(canvas: Canvas, _paint: Rgb) -> None:
    fur: Rgb = (146, 146, 160)
    canvas.shadow(0, 0, 12, 2.4)
    canvas.line([(-10, -5), (-18, -9), (-25, -4)], (230, 150, 164), 2)
    canvas.ellipse(0, -7, 11.4, 7, fur)
    canvas.ellipse(9.6, -9.4, 6.4, 5.6, fur)
    canvas.circle(5.4, -15.4, 4.6, fur)
    canvas.circle(5.4, -15.4, 2.9, (236, 166, 178))
    canvas.circle(11.6, -10.8, 1.5, INK)
    canvas.ellipse(15.6, -8.6, 1.9, 1.6, (236, 110, 134))


def cat_with_fish(canvas: Canvas, _paint: Rgb) -> None:
    fur: Rgb = (238, 150, 66)
    canvas.shadow(0, 0, 16)
    canvas.line([(-12, -11), (-20, -20), (-16, -29)], fur, 3.8)
    canvas.ellipse(0, -11, 14, 8.4, fur)
    for x in (-5, 0, 5):
        canvas.line([(x, -18.4), (x - 1, -13)], darker(fur, 0.25), 1.7)
    for x in (-9, -4, 5, 10):
        canvas.rectangle(x - 2, -7, x + 2, 0, darker(fur, 0.07), 1.4)
    canvas.ellipse(13, -21, 9, 8, fur)
    for side in (-1, 1):
        canvas.polygon([(13 + side * 7.8, -23.6), (13 + side * 6.6, -34), (13 + side, -28)], fur)
        canvas.ellipse(13 + side * 3.6, -22, 1.5, 2, INK)
    canvas.ellipse(22, -14.6, 9.4, 4.2, (104, 160, 212))
    canvas.polygon([(30, -14.6), (36, -20), (36, -9.4)], (84, 138, 192))
    canvas.circle(16, -15.4, 1.1, WHITE)


def spider(canvas: Canvas, _paint: Rgb) -> None:
    """Draw a spider that hangs from a thread; its body is at the origin."""
    dark: Rgb = (44, 40, 50)
    canvas.line([(0, -8), (0, -34)], (235, 235, 240), 1.1, round_ends=False)
    for side in (-1, 1):
        for start, knee, foot in ((-5, -13, -5), (-2, -7, 3), (1, 1, 10), (4, 8, 15)):
            canvas.line([(0, start), (side * 11, knee), (side * 16, foot)], dark, 1.7)
    canvas.circle(0, 0, 8.4, dark)
    canvas.circle(0, 9, 5.4, darker(dark, 0.4))
    for side in (-1, 1):
        canvas.circle(side * 2.4, 10, 1.6, WHITE)
        canvas.circle(side * 2.4, 10.4, 0.8, (200, 30, 40))


def bee(canvas: Canvas, _paint: Rgb) -> None:
    """Draw a bee in flight; its body is at the origin."""
    for x, y in ((-3, -9), (4, -9)):
        canvas.ellipse(x, y, 4.4, 6, (226, 240, 252, 235))
    canvas.ellipse(0, 0, 11, 8, (250, 204, 50))
    for x in (-4, 1.4):
        canvas.rectangle(x - 1.5, -7.2, x + 1.5, 7.2, (44, 38, 40), 1)
    canvas.circle(9, -1, 5.4, (44, 38, 40))
    canvas.circle(11, -2, 1.5, WHITE)
    canvas.polygon([(-10.4, -2), (-10.4, 2), (-15.6, 0)], (44, 38, 40))
    for n in (0, 1, 2):
        canvas.circle(-20 - n * 5, 2 + (n % 2) * 4, 0.9, (90, 84, 80))


def seagull(canvas: Canvas, _paint: Rgb) -> None:
    """Draw a flying seagull with a sandwich in its beak; its body is at the origin."""
    canvas.polygon([(-4, -2), (4, -3), (-6, -24), (-14, -20)], (188, 198, 212))
    canvas.ellipse(0, 0, 14, 6.8, (250, 251, 253))
    canvas.polygon([(-12, -1), (-22, -5), (-21, 4)], (226, 232, 240))
    canvas.polygon([(-5, -3), (6, -3), (-2, -27), (-11, -21)], (214, 222, 232))
    canvas.circle(12.6, -5.4, 6, (250, 251, 253))
    canvas.circle(14.4, -6.6, 1.3, INK)
    canvas.polygon([(17, -6.4), (17, -1.8), (25, -2.6)], (244, 160, 40))
    canvas.polygon([(20, -2), (31, -2), (25.4, 9)], (232, 188, 120))
    canvas.polygon([(21.6, 0.4), (29.4, 0.4), (28, 3), (23, 3)], (104, 184, 84))
    canvas.line([(-2, 6), (-4, 11)], (244, 160, 40), 1.4)


def duck(canvas: Canvas, _paint: Rgb) -> None:
    body: Rgb = (252, 220, 84)
    canvas.shadow(0, 0, 12)
    for x in (-3, 4):
        canvas.line([(x, -6), (x + 1, 0)], (240, 140, 40), 2)
    canvas.ellipse(0, -11, 12, 8, body)
    canvas.polygon([(-9, -13), (-17, -19), (-8, -7)], body)
    canvas.ellipse(-1, -11, 6.6, 4.4, darker(body, 0.12))
    canvas.circle(9.6, -23, 7, body)
    canvas.circle(11.6, -24.6, 1.4, INK)
    canvas.polygon([(15.6, -25), (15.6, -20), (22.6, -21.6)], (240, 140, 40))
