"""Draw the pieces of the foreground that stand outdoors; `foreground.py` lists them."""

import random

from training.scenes.canvas import Canvas
from training.scenes.colours import PAINTS, WHITE, WOOD, Rgb, darker, lighter
from training.scenes.sky import Air

_LEAVES: tuple[Rgb, ...] = ((74, 148, 82), (96, 166, 86), (58, 132, 92))
_SNOW: Rgb = (240, 245, 250)
_SLATS = ("red", "blue", "green", "yellow", "purple", "orange")


def bush(canvas: Canvas, air: Air, rng: random.Random) -> None:
    leaf, wide = air.on(rng.choice(_LEAVES)), rng.uniform(20, 30)
    canvas.shadow(0, 0, wide, 4)
    for x, y, size in ((-0.6, -8, 9), (0.6, -8, 9.6), (-0.15, -13, 13), (0.3, -14, 11)):
        canvas.ellipse(x * wide, y, size * wide / 22, size * 0.94, darker(leaf, 0.12))
    for x, y, size in ((-0.55, -11, 6), (0.05, -17, 8), (0.6, -12, 6)):
        canvas.ellipse(x * wide, y, size * wide / 22, size * 0.8, leaf)
    blossom = _SNOW if air.weather == "snow" else air.on(PAINTS[rng.choice(("pink", "white", "yellow", "red"))])
    for _ in range(14 if air.weather == "snow" else rng.choice((0, 9, 12))):
        canvas.circle(rng.uniform(-0.75, 0.75) * wide, rng.uniform(-20, -5), 1.5, blossom)


def flower_bed(canvas: Canvas, air: Air, rng: random.Random) -> None:
    wide = rng.uniform(22, 31)
    canvas.ellipse(0, -3, wide, 6, air.on((120, 88, 64)))
    petals = rng.sample(("red", "pink", "yellow", "white", "purple", "orange"), 2)
    for n in range(9):
        x, top = (n - 4) * wide * 0.21, -rng.uniform(12, 22)
        foot = -2.0 + n % 3
        canvas.line([(x, foot), (x + 0.8, top)], air.on((70, 146, 78)), 1.5, round_ends=False)
        canvas.ellipse(x - 2.6, (foot + top) / 2, 3.2, 1.4, air.on((86, 166, 88)))
        canvas.circle(x + 0.8, top, 3.5, air.on(PAINTS[petals[n % 2]]))
        canvas.circle(x + 0.8, top, 1.4, air.on((255, 226, 120) if petals[n % 2] != "yellow" else (196, 120, 50)))
    for n in range(7):
        canvas.ellipse((n - 3) * wide * 0.31, 1, wide * 0.15, 3, air.on((196, 192, 186) if n % 2 else (178, 174, 170)))


def bench_back(canvas: Canvas, air: Air, rng: random.Random) -> None:
    wood, wide = air.on(rng.choice((WOOD, (134, 92, 64), (96, 140, 120)))), rng.uniform(25, 33)
    canvas.shadow(0, 0, wide, 3.4)
    for x in (-wide + 4, wide - 4):
        canvas.rectangle(x - 1.8, -30, x + 1.8, 0, air.on((74, 78, 92)), 1)
    for y in (-31, -23.6, -16.2):
        canvas.rectangle(-wide, y, wide, y + 5.6, wood, 1.4)
        canvas.rectangle(-wide + 1, y + 0.8, wide - 1, y + 1.9, lighter(wood, 0.22))
    _snow_cap(canvas, air, -wide, wide, -31)


def rocks(canvas: Canvas, air: Air, rng: random.Random) -> None:
    stone, side = air.on(rng.choice(((150, 152, 160), (172, 160, 148), (134, 140, 152)))), rng.choice((-1, 1))
    canvas.shadow(0, 0, 30, 4)
    for x, wide, high in ((13, 14, 17), (-10, 19, 26), (21, 8, 9)):
        x *= side
        canvas.polygon(
            [(x - wide, 1), (x - wide * 0.8, -high * 0.6), (x - wide * 0.2, -high), (x + wide * 0.6, -high * 0.75),
             (x + wide, 1)],
            stone,
        )  # fmt: skip
        canvas.polygon(
            [(x - wide * 0.7, -high * 0.55), (x - wide * 0.2, -high * 0.94), (x + wide * 0.1, -high * 0.5)],
            lighter(stone, 0.25),
        )
        _snow_cap(canvas, air, x - wide * 0.6, x + wide * 0.5, -high * 0.9)


