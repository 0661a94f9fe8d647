"""Draw wild animals and cats on the prowl. They stand at the origin and look forward (to the right).

A `_paint` is not used: the animal has one look only.
"""

from training.scenes.canvas import Canvas
from training.scenes.colours import INK, WHITE, Rgb, darker, lighter

_FOX: Rgb = (226, 116, 50)
_BEAR: Rgb = (122, 82, 56)
_CAT: Rgb = (84, 82, 96)
_BARK: Rgb = (122, 84, 56)
_LEAF: Rgb = (78, 150, 82)


def sneaking_fox(canvas: Canvas, _paint: Rgb) -> None:
    """Draw a fox that creeps forward, its belly near the ground."""
    canvas.shadow(0, 0, 24)
    canvas.polygon([(-14, -11), (-30, -19), (-40, -11), (-30, -5)], _FOX)
    canvas.polygon([(-34, -15.4), (-40, -11), (-33, -7)], WHITE)
    for x, foot in ((-11, -14), (-6, -4), (9, 12), (14, 19)):
        canvas.line([(x, -7), (foot, -1.6)], darker(_FOX, 0.45), 3.4)
    canvas.ellipse(0, -11, 18, 6, _FOX)
    canvas.polygon([(11, -13), (19, -24), (28, -20), (37, -11), (21, -6)], _FOX)
    canvas.polygon([(22, -9.6), (37, -11), (22, -6)], WHITE)
    for x in (16.4, 23):
        canvas.polygon([(x - 3.4, -19), (x + 0.6, -30), (x + 4, -20)], darker(_FOX, 0.12))
    canvas.circle(26, -14.6, 1.6, INK)
    canvas.circle(37, -11, 1.9, INK)


def sneaking_cat(canvas: Canvas, _paint: Rgb) -> None:
    """Draw a dark cat that crouches, ready to jump."""
    canvas.shadow(0, 0, 19)
    canvas.line([(-15, -13), (-25, -17), (-31, -11), (-36, -15)], _CAT, 3.4)
    canvas.ellipse(-9, -11, 10, 9, _CAT)
    canvas.ellipse(3, -8, 14, 6, _CAT)
    for x in (-8, 10, 15):
        canvas.ellipse(x, -2, 4.6, 2.4, lighter(_CAT, 0.14))
    canvas.ellipse(18, -11.6, 8.8, 7.6, _CAT)
    for side in (-1, 1):
        canvas.polygon([(18 + side * 7.8, -13), (18 + side * 6.8, -24), (18 + side * 1, -18)], _CAT)
        canvas.ellipse(19 + side * 3.8, -12.6, 2.3, 2.5, (246, 214, 70))
        canvas.ellipse(19.4 + side * 3.8, -12.6, 0.9, 2.2, INK)
    canvas.ellipse(19.6, -8.8, 1.5, 1.1, (236, 150, 160))
    for y in (-8, -6.4):
        canvas.line([(23, y), (31, y - 1 + (y + 7) * 1.6)], WHITE, 0.8, round_ends=False)


def pecking_bird(canvas: Canvas, _paint: Rgb) -> None:
    """Draw a small bird that pecks at crumbs."""
    body: Rgb = (92, 148, 206)
    canvas.shadow(0, 0, 11, 2.4)
    for x in (-1, 3):
        canvas.line([(x, -5), (x + 1.4, 0)], (224, 150, 60), 1.6)
    canvas.polygon([(-6, -12), (-20, -19), (-16, -9)], darker(body, 0.2))
    canvas.ellipse(0, -10, 10, 6.8, body)
    canvas.ellipse(3, -8, 6, 4.4, (246, 190, 120))
    canvas.ellipse(-3, -11.6, 6, 3.8, darker(body, 0.18))
    canvas.circle(10, -9, 5.2, body)
    canvas.circle(11.4, -10.4, 1.3, INK)
    canvas.polygon([(13, -9.6), (11.6, -5), (18, -2.6)], (244, 170, 50))
    for x, y in ((18, 0), (22, 1), (20, -1.4), (25, -0.6)):
        canvas.circle(x, y, 1.3, (222, 176, 110))


def squirrel(canvas: Canvas, _paint: Rgb) -> None:
    """Draw a squirrel that holds a nut in its paws."""
    fur: Rgb = (190, 98, 48)
    canvas.shadow(0, 0, 13, 2.6)
    canvas.ellipse(-12, -18, 8, 15, darker(fur, 0.14))
    canvas.circle(-15, -32, 7, darker(fur, 0.14))
    canvas.circle(-13.6, -30, 3.2, lighter(fur, 0.2))
    canvas.ellipse(0, -10, 9, 10.4, fur)
    canvas.ellipse(3.4, -9, 4.8, 7.6, (250, 226, 192))
    canvas.ellipse(4, -1.8, 7, 2.6, darker(fur, 0.12))
    canvas.circle(5, -23, 7.2, fur)
    canvas.polygon([(-1, -27), (0.4, -36), (5, -29)], fur)
    canvas.circle(7.6, -24.4, 1.6, INK)
    canvas.circle(12, -21.6, 1.3, INK)
    canvas.line([(3, -14), (11, -13)], darker(fur, 0.12), 3)
    canvas.ellipse(14.4, -13, 4, 4.8, (150, 98, 46))
    canvas.ellipse(14.4, -16, 4.6, 2.4, (104, 66, 36))


