"""Draw the rooms: kitchen, classroom, living room."""

import random

from training.scenes.canvas import UNITS, Canvas
from training.scenes.colours import PAINTS, WHITE, Rgb, clear, darker, lighter
from training.scenes.sky import Air, paint_cloud

_BOARD_FRAME: Rgb = (150, 104, 66)


def paint_kitchen(canvas: Canvas, air: Air, rng: random.Random, floor: float) -> None:
    """Draw cabinets, a counter with an oven, tiles and a window."""
    wall: Rgb = rng.choice([(250, 240, 214), (222, 238, 232), (246, 228, 222)])
    cabinet: Rgb = rng.choice([(120, 176, 172), (226, 140, 110), (140, 160, 200)])
    canvas.rectangle(0, 0, UNITS, UNITS, wall)
    for n in range(8):
        canvas.line([(0, 58 + n * 7), (256, 58 + n * 7)], darker(wall, 0.06), 0.8, round_ends=False)
        for x in range(n % 2 * 10, 256, 20):
            canvas.line([(x, 58 + n * 7), (x, 65 + n * 7)], darker(wall, 0.06), 0.8, round_ends=False)
    _paint_window(canvas, air, 103, 10, 50, 44, rng)
    for x in (4, 52, 160, 208):
        canvas.rectangle(x, 4, x + 44, 52, cabinet, 2)
        canvas.rectangle(x + 4, 8, x + 40, 48, lighter(cabinet, 0.15), 2)
        canvas.circle(x + 36, 42, 1.8, (250, 250, 250))
    canvas.rectangle(0, floor - 40, UNITS, floor + 4, cabinet)
    canvas.rectangle(0, floor - 45, UNITS, floor - 38, (244, 236, 224))
    for n in range(6):
        canvas.rectangle(n * 44 + 3, floor - 34, n * 44 + 40, floor, lighter(cabinet, 0.14), 2)
        canvas.circle(n * 44 + 34, floor - 28, 1.8, (250, 250, 250))
    _paint_counter_top(canvas, floor - 45, rng)
    _paint_floor(canvas, (216, 208, 198), floor, tiles=True)


def _paint_counter_top(canvas: Canvas, y: float, rng: random.Random) -> None:
    for x in rng.sample([22, 66, 192, 236], 2):
        jar = PAINTS[rng.choice(["red", "blue", "yellow", "green"])]
        canvas.rectangle(x - 6, y - 14, x + 6, y, lighter(jar, 0.25), 2)
        canvas.rectangle(x - 7, y - 17, x + 7, y - 13, darker(jar, 0.1), 1)
    canvas.arc(128, y - 8, 6, 8, 180, 360, (170, 174, 184), 2.4)
    canvas.line([(122, y), (122, y - 8)], (170, 174, 184), 2.4)


def paint_classroom(canvas: Canvas, air: Air, rng: random.Random, floor: float) -> None:
    """Draw a chalkboard, a window, drawings on the wall and a row of desks."""
    wall: Rgb = rng.choice([(244, 232, 204), (214, 230, 240), (226, 238, 216)])
    canvas.rectangle(0, 0, UNITS, UNITS, wall)
    canvas.rectangle(66, 12, 194, 84, _BOARD_FRAME)
    canvas.rectangle(70, 16, 190, 80, (52, 104, 84))
    for n in range(4):
        canvas.line([(80, 27 + n * 12), (80 + rng.uniform(30, 94), 27 + n * 12)], (230, 240, 230, 200), 1.4)
    canvas.rectangle(108, 84, 152, 87, (120, 84, 54))
    _paint_window(canvas, air, 10, 18, 42, 52, rng)
    canvas.rectangle(206, 16, 248, 72, (255, 251, 234), 1)
    for row in range(3):
        for column in range(3):
            note = lighter(PAINTS[rng.choice(["red", "blue", "green", "yellow", "purple", "orange"])], 0.35)
            x, y = 210 + column * 12.4, 21 + row * 16
            canvas.rectangle(x, y, x + 10, y + 12, note, 1)
    _paint_floor(canvas, rng.choice([(206, 160, 112), (188, 140, 98)]), floor, tiles=False)
    for n in range(4):
        x = 14 + n * 64
        for leg in (3, 35):
            canvas.line([(x + leg, floor + 14), (x + leg, floor - 12)], (110, 116, 130), 2.2)
        canvas.rectangle(x - 2, floor - 17, x + 40, floor - 11, (222, 178, 122), 1.5)


