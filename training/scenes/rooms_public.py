"""Draw the rooms that everybody may enter: classroom, hospital, restaurant."""

import random

from training.scenes.canvas import UNITS, Canvas
from training.scenes.colours import METAL, PAINTS, WHITE, WOOD, Rgb, clear, darker, lighter
from training.scenes.room_parts import (
    WOODS,
    indoors,
    paint_curtains,
    paint_floor,
    paint_pendant,
    paint_shelf_plant,
    paint_sunbeam,
    paint_wall,
    paint_wall_clock,
    paint_window,
)
from training.scenes.scenery import paint_string_lights
from training.scenes.sky import HORIZON, Air

_NOTES = ("red", "blue", "green", "yellow", "purple", "orange")


def paint_classroom(canvas: Canvas, air: Air, rng: random.Random) -> None:
    """Draw a board, a window, drawings or a map on the wall, bunting of letters and rows of desks."""
    wall: Rgb = rng.choice(((244, 232, 204), (214, 230, 240), (226, 238, 216), (246, 222, 208)))
    paint_wall(canvas, air, wall, rng)
    mirrored = rng.random() < 0.5
    with canvas.frame(UNITS if mirrored else 0, 0, mirrored=mirrored):
        paint_window(canvas, air, 10, 20, 42, 54, rng)
        _paint_board(canvas, air, rng)
        (_paint_notes if rng.random() < 0.6 else _paint_map)(canvas, air, rng)
    if rng.random() < 0.6:
        paint_wall_clock(canvas, rng.choice((58, 200)), 12, PAINTS[rng.choice(("red", "blue", "green"))])
    floor: Rgb = rng.choice((*WOODS, (176, 196, 186), (196, 190, 206)))
    paint_floor(canvas, air, floor, rng.choice(("planks", "plain", "tiles")))
    paint_sunbeam(canvas, air, 196 if mirrored else 14, 44)
    _paint_desks(canvas, air, rng)


def _paint_board(canvas: Canvas, air: Air, rng: random.Random) -> None:
    board, chalk = rng.choice(
        (((52, 104, 84), (230, 240, 230)), ((52, 60, 72), (236, 236, 240)), ((250, 250, 250), (70, 110, 190)))
    )
    canvas.rectangle(66, 14, 194, 86, indoors(air, rng.choice(((150, 104, 66), (190, 196, 206), (206, 160, 110)))))
    canvas.rectangle(70, 18, 190, 82, indoors(air, board))
    for n in range(3):
        canvas.line([(80, 30 + n * 12), (80 + rng.uniform(26, 66), 30 + n * 12)], clear(chalk, 210), 1.5)
    kind = rng.choice(("house", "sun", "sum"))
    if kind == "house":
        canvas.line([(154, 70), (154, 52), (166, 40), (178, 52), (178, 70), (154, 70)], chalk, 1.6)
    elif kind == "sun":
        canvas.arc(166, 50, 9, 9, 0, 360, chalk, 1.6)
        for dx, dy in ((0, -15), (15, 0), (0, 15), (-15, 0), (11, 11), (-11, 11), (11, -11), (-11, -11)):
            canvas.line([(166 + dx * 0.8, 50 + dy * 0.8), (166 + dx, 50 + dy)], chalk, 1.4)
    else:
        canvas.line([(154, 44), (178, 44)], chalk, 1.6)
        canvas.line([(166, 34), (166, 54)], chalk, 1.6)
        for y in (62, 68):
            canvas.line([(154, y), (178, y)], chalk, 1.6)
    canvas.rectangle(106, 86, 154, 89, indoors(air, (120, 84, 54)))
    for x in (114, 126, 136):
        canvas.rectangle(x, 84, x + 6, 86, WHITE)


