"""Draw the places: outdoors under a sky with its light and weather, or a room that shows them through its window."""

import random
from collections.abc import Callable

from training.scenes.canvas import UNITS, Canvas
from training.scenes.colours import PAINTS, WHITE, clear
from training.scenes.graph import OUTDOORS, Light, Place, Weather
from training.scenes.places_country import paint_campsite, paint_farm, paint_park
from training.scenes.places_play import paint_beach, paint_playground
from training.scenes.places_town import paint_station, paint_street
from training.scenes.rooms import paint_kitchen, paint_living_room
from training.scenes.rooms_public import paint_classroom, paint_hospital, paint_restaurant
from training.scenes.sky import HORIZON, Air, paint_sky

# Nouns that a backdrop or foreground may show though no entity stands for them: no text may deny or count them there.
BACKDROP: dict[Place, tuple[str, ...]] = {
    "park": ("tree", "bench", "lamp", "bush", "flower", "pond", "rock", "puddle"),
    "street": ("tree", "house", "shop", "lamp", "bench", "plant", "puddle"),
    "beach": ("tree", "palm", "boat", "hut", "lighthouse", "rock", "puddle"),
    "playground": ("slide", "swing", "sandpit", "tree", "fence", "ladder", "bush", "tyre", "puddle"),
    "farm": ("tractor", "barn", "fence", "tree", "haystack", "windmill", "flower", "puddle"),
    "campsite": ("tent", "campfire", "tree", "lake", "rock", "plant", "puddle"),
    "station": ("train", "clock", "board", "bench", "plant", "puddle"),
    "kitchen": ("fridge", "oven", "lamp", "plant", "potted plant", "chair", "stool", "cup", "vegetable"),
    "classroom": ("blackboard", "desk", "chair", "clock", "map", "picture"),
    "living room": ("sofa", "lamp", "picture", "plant", "potted plant", "clock", "chair", "curtain"),
    "hospital": ("bed", "curtain", "folding screen", "monitor", "plant", "potted plant", "chair"),
    "restaurant": (
        "table", "chair", "lamp", "menu", "plant", "potted plant", "plate", "bottle", "glass", "candle", "curtain",
    ),
}  # fmt: skip


def paint_place(
    canvas: Canvas, place: Place, light: Light, weather: Weather, rng: random.Random, *, party: bool
) -> None:
    """Draw a place across the whole canvas; a party hangs bunting above it."""
    air = Air(light, weather, sun=rng.uniform(24, 232))
    if place in OUTDOORS:
        paint_sky(canvas, air, HORIZON, rng)
    _PAINTERS[place](canvas, air, rng)
    if party:
        _paint_bunting(canvas)


def _paint_bunting(canvas: Canvas) -> None:
    for n in range(15):
        x, y = n * 18.3, 6 + 6 * abs((n % 7) - 3.5) ** 0.5
        paint = PAINTS[("red", "blue", "green", "yellow", "purple")[n % 5]]
        canvas.polygon([(x - 7, y), (x + 7, y), (x, y + 14)], paint)


def paint_falling(canvas: Canvas, weather: Weather, rng: random.Random) -> None:
    """Draw rain or snow in front of everything."""
    if weather == "rain":
        for _ in range(70):
            x, y = rng.uniform(0, UNITS + 6), rng.uniform(20, 250)
            canvas.line([(x, y), (x - 2.6, y + 10)], (226, 238, 255, 150), 1.1, round_ends=False)
    elif weather == "snow":
        for _ in range(70):
            size = rng.uniform(1.1, 2.3)
            canvas.ellipse(rng.uniform(0, UNITS), rng.uniform(0, UNITS), size, size, clear(WHITE, 225))


_PAINTERS: dict[Place, Callable[[Canvas, Air, random.Random], None]] = {
    "park": paint_park,
    "street": paint_street,
    "beach": paint_beach,
    "playground": paint_playground,
    "farm": paint_farm,
    "campsite": paint_campsite,
    "station": paint_station,
    "kitchen": paint_kitchen,
    "classroom": paint_classroom,
    "living room": paint_living_room,
    "hospital": paint_hospital,
    "restaurant": paint_restaurant,
}
