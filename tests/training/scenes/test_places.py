"""Places are told apart, vary from scene to scene, and stay calm where people stand."""

import itertools
import random

import pytest
from PIL import Image, ImageChops, ImageStat

from training.scenes.canvas import Canvas
from training.scenes.foreground import FOREGROUND, paint_foreground
from training.scenes.graph import INDOORS, OUTDOORS, PLACES, Light, Place, Weather
from training.scenes.places import BACKDROP, paint_falling, paint_place
from training.scenes.sky import Air

LIGHTS: tuple[Light, ...] = ("day", "sunset", "night")
WEATHERS: tuple[Weather, ...] = ("clear", "rain", "snow")


@pytest.mark.parametrize("place", PLACES)
def test_a_place_is_drawn_alike_from_the_same_state_and_otherwise_from_another(place: Place) -> None:
    assert _picture(place, seed=1).tobytes() == _picture(place, seed=1).tobytes()
    assert len({_picture(place, seed=seed).tobytes() for seed in range(6)}) == 6


@pytest.mark.parametrize("place", PLACES)
def test_light_and_weather_change_every_place(place: Place) -> None:
    airs = itertools.product(LIGHTS, WEATHERS)

    pictures = {_picture(place, light, weather).tobytes() for light, weather in airs}

    assert len(pictures) == len(LIGHTS) * len(WEATHERS)


@pytest.mark.parametrize("place", OUTDOORS)
@pytest.mark.parametrize("weather", WEATHERS)
def test_nights_outdoors_are_darker_than_days(place: Place, weather: Weather) -> None:
    assert _brightness(_picture(place, "night", weather)) < _brightness(_picture(place, "day", weather)) - 20


@pytest.mark.parametrize("place", [place for place in OUTDOORS if place != "beach"])
def test_snow_covers_the_ground(place: Place) -> None:
    ground = (0, 80, 96, 96)

    bare, covered = (_picture(place, weather=weather, seed=3).crop(ground) for weather in ("clear", "snow"))

    assert _brightness(covered) > _brightness(bare) + 12


@pytest.mark.parametrize("place", PLACES)
def test_the_ground_where_people_stand_is_calm(place: Place) -> None:
    busy = [
        ImageStat.Stat(_picture(place, seed=seed).convert("L").crop((0, 75, 96, 94))).stddev[0] for seed in range(8)
    ]

    assert sorted(busy)[4] < 30, busy


@pytest.mark.parametrize("place", INDOORS)
def test_rooms_show_the_light_through_their_windows_only_slightly_on_their_walls(place: Place) -> None:
    day, night = _picture(place), _picture(place, "night")

    difference = ImageStat.Stat(ImageChops.difference(day, night).convert("L")).mean[0]

    assert 2 < difference < 60


@pytest.mark.parametrize("place", PLACES)
def test_every_place_has_foreground_pieces_that_keep_their_size(place: Place) -> None:
    assert len(FOREGROUND[place]) >= 2
    for name, weather, seed in itertools.product(FOREGROUND[place], WEATHERS, range(5)):
        canvas = Canvas(None)
        with canvas.extent() as extent:
            paint_foreground(canvas, name, Air("day", weather), random.Random(seed))
        assert 25 <= extent.x1 - extent.x0 <= 70, (name, extent.x0, extent.x1)
        assert -34 <= extent.y0 < -15, (name, extent.y0)
        assert abs(extent.x0 + extent.x1) < 14, (name, extent.x0, extent.x1)
        assert extent.y1 < 5, (name, extent.y1)


def test_a_foreground_piece_reaches_equally_far_when_it_is_painted_again() -> None:
    for name in sorted({name for names in FOREGROUND.values() for name in names}):
        reaches = set()
        for canvas in (Canvas(None), Canvas(64)):
            with canvas.extent() as extent:
                paint_foreground(canvas, name, Air("sunset", "clear"), random.Random(7))
            reaches.add((extent.x0, extent.y0, extent.x1, extent.y1))
        assert len(reaches) == 1, name


def test_every_place_lists_what_its_backdrop_shows() -> None:
    assert set(BACKDROP) == set(FOREGROUND) == set(PLACES)
    assert "tractor" in BACKDROP["farm"]


def _picture(place: Place, light: Light = "day", weather: Weather = "clear", *, seed: int = 0) -> Image.Image:
    rng, canvas = random.Random(seed), Canvas(96)
    paint_place(canvas, place, light, weather, rng, party=False)
    if place in OUTDOORS:
        paint_falling(canvas, weather, rng)
    return canvas.finish()


def _brightness(picture: Image.Image) -> float:
    return ImageStat.Stat(picture.convert("L")).mean[0]
