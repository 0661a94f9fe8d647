"""Draw animals of the farm, and what is found on farms and at campsites.

The origin is where a thing stands or is held; animals look forward (to the right).

A `_paint` is not used: the thing has one look only.
"""

from training.scenes.canvas import Canvas
from training.scenes.colours import INK, METAL, WHITE, WOOD, Rgb, clear, darker, lighter

_STRAW: Rgb = (232, 196, 96)
_MUD: Rgb = (104, 74, 50)
_EARTH: Rgb = (190, 104, 66)
_FLAME: Rgb = (250, 150, 40)


def horse(canvas: Canvas, _paint: Rgb) -> None:
    """Draw a horse that stretches its neck forward."""
    coat: Rgb = (160, 98, 56)
    mane: Rgb = (74, 48, 40)
    canvas.shadow(0, 0, 26)
    canvas.line([(-23, -44), (-31, -34), (-30, -20)], mane, 4.6)
    for x in (-18, -12, 12, 18):
        canvas.rectangle(x - 2.8, -32, x + 2.8, 0, darker(coat, 0.2 if x in (-12, 12) else 0.05), 1.6)
        canvas.rectangle(x - 3.2, -4, x + 3.2, 0, darker(mane, 0.3), 1)
    canvas.ellipse(-1, -40, 25, 13, coat)
    canvas.polygon([(10, -48), (24, -72), (35, -66), (25, -36)], coat)
    canvas.line([(11, -51), (17, -62), (23, -73)], mane, 6)
    canvas.polygon([(24, -74), (34, -74), (47, -58), (43, -52), (28, -60)], coat)
    canvas.ellipse(43.6, -56, 5, 4.4, lighter(coat, 0.3))
    canvas.polygon([(25, -72), (27, -82), (31, -73)], coat)
    canvas.circle(32.6, -68.6, 1.8, INK)
    canvas.circle(45, -57.4, 1, INK)


def goat_with_hat(canvas: Canvas, paint: Rgb) -> None:
    """Draw a goat that chews on a hat."""
    coat: Rgb = (236, 230, 220)
    canvas.shadow(0, 0, 18)
    for x in (-11, -6, 6, 11):
        canvas.rectangle(x - 2, -16, x + 2, 0, darker(coat, 0.14), 1.4)
        canvas.rectangle(x - 2.2, -3, x + 2.2, 0, (80, 70, 66), 1)
    canvas.line([(-14, -27), (-20, -32)], coat, 4)
    canvas.ellipse(0, -22, 16, 9, coat)
    canvas.polygon([(8, -26), (14, -40), (22, -36), (14, -18)], coat)
    canvas.ellipse(18, -38, 8.6, 6.8, coat)
    for x in (12, 16):
        canvas.line([(x, -43), (x - 5, -50), (x - 11, -50)], (150, 132, 108), 2.6)
    canvas.ellipse(10.6, -37, 4.8, 2.4, darker(coat, 0.14))
    canvas.circle(19, -40, 1.7, INK)
    canvas.polygon([(18, -32), (22, -32), (18.6, -24)], darker(coat, 0.2))
    canvas.pie(30, -30, 8, 12, 180, 360, paint)
    canvas.rectangle(22, -33, 38, -30, darker(paint, 0.35))
    canvas.ellipse(30, -29, 13, 2.8, paint)


