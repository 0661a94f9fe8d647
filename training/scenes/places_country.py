"""Draw the places in the open country: park, farm, campsite."""

import math
import random

from training.scenes.canvas import UNITS, Canvas
from training.scenes.colours import PAINTS, WHITE, Rgb, blend, clear, darker, lighter
from training.scenes.scenery import (
    SNOW,
    draw_leaves,
    paint_bush,
    paint_fir,
    paint_flowers,
    paint_grass,
    paint_lamp_post,
    paint_ridge,
    paint_string_lights,
    paint_tree,
    paint_weather_on_ground,
    snow_cap,
)
from training.scenes.sky import HORIZON, Air

_SHORE = HORIZON - 30  # where the lake of the campsite begins


def paint_park(canvas: Canvas, air: Air, rng: random.Random) -> None:
    """Draw a meadow with trees, hills, a path, and now and then a pond, a bench or a lamp."""
    leaves = draw_leaves(air, rng)
    paint_ridge(canvas, HORIZON + 4, rng.uniform(44, 64), air.far(air.ground((138, 192, 160)), 0.42), rng)
    paint_ridge(canvas, HORIZON + 4, rng.uniform(24, 38), air.far(air.ground((132, 194, 120)), 0.14), rng)
    paint_grass(canvas, air, rng)
    pond = rng.random() < 0.4
    if pond:
        _paint_pond(canvas, air, rng.uniform(60, 196), HORIZON + 17, rng)
    else:
        path = [(rng.uniform(90, 140), HORIZON + 6), (rng.uniform(146, 172), HORIZON + 6), (212, 256), (40, 256)]
        canvas.polygon(path, darker(air.ground(rng.choice(((222, 204, 156), (214, 178, 144), (204, 202, 190)))), 0.04))
    for n in range(4):
        paint_bush(
            canvas, air, n * 70 + rng.uniform(-14, 40), HORIZON + 4, rng.uniform(13, 22), leaves[n % len(leaves)]
        )
    for n in range(rng.randint(3, 4)):
        x = n * 72 + rng.uniform(-6, 40)
        if rng.random() < 0.2:
            paint_fir(canvas, air, x, HORIZON + rng.uniform(3, 8), rng.uniform(80, 112), rng)
        else:
            paint_tree(canvas, air, x, HORIZON + rng.uniform(3, 8), rng.uniform(76, 114), leaves, rng)
    paint_weather_on_ground(canvas, air, rng, HORIZON + 40 if pond else HORIZON + 14)
    paint_flowers(canvas, air, rng, 26)
    if rng.random() < 0.6:
        _paint_bench(canvas, air, rng.uniform(14, 190), HORIZON + 12, rng)
    if rng.random() < 0.6:
        paint_lamp_post(canvas, air, rng.uniform(20, 236), HORIZON + 10)


def _paint_pond(canvas: Canvas, air: Air, x: float, y: float, rng: random.Random) -> None:
    wide = rng.uniform(58, 78)
    canvas.ellipse(x, y + 0.8, wide + 4, 13, air.on((214, 224, 234) if air.snowy else (204, 190, 140)))
    water = blend(air.on((112, 188, 220)), air.sky[1], 0.35)
    canvas.ellipse(x, y, wide, 11, water)
    for _ in range(4):
        left, level = x + rng.uniform(-0.6, 0.3) * wide, y + rng.uniform(-6, 7)
        canvas.line([(left, level), (left + 16, level)], clear(WHITE, 120), 1, round_ends=False)
    for _ in range(3):
        canvas.ellipse(x + rng.uniform(-0.7, 0.7) * wide, y + rng.uniform(-5, 6), 4, 1.3, air.on((92, 164, 96)))


def _paint_bench(canvas: Canvas, air: Air, x: float, y: float, rng: random.Random) -> None:
    wood = air.on(rng.choice(((168, 110, 66), (124, 92, 74), (206, 92, 78), (94, 142, 132))))
    canvas.shadow(x + 26, y + 7, 29, 2.6)
    for dx in (5, 44):
        canvas.rectangle(x + dx, y - 19, x + dx + 3.4, y + 7, air.on((86, 88, 100)))
    for dy in (0, 6, 13):
        canvas.rectangle(x, y - 19 + dy, x + 52, y - 15.6 + dy, wood, 1)
    snow_cap(canvas, air, x, x + 52, y - 19)


