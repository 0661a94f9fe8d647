"""Draw the places in town: street and station."""

import random
from collections.abc import Callable

from training.scenes.canvas import UNITS, Canvas
from training.scenes.colours import PAINTS, Rgb, clear, darker, lighter
from training.scenes.scenery import (
    SNOW,
    draw_leaves,
    paint_lamp_post,
    paint_ridge,
    paint_string_lights,
    paint_tree,
    paint_weather_on_ground,
    snow_cap,
)
from training.scenes.sky import HORIZON, Air

_WALLS: tuple[Rgb, ...] = (
    (226, 160, 128), (240, 206, 150), (168, 190, 212), (206, 146, 146), (180, 206, 176), (236, 226, 206),
    (150, 132, 160), (120, 152, 164),
)  # fmt: skip
_ROOFS: tuple[Rgb, ...] = ((178, 92, 74), (96, 92, 110), (134, 90, 74), (84, 110, 124))
_LIT: Rgb = (255, 232, 150)


def paint_street(canvas: Canvas, air: Air, rng: random.Random) -> None:
    """Draw a row of houses and shops, a pavement with lamps and trees, and a road."""
    canvas.rectangle(0, HORIZON - 60, UNITS, HORIZON, air.far((150, 160, 180), 0.55))
    _paint_skyline(canvas, air, rng)
    x, walls = -8.0, rng.sample(_WALLS, 6)
    while x < UNITS:
        width = rng.uniform(44, 64)
        _paint_house(canvas, air, x, width, walls[int(x / 44) % 6], rng)
        x += width
    ground = rng.choice(((208, 202, 196), (216, 196, 178), (196, 200, 208)))
    pavement, road = air.on(SNOW if air.snowy else ground), air.on((188, 196, 208) if air.snowy else (98, 102, 114))
    canvas.rectangle(0, HORIZON, UNITS, HORIZON + 44, pavement)
    for n in range(10):
        canvas.line([(n * 30, HORIZON), (n * 30 - 9, HORIZON + 44)], darker(pavement, 0.08), 0.9, round_ends=False)
    canvas.line([(0, HORIZON + 18), (UNITS, HORIZON + 18)], darker(pavement, 0.08), 0.9, round_ends=False)
    canvas.gradient(0, HORIZON + 44, UNITS, UNITS, road, darker(road, 0.12))
    canvas.rectangle(0, HORIZON + 42, UNITS, HORIZON + 46, darker(pavement, 0.2))
    for n in range(6):
        canvas.rectangle(n * 48 + 6, HORIZON + 84, n * 48 + 32, HORIZON + 87.4, air.on((250, 240, 200)))
    _furnish_street(canvas, air, rng)


def _furnish_street(canvas: Canvas, air: Air, rng: random.Random) -> None:
    leaves = draw_leaves(air, rng)
    if air.weather == "rain" and air.lamps:
        for _ in range(5):
            x = rng.uniform(10, 246)
            canvas.ellipse(x, HORIZON + 30, 6, 24, (255, 226, 150, 40))
    paint_weather_on_ground(canvas, air, rng, HORIZON + 20)
    if rng.random() < 0.6:
        for x in rng.sample((24.0, 76.0, 132.0, 184.0, 236.0), 2):
            canvas.ellipse(x, HORIZON + 9, 9, 2.4, air.on((128, 100, 76)))
            paint_tree(canvas, air, x, HORIZON + 9, rng.uniform(62, 80), leaves, rng)
    for x in rng.sample((14.0, 66.0, 118.0, 170.0, 222.0), rng.randint(1, 2)):
        paint_lamp_post(canvas, air, x + 12, HORIZON + 14, 72)
    if rng.random() < 0.35:
        paint_string_lights(canvas, (0, rng.uniform(38, 60)), (UNITS, rng.uniform(38, 60)), 13, lit=air.lamps)


def _paint_skyline(canvas: Canvas, air: Air, rng: random.Random) -> None:
    far = air.far((140, 152, 178), 0.5)
    for n in range(5):
        x, top = n * 56 + rng.uniform(-12, 20), rng.uniform(24, 62)
        canvas.rectangle(x, top, x + rng.uniform(18, 34), HORIZON, far)


