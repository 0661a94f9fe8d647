"""Draw the rooms of a home: kitchen and living room."""

import random

from training.scenes.canvas import UNITS, Canvas
from training.scenes.colours import PAINTS, Rgb, darker, lighter
from training.scenes.room_parts import (
    WOODS,
    indoors,
    paint_curtains,
    paint_floor,
    paint_pendant,
    paint_picture,
    paint_rug,
    paint_shelf_plant,
    paint_sunbeam,
    paint_wall,
    paint_wall_clock,
    paint_window,
)
from training.scenes.scenery import paint_string_lights
from training.scenes.sky import HORIZON, Air

_STEEL: Rgb = (176, 182, 192)
_POTS: tuple[Rgb, ...] = ((206, 118, 88), (240, 236, 226), (104, 140, 168))


def paint_kitchen(canvas: Canvas, air: Air, rng: random.Random) -> None:
    """Draw cabinets, a counter with an oven and a sink, tiles, a fridge and a window."""
    wall = indoors(air, rng.choice(((250, 240, 214), (222, 238, 232), (246, 228, 222), (226, 232, 246))))
    cabinet = indoors(
        air, rng.choice(((120, 176, 172), (226, 140, 110), (140, 160, 200), (236, 226, 208), (132, 164, 122)))
    )
    canvas.rectangle(0, 0, UNITS, UNITS, wall)
    tile = darker(wall, 0.06)
    for n in range(6):
        canvas.line([(0, 56 + n * 8), (256, 56 + n * 8)], tile, 0.8, round_ends=False)
        for x in range(n % 2 * 12, 256, 24):
            canvas.line([(x, 56 + n * 8), (x, 64 + n * 8)], tile, 0.8, round_ends=False)
    fridge = rng.random() < 0.6
    mirrored = rng.random() < 0.5
    with canvas.frame(UNITS if mirrored else 0, 0, mirrored=mirrored):
        paint_window(canvas, air, 108, 12, 48, 44, rng)
        _paint_cabinets(canvas, cabinet, rng)
        _paint_counter(canvas, air, cabinet, rng)
        if fridge:
            _paint_fridge(canvas, air, rng)
    kind = rng.choice(("tiles", "checks", "planks"))
    paint_floor(canvas, air, rng.choice(((216, 208, 198), (226, 214, 192), (204, 212, 214), (206, 160, 112))), kind)
    paint_sunbeam(canvas, air, 96, 50)
    if rng.random() < 0.5:
        shade = lighter(PAINTS[rng.choice(("red", "yellow", "blue", "green"))], 0.1)
        for x in (62, 196):
            paint_pendant(canvas, air, x, 36, shade)


def _paint_cabinets(canvas: Canvas, cabinet: Rgb, rng: random.Random) -> None:
    shelf = rng.random() < 0.5
    for n, x in enumerate((4, 52, 168, 212)):
        if shelf and n == 2:
            for y in (26, 50):
                canvas.rectangle(x, y, x + 42, y + 3, (176, 124, 84))
                for dx in (5, 17, 29):
                    mug = lighter(PAINTS[rng.choice(("red", "blue", "yellow", "green", "white"))], 0.3)
                    canvas.rectangle(x + dx, y - 10, x + dx + 8, y, mug, 1.6)
            continue
        canvas.rectangle(x, 4, x + 42, 52, cabinet, 2)
        canvas.rectangle(x + 4, 8, x + 38, 48, lighter(cabinet, 0.15), 2)
        canvas.circle(x + 34, 42, 1.8, (250, 250, 250))


def _paint_counter(canvas: Canvas, air: Air, cabinet: Rgb, rng: random.Random) -> None:
    top = HORIZON - 45
    canvas.rectangle(0, top + 5, UNITS, HORIZON + 4, cabinet)
    for n in range(6):
        canvas.rectangle(n * 44 + 3, top + 11, n * 44 + 40, HORIZON, lighter(cabinet, 0.14), 2)
        canvas.rectangle(n * 44 + 15, top + 14, n * 44 + 28, top + 15.8, (250, 250, 250), 0.8)
    canvas.rectangle(46, top + 8, 86, HORIZON, indoors(air, (226, 228, 232)), 2)
    canvas.rectangle(51, top + 17, 81, HORIZON - 6, (74, 78, 92), 2)
    canvas.rectangle(51, top + 17, 81, top + 22, (255, 176, 96) if air.lamps else (104, 110, 126), 2)
    for x in (54, 62, 70, 78):
        canvas.circle(x, top + 12.4, 1.5, (120, 124, 136))
    canvas.rectangle(
        0, top, UNITS, top + 7, indoors(air, rng.choice(((244, 236, 224), (196, 148, 104), (92, 96, 110))))
    )
    canvas.arc(132, top - 8, 6, 8, 180, 360, _STEEL, 2.4)
    canvas.line([(126, top), (126, top - 8)], _STEEL, 2.4)
    for x in rng.sample((14, 32, 96, 172, 190), 3):
        jar = PAINTS[rng.choice(("red", "blue", "yellow", "green"))]
        if rng.random() < 0.35:
            paint_shelf_plant(canvas, x, top, rng.choice(_POTS))
            continue
        canvas.rectangle(x - 6, top - 14, x + 6, top, lighter(jar, 0.35), 2)
        canvas.rectangle(x - 7, top - 17, x + 7, top - 13, darker(jar, 0.1), 1)


