"""Draw dogs that are up to something. They stand at the origin and look forward (to the right).

A `_paint` is not used: the dog has one look only.
"""

from training.scenes.canvas import Canvas
from training.scenes.colours import INK, WHITE, Rgb, darker, lighter
from training.scenes.objects_animals import dog_body

_TAN: Rgb = (206, 152, 96)
_BROWN: Rgb = (150, 98, 62)
_GREY: Rgb = (150, 148, 156)
_SPOTTED: Rgb = (238, 234, 228)
_SOIL: Rgb = (112, 78, 52)
_MUD: Rgb = (104, 74, 50)


def begging_dog(canvas: Canvas, _paint: Rgb) -> None:
    """Draw a dog that sits up and lifts its paws."""
    canvas.shadow(0, 0, 13)
    canvas.line([(-8, -5), (-17, -9), (-20, -17)], _TAN, 3.6)
    canvas.ellipse(-3, -6, 9.6, 6.4, darker(_TAN, 0.1))
    canvas.ellipse(0, -17, 8.4, 13, _TAN)
    canvas.ellipse(2.6, -16, 4.6, 9, lighter(_TAN, 0.4))
    for y in (-24, -19):
        canvas.line([(4, y), (13, y - 2), (15, y + 3)], darker(_TAN, 0.08), 3.6)
    canvas.ellipse(6, -2.4, 6, 2.6, darker(_TAN, 0.1))
    canvas.circle(4, -35, 9.2, _TAN)
    canvas.ellipse(-3, -35, 3.6, 8, darker(_TAN, 0.28))
    canvas.ellipse(11.4, -35, 5.8, 4.2, lighter(_TAN, 0.4))
    canvas.ellipse(16, -37.4, 2.2, 1.9, INK)
    canvas.ellipse(12, -31.4, 2.2, 2.8, (236, 110, 130))
    canvas.ellipse(6.4, -38.6, 2.3, 2.7, WHITE)
    canvas.ellipse(7, -39.2, 1.5, 1.9, INK)


def digging_dog(canvas: Canvas, _paint: Rgb) -> None:
    """Draw a dog with its front in a hole; earth flies behind it."""
    canvas.ellipse(18, 0, 20, 5, _SOIL)
    canvas.ellipse(18, 0, 15, 3.4, darker(_SOIL, 0.5))
    canvas.polygon([(-34, 1), (-26, -8), (-19, -4), (-13, 1)], _SOIL)
    canvas.line([(-13, -25), (-19, -34), (-17, -40)], _BROWN, 3.8)
    for x in (-12, -7):
        canvas.rectangle(x - 2.4, -16, x + 2.4, 0, darker(_BROWN, 0.12), 1.7)
    canvas.polygon([(-16, -26), (-10, -31), (16, -18), (14, -6), (-4, -12), (-15, -14)], _BROWN)
    canvas.circle(-11, -22, 8.6, _BROWN)
    canvas.line([(11, -10), (20, 0)], darker(_BROWN, 0.12), 4.4)
    canvas.circle(19, -9, 8.2, _BROWN)
    canvas.ellipse(14.6, -11, 3.4, 6.4, darker(_BROWN, 0.3))
    canvas.ellipse(25, -4.6, 4.8, 4, lighter(_BROWN, 0.32))
    canvas.ellipse(28.6, -4, 2, 1.7, INK)
    canvas.circle(21, -11, 1.5, INK)
    for x, y, size in ((-22, -18, 2.6), (-29, -25, 2.2), (-35, -16, 2.4), (-27, -12, 1.8), (-24, -33, 1.8)):
        canvas.circle(x, y, size, _SOIL)


def dog_with_bone(canvas: Canvas, _paint: Rgb) -> None:
    dog_body(canvas, _SPOTTED)
    for x, y, size in ((-8, -17, 4.6), (3, -13, 3.8), (13, -29, 3.4)):
        canvas.circle(x, y, size, (70, 62, 66))
    canvas.line([(-13, -17), (-21, -25)], _SPOTTED, 3.6)
    canvas.ellipse(9.6, -24, 3.4, 7, (70, 62, 66))
    canvas.circle(17.4, -26.6, 1.7, INK)
    _bone(canvas, 24, -17)


def _bone(canvas: Canvas, x: float, y: float) -> None:
    shade: Rgb = (214, 204, 186)
    canvas.line([(x - 7, y), (x + 7, y)], shade, 4.6)
    for dx in (-8, 8):
        for dy in (-2.4, 2.4):
            canvas.circle(x + dx, y + dy, 3, shade)
            canvas.circle(x + dx, y + dy - 0.5, 2.2, (252, 248, 238))
    canvas.line([(x - 7, y), (x + 7, y)], (252, 248, 238), 3)


def muddy_dog(canvas: Canvas, _paint: Rgb) -> None:
    """Draw a pale dog that is brown with mud up to the belly."""
    fur: Rgb = (236, 216, 180)
    dog_body(canvas, fur)
    canvas.line([(-13, -17), (-20, -28)], fur, 3.8)
    for x in (-10.4, -5.6, 5.6, 10.4):
        canvas.rectangle(x - 2.6, -10, x + 2.6, 0, _MUD, 1.7)
    for x, y, rx, ry in ((-7, -10, 7, 3.4), (6, -9.6, 6, 3.2), (-2, -18, 3, 2.2), (8, -16, 2.4, 2), (-19, -27, 2.6, 3)):
        canvas.ellipse(x, y, rx, ry, _MUD)
    canvas.ellipse(23, -20, 4, 2.4, _MUD)
    canvas.ellipse(10, -24, 3.6, 7.4, darker(fur, 0.25))
    canvas.ellipse(17.6, -27, 1.7, 1.9, INK)
    canvas.ellipse(21.6, -16.4, 2, 3.2, (236, 110, 130))


def dog_with_stick(canvas: Canvas, paint: Rgb) -> None:
    dog_body(canvas, _GREY)
    canvas.line([(-13, -17), (-18, -30)], _GREY, 3.8)
    canvas.polygon([(8, -30), (10, -39), (15, -32)], darker(_GREY, 0.25))
    canvas.circle(17.6, -27, 1.8, INK)
    canvas.rectangle(8.6, -20, 18, -17, paint, 1)
    canvas.line([(14, -13), (36, -23)], (124, 84, 50), 3.4)
    canvas.line([(30, -20), (33, -27)], (124, 84, 50), 2.2)


def dog_with_cream(canvas: Canvas, _paint: Rgb) -> None:
    """Draw a dog whose snout is white with cream and that licks it off."""
    fur: Rgb = (112, 78, 60)
    dog_body(canvas, fur)
    canvas.line([(-13, -17), (-20, -26)], fur, 3.8)
    canvas.ellipse(10, -23, 3.6, 7.6, darker(fur, 0.3))
    canvas.ellipse(22.6, -21, 6.6, 5, (255, 250, 242))
    for x, y in ((19, -17), (26, -18), (28, -22), (23, -26)):
        canvas.circle(x, y, 2.4, (255, 250, 242))
    canvas.ellipse(26.6, -24.6, 2.2, 1.9, INK)
    canvas.ellipse(23.4, -15.4, 2.2, 3.4, (236, 110, 130))
    canvas.arc(16, -27, 2.4, 2.4, 190, 350, WHITE, 1.7)
    for x, y in ((32, -1), (36, 1.4), (29, 2)):
        canvas.circle(x, y, 1.6, (250, 214, 170))