def _paint_house(canvas: Canvas, air: Air, x: float, width: float, wall: Rgb, rng: random.Random) -> None:
    wall, height = air.on(wall), rng.uniform(78, 116)
    top = HORIZON - height
    rng.choice(_TOPS)(canvas, air, x, width, top, rng)
    canvas.rectangle(x, top, x + width, HORIZON + 2, wall)
    if rng.random() < 0.3:
        for row in range(5):
            canvas.rectangle(x, top + row * 14 + 9, x + width, top + row * 14 + 9.8, darker(wall, 0.07))
    shop = rng.random() < 0.55
    columns = rng.choice((2, 3))
    pane, arched, shutters = (width - 8) / columns, rng.random() < 0.3, columns == 2 and rng.random() < 0.5
    for row in range(max(1, int((height - 40) // 23))):
        for column in range(columns):
            left, level = x + 4 + (column + 0.5) * pane, top + 9 + row * 23
            _paint_pane(canvas, air, left, level, arched=arched, shutter=wall if shutters else None, rng=rng)
    if shop:
        _paint_shop(canvas, air, x, width, wall, rng)
    else:
        door = air.on(rng.choice(((120, 74, 58), (62, 96, 108), (170, 66, 60), (72, 112, 84))))
        canvas.rectangle(
            x + width * 0.4 - 1.4, HORIZON - 25, x + width * 0.64 + 1.4, HORIZON + 2, lighter(wall, 0.4), 1
        )
        canvas.rectangle(x + width * 0.4, HORIZON - 23.6, x + width * 0.64, HORIZON + 2, door, 1)
        canvas.circle(x + width * 0.6, HORIZON - 11, 1.1, (240, 212, 130))


def _paint_pane(
    canvas: Canvas, air: Air, x: float, y: float, *, arched: bool, shutter: Rgb | None, rng: random.Random
) -> None:
    glass = _LIT if rng.random() < {"day": 0.0, "sunset": 0.35, "night": 0.65}[air.light] else air.on((198, 226, 242))
    if shutter:
        canvas.rectangle(x - 9, y, x + 9, y + 14, darker(shutter, 0.3))
    if arched:
        canvas.circle(x, y + 2, 5, glass)
    canvas.rectangle(x - 5, y, x + 5, y + 14, glass, 0 if arched else 1)
    canvas.rectangle(x - 6, y + 13.4, x + 6, y + 15.4, air.on(SNOW) if air.snowy else air.on((236, 232, 224)))


def _paint_shop(canvas: Canvas, air: Air, x: float, width: float, wall: Rgb, rng: random.Random) -> None:
    """Draw a shop window under a striped awning."""
    glass = (255, 234, 170) if air.lamps else air.on((206, 230, 240))
    canvas.rectangle(x + 4, HORIZON - 28, x + width - 4, HORIZON + 2, darker(wall, 0.35), 1)
    canvas.rectangle(x + 6.4, HORIZON - 24, x + width * 0.62, HORIZON - 4, glass)
    canvas.rectangle(x + width * 0.68, HORIZON - 24, x + width - 7, HORIZON + 2, glass)
    awning, count = air.on(PAINTS[rng.choice(("red", "blue", "green", "orange", "purple"))]), 6
    step = (width - 4) / count
    for n in range(count):
        left = x + 2 + n * step
        stripe = awning if n % 2 else air.on((252, 248, 240))
        canvas.rectangle(left, HORIZON - 35, left + step, HORIZON - 25, stripe)
        canvas.ellipse(left + step / 2, HORIZON - 25, step / 2, 2.8, stripe)
    snow_cap(canvas, air, x + 1, x + width - 1, HORIZON - 35)


def _flat_top(canvas: Canvas, air: Air, x: float, width: float, top: float, rng: random.Random) -> None:
    roof = air.on(rng.choice(_ROOFS))
    canvas.rectangle(x - 1, top - 5, x + width + 1, top + 2, roof)
    snow_cap(canvas, air, x - 1, x + width + 1, top - 5, 4.4)


def _gable_top(canvas: Canvas, air: Air, x: float, width: float, top: float, rng: random.Random) -> None:
    roof, high = air.on(rng.choice(_ROOFS)), rng.uniform(20, 32)
    if rng.random() < 0.6:
        canvas.rectangle(x + width * 0.66, top - high, x + width * 0.8, top, darker(roof, 0.25))
    canvas.polygon([(x - 2, top + 1), (x + width / 2, top - high), (x + width + 2, top + 1)], roof)
    if air.snowy:
        canvas.line([(x, top), (x + width / 2, top - high), (x + width, top)], air.on(SNOW), 4.4)


def _mansard_top(canvas: Canvas, air: Air, x: float, width: float, top: float, rng: random.Random) -> None:
    roof = air.on(rng.choice(_ROOFS))
    canvas.polygon([(x, top), (x + 6, top - 22), (x + width - 6, top - 22), (x + width, top)], roof)
    for share in (0.32, 0.68):
        canvas.rectangle(x + width * share - 4, top - 16, x + width * share + 4, top - 5, lighter(roof, 0.35), 2)
        canvas.rectangle(x + width * share - 2.6, top - 14, x + width * share + 2.6, top - 5,
                         _LIT if air.lamps else air.on((198, 226, 242)), 1)  # fmt: skip
    snow_cap(canvas, air, x + 5, x + width - 5, top - 22, 4.4)


def _stepped_top(canvas: Canvas, air: Air, x: float, width: float, top: float, rng: random.Random) -> None:
    brick = air.on(rng.choice(((186, 104, 84), (214, 176, 128), (146, 112, 104))))
    for n in range(4):
        inset = n * width * 0.12
        canvas.rectangle(x + inset, top - 6 - n * 6, x + width - inset, top + 1, brick)
        snow_cap(canvas, air, x + inset, x + width - inset, top - 6 - n * 6, 2.6)


_TOPS: tuple[Callable[[Canvas, Air, float, float, float, random.Random], None], ...] = (
    _flat_top,
    _gable_top,
    _mansard_top,
    _stepped_top,
)


def paint_station(canvas: Canvas, air: Air, rng: random.Random) -> None:
    """Draw a train beyond the rails, and a platform under a roof with a clock and a board."""
    _paint_skyline(canvas, air, rng)
    paint_ridge(canvas, HORIZON - 18, rng.uniform(28, 44), air.far(air.ground((134, 176, 140)), 0.3), rng)
    canvas.rectangle(0, HORIZON - 22, UNITS, HORIZON + 22, air.ground((150, 140, 132)))
    paint = air.on(PAINTS[rng.choice(("red", "blue", "green", "orange", "purple"))])
    mirrored = rng.random() < 0.5
    with canvas.frame(UNITS if mirrored else 0, 0, mirrored=mirrored):
        _paint_train(canvas, air, rng.choice((-40.0, 30.0, 60.0)), paint, rng)
    _paint_rails(canvas, air)
    stone = rng.choice(((206, 200, 196), (214, 196, 176), (186, 192, 200)))
    platform = air.on(SNOW if air.snowy else stone)
    canvas.gradient(0, HORIZON + 22, UNITS, UNITS, platform, darker(platform, 0.12))
    canvas.rectangle(0, HORIZON + 17, UNITS, HORIZON + 23, air.on((122, 118, 122)))
    canvas.rectangle(0, HORIZON + 27, UNITS, HORIZON + 30.4, air.on((248, 214, 84)))
    for n in range(-1, 7):
        canvas.line([(n * 48 + 20, HORIZON + 31), (n * 60 - 20, 256)], darker(platform, 0.07), 0.9, round_ends=False)
    paint_weather_on_ground(canvas, air, rng, HORIZON + 40)
    _paint_platform_roof(canvas, air, rng)


def _paint_train(canvas: Canvas, air: Air, x: float, paint: Rgb, rng: random.Random) -> None:
    """Draw carriages that reach the left border; the engine's nose points right."""
    foot, top, nose = HORIZON + 2, HORIZON - 62, x + 186
    band = air.on(rng.choice(((250, 246, 236), (252, 226, 140), (70, 80, 104))))
    canvas.polygon(
        [(-2, top), (nose - 34, top), (nose - 14, top + 12), (nose, top + 44), (nose, foot), (-2, foot)], paint
    )
    canvas.rectangle(-2, top - 3, nose - 34, top + 4, darker(paint, 0.25), 2)
    snow_cap(canvas, air, -2, nose - 34, top - 3, 4)
    canvas.rectangle(-2, top + 42, nose - 1, top + 49, band)
    glass = _LIT if air.lamps else air.on((200, 228, 242))
    canvas.polygon([(nose - 30, top + 12), (nose - 18, top + 13), (nose - 6, top + 34), (nose - 30, top + 34)], glass)
    for n in range(int(x / 30) + 6):
        left = nose - 60 - n * 30
        if n % 3 == 1:
            canvas.rectangle(left, top + 12, left + 20, foot - 3, darker(paint, 0.18), 2)
            canvas.rectangle(left + 3, top + 15, left + 17, top + 36, glass, 2)
            canvas.rectangle(left + 9.4, top + 12, left + 10.6, foot - 3, darker(paint, 0.35))
        else:
            canvas.rectangle(left, top + 13, left + 24, top + 34, glass, 3)
    canvas.rectangle(-2, foot - 4, nose - 3, foot + 6, air.on((64, 68, 82)), 2)
    for n in range(int(x / 30) + 7):
        canvas.circle(nose - 26 - n * 30, foot + 6, 6, air.on((46, 48, 58)))
    canvas.circle(nose - 6, foot - 10, 3.4, (255, 246, 190))
    if air.lamps:
        canvas.polygon([(nose - 4, foot - 12), (nose + 90, foot - 24), (nose + 90, foot + 10)], (255, 242, 180, 70))


def _paint_rails(canvas: Canvas, air: Air) -> None:
    for n in range(14):
        canvas.polygon(
            [
                (n * 20 - 2, HORIZON + 8),
                (n * 20 + 6, HORIZON + 8),
                (n * 20 + 4, HORIZON + 17),
                (n * 20 - 6, HORIZON + 17),
            ],
            air.on((112, 84, 68)),
        )
    for y in (HORIZON + 8.4, HORIZON + 14):
        canvas.rectangle(0, y, UNITS, y + 2, air.on((188, 194, 206)))


def _paint_platform_roof(canvas: Canvas, air: Air, rng: random.Random) -> None:
    """Draw the roof over the platform with its posts, a hanging clock and a board of departures."""
    iron = air.on(rng.choice(((70, 96, 110), (124, 66, 62), (84, 104, 88), (80, 84, 104))))
    for x in (rng.uniform(8, 22), rng.uniform(230, 246)):
        canvas.rectangle(x - 2.4, 18, x + 2.4, HORIZON + 50, iron)
        canvas.rectangle(x - 4.6, HORIZON + 44, x + 4.6, HORIZON + 52, darker(iron, 0.2), 1)
        for side in (-1, 1):
            canvas.line([(x, 44), (x + side * 16, 22)], iron, 2.4)
    canvas.rectangle(0, 0, UNITS, 15, darker(iron, 0.15))
    for n in range(22):
        canvas.polygon([(n * 12, 14), (n * 12 + 12, 14), (n * 12 + 6, 23)], lighter(iron, 0.15 if n % 2 else 0.32))
    clock, board = rng.choice(((74, 176), (186, 88), (128, 210), (120, 56)))
    _paint_clock(canvas, clock, 40, rng)
    canvas.rectangle(board - 20, 14, board - 18, 30, iron)
    canvas.rectangle(board + 18, 14, board + 20, 30, iron)
    canvas.rectangle(board - 31, 28, board + 31, 54, darker(iron, 0.45), 2)
    for row in range(3):
        ink = (255, 206, 96)
        canvas.rectangle(board - 27, 32 + row * 7, board - 18, 34.6 + row * 7, ink)
        canvas.rectangle(board - 14, 32 + row * 7, board + rng.uniform(4, 26), 34.6 + row * 7, clear(ink, 190))
    if air.lamps:
        for x in (50, 128, 206):
            canvas.polygon([(x - 5, 17), (x + 5, 17), (x + 30, 74), (x - 30, 74)], (255, 238, 180, 36))
            canvas.rectangle(x - 8, 15, x + 8, 18.6, (255, 244, 200), 1.5)


def _paint_clock(canvas: Canvas, x: float, y: float, rng: random.Random) -> None:
    canvas.rectangle(x - 1.2, 14, x + 1.2, y - 12, (70, 74, 90))
    canvas.circle(x, y, 14, (62, 66, 82))
    canvas.circle(x, y, 11.8, (252, 250, 242))
    for dx, dy in ((0, -9.4), (9.4, 0), (0, 9.4), (-9.4, 0)):
        canvas.circle(x + dx, y + dy, 1.1, (62, 66, 82))
    canvas.line([(x, y), (x + rng.uniform(-6, 6), y - 4)], (40, 42, 54), 1.9)
    canvas.line([(x, y), (x + rng.uniform(-4, 4), y - 8.4)], (40, 42, 54), 1.4)