def flower_tub(canvas: Canvas, air: Air, rng: random.Random) -> None:
    tub = air.on(rng.choice(((196, 112, 82), (120, 128, 144), (86, 120, 150))))
    canvas.shadow(0, 0, 19, 3.4)
    for n in range(7):
        canvas.ellipse((n - 3) * 5, -16 - (n % 2) * 4, 5.4, 4.6, air.on(_LEAVES[n % 3]))
    petal = air.on(PAINTS[rng.choice(("red", "pink", "yellow", "purple"))])
    for n in range(6):
        canvas.circle((n - 2.5) * 5.6, -19 - (n % 2) * 5, 3.1, _SNOW if air.weather == "snow" else petal)
    canvas.polygon([(-18, -14), (18, -14), (14, 0), (-14, 0)], tub)
    canvas.rectangle(-20, -17, 20, -12, lighter(tub, 0.2), 1.5)


def bollards(canvas: Canvas, air: Air, _rng: random.Random) -> None:
    metal = air.on((70, 76, 92))
    for x in (-27, 0, 27):
        canvas.shadow(x, 0, 6, 2.4)
        canvas.rectangle(x - 3.6, -26, x + 3.6, 0, metal, 2)
        canvas.rectangle(x - 3.6, -20, x + 3.6, -16.4, air.on(WHITE))
        canvas.ellipse(x, -27, 4.6, 3.6, lighter(metal, 0.15))
        _snow_cap(canvas, air, x - 4, x + 4, -29.6)
    for x in (-13.5, 13.5):
        canvas.arc(x, -22, 11.5, 9, 0, 180, lighter(metal, 0.2), 1.7)


def dune_grass(canvas: Canvas, air: Air, rng: random.Random) -> None:
    canvas.ellipse(0, -1, 27, 5, air.on((240, 214, 156)))
    for n in range(19):
        x = (n - 9) * 2.2
        tip = (x * 1.5 + rng.uniform(-3, 3), -rng.uniform(17, 31) + abs(n - 9) * 0.8)
        green = air.on((128, 158, 88) if n % 2 else (162, 178, 104))
        canvas.polygon([(x - 1, -1), (x + 1, -1), tip], green)


def wind_screen(canvas: Canvas, air: Air, rng: random.Random) -> None:
    cloth = air.on(PAINTS[rng.choice(("red", "blue", "orange", "green"))])
    canvas.shadow(0, 0, 34, 3.4)
    for n in range(6):
        x = -33 + n * 11
        canvas.rectangle(x, -25 + n % 2, x + 11, -2, cloth if n % 2 else air.on((250, 246, 236)))
    for n in range(4):
        canvas.rectangle(-34 + n * 22, -30, -32 + n * 22, 1, air.on(WOOD), 0.8)


def picket_fence(canvas: Canvas, air: Air, rng: random.Random) -> None:
    several = rng.random() < 0.5
    plain = air.on(rng.choice(((250, 250, 246), (196, 148, 102))))
    canvas.shadow(0, 0, 34, 3)
    for y in (-19, -9):
        canvas.rectangle(-34, y, 34, y + 3, darker(plain, 0.14))
    for n in range(8):
        x = -32 + n * 8.4
        slat = air.on(lighter(PAINTS[_SLATS[n % 6]], 0.15)) if several else plain
        canvas.polygon([(x, 0), (x, -24), (x + 2.6, -28), (x + 5.2, -24), (x + 5.2, 0)], slat)
        _snow_cap(canvas, air, x + 0.6, x + 4.6, -26)


def tyres(canvas: Canvas, air: Air, _rng: random.Random) -> None:
    for x, cloth in ((-22, "red"), (0, "yellow"), (22, "blue")):
        paint = air.on(lighter(PAINTS[cloth], 0.1))
        canvas.shadow(x, 0, 12, 2.6)
        canvas.arc(x, 0, 11.5, 20, 180, 360, darker(paint, 0.1), 6.4)
        canvas.arc(x, 0, 9.6, 17.6, 180, 360, lighter(paint, 0.25), 2)
        _snow_cap(canvas, air, x - 6, x + 6, -19.4)


def hay_bale(canvas: Canvas, air: Air, rng: random.Random) -> None:
    straw: Rgb = air.on((232, 196, 104))
    canvas.shadow(0, 0, 30, 4)
    canvas.rectangle(-28, -25, 28, 0, straw, 5)
    canvas.rectangle(-28, -25, 28, -19, lighter(straw, 0.25), 4)
    for x in (-13, 13):
        canvas.rectangle(x - 1, -25, x + 1, 0, air.on((178, 104, 72)))
    for _ in range(22):
        x, y = rng.uniform(-26, 20), rng.uniform(-18, -2)
        canvas.line([(x, y), (x + 6, y + rng.uniform(-1, 1))], darker(straw, 0.16), 0.9, round_ends=False)
    _snow_cap(canvas, air, -27, 27, -25)