def paint_farm(canvas: Canvas, air: Air, rng: random.Random) -> None:
    """Draw a barn with its silo, a tractor, striped fields and a fence."""
    leaves = draw_leaves(air, rng)
    paint_ridge(canvas, HORIZON + 4, rng.uniform(40, 54), air.far(air.ground((170, 196, 120)), 0.4), rng)
    paint_ridge(canvas, HORIZON + 4, rng.uniform(20, 32), air.far(air.ground((226, 200, 118)), 0.16), rng)
    paint_grass(canvas, air, rng)
    _paint_field(canvas, air, rng)
    left = rng.random() < 0.5
    for n in range(2):
        side = rng.uniform(96, 140) if n else (rng.uniform(206, 250) if left else rng.uniform(6, 50))
        paint_tree(canvas, air, side, HORIZON + 3, rng.uniform(56, 82), leaves, rng)
    _paint_barn(canvas, air, rng.uniform(44, 66) if left else rng.uniform(190, 212), HORIZON + 6, rng)
    if rng.random() < 0.4:
        _paint_windmill(canvas, air, rng.uniform(108, 150), HORIZON + 2, rng)
    with canvas.frame(
        rng.uniform(160, 206) if left else rng.uniform(50, 96), HORIZON + 13, 1.2, mirrored=rng.random() < 0.5
    ):
        _paint_tractor(canvas, air, rng)
    _paint_fence(canvas, air, HORIZON + 27, rng)
    paint_weather_on_ground(canvas, air, rng, HORIZON + 36)
    paint_flowers(canvas, air, rng, 10)


def _paint_field(canvas: Canvas, air: Air, rng: random.Random) -> None:
    """Draw furrows that run towards the horizon."""
    soil, crop = rng.choice(
        (((196, 158, 92), (240, 206, 112)), ((150, 110, 78), (120, 176, 90)), ((164, 124, 86), (186, 146, 104)))
    )
    canvas.rectangle(0, HORIZON, UNITS, HORIZON + 26, air.ground(soil))
    vanishing = rng.uniform(70, 186)
    stripe = air.on((212, 224, 238)) if air.snowy else air.on(crop)
    for n in range(-9, 10):
        near, far = vanishing + n * 30, vanishing + n * 15
        canvas.polygon(
            [(far - 4, HORIZON), (far + 4, HORIZON), (near + 9, HORIZON + 26), (near - 9, HORIZON + 26)], stripe
        )


def _paint_barn(canvas: Canvas, air: Air, x: float, y: float, rng: random.Random) -> None:
    wall = air.on(rng.choice(((192, 66, 58), (176, 92, 62), (92, 128, 140), (206, 166, 110))))
    trim, roof = air.on((248, 244, 234)), air.on(rng.choice(((92, 84, 96), (122, 74, 66), (78, 96, 110))))
    silo = x + rng.choice((-54, 54))
    canvas.rectangle(silo - 11, y - 74, silo + 11, y, air.on((206, 210, 214)))
    canvas.pie(silo, y - 74, 11, 14, 180, 360, air.on(SNOW) if air.snowy else roof)
    for level in (22, 44):
        canvas.rectangle(silo - 11, y - level, silo + 11, y - level + 2, air.on((166, 172, 180)))
    gable = [(-40, -44), (-30, -68), (0, -86), (30, -68), (40, -44)]
    canvas.polygon([(x - 38, y), *((x + a, y + b) for a, b in gable), (x + 38, y)], wall)
    edge = air.on(SNOW) if air.snowy else roof
    canvas.line([(x + a * 1.08, y + b) for a, b in gable], edge, 6)
    for n in range(-2, 3):
        canvas.line([(x + n * 13, y - 46), (x + n * 13, y)], darker(wall, 0.1), 0.9, round_ends=False)
    canvas.rectangle(x - 17, y - 36, x + 17, y, trim)
    canvas.rectangle(x - 14.5, y - 33.5, x + 14.5, y, darker(wall, 0.22))
    canvas.line([(x - 14, y - 33), (x + 14, y)], trim, 2)
    canvas.line([(x + 14, y - 33), (x - 14, y)], trim, 2)
    canvas.rectangle(x - 8, y - 64, x + 8, y - 50, trim, 1)
    canvas.rectangle(x - 6, y - 62, x + 6, y - 52, (255, 228, 140) if air.lamps else darker(wall, 0.4), 1)


