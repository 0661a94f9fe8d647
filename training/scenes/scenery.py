"""Draw what grows and lies outdoors: hills, trees, bushes, flowers, and what rain and snow do to the ground."""

import math
import random
from collections.abc import Callable

from training.scenes.canvas import UNITS, Canvas
from training.scenes.colours import Rgb, blend, clear, darker, lighter
from training.scenes.sky import HORIZON, Air

Leaves = tuple[Rgb, ...]

_SEASONS: tuple[Leaves, ...] = (
    ((96, 170, 92), (128, 192, 96), (246, 176, 196)),
    ((74, 150, 84), (98, 170, 88), (62, 136, 90)),
    ((86, 158, 88), (110, 178, 92), (70, 146, 100)),
    ((226, 148, 66), (206, 102, 62), (232, 186, 84), (142, 160, 82)),
)
_FROSTED: Leaves = ((202, 218, 226), (216, 228, 234), (188, 206, 218))
_GRASS: tuple[tuple[Rgb, Rgb], ...] = (
    ((138, 206, 108), (94, 170, 84)),
    ((158, 208, 112), (112, 174, 84)),
    ((120, 192, 116), (80, 158, 92)),
    ((176, 200, 110), (134, 170, 86)),
)
SNOW: Rgb = (242, 246, 251)


def draw_leaves(air: Air, rng: random.Random) -> Leaves:
    """Return the paints of all leaves in a scene, so that its trees share a season."""
    season = rng.choice(_SEASONS)
    return _FROSTED if air.snowy else season


def paint_ridge(canvas: Canvas, y: float, height: float, paint: Rgb, rng: random.Random) -> None:
    """Draw a chain of soft hills across the picture whose foot lies at the horizon."""
    first, second = rng.uniform(0, 6.3), rng.uniform(0, 6.3)
    slow, fast = rng.uniform(0.015, 0.026), rng.uniform(0.034, 0.05)
    crest = [
        (x, y - height * (0.5 + 0.34 * math.sin(first + x * slow) + 0.16 * math.sin(second + x * fast)))
        for x in range(0, UNITS + 9, 8)
    ]
    canvas.polygon([(0, HORIZON + 2), *crest, (UNITS + 8, HORIZON + 2)], paint)


def paint_grass(canvas: Canvas, air: Air, rng: random.Random) -> None:
    """Draw a meadow from the horizon downwards, covered if it snows, with puddles if it rains."""
    top, bottom = rng.choice(_GRASS)
    if air.snowy:
        canvas.gradient(0, HORIZON, UNITS, UNITS, air.ground(SNOW), air.on((208, 222, 238)))
        return
    canvas.gradient(0, HORIZON, UNITS, UNITS, air.on(top), air.on(bottom))
    for _ in range(16):
        x, y = rng.uniform(0, 256), rng.uniform(HORIZON + 8, 254)
        blade = air.on(bottom)
        canvas.polygon([(x - 2.4, y), (x - 2, y - 4), (x, y - 1), (x + 1, y - 5), (x + 2.4, y)], blade)


def paint_weather_on_ground(canvas: Canvas, air: Air, rng: random.Random, top: float = HORIZON + 14) -> None:
    """Draw puddles that mirror the sky, or drifts of snow."""
    if air.weather == "rain":
        for _ in range(6):
            x, y, wide = rng.uniform(0, 256), rng.uniform(top, 250), rng.uniform(13, 26)
            canvas.ellipse(x, y, wide, wide * 0.17, clear(air.sky[1], 125))
            canvas.ellipse(x - wide * 0.2, y - 0.6, wide * 0.5, wide * 0.06, clear(lighter(air.sky[1], 0.5), 120))
    elif air.snowy:
        for _ in range(5):
            x, y, wide = rng.uniform(0, 256), rng.uniform(top, 252), rng.uniform(24, 46)
            canvas.ellipse(x, y + 1.5, wide, wide * 0.11, darker(air.ground(SNOW), 0.12))
            canvas.ellipse(x, y, wide, wide * 0.1, lighter(air.ground(SNOW), 0.3))