def nesting_hen(canvas: Canvas, _paint: Rgb) -> None:
    """Draw a hen that spreads its wings over a nest with eggs."""
    body: Rgb = (206, 116, 60)
    canvas.shadow(0, 0, 21)
    canvas.polygon([(-8, -14), (-26, -35), (-20, -12)], darker(body, 0.14))
    canvas.polygon([(-14, -16), (-24, -27), (-23, -13)], darker(body, 0.3))
    canvas.ellipse(0, -17, 14, 10, body)
    canvas.polygon([(-2, -20), (-8, -42), (8, -34), (8, -18)], darker(body, 0.16))
    canvas.polygon([(8, -18), (10, -34), (20, -34), (16, -16)], body)
    canvas.circle(15, -34, 6.4, body)
    for x in (11, 15, 19):
        canvas.circle(x, -41, 2.6, (220, 44, 48))
    canvas.polygon([(20, -36), (20, -31), (27, -38)], (246, 180, 50))
    canvas.polygon([(20, -33), (20, -29.6), (26, -28)], (246, 180, 50))
    canvas.line([(13, -38), (18, -36)], INK, 1.6)
    canvas.circle(16, -34.6, 1.6, INK)
    canvas.polygon([(-23, -9), (23, -9), (16, 1), (-16, 1)], _STRAW)
    for x in (-12, -3, 6, 14):
        canvas.ellipse(x, -10, 4.4, 5.4, (252, 242, 226))
    for x in (-20, -11, 0, 9, 18):
        canvas.line([(x - 5, -6), (x + 5, -2)], darker(_STRAW, 0.2), 1.3)
        canvas.line([(x - 4, -1), (x + 5, -6)], darker(_STRAW, 0.1), 1.3)


def hen(canvas: Canvas, _paint: Rgb) -> None:
    """Draw a white hen that looks for grains."""
    body: Rgb = (250, 246, 238)
    canvas.shadow(0, 0, 12, 2.6)
    for x in (-2, 4):
        canvas.line([(x, -8), (x + 1, 0)], (236, 160, 50), 2)
    canvas.polygon([(-7, -12), (-21, -27), (-16, -8)], darker(body, 0.14))
    canvas.ellipse(0, -14, 13, 8.8, body)
    canvas.ellipse(-2, -14, 7, 4.8, darker(body, 0.1))
    canvas.polygon([(5, -15), (8, -30), (17, -29), (13, -12)], body)
    canvas.circle(12.6, -30, 5.6, body)
    for x in (9.4, 13, 16.4):
        canvas.circle(x, -36, 2.3, (220, 44, 48))
    canvas.circle(14.4, -31, 1.3, INK)
    canvas.polygon([(17.6, -32), (17.6, -28), (23.4, -29.4)], (246, 180, 50))
    canvas.ellipse(17.4, -25.6, 1.7, 2.6, (220, 44, 48))


def carrot(canvas: Canvas, _paint: Rgb) -> None:
    """Draw a carrot held out by its leaves."""
    for dy in (-4, 0, 4):
        canvas.line([(0, 0), (-8, dy - 3)], (74, 156, 78), 2)
    canvas.polygon([(-1, -4.4), (-1, 4.4), (18, 0)], (246, 134, 40))
    for x in (4, 9):
        canvas.line([(x, -2), (x + 1, 1)], (210, 100, 24), 1, round_ends=False)


def stuck_tractor(canvas: Canvas, paint: Rgb) -> None:
    """Draw a tractor whose wheels have sunk into mud."""
    canvas.rectangle(-28, -62, 0, -58, darker(paint, 0.3), 1)
    canvas.rectangle(-24, -60, -21, -34, darker(paint, 0.3))
    canvas.rectangle(-4, -60, -1, -34, darker(paint, 0.3))
    canvas.rectangle(-26, -38, 4, -16, paint, 2)
    canvas.rectangle(0, -34, 34, -14, paint, 3)
    canvas.rectangle(22, -50, 25, -34, METAL)
    for x, y, size in ((24, -56, 4), (28, -63, 5)):
        canvas.ellipse(x, y, size, size * 0.85, (90, 90, 98, 200))
    canvas.circle(34, -26, 2.6, (255, 240, 160))
    for x, radius in ((-15, 19), (26, 11)):
        canvas.circle(x, -radius + 7, radius, (46, 46, 54))
        canvas.circle(x, -radius + 7, radius * 0.45, (240, 206, 80))
    canvas.ellipse(3, 2, 46, 8, _MUD)
    canvas.ellipse(-15, -1, 22, 6, _MUD)
    canvas.ellipse(27, -0.6, 15, 5, _MUD)
    for x, y in ((-38, -10), (-42, -18), (-35, -22), (44, -8)):
        canvas.circle(x, y, 2.2, _MUD)