def _paint_notes(canvas: Canvas, air: Air, rng: random.Random) -> None:
    """Draw a pin board with children's paintings."""
    canvas.rectangle(204, 18, 250, 76, indoors(air, rng.choice(((206, 162, 112), (255, 251, 234), (150, 180, 190)))), 1)
    for n in range(6):
        x, y = 208 + n % 2 * 21, 22 + n // 2 * 18
        paint = PAINTS[rng.choice(_NOTES)]
        canvas.rectangle(x, y, x + 17, y + 14, indoors(air, lighter(paint, 0.72)), 1)
        canvas.polygon([(x + 2, y + 12), (x + 7, y + 4), (x + 12, y + 12)], paint)
        canvas.circle(x + 13, y + 4, 2, lighter(PAINTS[rng.choice(_NOTES)], 0.2))


def _paint_map(canvas: Canvas, air: Air, rng: random.Random) -> None:
    canvas.rectangle(202, 14, 252, 18, (150, 104, 66), 1)
    canvas.rectangle(204, 18, 250, 72, indoors(air, (176, 214, 236)))
    land = indoors(air, rng.choice(((170, 200, 130), (232, 206, 140), (214, 170, 140))))
    canvas.ellipse(216, 34, 8, 9, land)
    canvas.ellipse(219, 54, 5, 10, land)
    canvas.ellipse(236, 32, 10, 8, land)
    canvas.ellipse(235, 47, 6, 10, land)
    canvas.ellipse(245, 60, 4, 3, land)


def _paint_desks(canvas: Canvas, air: Air, rng: random.Random) -> None:
    top = indoors(air, rng.choice(((222, 178, 122), (240, 216, 176), (196, 148, 100), (206, 214, 216))))
    seat = lighter(PAINTS[rng.choice(_NOTES)], 0.2)
    shift = rng.uniform(-10, 6)
    for n in range(4):
        x = 18 + n * 64 + shift
        canvas.shadow(x + 19, HORIZON + 15, 25, 3)
        canvas.rectangle(x + 11, HORIZON - 30, x + 27, HORIZON - 17, seat, 3)
        for leg in (3, 35):
            canvas.line([(x + leg, HORIZON + 14), (x + leg, HORIZON - 12)], (110, 116, 130), 2.2)
        canvas.rectangle(x + 2, HORIZON - 11, x + 36, HORIZON - 4, darker(top, 0.2))
        canvas.rectangle(x - 2, HORIZON - 17, x + 40, HORIZON - 11, top, 1.5)


def paint_hospital(canvas: Canvas, air: Air, rng: random.Random) -> None:
    """Draw a ward: a made bed, a curtain on its rail, a drip, a monitor, a window."""
    wall: Rgb = rng.choice(((226, 240, 242), (232, 242, 230), (240, 236, 246), (246, 240, 228)))
    band: Rgb = rng.choice(((150, 206, 210), (176, 212, 170), (178, 190, 226), (244, 200, 170)))
    wall, band = indoors(air, wall), indoors(air, band)
    canvas.gradient(0, 0, UNITS, HORIZON, lighter(wall, 0.3), wall)
    canvas.rectangle(0, HORIZON - 34, UNITS, HORIZON, lighter(band, 0.3))
    canvas.rectangle(0, HORIZON - 40, UNITS, HORIZON - 34, band)
    paint_floor(
        canvas, air, rng.choice(((206, 222, 222), (222, 218, 206), (200, 210, 226))), rng.choice(("plain", "tiles"))
    )
    mirrored = rng.random() < 0.5
    with canvas.frame(UNITS if mirrored else 0, 0, mirrored=mirrored):
        paint_window(canvas, air, 104, 18, 54, 52, rng)
        paint_sunbeam(canvas, air, 96, 60)
        if rng.random() < 0.6:
            _paint_bed(canvas, air, 184, HORIZON + 13, rng)
        else:
            _paint_basin(canvas, air, rng)
        _paint_monitor(canvas, air, 50 + rng.uniform(-4, 4), HORIZON + 8)
        _paint_bed(canvas, air, 22, HORIZON + 17, rng)
        _paint_drip(canvas, 170, HORIZON + 14)
        _paint_ward_curtain(canvas, air, 0, rng)
        canvas.circle(238, 30, 13, indoors(air, (72, 168, 160)))
        canvas.rectangle(235.4, 22, 240.6, 38, WHITE)
        canvas.rectangle(230, 27.4, 246, 32.6, WHITE)


