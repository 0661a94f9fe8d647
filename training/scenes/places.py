"""Draw the places: three outdoors, three indoors, under a sky with its light and weather."""

import random
from collections.abc import Callable

from training.scenes.canvas import UNITS, Canvas
from training.scenes.colours import PAINTS, WHITE, Rgb, clear, darker, lighter
from training.scenes.graph import OUTDOORS, Light, Place, Weather
from training.scenes.rooms import paint_classroom, paint_kitchen, paint_living_room
from training.scenes.sky import Air, paint_sky

HORIZON = 142.0


def paint_place(
    canvas: Canvas, place: Place, light: Light, weather: Weather, rng: random.Random, *, party: bool
) -> None:
    """Draw a place across the whole canvas; a party hangs bunting above it."""
    air = Air(light, weather)
    if place in OUTDOORS:
        paint_sky(canvas, air, HORIZON, rng)
    _PAINTERS[place](canvas, air, rng)
    if party:
        for n in range(15):
            x, y = n * 18.3, 6 + 6 * abs((n % 7) - 3.5) ** 0.5
            canvas.polygon(
                [(x - 7, y), (x + 7, y), (x, y + 14)], PAINTS[("red", "blue", "green", "yellow", "purple")[n % 5]]
            )


def paint_falling(canvas: Canvas, weather: Weather, rng: random.Random) -> None:
    """Draw rain or snow in front of everything."""
    if weather == "rain":
        for _ in range(80):
            x, y = rng.uniform(0, 262), rng.uniform(20, 250)
            canvas.line([(x, y), (x - 2.6, y + 10)], (226, 238, 255, 150), 1.1, round_ends=False)
    elif weather == "snow":
        for _ in range(70):
            size = rng.uniform(1.1, 2.1)
            canvas.ellipse(rng.uniform(0, 256), rng.uniform(0, 256), size, size, clear(WHITE, 225))


def _paint_park(canvas: Canvas, air: Air, rng: random.Random) -> None:
    snow = air.weather == "snow"
    grass: tuple[Rgb, Rgb] = ((236, 242, 248), (206, 220, 234)) if snow else ((134, 204, 106), (92, 168, 82))
    for n in range(3):
        hill = (216, 228, 238) if snow else ((142, 200, 120) if n % 2 else (162, 214, 134))
        canvas.ellipse(rng.uniform(0, 256), HORIZON + 22, rng.uniform(70, 120), rng.uniform(40, 62), air.on(hill))
    canvas.gradient(0, HORIZON, UNITS, UNITS, air.on(grass[0]), air.on(grass[1]))
    for _ in range(rng.randint(4, 5)):
        _paint_tree(canvas, air, rng.uniform(-5, 260), HORIZON + rng.uniform(1, 7), rng.uniform(74, 112), rng)
    path = [(rng.uniform(100, 150), HORIZON + 8), (rng.uniform(110, 160), HORIZON + 8), (200, 256), (50, 256)]
    canvas.polygon(path, air.on((240, 240, 240) if snow else (238, 218, 172)))
    for _ in range(0 if snow else 30):
        petal = rng.choice([(255, 255, 255), (255, 226, 110), (250, 160, 190)])
        x, y = rng.uniform(0, 256), rng.uniform(HORIZON + 12, 253)
        canvas.circle(x, y, 1.5, air.on(petal))
    if rng.random() < 0.6:
        _paint_bench(canvas, air, rng.uniform(14, 190), HORIZON + 14)


def _paint_tree(canvas: Canvas, air: Air, x: float, y: float, height: float, rng: random.Random) -> None:
    leaves = rng.choice([(86, 160, 84), (104, 176, 92), (70, 146, 88)])
    if air.weather == "snow":
        leaves = (196, 214, 222)
    canvas.shadow(x, y, height * 0.22)
    trunk = [(-0.05, 0.0), (-0.03, -0.55), (0.03, -0.55), (0.05, 0.0)]
    canvas.polygon([(x + a * height, y + b * height) for a, b in trunk], air.on((126, 86, 58)))
    for dx, dy, size in ((-0.17, -0.55, 0.2), (0.17, -0.55, 0.2), (0, -0.75, 0.25)):
        canvas.circle(x + dx * height, y + dy * height, size * height, air.on(darker(leaves, 0.08)))
    for dx, dy, size in ((-0.19, -0.6, 0.15), (0.13, -0.6, 0.16), (-0.03, -0.8, 0.19)):
        canvas.circle(x + dx * height, y + dy * height, size * height, air.on(lighter(leaves, 0.12)))


def _paint_bench(canvas: Canvas, air: Air, x: float, y: float) -> None:
    for dy in (0, 6, 13):
        canvas.rectangle(x, y - 19 + dy, x + 52, y - 15.6 + dy, air.on((168, 110, 66)), 1)
    for dx in (5, 44):
        canvas.rectangle(x + dx, y - 19, x + dx + 3.4, y + 7, air.on((86, 88, 100)))


