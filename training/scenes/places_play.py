"""Draw the places made for leisure: playground and beach."""

import random

from training.scenes.canvas import UNITS, Canvas
from training.scenes.colours import PAINTS, WHITE, Rgb, blend, clear, darker, lighter
from training.scenes.scenery import (
    SNOW,
    draw_leaves,
    paint_bush,
    paint_flowers,
    paint_grass,
    paint_ridge,
    paint_string_lights,
    paint_tree,
    paint_weather_on_ground,
    snow_cap,
)
from training.scenes.sky import HORIZON, Air

_TOYS = ("red", "blue", "green", "yellow", "purple", "orange")


def paint_playground(canvas: Canvas, air: Air, rng: random.Random) -> None:
    """Draw a slide, swings, a sandpit and now and then a climbing dome before trees and a coloured fence."""
    leaves, paints = draw_leaves(air, rng), [air.on(lighter(PAINTS[name], 0.08)) for name in rng.sample(_TOYS, 5)]
    paint_ridge(canvas, HORIZON + 4, rng.uniform(26, 44), air.far(air.ground((140, 196, 150)), 0.3), rng)
    paint_grass(canvas, air, rng)
    for n in range(4):
        paint_tree(canvas, air, n * 80 + rng.uniform(-18, 30), HORIZON + 2, rng.uniform(60, 92), leaves, rng)
    _paint_slats(canvas, air, paints, rng)
    paint_flowers(canvas, air, rng, 16)
    floor = rng.choice(((232, 178, 138), (240, 214, 160), (154, 196, 206), (222, 168, 168)))
    canvas.ellipse(128, HORIZON + 74, 178, 60, air.ground(floor))
    paint_weather_on_ground(canvas, air, rng, HORIZON + 34)
    mirrored = rng.random() < 0.5
    with canvas.frame(UNITS if mirrored else 0, 0, mirrored=mirrored):
        _paint_slide(canvas, air, rng.uniform(40, 52), HORIZON + 20, paints)
        _paint_swings(canvas, air, rng.uniform(196, 210), HORIZON + 18, paints[3:])
        _paint_sandpit(canvas, air, rng.uniform(118, 134), HORIZON + 21, paints[1])
        if rng.random() < 0.5:
            _paint_dome(canvas, rng.uniform(120, 136), HORIZON + 8, paints[2])


def _paint_slats(canvas: Canvas, air: Air, paints: list[Rgb], rng: random.Random) -> None:
    several, first = rng.random() < 0.5, rng.randrange(5)
    plain = air.on(rng.choice(((250, 248, 240), (200, 152, 106))))
    canvas.rectangle(0, HORIZON - 8, UNITS, HORIZON - 6, darker(plain, 0.15))
    for n in range(22):
        x, slat = n * 12.0, paints[(n + first) % 5] if several else plain
        canvas.rectangle(x, HORIZON - 14, x + 7.4, HORIZON + 4, slat, 3)
    snow_cap(canvas, air, 0, UNITS, HORIZON - 14, 2.4)


def _paint_slide(canvas: Canvas, air: Air, x: float, y: float, paints: list[Rgb]) -> None:
    """Draw a tower with a roof, a ladder on its left and a slide to its right."""
    roof, chute, post = paints[0], paints[1], air.on((184, 132, 88))
    canvas.shadow(x + 22, y, 52, 4)
    for dx in (-15, 13):
        canvas.rectangle(x + dx, y - 92, x + dx + 3.6, y, post)
    canvas.rectangle(x - 17, y - 48, x + 18, y - 44, darker(post, 0.15))
    canvas.rectangle(x - 15, y - 60, x - 4, y - 48, paints[2])
    canvas.polygon([(x - 22, y - 90), (x + 0.8, y - 114), (x + 24, y - 90)], roof)
    canvas.polygon([(x + 0.8, y - 114), (x + 24, y - 90), (x + 6, y - 90)], darker(roof, 0.14))
    if air.snowy:
        canvas.line([(x - 22, y - 91), (x + 0.8, y - 114), (x + 24, y - 91)], air.on(SNOW), 4)
    canvas.line([(x - 17, y - 46), (x - 27, y)], post, 2.4)
    canvas.line([(x - 10, y - 46), (x - 19, y)], post, 2.4)
    for n in range(1, 5):
        canvas.line([(x - 15.6 - n * 2, y - 46 + n * 9.4), (x - 9 - n * 2, y - 46 + n * 9.4)], post, 2)
    run = [(x + 15, y - 48), (x + 40, y - 22), (x + 56, y - 8), (x + 72, y - 5)]
    canvas.line(run, darker(chute, 0.22), 9)
    canvas.line([(a + 1, b - 3) for a, b in run], lighter(chute, 0.18), 5)