def _paint_bed(canvas: Canvas, air: Air, x: float, y: float, rng: random.Random) -> None:
    """Draw a made bed whose head is on the left; it reaches 104 units to the right."""
    blanket = indoors(air, rng.choice(((132, 186, 216), (160, 206, 176), (232, 186, 160), (186, 176, 222))))
    frame = indoors(air, (196, 204, 214))
    with canvas.frame(x, y, 1.3):
        canvas.shadow(40, 0, 46, 4)
        for leg in (6, 74):
            canvas.rectangle(leg - 1.4, -16, leg + 1.4, -3, METAL)
            canvas.circle(leg, -2, 2.6, (74, 78, 90))
        canvas.rectangle(-2, -50, 3, -8, frame, 2)
        canvas.rectangle(77, -34, 82, -8, frame, 2)
        canvas.rectangle(0, -18, 80, -12, frame, 1)
        canvas.rectangle(2, -27, 78, -17, indoors(air, WHITE), 3)
        canvas.rectangle(4, -39, 25, -25, indoors(air, (250, 252, 255)), 5)
        canvas.rectangle(6, -37, 23, -31, indoors(air, (226, 236, 246)), 4)
        canvas.rectangle(26, -31, 79, -14, blanket, 4)
        canvas.rectangle(26, -31, 36, -14, lighter(blanket, 0.5), 3)
        for stripe in (48, 60):
            canvas.rectangle(stripe, -31, stripe + 3, -14, lighter(blanket, 0.25))


def _paint_drip(canvas: Canvas, x: float, y: float) -> None:
    canvas.line([(x, y), (x, y - 92)], (150, 158, 172), 2)
    canvas.line([(x - 8, y - 90), (x + 8, y - 90)], (150, 158, 172), 1.8)
    canvas.line([(x - 9, y), (x + 9, y)], (120, 126, 140), 2.2)
    canvas.rectangle(x - 11, y - 88, x - 1.6, y - 68, (196, 228, 240), 3)
    canvas.rectangle(x - 11, y - 79, x - 1.6, y - 68, (140, 200, 226), 3)
    canvas.line([(x - 6, y - 68), (x - 7, y - 50), (x - 14, y - 32)], (170, 206, 222), 1.1, round_ends=False)


def _paint_monitor(canvas: Canvas, air: Air, x: float, y: float) -> None:
    with canvas.frame(x, y, 1.2):
        canvas.rectangle(14, -46, 17, 0, (150, 158, 172))
        canvas.rectangle(3, -3, 28, 0, (120, 126, 140), 1)
        if air.lamps:
            canvas.circle(16, -57, 26, (120, 240, 190, 36))
        canvas.rectangle(0, -72, 34, -42, (214, 220, 228), 3)
        canvas.rectangle(3, -69, 31, -47, (34, 52, 62), 1.5)
        canvas.line([(4, -61), (10, -61), (13, -67), (16, -54), (19, -61), (30, -61)], (110, 240, 160), 1.5)
        canvas.line([(4, -51), (12, -51), (14, -53), (18, -51), (30, -51)], (250, 200, 90), 1.2)


def _paint_ward_curtain(canvas: Canvas, air: Air, x: float, rng: random.Random) -> None:
    cloth = indoors(air, rng.choice(((154, 206, 212), (182, 214, 176), (240, 206, 184), (196, 190, 226))))
    canvas.rectangle(0, 9, 106, 11.4, (160, 168, 182), 1)
    for n in range(5):
        left = x + n * 9 - 8
        canvas.rectangle(left, 11, left + 9.4, HORIZON - 4, cloth if n % 2 else lighter(cloth, 0.28), 2)
        canvas.circle(left + 4.7, 10.4, 1.5, (130, 138, 152))