def _paint_windmill(canvas: Canvas, air: Air, x: float, y: float, rng: random.Random) -> None:
    wall, turn = air.on(rng.choice(((236, 226, 206), (214, 158, 124)))), rng.uniform(0, 1.57)
    canvas.polygon([(x - 13, y), (x - 8, y - 54), (x + 8, y - 54), (x + 13, y)], wall)
    canvas.pie(x, y - 53, 9, 11, 180, 360, air.on((134, 84, 70)))
    canvas.rectangle(x - 3, y - 12, x + 3, y, darker(wall, 0.4), 2)
    for n in range(4):
        across, up = math.cos(turn + n * math.pi / 2), math.sin(turn + n * math.pi / 2)
        hub = (x, y - 54)
        canvas.line([hub, (x + across * 34, hub[1] + up * 34)], air.on((120, 88, 70)), 1.4)
        vane = [(12, 0), (34, 0), (34, 7), (12, 5)]
        canvas.polygon([(x + across * a - up * b, hub[1] + up * a + across * b) for a, b in vane],
                       air.on((250, 246, 236)))  # fmt: skip


def _paint_tractor(canvas: Canvas, air: Air, rng: random.Random) -> None:
    """Draw a tractor that faces right, its wheels on the origin."""
    body = air.on(rng.choice(((64, 150, 80), (214, 72, 60), (60, 116, 190), (240, 176, 60))))
    tyre, hub = air.on((54, 56, 64)), air.on((250, 214, 110))
    canvas.shadow(0, 0, 25, 3)
    canvas.rectangle(-14, -39, 6, -36, body, 1.4)
    canvas.rectangle(-12, -37, 4, -18, air.on((200, 228, 240)))
    for x in (-12, 2):
        canvas.rectangle(x, -37, x + 2.4, -16, body)
    canvas.rectangle(-14, -20, 24, -8, body, 2.4)
    canvas.rectangle(4, -18, 22, -16, lighter(body, 0.3))
    canvas.line([(15, -20), (15, -30)], air.on((80, 82, 92)), 2)
    canvas.circle(-9, -10, 10.4, tyre)
    canvas.circle(-9, -10, 5, hub)
    canvas.circle(17, -6.4, 6.8, tyre)
    canvas.circle(17, -6.4, 3.2, hub)
    if air.lamps:
        canvas.polygon([(25, -17), (46, -22), (46, -8)], (255, 240, 170, 90))
    snow_cap(canvas, air, -14, 6, -39, 3)


def _paint_fence(canvas: Canvas, air: Air, y: float, rng: random.Random) -> None:
    wood = air.on(rng.choice(((250, 246, 238), (176, 126, 84), (140, 106, 82))))
    gap = rng.uniform(20, 28)
    for dy in (14, 7):
        canvas.rectangle(0, y - dy, UNITS, y - dy + 2.6, darker(wood, 0.08))
    snow_cap(canvas, air, 0, UNITS, y - 14, 2.6)
    for n in range(int(UNITS / gap) + 1):
        canvas.rectangle(n * gap + 3, y - 18, n * gap + 6.6, y + 1, wood, 0.8)


def paint_campsite(canvas: Canvas, air: Air, rng: random.Random) -> None:
    """Draw tents between firs at a mountain lake, with a fire place and string lights."""
    _paint_mountains(canvas, air, rng)
    top = rng.choice(((142, 184, 104), (164, 182, 110), (124, 172, 108)))
    canvas.gradient(
        0,
        HORIZON + 2,
        UNITS,
        UNITS,
        air.ground(top),
        air.on((208, 222, 238)) if air.snowy else air.on(darker(top, 0.2)),
    )
    trees = [rng.uniform(-6, 22), rng.uniform(108, 146), rng.uniform(234, 262)]
    for n in range(4):
        paint_fir(canvas, air, n * 76 + rng.uniform(-10, 36), HORIZON + 4, rng.uniform(40, 62), rng)
    for x in trees:
        paint_fir(canvas, air, x, HORIZON + rng.uniform(7, 11), rng.uniform(98, 128), rng)
    if rng.random() < 0.7:
        paint_string_lights(canvas, (trees[0], 76), (trees[1], 72), 9, lit=air.lamps)
        paint_string_lights(canvas, (trees[1], 72), (trees[2], 76), 9, lit=air.lamps)
    cloths = rng.sample(("red", "blue", "yellow", "orange", "green", "purple"), 2)
    spots = [rng.uniform(46, 72), rng.uniform(182, 212)]
    for x, cloth in zip(spots, cloths, strict=True):
        paint = _paint_ridge_tent if rng.random() < 0.5 else _paint_dome_tent
        paint(canvas, air, x, HORIZON + 20, lighter(PAINTS[cloth], 0.08))
    paint_weather_on_ground(canvas, air, rng, HORIZON + 36)
    _paint_fire_place(canvas, air, rng.uniform(116, 140), HORIZON + 25)