def paint_living_room(canvas: Canvas, air: Air, rng: random.Random, floor: float) -> None:
    """Draw a sofa, a window, a picture on the wall, a lamp and a rug."""
    wall: Rgb = rng.choice([(240, 222, 212), (222, 226, 244), (230, 238, 218)])
    canvas.rectangle(0, 0, UNITS, UNITS, wall)
    window_left = rng.random() < 0.5
    _paint_window(canvas, air, 18 if window_left else 178, 16, 60, 58, rng)
    x = rng.uniform(98, 118)
    canvas.rectangle(x, 18, x + 50, 58, _BOARD_FRAME, 1)
    canvas.rectangle(x + 4, 22, x + 46, 54, (190, 224, 236))
    canvas.polygon([(x + 4, 54), (x + 20, 34), (x + 34, 54)], (120, 170, 120))
    _paint_floor(canvas, rng.choice([(206, 160, 112), (188, 140, 98)]), floor, tiles=False)
    sofa: Rgb = rng.choice([(196, 112, 98), (102, 140, 180), (120, 164, 130)])
    x = rng.uniform(30, 120)
    canvas.rectangle(x, floor - 50, x + 110, floor + 8, sofa, 8)
    canvas.rectangle(x - 8, floor - 30, x + 9, floor + 12, darker(sofa, 0.12), 6)
    canvas.rectangle(x + 101, floor - 30, x + 118, floor + 12, darker(sofa, 0.12), 6)
    canvas.rectangle(x + 7, floor - 22, x + 103, floor + 6, lighter(sofa, 0.12), 5)
    lamp = 238 if window_left else 18
    canvas.line([(lamp, floor + 8), (lamp, floor - 74)], (120, 100, 86), 2.4)
    canvas.polygon(
        [(lamp - 7, floor - 92), (lamp + 7, floor - 92), (lamp + 15, floor - 70), (lamp - 15, floor - 70)],
        (250, 222, 150),
    )
    canvas.ellipse(128, 216, 116, 26, clear((196, 92, 92), 150))
    canvas.ellipse(128, 216, 102, 21, clear((232, 196, 150), 150))


def _paint_floor(canvas: Canvas, paint: Rgb, floor: float, *, tiles: bool) -> None:
    seam = darker(paint, 0.12)
    canvas.gradient(0, floor, UNITS, UNITS, paint, seam)
    canvas.rectangle(0, floor - 3, UNITS, floor + 1, darker(paint, 0.3))
    if tiles:
        for n in range(-3, 15):
            canvas.line(
                [(128 + (n * 26 - 128) * 1.5, 256), (128 + (n * 26 - 128) * 0.6, floor)], seam, 0.9, round_ends=False
            )
    for dy in (13, 30, 54, 84):
        canvas.line([(0, floor + dy), (256, floor + dy)], seam, 0.9, round_ends=False)


def _paint_window(
    canvas: Canvas, air: Air, x: float, y: float, width: float, height: float, rng: random.Random
) -> None:
    canvas.rectangle(x - 3, y - 3, x + width + 3, y + height + 3, WHITE, 2)
    canvas.gradient(x, y, x + width, y + height, *air.sky)
    drops = [(rng.uniform(x + 2, x + width - 2), rng.uniform(y, y + height - 6)) for _ in range(12)]
    if air.weather != "clear":
        for drop in drops:
            end = (drop[0] - 1, drop[1] + (5 if air.weather == "rain" else 1.4))
            canvas.line([drop, end], (232, 240, 252), 1.1, round_ends=False)
    elif air.light == "day":
        paint_cloud(canvas, x + width * 0.5, y + height * 0.5, 7, WHITE)
    elif air.light == "night":
        canvas.circle(x + width * 0.72, y + height * 0.3, 4.6, (250, 246, 214))
    canvas.rectangle(x + width / 2 - 1, y, x + width / 2 + 1, y + height, WHITE)
    canvas.rectangle(x, y + height / 2 - 1, x + width, y + height / 2 + 1, WHITE)