def tent(canvas: Canvas, paint: Rgb) -> None:
    canvas.shadow(0, 0, 34)
    canvas.polygon([(-34, 0), (0, -50), (34, 0)], paint)
    canvas.polygon([(0, -50), (34, 0), (18, 0)], darker(paint, 0.2))
    canvas.polygon([(-12, 0), (0, -38), (10, 0)], (60, 52, 60))
    canvas.polygon([(-12, 0), (0, -38), (-6, 0)], lighter(paint, 0.35))
    for side in (-1, 1):
        canvas.line([(side * 26, -12), (side * 41, 0)], (240, 236, 220), 1.3, round_ends=False)
        canvas.line([(side * 41, 2), (side * 40, -4)], METAL, 2)


def collapsed_tent(canvas: Canvas, paint: Rgb) -> None:
    """Draw a tent that has become a heap of cloth with bent poles."""
    canvas.shadow(0, 0, 36)
    canvas.line([(-20, -6), (-28, -28), (-18, -36)], METAL, 2.4)
    canvas.polygon([(-37, 0), (-30, -9), (-16, -16), (-4, -9), (8, -19), (20, -8), (30, -11), (38, 0)], paint)
    canvas.polygon([(8, -19), (20, -8), (30, -11), (38, 0), (14, 0)], darker(paint, 0.2))
    canvas.polygon([(-16, -16), (-4, -9), (-8, 0), (-24, 0)], lighter(paint, 0.25))
    canvas.line([(10, -8), (25, -26)], METAL, 2.4)
    canvas.line([(25, -26), (34, -22)], METAL, 2.4)
    canvas.line([(-30, -2), (-42, 3), (-36, 6)], (240, 236, 220), 1.4, round_ends=False)


def campfire(canvas: Canvas, _paint: Rgb) -> None:
    canvas.shadow(0, 0, 17)
    canvas.line([(-13, -1), (11, -7)], darker(WOOD, 0.2), 5)
    canvas.line([(-11, -7), (13, -1)], WOOD, 5)
    canvas.polygon([(-10, -6), (-8, -20), (-3, -14), (1, -31), (6, -15), (10, -20), (10, -6)], _FLAME)
    canvas.polygon([(-5, -6), (-3, -13), (1, -21), (5, -11), (6, -6)], (255, 224, 90))
    for x in (-16, 16):
        canvas.ellipse(x, 0, 5, 3.4, (150, 150, 156))


def marshmallow(canvas: Canvas, _paint: Rgb) -> None:
    """Draw a golden marshmallow on a stick; the hand is at the origin."""
    _skewer(canvas)
    canvas.rectangle(14, -21, 27, -10, (255, 246, 230), 4)
    canvas.rectangle(14, -14, 27, -10, (240, 200, 140), 3)


def burnt_marshmallow(canvas: Canvas, _paint: Rgb) -> None:
    """Draw a black, smoking marshmallow on a stick; the hand is at the origin."""
    _skewer(canvas)
    canvas.rectangle(14, -20, 27, -10, (44, 36, 36), 3)
    canvas.circle(18, -13, 1.8, (244, 110, 40))
    canvas.circle(23, -17, 1.4, (244, 110, 40))
    for x, y, size in ((20, -25, 3.4), (23, -32, 4.2), (19, -40, 5)):
        canvas.ellipse(x, y, size, size * 0.85, (84, 84, 94, 190))


def _skewer(canvas: Canvas) -> None:
    canvas.line([(-4, 3), (20, -15)], darker(WOOD, 0.15), 2)


