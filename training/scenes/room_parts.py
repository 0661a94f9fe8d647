"""Draw what rooms are made of: walls, floors, windows with a view, lamps, rugs, pictures, plants."""

import random
from collections.abc import Callable

from training.scenes.canvas import UNITS, Canvas
from training.scenes.colours import PAINTS, WHITE, Rgb, blend, clear, darker, lighter
from training.scenes.sky import HORIZON, Air, paint_cloud

WOODS: tuple[Rgb, ...] = ((206, 160, 112), (188, 140, 98), (160, 116, 84), (222, 188, 142))
_FRAME: Rgb = (150, 104, 66)


def indoors(air: Air, paint: Rgb) -> Rgb:
    """Return a paint of a room: lamps light it, but a little of the evening comes in."""
    if air.light == "night":
        return blend(paint, (92, 56, 84), 0.15)
    return blend(paint, (255, 176, 120), 0.08) if air.light == "sunset" else paint


def paint_wall(canvas: Canvas, air: Air, wall: Rgb, rng: random.Random) -> Rgb:
    """Draw the wall, plain or patterned, and return its paint in this light."""
    wall = indoors(air, wall)
    canvas.gradient(0, 0, UNITS, HORIZON, lighter(wall, 0.12), wall)
    kind = rng.choice(("plain", "stripes", "panel", "dots", "two-toned"))
    if kind == "stripes":
        for n in range(11):
            canvas.rectangle(n * 24, 0, n * 24 + 12, HORIZON, darker(wall, 0.035))
    elif kind == "dots":
        for n in range(44):
            canvas.circle(n % 11 * 24 + n // 11 % 2 * 12 + 6, 12 + n // 11 * 26, 2, darker(wall, 0.06))
    elif kind == "panel":
        low = lighter(wall, 0.45)
        canvas.rectangle(0, HORIZON - 46, UNITS, HORIZON, low)
        canvas.rectangle(0, HORIZON - 48, UNITS, HORIZON - 45, darker(low, 0.08))
        for n in range(11):
            canvas.rectangle(n * 24 + 6, HORIZON - 46, n * 24 + 7, HORIZON, darker(low, 0.07))
    elif kind == "two-toned":
        canvas.rectangle(0, HORIZON - 52, UNITS, HORIZON, darker(wall, 0.08))
    return wall


def paint_floor(canvas: Canvas, air: Air, paint: Rgb, kind: str) -> None:
    """Draw a floor of planks, tiles, checks or plain linoleum."""
    paint = indoors(air, paint)
    seam = darker(paint, 0.11)
    canvas.gradient(0, HORIZON, UNITS, UNITS, paint, seam)
    rows = (HORIZON, HORIZON + 13, HORIZON + 30, HORIZON + 54, HORIZON + 84, 256.0)
    if kind == "checks":
        for row in range(5):
            for n in range(-2, 7):
                left = n * 2 + row % 2
                corners = [(_aslant(left, rows[row]), rows[row]), (_aslant(left + 1, rows[row]), rows[row]),
                           (_aslant(left + 1, rows[row + 1]), rows[row + 1]),
                           (_aslant(left, rows[row + 1]), rows[row + 1])]  # fmt: skip
                canvas.polygon(corners, clear(darker(paint, 0.2), 90))
    elif kind != "plain":
        for n in range(-3, 14):
            if kind == "tiles":
                canvas.line([(_aslant(n, 256), 256), (_aslant(n, HORIZON), HORIZON)], seam, 0.9, round_ends=False)
        for n, y in enumerate(rows[1:-1]):
            canvas.line([(0, y), (256, y)], seam, 0.9, round_ends=False)
            if kind == "planks":
                for x in range(n * 31 % 70, 256, 74):
                    canvas.line([(x, y), (x, rows[n])], seam, 0.9, round_ends=False)
    canvas.rectangle(0, HORIZON - 4, UNITS, HORIZON, lighter(paint, 0.4))
    canvas.rectangle(0, HORIZON, UNITS, HORIZON + 1.2, darker(paint, 0.3))


def _aslant(column: float, y: float) -> float:
    """Return where the edge of a column of tiles lies at a height, seen in perspective."""
    depth = (y - HORIZON) / (UNITS - HORIZON)
    return 128 + (column * 26 - 128) * (0.7 + 0.8 * depth)


def paint_sunbeam(canvas: Canvas, air: Air, x: float, width: float) -> None:
    """Draw the light that falls from a window on the floor."""
    if air.weather == "clear" and air.light != "night":
        beam = (255, 250, 214, 70) if air.light == "day" else (255, 196, 120, 80)
        canvas.polygon(
            [(x, HORIZON + 6), (x + width, HORIZON + 6), (x + width + 34, HORIZON + 70), (x + 22, HORIZON + 70)], beam
        )


def paint_window(canvas: Canvas, air: Air, x: float, y: float, width: float, height: float, rng: random.Random) -> None:
    """Draw a window; light and weather show through it, over hills, houses or trees."""
    right, foot = x + width, y + height
    canvas.rectangle(x - 3, y - 3, right + 3, foot + 3, indoors(air, WHITE), 2)
    # A gradient knows no frames; rooms are drawn as they are or mirrored as a whole.
    left = UNITS - right if canvas.mirrored else x
    canvas.gradient(left, y, left + width, foot, *air.sky)
    if air.weather != "clear":
        pass
    elif air.light == "day":
        paint_cloud(canvas, x + width * rng.uniform(0.3, 0.6), y + height * 0.3, 6, WHITE)
    elif air.light == "sunset":
        canvas.circle(x + width * 0.68, y + height * 0.6, 7, (255, 128, 88))
    else:
        canvas.circle(x + width * 0.74, y + height * 0.26, 4.6, (250, 246, 214))
        for _ in range(6):
            canvas.circle(rng.uniform(x + 3, right - 3), rng.uniform(y + 3, y + height * 0.6), 0.8, (255, 255, 226))
    rng.choice(_VIEWS)(canvas, air, x, foot, width, height, rng)
    if air.weather != "clear":
        for _ in range(16):
            a, b = rng.uniform(x + 2, right - 2), rng.uniform(y + 1, foot - 6)
            if air.snowy:
                canvas.circle(a, b, 1.1, WHITE)
            else:
                canvas.line([(a, b), (a - 1, b + 5)], (226, 238, 252), 1.1, round_ends=False)
    canvas.rectangle(x + width / 2 - 1, y, x + width / 2 + 1, foot, indoors(air, WHITE))
    canvas.rectangle(x, y + height * 0.44, right, y + height * 0.44 + 2, indoors(air, WHITE))
    canvas.rectangle(x - 5, foot + 1, right + 5, foot + 4.4, indoors(air, (240, 236, 228)), 1)


def _view_of_hills(
    canvas: Canvas, air: Air, x: float, foot: float, width: float, height: float, _rng: random.Random
) -> None:
    canvas.pie(x + width * 0.3, foot, width * 0.3, height * 0.3, 180, 360, air.far(air.ground((130, 186, 140)), 0.3))
    canvas.pie(x + width * 0.66, foot, width * 0.34, height * 0.22, 180, 360, air.ground((116, 182, 100)))


def _view_of_houses(
    canvas: Canvas, air: Air, x: float, foot: float, width: float, height: float, rng: random.Random
) -> None:
    for n in range(3):
        left, top, wide = x + width * n / 3, foot - height * rng.uniform(0.22, 0.42), width / 3
        canvas.rectangle(left, top, left + wide - 1, foot, air.far((206, 150, 124) if n % 2 else (150, 164, 186), 0.15))
        canvas.polygon([(left, top), (left + wide / 2, top - 6), (left + wide - 1, top)],
                       air.ground((150, 92, 80)))  # fmt: skip
        canvas.rectangle(
            left + 3, top + 4, left + 6, top + 8, (255, 232, 150) if air.lamps else air.on((214, 234, 244))
        )


def _view_of_trees(
    canvas: Canvas, air: Air, x: float, foot: float, width: float, height: float, rng: random.Random
) -> None:
    leaf = (206, 220, 228) if air.snowy else rng.choice(((98, 168, 92), (222, 148, 72), (76, 148, 90)))
    for n in range(3):
        middle, high = x + width * (n + 0.5) / 3, height * rng.uniform(0.26, 0.44)
        canvas.rectangle(middle - 1, foot - high, middle + 1, foot, air.on((118, 84, 62)))
        canvas.ellipse(middle, foot - high, width * 0.13, high * 0.5, air.on(leaf))
    canvas.rectangle(x, foot - 4, x + width, foot, air.ground((112, 178, 98)))


_VIEWS: tuple[Callable[[Canvas, Air, float, float, float, float, random.Random], None], ...] = (
    _view_of_hills,
    _view_of_houses,
    _view_of_trees,
)


def paint_curtains(canvas: Canvas, x: float, y: float, width: float, height: float, cloth: Rgb) -> None:
    """Draw drawn-back curtains on a rail before a window."""
    canvas.rectangle(x - 14, y - 8, x + width + 14, y - 6, (128, 100, 80), 1)
    for left, right, tie in ((x - 11, x + 7, x - 9), (x + width - 7, x + width + 11, x + width + 9)):
        waist = y + height * 0.66
        foot = y + height + 9
        drape = [(left, y - 6), (right, y - 6), (tie + 3, waist), (right, foot), (left, foot), (tie - 3, waist)]
        canvas.polygon(drape, cloth)
        canvas.rectangle(tie - 3.4, waist - 1.4, tie + 3.4, waist + 1.8, darker(cloth, 0.25), 1)


def paint_pendant(canvas: Canvas, air: Air, x: float, y: float, shade: Rgb) -> None:
    """Draw a hanging lamp, with a glow when lamps are lit."""
    canvas.line([(x, 0), (x, y - 9)], (90, 84, 90), 1, round_ends=False)
    if air.lamps:
        canvas.circle(x, y + 3, 23, (255, 232, 160, 60))
    canvas.ellipse(x, y + 0.6, 5, 3.4, (255, 246, 206) if air.lamps else (252, 250, 240))
    canvas.pie(x, y, 13, 11, 180, 360, shade)
    canvas.rectangle(x - 2, y - 13, x + 2, y - 9, darker(shade, 0.3), 1)


def paint_rug(canvas: Canvas, air: Air, x: float, y: float, wide: float, rng: random.Random) -> None:
    """Draw a rug, ringed, striped or fringed."""
    first, second = (
        indoors(air, lighter(PAINTS[name], 0.42))
        for name in rng.sample(("red", "blue", "green", "orange", "purple"), 2)
    )
    if rng.random() < 0.5:
        for n, paint in enumerate((first, lighter(second, 0.4), first, lighter(first, 0.35))):
            canvas.ellipse(x, y, wide - n * wide * 0.13, 25 - n * 3.6, paint)
        return
    slant = 18
    canvas.polygon(
        [(x - wide + slant, y - 22), (x + wide - slant, y - 22), (x + wide, y + 22), (x - wide, y + 22)], first
    )
    for top, low, paint in ((-16, -10, second), (-3, 3, lighter(first, 0.4)), (10, 16, second)):
        a, b = slant * (22 - top) / 44, slant * (22 - low) / 44
        left, right = x - wide + slant, x + wide - slant
        canvas.polygon([(left - slant + a, y + top), (right + slant - a, y + top), (right + slant - b, y + low),
                        (left - slant + b, y + low)], lighter(paint, 0.15))  # fmt: skip


def paint_picture(canvas: Canvas, air: Air, x: float, y: float, rng: random.Random) -> None:
    """Draw a framed picture of mountains, waves or shapes, its upper left corner at (x, y)."""
    wide, high = rng.choice(((46, 36), (34, 42), (40, 30)))
    canvas.rectangle(x + 1.4, y + 1.6, x + wide + 1.4, y + high + 1.6, (40, 34, 60, 40), 1)
    canvas.rectangle(x, y, x + wide, y + high, indoors(air, rng.choice((_FRAME, (246, 242, 234), (70, 68, 78)))), 1)
    sky, land, sun = rng.choice(
        (((190, 224, 236), (120, 170, 120), (250, 214, 110)), ((250, 214, 180), (196, 110, 96), (250, 240, 200)),
         ((206, 214, 240), (96, 120, 176), (244, 168, 140)))
    )  # fmt: skip
    left, top, right, foot = x + 4, y + 4, x + wide - 4, y + high - 4
    canvas.rectangle(left, top, right, foot, sky)
    canvas.circle(left + wide * 0.58, top + high * 0.24, 4, sun)
    canvas.polygon([(left, foot), (left + wide * 0.3, top + high * 0.3), (left + wide * 0.62, foot)], land)
    canvas.polygon(
        [(left + wide * 0.3, foot), (left + wide * 0.55, top + high * 0.44), (right, foot)], darker(land, 0.14)
    )


def paint_wall_clock(canvas: Canvas, x: float, y: float, paint: Rgb) -> None:
    """Draw a round clock."""
    canvas.circle(x, y, 9, paint)
    canvas.circle(x, y, 7.2, (252, 250, 242))
    canvas.line([(x, y - 5), (x, y), (x + 3.4, y + 1.6)], (50, 50, 60), 1.3)


def paint_shelf_plant(canvas: Canvas, x: float, y: float, pot: Rgb) -> None:
    """Draw a small plant that hangs over its pot; it stands at (x, y)."""
    for dx, dy in ((-7, -9), (-3.6, -14), (1, -16), (5, -13), (8, -8)):
        canvas.ellipse(x + dx, y + dy, 4.4, 3.4, (92, 160, 92) if dx > 0 else (74, 142, 84))
    canvas.polygon([(x - 6, y - 9), (x + 6, y - 9), (x + 4.4, y), (x - 4.4, y)], pot)