def bear(canvas: Canvas, _paint: Rgb) -> None:
    """Draw a bear that walks on all fours, its nose forward."""
    canvas.shadow(0, 0, 32)
    for x in (-19, -9, 10, 20):
        canvas.rectangle(x - 5, -18, x + 5, 0, darker(_BEAR, 0.1 if x in (-19, 20) else 0.26), 3)
    canvas.ellipse(-1, -28, 29, 17, _BEAR)
    canvas.ellipse(-14, -33, 15, 13, _BEAR)
    canvas.circle(-29, -30, 3.4, darker(_BEAR, 0.15))
    for x in (20, 33):
        canvas.circle(x, -50, 5, _BEAR)
        canvas.circle(x, -50, 2.8, lighter(_BEAR, 0.25))
    canvas.circle(27, -39, 13.4, _BEAR)
    canvas.ellipse(36, -34, 8.4, 6.4, lighter(_BEAR, 0.4))
    canvas.ellipse(42, -36.6, 3, 2.5, INK)
    canvas.arc(37, -33, 4.6, 3.2, 20, 150, INK, 1.4)
    canvas.circle(30, -42, 1.9, INK)


def cat_in_tree(canvas: Canvas, _paint: Rgb) -> None:
    """Draw a frightened cat high on the bough of a tree."""
    fur: Rgb = (240, 156, 70)
    paint_tree(canvas)
    with canvas.frame(-12, 0):
        canvas.line([(-4, -60), (28, -61)], _BARK, 5)
        canvas.ellipse(12, -66, 8.6, 6.4, fur)
        canvas.line([(4, -66), (-3, -74), (2, -79)], fur, 3)
        for x in (8, 16):
            canvas.line([(x, -63), (x + 1, -58)], darker(fur, 0.1), 3)
        canvas.circle(20, -74, 7.6, fur)
        for side in (-1, 1):
            canvas.polygon([(20 + side * 6.8, -76), (20 + side * 6, -85), (20 + side, -79.6)], fur)
            canvas.circle(20.6 + side * 3, -75, 2.5, WHITE)
            canvas.circle(20.6 + side * 3, -74.6, 1.2, INK)
        canvas.ellipse(20.8, -70, 2.2, 2, (150, 50, 60))


def paint_tree(canvas: Canvas) -> None:
    """Draw a small tree."""
    canvas.shadow(0, 0, 18)
    canvas.polygon([(-6, 0), (-4, -60), (4, -60), (7, 0)], _BARK)
    for x, y, radius in ((-15, -70, 15), (14, -82, 16), (-4, -88, 18), (0, -72, 15)):
        canvas.circle(x, y, radius, _LEAF)
    canvas.circle(-8, -92, 9, lighter(_LEAF, 0.16))


def mouse_with_cheese(canvas: Canvas, _paint: Rgb) -> None:
    fur: Rgb = (176, 150, 130)
    canvas.shadow(0, 0, 14, 2.4)
    canvas.line([(-10, -5), (-18, -9), (-25, -4)], (230, 150, 164), 2)
    canvas.ellipse(0, -7, 11.4, 7, fur)
    canvas.ellipse(9.6, -9.4, 6.4, 5.6, fur)
    canvas.circle(5.4, -15.4, 4.6, fur)
    canvas.circle(5.4, -15.4, 2.9, (236, 166, 178))
    canvas.circle(11.6, -10.8, 1.5, INK)
    canvas.polygon([(14, -1), (14, -9), (29, -5), (29, -1)], (250, 206, 70))
    canvas.polygon([(14, -9), (22, -12), (29, -5)], (255, 226, 120))
    for x, y in ((18, -5), (24, -3.4)):
        canvas.circle(x, y, 1.4, (222, 168, 40))


def crow(canvas: Canvas, _paint: Rgb) -> None:
    """Draw a crow with a shiny ring in its beak."""
    dark: Rgb = (48, 50, 64)
    canvas.shadow(0, 0, 12, 2.4)
    for x in (-2, 4):
        canvas.line([(x, -7), (x + 1, 0)], (90, 84, 90), 1.8)
    canvas.polygon([(-8, -12), (-24, -7), (-9, -18)], darker(dark, 0.3))
    canvas.ellipse(0, -13.6, 12, 8, dark)
    canvas.polygon([(-10, -17), (5, -17), (-13, -7)], lighter(dark, 0.12))
    canvas.circle(10, -23, 7, dark)
    canvas.circle(12, -24.6, 1.7, WHITE)
    canvas.circle(12.3, -24.6, 0.9, INK)
    canvas.polygon([(15.6, -26), (15.6, -20.4), (25, -22)], (90, 88, 96))
    canvas.arc(27, -18, 4.4, 4.4, 0, 360, (250, 206, 64), 2.2)
    for dx, dy in ((33, -23), (35, -17), (31, -27)):
        canvas.circle(dx, dy, 1, (255, 244, 170))


def hedgehog(canvas: Canvas, _paint: Rgb) -> None:
    """Draw a hedgehog on its way to an apple."""
    fur: Rgb = (222, 190, 150)
    canvas.shadow(0, 0, 15, 2.6)
    for n in range(9):
        x = -15 + n * 3
        canvas.polygon([(x - 4, -8), (x + 5, -10), (x - 3 - n * 0.2, -23 + abs(n - 4) * 1.5)], (104, 78, 62))
    canvas.pie(-2, -3, 15, 15, 180, 360, (124, 94, 74))
    canvas.polygon([(6, -12), (24, -4), (7, -1)], fur)
    for x in (-9, -2, 6):
        canvas.ellipse(x, -1.4, 3.4, 2, darker(fur, 0.15))
    canvas.circle(13.6, -7, 1.5, INK)
    canvas.circle(23.6, -4.2, 2, INK)
    canvas.circle(33, -5, 5, (220, 60, 56))
    canvas.line([(33, -10), (34.4, -13)], _BARK, 1.4)