def _paint_swings(canvas: Canvas, air: Air, x: float, y: float, paints: list[Rgb]) -> None:
    frame, seat = paints
    chain = air.on((110, 116, 132))
    canvas.shadow(x, y, 48, 4)
    for side in (-42, 42):
        for foot in (-9, 9):
            canvas.line([(x + side, y - 84), (x + side + foot, y)], darker(frame, 0.1), 3.4)
    canvas.line([(x - 44, y - 84), (x + 44, y - 84)], frame, 4.4)
    snow_cap(canvas, air, x - 44, x + 44, y - 86, 3)
    for dx, lean in ((-19, 3), (19, -4)):
        for rope in (-7, 7):
            canvas.line([(x + dx + rope, y - 83), (x + dx + rope + lean, y - 20)], chain, 1.1, round_ends=False)
        canvas.rectangle(x + dx - 9 + lean, y - 21, x + dx + 9 + lean, y - 17, seat, 1.6)
        snow_cap(canvas, air, x + dx - 9 + lean, x + dx + 9 + lean, y - 21, 2.4)


def _paint_sandpit(canvas: Canvas, air: Air, x: float, y: float, paint: Rgb) -> None:
    canvas.polygon([(x - 32, y - 12), (x + 32, y - 12), (x + 42, y + 6), (x - 42, y + 6)], air.ground((246, 222, 160)))
    for dx, high, wide in ((-12, 8, 15), (12, 5, 12)):
        canvas.pie(x + dx, y + 1, wide, high, 180, 360, air.ground((236, 206, 138)))
    frame = air.on((188, 134, 90))
    for start, end in (((-32, -12), (32, -12)), ((-32, -12), (-42, 6)), ((32, -12), (42, 6))):
        canvas.line([(x + start[0], y + start[1]), (x + end[0], y + end[1])], darker(frame, 0.12), 2.6)
    canvas.rectangle(x - 43, y + 4, x + 43, y + 9, frame, 1.5)
    canvas.line([(x + 22, y - 3), (x + 27, y - 15)], paint, 2)
    canvas.ellipse(x + 21.6, y - 2, 3.4, 3, paint)


def _paint_dome(canvas: Canvas, x: float, y: float, paint: Rgb) -> None:
    for wide in (30, 19, 7):
        canvas.arc(x, y, wide, 40, 180, 360, paint, 2)
    for high in (14, 27):
        half = 30 * (1 - (high / 40) ** 2) ** 0.5
        canvas.line([(x - half, y - high), (x + half, y - high)], darker(paint, 0.1), 1.8)