def _paint_mountains(canvas: Canvas, air: Air, rng: random.Random) -> None:
    """Draw snowy peaks behind a lake, and their reflections in it."""
    rock, snow = air.far((126, 140, 176), 0.3), air.far((250, 252, 255), 0.12)
    peaks = [(n * 78 + rng.uniform(-16, 26), rng.uniform(56, 92), rng.uniform(56, 78)) for n in range(4)]
    for n, (x, high, wide) in enumerate(peaks):
        top, foot = _SHORE - high, _SHORE
        canvas.polygon([(x - wide, foot), (x, top), (x + wide, foot)], blend(rock, snow, 0.06 * (n % 3)))
        canvas.polygon([(x, top), (x + wide, foot), (x + wide * 0.2, foot)], darker(rock, 0.08))
        cap = [(-0.3, 0.3), (-0.1, 0.22), (0.06, 0.34), (0.3, 0.3)]
        canvas.polygon([(x, top), *((x + a * wide, top + b * high) for a, b in cap)], snow)
    paint_ridge(canvas, _SHORE + 2, 16, air.far(air.ground((92, 146, 116)), 0.25), rng)
    water = air.on((104, 176, 208))
    canvas.gradient(0, _SHORE, UNITS, HORIZON + 6, blend(water, air.sky[1], 0.45), water)
    for x, high, wide in peaks:
        canvas.polygon([(x - wide * 0.9, _SHORE), (x, _SHORE + high * 0.36), (x + wide * 0.9, _SHORE)], clear(rock, 70))
    for _ in range(10):
        x, y = rng.uniform(0, 250), rng.uniform(_SHORE + 3, HORIZON)
        canvas.line([(x, y), (x + rng.uniform(8, 22), y)], clear(air.sky[1], 170), 1, round_ends=False)


def _paint_ridge_tent(canvas: Canvas, air: Air, x: float, y: float, cloth: Rgb) -> None:
    paint = air.on(cloth)
    canvas.shadow(x, y, 44, 4)
    canvas.polygon([(x - 40, y), (x - 4, y - 54), (x + 4, y - 54), (x + 40, y)], paint)
    canvas.polygon([(x + 1, y - 54), (x + 14, y - 54), (x + 50, y - 4), (x + 40, y)], darker(paint, 0.22))
    canvas.polygon([(x - 15, y), (x, y - 42), (x + 15, y)], (255, 222, 140) if air.lamps else darker(paint, 0.5))
    canvas.polygon([(x - 15, y), (x, y - 42), (x - 19, y - 12)], lighter(paint, 0.35))
    canvas.line([(x - 38, y - 3), (x - 52, y + 3)], air.on((236, 232, 220)), 1)
    if air.snowy:
        canvas.line([(x - 24, y - 28), (x - 1, y - 56), (x + 12, y - 56)], air.on(SNOW), 4)


def _paint_dome_tent(canvas: Canvas, air: Air, x: float, y: float, cloth: Rgb) -> None:
    paint = air.on(cloth)
    canvas.shadow(x, y, 42, 4)
    canvas.pie(x, y, 42, 48, 180, 360, paint)
    canvas.pie(x, y, 26, 48, 180, 360, lighter(paint, 0.22))
    canvas.pie(x, y, 15, 36, 180, 360, (255, 222, 140) if air.lamps else darker(paint, 0.5))
    canvas.rectangle(x - 42, y - 3, x - 15, y, darker(paint, 0.3))
    canvas.rectangle(x + 15, y - 3, x + 42, y, darker(paint, 0.3))
    if air.snowy:
        canvas.arc(x, y, 41, 47, 228, 312, air.on(SNOW), 4)


def _paint_fire_place(canvas: Canvas, air: Air, x: float, y: float) -> None:
    """Draw a ring of stones with logs and embers; flames are left to the campfire that plays a part."""
    for n in range(-3, 4):
        canvas.ellipse(x + n * 5, y - 3.4 + abs(n) * 0.5, 3.4, 2.4, air.on((140, 140, 148)))
    if air.weather != "rain":
        canvas.ellipse(x, y - 5, 24, 12, (255, 170, 90, 80 if air.lamps else 20))
        canvas.ellipse(x, y - 3, 9, 3, (250, 140, 60))
    for lean in (-1, 1):
        canvas.line([(x - lean * 10, y - 1), (x + lean * 8, y - 10)], air.on((116, 78, 54)), 3.4)
    canvas.line([(x - 11, y - 2), (x + 11, y - 2)], air.on((134, 92, 64)), 3.4)
    for n in range(3):
        canvas.ellipse(x + 2 * (n % 2), y - 18 - n * 9, 3 + n, 3.4, (190, 194, 206, 80))
    for n in range(-3, 4):
        canvas.ellipse(x + n * 5.4, y + 1.4 - abs(n) * 0.6, 3.6, 2.6, air.on((172, 170, 172)))
