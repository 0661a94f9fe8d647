"""Draw the sky and tint what lies under it."""

import random
from typing import NamedTuple

from training.scenes.canvas import UNITS, Canvas
from training.scenes.colours import Rgb, blend, darker
from training.scenes.graph import Light, Weather

HORIZON = 142.0  # where the ground meets the sky, and the floor the wall

_SKIES: dict[Light, tuple[Rgb, Rgb]] = {
    "day": ((104, 182, 242), (220, 243, 252)),
    "sunset": ((226, 116, 118), (255, 224, 168)),
    "night": ((22, 30, 76), (84, 98, 160)),
}
_RAIN: dict[Light, tuple[Rgb, Rgb]] = {
    "day": ((112, 126, 148), (190, 200, 212)),
    "sunset": ((128, 104, 126), (222, 178, 158)),
    "night": ((30, 36, 66), (74, 84, 116)),
}
_SNOW: dict[Light, tuple[Rgb, Rgb]] = {
    "day": ((178, 198, 218), (230, 237, 244)),
    "sunset": ((190, 160, 186), (250, 216, 200)),
    "night": ((44, 54, 98), (122, 134, 176)),
}


class Air(NamedTuple):
    """The light and weather of a scene, and where its sun or moon stands, in units from the left."""

    light: Light
    weather: Weather
    sun: float = 128.0

    @property
    def sky(self) -> tuple[Rgb, Rgb]:
        """The paints of the sky at its top and at the horizon."""
        return {"clear": _SKIES, "rain": _RAIN, "snow": _SNOW}[self.weather][self.light]

    @property
    def lamps(self) -> bool:
        """Whether lamps are lit."""
        return self.light != "day"

    @property
    def snowy(self) -> bool:
        return self.weather == "snow"

    def on(self, paint: Rgb) -> Rgb:
        """Return a paint as it looks in this air."""
        if self.weather == "rain":
            paint = darker(paint, 0.13)
        elif self.weather == "snow":
            paint = blend(paint, (226, 234, 244), 0.12)
        if self.light == "night":
            return blend(paint, (22, 28, 70), 0.4 if self.weather == "clear" else 0.34)
        return blend(paint, (255, 160, 110), 0.18) if self.light == "sunset" else paint

    def ground(self, paint: Rgb) -> Rgb:
        """Return a paint of the ground as it looks in this air: snow covers it."""
        if self.snowy and self.light == "night":
            return (170, 182, 216)  # snow stays pale in the dark
        return self.on((242, 246, 251) if self.snowy else paint)

    def far(self, paint: Rgb, share: float) -> Rgb:
        """Return a paint that fades into the horizon by a share."""
        return blend(self.on(paint), self.sky[1], share)


def paint_sky(canvas: Canvas, air: Air, horizon: float, rng: random.Random) -> None:
    """Draw sky, sun or moon and clouds down to the horizon."""
    x = air.sun
    if air.weather == "clear" and air.light == "sunset":
        canvas.gradient(0, 0, UNITS, horizon * 0.55, (150, 96, 158), (246, 142, 120))
        canvas.gradient(0, horizon * 0.55, UNITS, horizon, (246, 142, 120), air.sky[1])
    else:
        canvas.gradient(0, 0, UNITS, horizon, *air.sky)
    if air.weather != "clear":
        _paint_cover(canvas, air, rng)
        return
    if air.light == "day":
        y = rng.uniform(22, 38)
        canvas.circle(x, y, 23, (255, 244, 190, 90))
        canvas.circle(x, y, 15, (255, 222, 96))
    elif air.light == "sunset":
        y = horizon - rng.uniform(30, 56)
        for size, opacity in ((46, 50), (31, 80)):
            canvas.circle(x, y, size, (255, 236, 170, opacity))
        canvas.circle(x, y, 20, (255, 128, 88))
    else:
        _paint_night(canvas, x, rng)
    _paint_clouds(canvas, air, rng)


def _paint_night(canvas: Canvas, x: float, rng: random.Random) -> None:
    for n in range(26):
        canvas.circle(rng.uniform(0, 256), rng.uniform(0, 96), 1.3 if n % 5 == 0 else 0.8, (255, 255, 226))
    crescent = rng.random() < 0.5
    if not crescent:
        canvas.circle(x, 30, 24, (250, 246, 214, 34))
    canvas.circle(x, 30, 14, (250, 246, 214))
    if crescent:
        canvas.circle(x + 6, 26, 12, blend(*_SKIES["night"], 0.2))
    else:
        for dx, dy, size in ((-4, -3, 3), (4, 4, 2.4), (3, -6, 1.6)):
            canvas.circle(x + dx, 30 + dy, size, (232, 226, 190))


def _paint_clouds(canvas: Canvas, air: Air, rng: random.Random) -> None:
    top, bottom = air.sky
    tint: Rgb = {"day": (255, 255, 255), "sunset": (255, 206, 178), "night": (96, 108, 166)}[air.light]
    for _ in range(rng.randint(1, 4)):
        y = rng.uniform(14, 66)
        puff = blend(blend(top, bottom, y / HORIZON), tint, 0.85 if air.light == "day" else 0.6)
        paint_cloud(canvas, rng.uniform(0, 256), y, rng.uniform(9, 18), puff)


def _paint_cover(canvas: Canvas, air: Air, rng: random.Random) -> None:
    """Draw a closed cover of clouds along the top."""
    top, bottom = air.sky
    shade = darker(top, 0.14) if air.weather == "rain" else blend(top, bottom, 0.55)
    for n in range(6):
        paint_cloud(canvas, n * 48 + rng.uniform(0, 16) - 6, 30 + n % 2 * 8, 23, blend(shade, bottom, 0.3))
    for n in range(6):
        paint_cloud(canvas, n * 50 + rng.uniform(0, 16) - 10, 9 + n % 3 * 5, 26, shade)


def paint_cloud(canvas: Canvas, x: float, y: float, size: float, paint: Rgb) -> None:
    """Draw a cloud of three puffs."""
    canvas.ellipse(x, y, size * 1.5, size * 0.55, paint)
    canvas.ellipse(x - size * 0.6, y - size * 0.3, size * 0.6, size * 0.5, paint)
    canvas.ellipse(x + size * 0.25, y - size * 0.5, size * 0.75, size * 0.65, paint)