def paint_beach(canvas: Canvas, air: Air, rng: random.Random) -> None:
    """Draw the sea and the sand, with islands, boats, palms, huts or a lighthouse."""
    coast = HORIZON - 44
    sea = rng.choice(
        (((52, 144, 202), (124, 208, 224)), ((38, 128, 190), (136, 214, 206)), ((64, 156, 190), (150, 222, 216)))
    )
    if rng.random() < 0.6:
        for _ in range(2):
            x, wide = rng.uniform(0, 256), rng.uniform(40, 80)
            canvas.pie(x, coast + 1, wide, rng.uniform(9, 24), 180, 360, air.far((124, 168, 156), 0.35))
    canvas.gradient(0, coast, UNITS, HORIZON, blend(air.on(sea[0]), air.sky[1], 0.1), air.on(sea[1]))
    _paint_glitter(canvas, air, coast, rng)
    if rng.random() < 0.7:
        for n in range(rng.randint(1, 2)):
            _paint_sailing_boat(canvas, air, rng.uniform(16, 110) + n * 124, coast + rng.uniform(3, 10), rng)
    sand = rng.choice(
        (((252, 232, 184), (236, 204, 142)), ((250, 226, 196), (230, 192, 156)), ((246, 236, 206), (226, 208, 164)))
    )
    canvas.gradient(0, HORIZON, UNITS, UNITS, air.ground(sand[0]), air.on(sand[1]))
    edge = [(n * 16.0, HORIZON + rng.uniform(3, 8)) for n in range(17)]
    canvas.polygon(
        [(0.0, HORIZON - 2), *((x, y + 5) for x, y in edge), (256.0, HORIZON - 2)], air.on(darker(sand[1], 0.06))
    )
    canvas.polygon([(0.0, HORIZON - 3), *edge, (256.0, HORIZON - 3)], air.on((236, 250, 252)))
    canvas.polygon([(0.0, HORIZON - 3), *((x, y - 3) for x, y in edge), (256.0, HORIZON - 3)], air.on(sea[1]))
    _paint_shore(canvas, air, rng)
    paint_weather_on_ground(canvas, air, rng, HORIZON + 30)
    for n in range(14):
        shell = air.on(rng.choice(((222, 186, 126), (250, 240, 226), (244, 190, 176))))
        canvas.ellipse(rng.uniform(0, 256), rng.uniform(HORIZON + 16, 250), 1.6, 1.1 + n % 2 * 0.4, shell)


def _paint_glitter(canvas: Canvas, air: Air, coast: float, rng: random.Random) -> None:
    """Draw waves, and the long shine of a low sun or the moon on the water."""
    shine = {"day": (255, 255, 255, 130), "sunset": (255, 226, 170, 190), "night": (220, 226, 255, 110)}[air.light]
    for _ in range(14):
        x, y = rng.uniform(0, 256), rng.uniform(coast + 3, HORIZON - 8)
        canvas.line([(x, y), (x + rng.uniform(7, 18), y)], shine, 1.1, round_ends=False)
    if air.weather == "clear" and air.lamps:
        for n in range(9):
            y, wide = coast + 1.5 + n * 4, rng.uniform(6, 12) + n * 1.3
            canvas.rectangle(air.sun - wide, y, air.sun + wide, y + 1.5, shine, 1)


def _paint_shore(canvas: Canvas, air: Air, rng: random.Random) -> None:
    left = rng.random() < 0.5
    kind = rng.choice(("palm", "huts", "lighthouse", "lookout", "palms"))
    if kind in ("palm", "palms"):
        _paint_palm(canvas, air, 16 if left else 240, HORIZON + 16, -1 if left else 1)
        if kind == "palms":
            _paint_palm(canvas, air, 232 if left else 24, HORIZON + 12, 1 if left else -1)
            paint_string_lights(canvas, (18, 66), (238, 66), 12, lit=air.lamps)
    elif kind == "huts":
        for n in range(3):
            _paint_hut(canvas, air, (26 if left else 166) + n * 32, HORIZON + 13, rng)
    elif kind == "lighthouse":
        _paint_lighthouse(canvas, air, 34 if left else 222, HORIZON - 24)
    else:
        _paint_lookout(canvas, air, rng.uniform(34, 60) if left else rng.uniform(196, 222), HORIZON + 18, rng)
    if rng.random() < 0.5:
        paint_bush(canvas, air, 250 if left else 6, HORIZON + 14, 18, (138, 168, 96))


def _paint_palm(canvas: Canvas, air: Air, x: float, y: float, lean: int) -> None:
    bark, leaf = air.on((152, 108, 70)), air.on((74, 156, 88))
    crown = (x - lean * 8, y - 88)
    canvas.shadow(x, y, 16, 2.6)
    canvas.line([(x, y), (x - lean, y - 44), crown], bark, 4.4)
    for n in range(-3, 4):
        tip = (crown[0] + n * 13, crown[1] + 4 + abs(n) ** 1.4 * 4)
        middle = (crown[0] + n * 8, crown[1] - 12 + abs(n) * 4)
        canvas.polygon([crown, (middle[0], middle[1] - 3), tip, (middle[0], middle[1] + 4)],
                       leaf if n % 2 else lighter(leaf, 0.14))  # fmt: skip
    for dx in (-2.4, 2.4):
        canvas.circle(crown[0] + dx, crown[1] + 3, 2.6, air.on((122, 82, 56)))


