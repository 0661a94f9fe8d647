"""Draw the pieces of the foreground that stand in rooms; `foreground.py` lists them.

Rooms are lit, so no air tints them.
"""

import random

from training.scenes.canvas import Canvas
from training.scenes.colours import METAL, PAINTS, WHITE, WOOD, Rgb, clear, darker, lighter
from training.scenes.sky import Air

_LEAVES: tuple[Rgb, ...] = ((74, 148, 82), (96, 166, 86), (58, 132, 92))
_CLOTHS = ("red", "blue", "green", "yellow", "purple", "orange")


def vegetable_crate(canvas: Canvas, _air: Air, rng: random.Random) -> None:
    canvas.shadow(0, 0, 28, 4)
    for n in range(5):
        canvas.circle(
            (n - 2) * 10, -19, 6.6, ((226, 90, 60), (110, 170, 80), (240, 170, 60))[(n + rng.randrange(3)) % 3]
        )
        canvas.ellipse((n - 2) * 10, -25, 2, 2.4, (70, 140, 70))
    for y in (-19, -12.4, -5.8):
        canvas.rectangle(-27, y, 27, y + 5.6, (214, 170, 118), 1)
    for x in (-25, 25):
        canvas.rectangle(x - 3, -20, x + 3, 0, (188, 142, 94), 1)


def chair_back(canvas: Canvas, _air: Air, rng: random.Random) -> None:
    wood: Rgb = rng.choice((WOOD, (126, 84, 60), (232, 228, 218), (96, 134, 150)))
    canvas.shadow(0, 0, 17, 3)
    canvas.rectangle(-15, -33, 15, -26, wood, 3)
    for x in (-7.4, 0, 7.4):
        canvas.rectangle(x - 1.5, -27, x + 1.5, -11, darker(wood, 0.1))
    for x in (-14, 14):
        canvas.rectangle(x - 1.8, -32, x + 1.8, 0, wood, 1)
    canvas.rectangle(-15, -12, 15, -7, rng.choice(((206, 98, 84), (90, 136, 176), (226, 184, 96), (118, 160, 118))), 2)


def stools(canvas: Canvas, _air: Air, rng: random.Random) -> None:
    seat = lighter(PAINTS[rng.choice(_CLOTHS)], 0.1)
    for x in (-15, 15):
        canvas.shadow(x, 0, 11, 2.6)
        for lean in (-1, 1):
            canvas.line([(x + lean * 5, -24), (x + lean * 9, -0.8)], METAL, 2)
        canvas.line([(x - 7, -9), (x + 7, -9)], METAL, 1.6)
        canvas.rectangle(x - 11, -29, x + 11, -23, seat, 3)
        canvas.rectangle(x - 10, -28.6, x + 10, -26.8, lighter(seat, 0.3), 1)


def desk(canvas: Canvas, _air: Air, rng: random.Random) -> None:
    top: Rgb = rng.choice(((226, 184, 128), (206, 158, 108), (238, 214, 172)))
    canvas.shadow(0, 0, 33, 3.4)
    for x in (-28, 28):
        canvas.rectangle(x - 1.7, -26, x + 1.7, 0, (108, 116, 134), 1)
    canvas.rectangle(-28, -24, 28, -13, darker(top, 0.2))
    canvas.rectangle(-33, -30, 33, -24, top, 2)
    canvas.rectangle(-32, -29.4, 32, -27.8, lighter(top, 0.3), 1)


def storage_bins(canvas: Canvas, _air: Air, rng: random.Random) -> None:
    canvas.shadow(0, 0, 33, 3.4)
    canvas.rectangle(-33, -31, 33, 0, (222, 182, 134), 2)
    first = rng.randrange(6)
    for n in range(3):
        x = -29.5 + n * 20.5
        bin_paint = lighter(PAINTS[_CLOTHS[(first + n) % 6]], 0.25)
        canvas.rectangle(x, -26, x + 18, -3, (158, 118, 82), 1)
        canvas.rectangle(x + 1, -20, x + 17, -3, bin_paint, 2)
        canvas.rectangle(x + 6, -16, x + 12, -13.4, clear(WHITE, 200), 1)