def _paint_basin(canvas: Canvas, air: Air, rng: random.Random) -> None:
    """Draw a wash basin under a mirror, beside a cupboard."""
    paint = indoors(air, rng.choice(((150, 190, 206), (226, 196, 160), (180, 206, 186))))
    canvas.rectangle(182, 52, 208, 86, indoors(air, (200, 206, 214)), 3)
    canvas.rectangle(184, 54, 206, 84, indoors(air, (222, 238, 246)), 2)
    canvas.pie(195, 106, 16, 16, 0, 180, indoors(air, WHITE))
    canvas.rectangle(178, 103, 212, 108, indoors(air, (240, 244, 248)), 2)
    canvas.rectangle(192, 94, 195, 104, METAL, 1)
    canvas.rectangle(218, 78, 254, HORIZON + 8, paint, 2)
    for y in (84, 106, 128):
        canvas.rectangle(221, y, 251, y + 18, lighter(paint, 0.25), 1.5)
        canvas.rectangle(232, y + 3, 240, y + 4.8, METAL)


def paint_restaurant(canvas: Canvas, air: Air, rng: random.Random) -> None:
    """Draw laid tables under hanging lamps, a bar with bottles, a menu board and a window."""
    wall: Rgb = rng.choice(((214, 150, 118), (238, 214, 176), (128, 158, 152), (196, 120, 108), (224, 206, 214)))
    if rng.random() < 0.5:
        _paint_bricks(canvas, air, wall)
    else:
        paint_wall(canvas, air, wall, rng)
    paint_floor(canvas, air, rng.choice((*WOODS, (206, 190, 176))), rng.choice(("planks", "checks", "planks")))
    mirrored = rng.random() < 0.5
    with canvas.frame(UNITS if mirrored else 0, 0, mirrored=mirrored):
        paint_window(canvas, air, 18, 28, 54, 56, rng)
        if rng.random() < 0.5:
            paint_curtains(
                canvas, 18, 28, 54, 56, indoors(air, rng.choice(((176, 74, 70), (92, 124, 110), (226, 196, 140))))
            )
        paint_sunbeam(canvas, air, 20, 52)
        _paint_menu_board(canvas, air, rng)
        _paint_bar(canvas, air, rng)
    cloth = indoors(
        air, rng.choice(((250, 246, 238), (222, 92, 84), (110, 150, 190), (250, 226, 160), (142, 182, 140)))
    )
    for x in (36 + rng.uniform(-6, 8), 118 + rng.uniform(-8, 8), 206 + rng.uniform(-8, 8)):
        _paint_laid_table(canvas, air, x, HORIZON + 18, cloth, rng)
    shade = indoors(air, rng.choice(((70, 72, 84), (206, 92, 70), (226, 176, 84), (92, 142, 136))))
    for x in (44, 128, 212):
        paint_pendant(canvas, air, x, 26, shade)
    if rng.random() < 0.5:
        paint_string_lights(canvas, (0, 4), (UNITS, 4), 7, lit=True)


def _paint_bricks(canvas: Canvas, air: Air, wall: Rgb) -> None:
    wall = indoors(air, wall)
    canvas.rectangle(0, 0, UNITS, HORIZON, wall)
    seam = lighter(wall, 0.14)
    for row in range(12):
        canvas.rectangle(0, row * 12, UNITS, row * 12 + 1, seam)
        for n in range(10):
            x = n * 28 + row % 2 * 14
            canvas.rectangle(x, row * 12, x + 1, row * 12 + 12, seam)