def torch(canvas: Canvas, _paint: Rgb) -> None:
    """Draw an electric torch that shines upward; the hand is at the origin."""
    canvas.polygon([(-5, -10), (5, -10), (13, -34), (-13, -34)], clear((255, 240, 150), 130))
    canvas.polygon([(-3, -10), (3, -10), (6, -28), (-6, -28)], clear((255, 250, 200), 150))
    canvas.rectangle(-2.8, -4, 2.8, 9, (60, 64, 78), 1)
    canvas.polygon([(-5.4, -11), (5.4, -11), (2.8, -3), (-2.8, -3)], (90, 96, 112))


def potted_plant(canvas: Canvas, paint: Rgb) -> None:
    """Draw a plant in full leaf and flower."""
    _pot(canvas)
    canvas.line([(0, -16), (0, -42)], (74, 150, 80), 2.2)
    for y, side in ((-24, -1), (-28, 1), (-33, -1), (-37, 1)):
        canvas.ellipse(side * 7, y, 7, 3.2, (82, 166, 86))
    for x, y in ((-6, -44), (6, -44), (0, -38), (0, -50)):
        canvas.circle(x, y, 4.6, paint)
    canvas.circle(0, -44, 3.4, (255, 226, 110))


def withered_plant(canvas: Canvas, _paint: Rgb) -> None:
    """Draw a plant that hangs its brown head; leaves have fallen."""
    dry: Rgb = (150, 116, 70)
    _pot(canvas)
    canvas.line([(0, -16), (1, -34), (9, -40), (17, -32)], dry, 2.2)
    for x, y, tip in ((1, -26, -9), (3, -36, -7)):
        canvas.line([(x, y), (tip, y + 9)], darker(dry, 0.12), 3)
    canvas.ellipse(18, -27, 3.8, 5.6, darker(dry, 0.25))
    for x, y in ((-15, 0), (15, 1), (19, -1)):
        canvas.ellipse(x, y, 4.4, 1.8, dry)


def _pot(canvas: Canvas) -> None:
    canvas.shadow(0, 0, 11)
    canvas.polygon([(-10, -15), (10, -15), (7, 0), (-7, 0)], _EARTH)
    canvas.rectangle(-11.4, -18, 11.4, -13.6, lighter(_EARTH, 0.15), 1)


def watering_can(canvas: Canvas, paint: Rgb) -> None:
    """Draw a tilted watering can, water running out; the hand is at the origin."""
    canvas.arc(-1, 2, 7, 7, 180, 360, darker(paint, 0.2), 2.2)
    canvas.polygon([(-9, 0), (7, 3), (5, 18), (-10, 15)], paint)
    canvas.line([(5, 12), (17, 4)], darker(paint, 0.1), 3.4)
    canvas.line([(15, 0), (20, 7)], darker(paint, 0.2), 3)
    for x, y in ((20, 11), (23, 16), (21, 22), (25, 10), (26, 22)):
        canvas.ellipse(x, y, 1.3, 2.4, (100, 172, 240))


def basket(canvas: Canvas, _paint: Rgb) -> None:
    """Draw a picnic basket with a bread and a bottle in it."""
    wicker: Rgb = (202, 150, 88)
    canvas.shadow(0, 0, 14)
    canvas.arc(0, -15, 10, 15, 180, 360, darker(wicker, 0.25), 2.4)
    canvas.line([(-7, -14), (2, -25)], (226, 176, 104), 6)
    canvas.rectangle(4, -25, 9, -12, (66, 130, 96), 1)
    canvas.rectangle(5.4, -30, 7.6, -24, (66, 130, 96))
    canvas.polygon([(-14, -15), (14, -15), (11, 0), (-11, 0)], wicker)
    for y in (-11, -6):
        canvas.line([(-12, y), (12, y)], darker(wicker, 0.2), 1.6, round_ends=False)
    canvas.polygon([(-15, -17), (-2, -17), (-6, -6), (-12, -8)], (224, 70, 70))
    canvas.line([(-12, -13), (-5, -12)], WHITE, 1.6, round_ends=False)
