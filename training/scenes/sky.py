"""Draw the sky and tint what lies under it."""

import random
from typing import NamedTuple

from training.scenes.canvas import UNITS, Canvas
from training.scenes.colours import Paint, Rgb, blend, clear, darker
from training.scenes.graph import Light, Weather


class Air(NamedTuple):
    """The light and weather of a scene."""

    light: Light
    weather: Weather

    @property
    def sky(self) -> tuple[Rgb, Rgb]:
        """The paints of the sky at its top and at the horizon."""
        if self.weather == "rain":
            return (112, 126, 148), (186, 196, 208)
        if self.weather == "snow":
            return (178, 196, 216), (226, 234, 242)
        skies: dict[Light, tuple[Rgb, Rgb]] = {
            "day": ((116, 190, 244), (214, 240, 252)),
            "sunset": ((246, 140, 108), (255, 222, 170)),
            "night": ((26, 34, 80), (82, 96, 156)),
        }
        return skies[self.light]

    def on(self, paint: Rgb) -> Rgb:
        """Return a paint as it looks in this air."""
        if self.weather == "rain":
            return darker(paint, 0.15)
        if self.weather == "snow":
            return blend(paint, (226, 234, 244), 0.12)
        if self.light == "night":
            return darker(paint, 0.36)
        return blend(paint, (255, 170, 110), 0.18) if self.light == "sunset" else paint


def paint_sky(canvas: Canvas, air: Air, horizon: float, rng: random.Random) -> None:
    """Draw sky, sun or moon and clouds down to the horizon."""
    canvas.gradient(0, 0, UNITS, horizon, *air.sky)
    x = rng.uniform(24, 232)
    clouds = [(rng.uniform(0, 256), rng.uniform(14, 58), rng.uniform(10, 18)) for _ in range(rng.randint(2, 4))]
    stars = [(rng.uniform(0, 256), rng.uniform(0, 90)) for _ in range(30)]
    if air.weather != "clear":
        cover: Paint = (96, 106, 126, 235) if air.weather == "rain" else (206, 216, 228, 235)
        for n in range(7):
            paint_cloud(canvas, n * 42 + clouds[0][2] - 14, 12 + n % 3 * 6, 26, cover)
    elif air.light == "day":
        canvas.circle(x, 28, 22, (255, 240, 170, 90))
        canvas.circle(x, 28, 15, (255, 220, 86))
    elif air.light == "sunset":
        canvas.circle(x, horizon - 44, 32, (255, 236, 170, 80))
        canvas.circle(x, horizon - 44, 22, (255, 120, 84))
    else:
        for star in stars:
            canvas.circle(*star, 0.9, (255, 255, 230))
        canvas.circle(x, 28, 14, (250, 246, 214))
        canvas.circle(x + 6, 24, 12, air.sky[0])
    if air.weather == "clear" and air.light != "night":
        for cloud in clouds:
            paint_cloud(canvas, *cloud, clear((255, 255, 255), 215))


def paint_cloud(canvas: Canvas, x: float, y: float, size: float, paint: Paint) -> None:
    """Draw a cloud of three puffs."""
    canvas.ellipse(x, y, size * 1.5, size * 0.55, paint)
    canvas.ellipse(x - size * 0.6, y - size * 0.3, size * 0.6, size * 0.5, paint)
    canvas.ellipse(x + size * 0.25, y - size * 0.5, size * 0.75, size * 0.65, paint)