def paint_flowers(canvas: Canvas, air: Air, rng: random.Random, count: int) -> None:
    """Draw small flowers in the grass, in two paints a scene; none shows through snow."""
    petals = rng.sample(((255, 255, 255), (255, 226, 110), (250, 160, 190), (206, 170, 240), (250, 120, 100)), 2)
    for n in range(0 if air.snowy else count):
        canvas.circle(rng.uniform(0, 256), rng.uniform(HORIZON + 12, 253), 1.5, air.on(petals[n % 2]))


def snow_cap(canvas: Canvas, air: Air, x0: float, x1: float, y: float, thickness: float = 3.6) -> None:
    """Draw the snow that lies on an edge, if it snows."""
    if air.snowy:
        canvas.rectangle(
            x0, y - thickness * 0.6, x1, y + thickness * 0.4, lighter(air.ground(SNOW), 0.3), thickness / 2
        )


def paint_tree(canvas: Canvas, air: Air, x: float, y: float, height: float, leaves: Leaves, rng: random.Random) -> None:
    """Draw a broad-leaved tree of one of several kinds."""
    leaf = air.on(rng.choice(leaves))
    canvas.shadow(x, y, height * 0.22)
    rng.choice(_TREES)(canvas, air, x, y, height, leaf)


def _trunk(canvas: Canvas, x: float, y: float, height: float, paint: Rgb) -> None:
    trunk = [(-0.05, 0.0), (-0.028, -0.58), (0.028, -0.58), (0.05, 0.0)]
    canvas.polygon([(x + a * height, y + b * height) for a, b in trunk], paint)


def _round_tree(canvas: Canvas, air: Air, x: float, y: float, height: float, leaf: Rgb) -> None:
    _trunk(canvas, x, y, height, air.on((126, 86, 58)))
    for dx, dy, size in ((-0.17, -0.55, 0.2), (0.17, -0.55, 0.2), (0, -0.75, 0.25)):
        canvas.circle(x + dx * height, y + dy * height, size * height, darker(leaf, 0.1))
    for dx, dy, size in ((-0.19, -0.6, 0.15), (0.13, -0.6, 0.16), (-0.03, -0.8, 0.19)):
        canvas.circle(x + dx * height, y + dy * height, size * height, lighter(leaf, 0.1))


def _poplar(canvas: Canvas, air: Air, x: float, y: float, height: float, leaf: Rgb) -> None:
    _trunk(canvas, x, y, height, air.on((118, 84, 62)))
    canvas.ellipse(x, y - height * 0.58, height * 0.15, height * 0.46, darker(leaf, 0.1))
    canvas.ellipse(x - height * 0.03, y - height * 0.6, height * 0.09, height * 0.38, lighter(leaf, 0.08))


def _birch(canvas: Canvas, air: Air, x: float, y: float, height: float, leaf: Rgb) -> None:
    bark = air.on((238, 234, 226))
    canvas.rectangle(x - height * 0.026, y - height * 0.7, x + height * 0.026, y, bark)
    for share in (0.12, 0.24, 0.33):
        canvas.rectangle(x - height * 0.026, y - height * share, x, y - height * share + 1.2, air.on((84, 78, 80)))
    for dx, dy, wide, high in ((0.1, -0.52, 0.15, 0.12), (-0.11, -0.6, 0.15, 0.13), (0.02, -0.8, 0.16, 0.2)):
        canvas.ellipse(x + dx * height, y + dy * height, wide * height, high * height, darker(leaf, 0.06))
    for dx, dy, wide in ((-0.13, -0.63, 0.09), (0, -0.85, 0.1), (0.08, -0.56, 0.08)):
        canvas.ellipse(x + dx * height, y + dy * height, wide * height, wide * height * 0.7, lighter(leaf, 0.14))