def _paint_street(canvas: Canvas, air: Air, rng: random.Random) -> None:
    x = -8.0
    while x < UNITS:
        width = rng.uniform(42, 64)
        _paint_building(canvas, air, x, width, rng.uniform(92, 134), rng)
        x += width
    snow = air.weather == "snow"
    pavement, road = air.on((232, 236, 242) if snow else (208, 202, 196)), air.on((96, 100, 112))
    canvas.rectangle(0, HORIZON, UNITS, HORIZON + 44, pavement)
    for n in range(10):
        canvas.line([(n * 30, HORIZON), (n * 30 - 9, HORIZON + 44)], darker(pavement, 0.1), 0.9, round_ends=False)
    canvas.rectangle(0, HORIZON + 44, UNITS, UNITS, road)
    canvas.rectangle(0, HORIZON + 42, UNITS, HORIZON + 46, darker(pavement, 0.2))
    for n in range(6):
        canvas.rectangle(n * 48 + 6, HORIZON + 84, n * 48 + 32, HORIZON + 87.4, (250, 240, 200))
    if rng.random() < 0.5:
        lamp = rng.uniform(20, 236)
        canvas.line([(lamp, HORIZON + 12), (lamp, HORIZON - 66)], air.on((70, 74, 88)), 2.8)
        canvas.circle(lamp, HORIZON - 70, 5.4, (255, 238, 170) if air.light != "day" else air.on((236, 238, 232)))


def _paint_building(canvas: Canvas, air: Air, x: float, width: float, height: float, rng: random.Random) -> None:
    walls: list[Rgb] = [(226, 160, 128), (240, 206, 150), (168, 190, 212), (206, 146, 146), (180, 206, 176)]
    wall = air.on(rng.choice(walls))
    canvas.rectangle(x, HORIZON - height, x + width, HORIZON + 2, wall)
    canvas.rectangle(x - 1, HORIZON - height - 4, x + width + 1, HORIZON - height + 2, darker(wall, 0.25))
    pane = (width - 10) / 3
    for row in range(int((height - 38) // 22) + 1):
        for column in range(3):
            lit = rng.random() < 0.6 and air.light == "night"
            left, top = x + 6 + column * pane, HORIZON - height + 10 + row * 22
            canvas.rectangle(
                left, top, left + pane - 5, top + 13, (255, 236, 160) if lit else air.on((206, 232, 246)), 1
            )
    canvas.rectangle(x + width * 0.4, HORIZON - 21, x + width * 0.62, HORIZON + 2, darker(wall, 0.45), 1)


def _paint_beach(canvas: Canvas, air: Air, rng: random.Random) -> None:
    canvas.gradient(0, HORIZON - 44, UNITS, HORIZON, air.on((52, 144, 202)), air.on((124, 208, 224)))
    for _ in range(14):
        x, y = rng.uniform(0, 256), rng.uniform(HORIZON - 40, HORIZON - 6)
        canvas.line([(x, y), (x + rng.uniform(7, 18), y)], (255, 255, 255, 150), 1.1)
    if rng.random() < 0.6:
        _paint_sailing_boat(canvas, rng.uniform(20, 236), HORIZON - rng.uniform(34, 42), rng)
    canvas.gradient(0, HORIZON, UNITS, UNITS, air.on((252, 232, 184)), air.on((236, 204, 142)))
    foam = [(0.0, HORIZON), *((n * 16.0, HORIZON + 4 + rng.uniform(-2, 3)) for n in range(17)), (256.0, HORIZON)]
    canvas.polygon(foam, (255, 255, 255, 200))
    if rng.random() < 0.7:
        _paint_palm(canvas, air, rng.choice([14, 242]), HORIZON + 14)
    if rng.random() < 0.6:
        x, cloth = rng.uniform(40, 210), PAINTS[rng.choice(["red", "blue", "orange"])]
        canvas.line([(x, HORIZON + 12), (x, HORIZON - 36)], (230, 230, 230), 2.2)
        canvas.pie(x, HORIZON - 26, 30, 22, 180, 360, air.on(cloth))
        canvas.pie(x, HORIZON - 26, 11, 22, 180, 360, air.on(WHITE))
    for _ in range(12):
        canvas.ellipse(rng.uniform(0, 256), rng.uniform(HORIZON + 14, 250), 1.5, 1.1, (222, 186, 126))


def _paint_sailing_boat(canvas: Canvas, x: float, y: float, rng: random.Random) -> None:
    canvas.polygon([(x - 12, y), (x + 12, y), (x + 8, y + 6), (x - 8, y + 6)], (190, 96, 70))
    canvas.polygon([(x - 1, y - 1), (x - 1, y - 22), (x - 11, y - 3)], (250, 250, 246))
    canvas.polygon([(x + 1, y - 1), (x + 1, y - 19), (x + 9, y - 3)], PAINTS[rng.choice(["red", "yellow", "white"])])


def _paint_palm(canvas: Canvas, air: Air, x: float, y: float) -> None:
    canvas.line([(x, y), (x + 2, y - 44), (x + 5, y - 84)], air.on((140, 98, 60)), 4)
    for n in range(-3, 4):
        leaf = [(x + 5, y - 84), (x + 5 + n * 11, y - 97 + abs(n) * 6), (x + 5 + n * 16, y - 80 + abs(n) * 6)]
        canvas.line(leaf, air.on((74, 156, 88)), 4.4)


_PAINTERS: dict[Place, Callable[[Canvas, Air, random.Random], None]] = {
    "park": _paint_park,
    "street": _paint_street,
    "beach": _paint_beach,
    "kitchen": lambda canvas, air, rng: paint_kitchen(canvas, air, rng, HORIZON),
    "classroom": lambda canvas, air, rng: paint_classroom(canvas, air, rng, HORIZON),
    "living room": lambda canvas, air, rng: paint_living_room(canvas, air, rng, HORIZON),
}