def rail_fence(canvas: Canvas, air: Air, rng: random.Random) -> None:
    wood = air.on(rng.choice(((176, 128, 86), (238, 236, 228), (140, 104, 80))))
    canvas.shadow(0, 0, 34, 3)
    for y in (-23, -12):
        canvas.rectangle(-34, y, 34, y + 4.4, darker(wood, 0.1), 1)
    for x in (-25, 0, 25):
        canvas.rectangle(x - 2.8, -29, x + 2.8, 0, wood, 1.2)
        _snow_cap(canvas, air, x - 2.8, x + 2.8, -29)
    _snow_cap(canvas, air, -34, 34, -23)


def sunflowers(canvas: Canvas, air: Air, rng: random.Random) -> None:
    canvas.shadow(0, 0, 20, 3)
    for x, top in ((-16, -21), (16, -22), (0, -25.5)):
        top += rng.uniform(-1, 2)
        canvas.line([(x * 0.7, 0), (x, top)], air.on((84, 148, 74)), 2)
        canvas.ellipse(x * 0.8 - 5, -8, 5, 2.6, air.on((96, 166, 84)))
        canvas.ellipse(x * 0.8 + 5, -12, 5, 2.6, air.on((76, 146, 76)))
        for turn in range(0, 360, 60):
            canvas.pie(x, top, 8, 7.6, turn, turn + 44, air.on((250, 200, 60)))
        canvas.circle(x, top, 5.4, air.on((246, 186, 48)))
        canvas.circle(x, top, 3.8, air.on((116, 74, 44)))


def milk_churns(canvas: Canvas, air: Air, _rng: random.Random) -> None:
    for x, high in ((10, 28), (-9, 31)):
        metal = air.on((176, 184, 196))
        canvas.shadow(x, 0, 10, 3)
        canvas.rectangle(x - 9, -high * 0.66, x + 9, 0, metal, 3)
        canvas.polygon(
            [(x - 9, -high * 0.62), (x + 9, -high * 0.62), (x + 5, -high * 0.84), (x - 5, -high * 0.84)], metal
        )
        canvas.rectangle(x - 6.4, -high, x + 6.4, -high * 0.82, darker(metal, 0.14), 2)
        canvas.rectangle(x - 6, -high * 0.6, x - 3, -3, lighter(metal, 0.5), 1.4)
        _snow_cap(canvas, air, x - 6, x + 6, -high)


def log_pile(canvas: Canvas, air: Air, rng: random.Random) -> None:
    bark = air.on(rng.choice(((126, 90, 62), (108, 82, 66))))
    canvas.shadow(0, 0, 31, 4)
    for x, y in ((-22, -7), (-7.4, -7), (7.4, -7), (22, -7), (-14.6, -18), (0, -18), (14.6, -18)):
        canvas.circle(x, y, 7.2, bark)
        canvas.circle(x, y, 5.6, air.on((226, 186, 132)))
        canvas.arc(x, y, 3.4, 3.4, 0, 360, air.on((190, 144, 96)), 0.9)
    for x in (-14.6, 0, 14.6):
        _snow_cap(canvas, air, x - 5.4, x + 5.4, -24.4)


def fern(canvas: Canvas, air: Air, rng: random.Random) -> None:
    green = air.on(rng.choice(_LEAVES))
    canvas.shadow(0, 0, 17, 3)
    for n in range(7):
        lean = (n - 3) / 3
        tip = (lean * 29, -31 + abs(lean) ** 1.5 * 20 + rng.uniform(0, 2))
        middle = (lean * 12, tip[1] * 0.8)
        canvas.polygon([(-1, 0), (middle[0] - 2.6, middle[1] + 2), tip, (middle[0] + 2.6, middle[1] - 1), (1, 0)],
                       green if n % 2 else lighter(green, 0.16))  # fmt: skip
        canvas.line([(0, 0), middle, tip], darker(green, 0.2), 0.9, round_ends=False)


def railing(canvas: Canvas, air: Air, rng: random.Random) -> None:
    metal = air.on(rng.choice(((70, 92, 128), (200, 80, 70), (90, 96, 108))))
    canvas.shadow(0, 0, 33, 2.6)
    for n in range(8):
        canvas.rectangle(-30 + n * 8.3, -24, -28 + n * 8.3, -6, lighter(metal, 0.18))
    for x in (-32, 0, 32):
        canvas.rectangle(x - 1.8, -29, x + 1.8, 0, metal, 1)
    for y in (-28, -8):
        canvas.rectangle(-34, y, 34, y + 3, metal, 1.4)
    _snow_cap(canvas, air, -34, 34, -28)


def _snow_cap(canvas: Canvas, air: Air, x0: float, x1: float, y: float) -> None:
    if air.weather == "snow":
        canvas.rectangle(x0 - 0.6, y - 2.2, x1 + 0.6, y + 1.6, _SNOW, 2)