def _oak(canvas: Canvas, air: Air, x: float, y: float, height: float, leaf: Rgb) -> None:
    _trunk(canvas, x, y, height * 1.1, air.on((112, 78, 58)))
    canvas.ellipse(x, y - height * 0.62, height * 0.34, height * 0.26, darker(leaf, 0.12))
    canvas.ellipse(x, y - height * 0.7, height * 0.28, height * 0.22, leaf)
    canvas.ellipse(x - height * 0.08, y - height * 0.76, height * 0.15, height * 0.1, lighter(leaf, 0.16))


_TREES: tuple[Callable[[Canvas, Air, float, float, float, Rgb], None], ...] = (_round_tree, _poplar, _birch, _oak)


def paint_fir(canvas: Canvas, air: Air, x: float, y: float, height: float, rng: random.Random) -> None:
    """Draw a fir; snow lies on its branches."""
    green = air.on(rng.choice(((52, 116, 84), (64, 130, 92), (44, 102, 88))))
    canvas.shadow(x, y, height * 0.2, 3)
    canvas.rectangle(x - height * 0.03, y - height * 0.2, x + height * 0.03, y, air.on((108, 78, 60)))
    for foot, tip, wide in ((0.12, 0.55, 0.24), (0.34, 0.78, 0.19), (0.58, 1.0, 0.13)):
        left, right, top = x - wide * height, x + wide * height, y - tip * height
        canvas.polygon([(left, y - foot * height), (right, y - foot * height), (x, top)], green)
        half = blend(green, (255, 255, 255), 0.85) if air.snowy else lighter(green, 0.1)
        canvas.polygon([(left, y - foot * height), (x - wide * height * 0.2, y - foot * height), (x, top)], half)


def paint_bush(canvas: Canvas, air: Air, x: float, y: float, wide: float, leaf: Rgb) -> None:
    """Draw a low bush of two shades."""
    canvas.ellipse(x, y - wide * 0.3, wide, wide * 0.42, darker(air.on(leaf), 0.12))
    canvas.ellipse(x - wide * 0.25, y - wide * 0.44, wide * 0.58, wide * 0.34, air.on(leaf))


def paint_lamp_post(canvas: Canvas, air: Air, x: float, y: float, height: float = 76) -> None:
    """Draw a street lamp, with a glow when lamps are lit."""
    canvas.shadow(x, y, 6, 2)
    canvas.line([(x, y), (x, y - height)], air.on((66, 72, 88)), 2.6)
    canvas.rectangle(x - 4, y - 3, x + 4, y, air.on((66, 72, 88)), 1)
    if air.lamps:
        canvas.circle(x, y - height - 4, 17, (255, 232, 150, 60))
    canvas.circle(x, y - height - 4, 5.2, (255, 240, 180) if air.lamps else air.on((236, 238, 232)))
    canvas.polygon([(x - 6, y - height - 7), (x + 6, y - height - 7), (x, y - height - 12)], air.on((66, 72, 88)))


def paint_string_lights(
    canvas: Canvas, start: tuple[float, float], end: tuple[float, float], sag: float, *, lit: bool
) -> None:
    """Draw a hanging string of coloured lights."""
    count = max(5, int(abs(end[0] - start[0]) / 13))
    points = [
        (start[0] + (end[0] - start[0]) * n / count,
         start[1] + (end[1] - start[1]) * n / count + sag * 4 * (n / count) * (1 - n / count))
        for n in range(count + 1)
    ]  # fmt: skip
    canvas.line(points, (96, 92, 104), 0.9, round_ends=False)
    for n, (x, y) in enumerate(points[1:-1]):
        bulb = ((255, 214, 110), (250, 150, 120), (150, 206, 236), (176, 220, 140))[n % 4]
        if lit:
            canvas.circle(x, y + 2.4, 4.6, clear(bulb, 80))
        canvas.circle(x, y + 2.4, 1.9, lighter(bulb, 0.3) if lit else bulb)