def _paint_hut(canvas: Canvas, air: Air, x: float, y: float, rng: random.Random) -> None:
    paint, trim = air.on(lighter(PAINTS[rng.choice(_TOYS)], 0.2)), air.on(WHITE)
    canvas.rectangle(x - 13, y - 32, x + 13, y, paint)
    for n in range(-2, 3):
        canvas.rectangle(x + n * 5.2 - 0.9, y - 32, x + n * 5.2 + 0.9, y, clear(trim, 110))
    canvas.polygon([(x - 17, y - 31), (x, y - 47), (x + 17, y - 31)], air.on((206, 122, 92)))
    canvas.polygon([(x - 11, y - 31), (x, y - 42), (x + 11, y - 31)], paint)
    canvas.rectangle(x - 5, y - 22, x + 5, y, trim, 1)


def _paint_lighthouse(canvas: Canvas, air: Air, x: float, y: float) -> None:
    canvas.pie(x, y + 1, 44, 15, 180, 360, air.on((126, 134, 128)))
    canvas.polygon([(x - 9, y - 10), (x - 6, y - 66), (x + 6, y - 66), (x + 9, y - 10)], air.on(WHITE))
    for top, half in ((20, 7.9), (42, 6.7)):
        canvas.polygon(
            [
                (x - half - 0.7, y - top + 8),
                (x - half, y - top - 3),
                (x + half, y - top - 3),
                (x + half + 0.7, y - top + 8),
            ],
            air.on((218, 74, 66)),
        )
    canvas.rectangle(x - 8.4, y - 68, x + 8.4, y - 65, air.on((74, 80, 96)))
    canvas.rectangle(x - 4.6, y - 77, x + 4.6, y - 68, (255, 236, 150) if air.lamps else air.on((206, 232, 244)))
    canvas.pie(x, y - 77, 6.6, 7, 180, 360, air.on((218, 74, 66)))
    if air.lamps:
        away = 1 if x < UNITS / 2 else -1
        canvas.polygon([(x, y - 73), (x + away * 150, y - 96), (x + away * 150, y - 62)], (255, 244, 190, 50))


def _paint_lookout(canvas: Canvas, air: Air, x: float, y: float, rng: random.Random) -> None:
    """Draw a lifeguard's tower."""
    paint, wood = air.on(PAINTS[rng.choice(("red", "blue", "yellow", "orange"))]), air.on((238, 232, 220))
    canvas.shadow(x, y, 24, 3)
    for side in (-1, 1):
        canvas.line([(x + side * 12, y - 34), (x + side * 19, y)], wood, 2.8)
        canvas.line([(x + side * 12, y - 34), (x - side * 16, y - 6)], darker(wood, 0.15), 1.5)
    canvas.rectangle(x - 17, y - 60, x + 17, y - 36, paint, 1)
    canvas.rectangle(x - 11, y - 55, x + 11, y - 43, air.on((206, 232, 244)), 1)
    canvas.rectangle(x - 21, y - 38, x + 21, y - 34, wood, 1)
    canvas.polygon([(x - 22, y - 60), (x - 13, y - 70), (x + 13, y - 70), (x + 22, y - 60)], darker(paint, 0.15))


def _paint_sailing_boat(canvas: Canvas, air: Air, x: float, y: float, rng: random.Random) -> None:
    size = rng.uniform(0.7, 1.1)
    with canvas.frame(x, y, size, mirrored=rng.random() < 0.5):
        canvas.ellipse(0, 7, 13, 1.8, clear(WHITE, 110))
        canvas.polygon([(-12, 0), (12, 0), (8, 6), (-8, 6)], air.on(rng.choice(((190, 96, 70), (70, 92, 140)))))
        canvas.polygon([(-1, -1), (-1, -22), (-11, -3)], air.on((250, 250, 246)))
        sail = PAINTS[rng.choice(("red", "yellow", "white", "orange"))]
        canvas.polygon([(1, -1), (1, -19), (9, -3)], air.on(sail))