def house_plant(canvas: Canvas, _air: Air, rng: random.Random) -> None:
    green, pot = rng.choice(_LEAVES), rng.choice(((206, 118, 88), (236, 232, 224), (96, 128, 156)))
    canvas.shadow(0, 0, 12, 3)
    for n in range(9):
        lean = (n - 4) / 4
        tip = (lean * 19, -32.5 + abs(lean) * 14)
        x, y = tip[0] * 0.6, tip[1] * 0.7
        leaf = [(-1.6, -11), (x - 3, y), tip, (x + 3, y), (1.6, -11)]
        canvas.polygon(leaf, green if n % 2 else lighter(green, 0.2))
    canvas.polygon([(-10, -13), (10, -13), (7.4, 0), (-7.4, 0)], pot)
    canvas.rectangle(-11, -15, 11, -11, darker(pot, 0.1), 1.2)


def footstool(canvas: Canvas, _air: Air, rng: random.Random) -> None:
    cloth: Rgb = rng.choice(((206, 132, 112), (112, 150, 178), (222, 186, 112), (140, 172, 136)))
    canvas.shadow(0, 0, 25, 4)
    for x in (-17, 17):
        canvas.polygon([(x - 2.4, -6), (x + 2.4, -6), (x + 1.2, 0), (x - 1.2, 0)], (120, 84, 58))
    canvas.rectangle(-24, -19, 24, -4, cloth, 6)
    canvas.rectangle(-24, -19, 24, -11.4, lighter(cloth, 0.2), 5)
    for x in (-12, 0, 12):
        canvas.circle(x, -14, 1.2, darker(cloth, 0.15))


def armchair_back(canvas: Canvas, _air: Air, rng: random.Random) -> None:
    cloth: Rgb = rng.choice(((196, 112, 98), (102, 140, 180), (120, 164, 130), (214, 174, 104)))
    canvas.shadow(0, 0, 30, 4)
    canvas.rectangle(-24, -33, 24, -2, cloth, 9)
    for x in (-24, 24):
        canvas.rectangle(x - 5.6, -22, x + 5.6, -1, darker(cloth, 0.1), 5)
    canvas.arc(0, -2, 17, 24, 200, 340, darker(cloth, 0.12), 1.2)


def waiting_chairs(canvas: Canvas, _air: Air, rng: random.Random) -> None:
    seat: Rgb = rng.choice(((88, 150, 186), (112, 178, 160), (232, 160, 110)))
    canvas.shadow(0, 0, 33, 3)
    canvas.rectangle(-32, -12, 32, -9.6, METAL)
    for x in (-26, 26):
        canvas.rectangle(x - 1.4, -11, x + 1.4, 0, METAL)
    for n in range(3):
        x = -21.6 + n * 21.6
        canvas.rectangle(x - 9.6, -32, x + 9.6, -14, seat, 4)
        canvas.rectangle(x - 9.6, -15, x + 9.6, -10, darker(seat, 0.15), 2)


def low_screen(canvas: Canvas, _air: Air, rng: random.Random) -> None:
    cloth: Rgb = rng.choice(((172, 212, 216), (196, 216, 188), (206, 200, 226)))
    canvas.shadow(0, 0, 30, 3)
    for n in range(3):
        x = -30 + n * 20
        canvas.rectangle(x, -32, x + 20, -3, WHITE, 1)
        canvas.rectangle(x + 1.8, -30, x + 18.2, -6, cloth if n != 1 else lighter(cloth, 0.3), 1)
    for x in (-28, -10, 10, 28):
        canvas.circle(x, -1.8, 1.8, METAL)


def laid_table(canvas: Canvas, _air: Air, rng: random.Random) -> None:
    cloth = rng.choice(((250, 246, 238), (226, 96, 86), (104, 146, 190), (250, 226, 160)))
    canvas.shadow(0, 0, 30, 4)
    canvas.polygon([(-33, -23), (33, -23), (29, 0), (-29, 0)], cloth)
    for n in range(5):
        x = -24 + n * 12
        canvas.polygon([(x, -21), (x + 3, -21), (x + 2.4, 0), (x, 0)], darker(cloth, 0.08))
    canvas.ellipse(0, -23, 34, 5, lighter(cloth, 0.35))
    for x in (-16, 16):
        canvas.ellipse(x, -23.4, 8, 2.2, darker(WHITE, 0.12))
        canvas.ellipse(x, -23.8, 7, 1.7, WHITE)
    canvas.rectangle(-1.6, -31, 1.6, -24, (248, 244, 230), 1)
    canvas.ellipse(0, -32, 1, 1.8, (255, 190, 70))