def _paint_fridge(canvas: Canvas, air: Air, rng: random.Random) -> None:
    paint = indoors(air, rng.choice(((240, 242, 244), (226, 108, 96), (150, 196, 190), (246, 214, 140))))
    canvas.rectangle(206, 4, 256, HORIZON + 4, darker(paint, 0.1))
    canvas.rectangle(210, 34, 254, HORIZON + 4, paint, 4)
    canvas.rectangle(210, 36, 252, 72, lighter(paint, 0.12), 3)
    canvas.rectangle(210, 75, 252, HORIZON, lighter(paint, 0.12), 3)
    for y in (50, 84):
        canvas.rectangle(214, y, 216.4, y + 16, (150, 154, 166), 1)
    for dx, dy in ((14, 6), (24, 12), (18, 20)):
        canvas.rectangle(210 + dx, 38 + dy, 216 + dx, 43 + dy, PAINTS[rng.choice(("yellow", "pink", "blue"))])


def paint_living_room(canvas: Canvas, air: Air, rng: random.Random) -> None:
    """Draw a sofa, a window with curtains, pictures, a lamp, plants and a rug."""
    wall: Rgb = rng.choice(((240, 222, 212), (222, 226, 244), (230, 238, 218), (248, 232, 196), (204, 222, 220)))
    paint_wall(canvas, air, wall, rng)
    paint_floor(canvas, air, rng.choice(WOODS), rng.choice(("planks", "planks", "plain")))
    mirrored = rng.random() < 0.5
    with canvas.frame(UNITS if mirrored else 0, 0, mirrored=mirrored):
        paint_window(canvas, air, 22, 18, 60, 62, rng)
        cloth = indoors(air, rng.choice(((212, 130, 116), (126, 158, 190), (232, 206, 150), (150, 178, 144))))
        paint_curtains(canvas, 22, 18, 60, 62, cloth)
        paint_sunbeam(canvas, air, 24, 56)
        paint_picture(canvas, air, rng.uniform(108, 122), rng.uniform(14, 24), rng)
        _paint_corner(canvas, air, rng)
        if rng.random() < 0.35:
            paint_string_lights(canvas, (96, 14), (256, 10), 8, lit=True)
        _paint_sofa(canvas, air, rng.uniform(70, 104), rng)
        _paint_floor_lamp(canvas, air, 238)
    paint_rug(canvas, air, 128 + rng.uniform(-10, 10), 218, rng.uniform(98, 116), rng)


def _paint_corner(canvas: Canvas, air: Air, rng: random.Random) -> None:
    """Draw a shelf with plants, a fireplace's mantel clock or a cabinet right of the picture."""
    kind = rng.choice(("shelf", "clock", "picture"))
    if kind == "shelf":
        for y in (36, 66):
            canvas.rectangle(184, y, 226, y + 3.4, indoors(air, (166, 118, 82)), 1)
            paint_shelf_plant(canvas, rng.uniform(192, 198), y, rng.choice(_POTS))
            jar = indoors(air, lighter(PAINTS[rng.choice(("blue", "orange", "green"))], 0.3))
            canvas.rectangle(208, y - 12, 219, y, jar, 3)
    elif kind == "clock":
        paint_wall_clock(canvas, 200, 34, indoors(air, (150, 100, 72)))
    else:
        paint_picture(canvas, air, 182, 22, rng)


def _paint_sofa(canvas: Canvas, air: Air, x: float, rng: random.Random) -> None:
    sofa = indoors(air, rng.choice(((196, 112, 98), (102, 140, 180), (120, 164, 130), (214, 166, 92), (150, 122, 168))))
    floor, high = HORIZON, rng.uniform(44, 54)
    canvas.shadow(x + 55, floor + 13, 70, 5)
    for dx in (0, 104):
        canvas.rectangle(x + dx, floor + 8, x + dx + 5, floor + 16, (110, 78, 58), 1)
    canvas.rectangle(x, floor - high, x + 110, floor + 8, sofa, rng.choice((8, 14)))
    for dx in (36.6, 73.3) if rng.random() < 0.5 else (55,):
        canvas.rectangle(x + dx - 0.6, floor - high + 5, x + dx + 0.6, floor - 10, darker(sofa, 0.14))
    canvas.rectangle(x + 7, floor - 20, x + 103, floor + 8, lighter(sofa, 0.12), 5)
    for dx in (-8, 101):
        canvas.rectangle(x + dx, floor - 30, x + dx + 17, floor + 12, darker(sofa, 0.12), 6)
    pillow = indoors(air, lighter(PAINTS[rng.choice(("yellow", "red", "blue", "orange", "purple"))], 0.25))
    for dx in rng.sample((14, 44, 72), 2):
        canvas.polygon(
            [(x + dx, floor - 38), (x + dx + 22, floor - 36), (x + dx + 20, floor - 17), (x + dx + 2, floor - 18)],
            pillow,
        )


def _paint_floor_lamp(canvas: Canvas, air: Air, x: float) -> None:
    floor = HORIZON
    canvas.ellipse(x, floor + 9, 10, 2.8, (100, 84, 76))
    canvas.line([(x, floor + 8), (x, floor - 70)], (120, 100, 86), 2.4)
    if air.lamps:
        canvas.circle(x, floor - 76, 36, (255, 224, 150, 60))
    shade = (255, 232, 166) if air.lamps else (244, 224, 184)
    canvas.polygon([(x - 8, floor - 92), (x + 8, floor - 92), (x + 16, floor - 68), (x - 16, floor - 68)], shade)