def _paint_menu_board(canvas: Canvas, air: Air, rng: random.Random) -> None:
    canvas.rectangle(88, 36, 136, 92, indoors(air, WOOD), 2)
    canvas.rectangle(91.4, 39.4, 132.6, 88.6, indoors(air, (50, 58, 62)))
    canvas.line([(101, 47), (123, 47)], (250, 214, 140), 2.2)
    for n in range(5):
        canvas.line([(97, 55 + n * 6.4), (97 + rng.uniform(10, 19), 55 + n * 6.4)], (236, 236, 232), 1.2)
        canvas.line([(123, 55 + n * 6.4), (127, 55 + n * 6.4)], (250, 214, 140), 1.2)


def _paint_bar(canvas: Canvas, air: Air, rng: random.Random) -> None:
    wood = indoors(air, rng.choice(((140, 92, 64), (96, 82, 80), (176, 122, 82), (76, 106, 108))))
    for y in (62, 88):
        canvas.rectangle(152, y, 250, y + 3, darker(wood, 0.1))
        for n in range(8):
            x = 157 + n * 12
            paint = rng.choice(((96, 150, 96), (176, 92, 60), (226, 190, 110), (120, 80, 110), (150, 196, 206)))
            if n % 3 == 2:
                canvas.polygon([(x - 3, y - 11), (x + 3, y - 11), (x, y - 5)], (226, 238, 244))
                canvas.line([(x, y - 5), (x, y)], (226, 238, 244), 1, round_ends=False)
            else:
                canvas.rectangle(x - 2.8, y - 12, x + 2.8, y, paint, 1.4)
                canvas.rectangle(x - 1.2, y - 17, x + 1.2, y - 11, paint)
    canvas.rectangle(146, 106, 256, HORIZON + 6, wood)
    for n in range(4):
        canvas.rectangle(150 + n * 27, 114, 173 + n * 27, HORIZON + 2, lighter(wood, 0.12), 1.5)
    canvas.rectangle(142, 101, 256, 108, lighter(wood, 0.35), 2)
    paint_shelf_plant(canvas, 154, 101, (240, 236, 226))


def _paint_laid_table(canvas: Canvas, air: Air, x: float, y: float, cloth: Rgb, rng: random.Random) -> None:
    chair = indoors(air, (122, 82, 60))
    canvas.shadow(x, y, 36, 4)
    for side in (-1, 1):
        canvas.rectangle(x + side * 34 - 2, y - 44, x + side * 34 + 2, y - 2, chair, 1)
        canvas.line([(x + side * 34, y - 20), (x + side * 22, y - 20), (x + side * 22, y - 2)], chair, 2.6)
    canvas.polygon([(x - 26, y - 28), (x + 26, y - 28), (x + 29, y), (x - 29, y)], darker(cloth, 0.08))
    for dx in (-20, -7, 7, 20):
        canvas.polygon(
            [(x + dx - 2, y - 26), (x + dx + 2, y - 26), (x + dx * 1.1 + 4, y), (x + dx * 1.1 - 4, y)], cloth
        )
    canvas.ellipse(x, y - 27, 26, 4.4, lighter(cloth, 0.35))
    for side in (-1, 1):
        canvas.ellipse(x + side * 13, y - 27.6, 6.6, 1.8, WHITE)
        canvas.polygon(
            [(x + side * 5 - 2, y - 35), (x + side * 5 + 2, y - 35), (x + side * 5, y - 30)], (220, 236, 244)
        )
        canvas.line([(x + side * 5, y - 31), (x + side * 5, y - 28)], (220, 236, 244), 1, round_ends=False)
    if air.lamps:
        canvas.circle(x, y - 37, 8, (255, 210, 120, 80))
    canvas.rectangle(x - 1, y - 35, x + 1, y - 28, (250, 246, 232))
    canvas.ellipse(x, y - 37, 1.1, 2, (255, 186, 70) if rng.random() < 0.9 else WHITE)
