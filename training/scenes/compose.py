"""Compose a scene: a place, the situations that happen there, and room for each of them."""

import math
import random
from typing import NamedTuple

from training.scenes.canvas import UNITS
from training.scenes.cast import draw_person, draw_thing
from training.scenes.graph import OUTDOORS, PLACES, Light, Place, Weather
from training.scenes.people import Person
from training.scenes.situations import Situation
from training.scenes.staging import Stage, build_stage
from training.scenes.stories import STORIES

_MARGIN, _GAP = 5.0, 5.0
_LARGEST, _SMALLEST = 1.8, 1.08
_RARE_WEATHER: dict[Weather, float] = {"clear": 1.0, "rain": 6.0, "snow": 14.0}


class Cluster(NamedTuple):
    """A situation with the people and things that play it."""

    name: str
    people: dict[str, Person]
    things: dict[str, tuple[str, str | None]]
    stage: Stage
    mirrored: bool


class Placement(NamedTuple):
    """Where a cluster stands: the picture coordinates of its origin, and its scale."""

    cluster: Cluster
    x: float
    y: float
    scale: float


class Plan(NamedTuple):
    """A scene before it is drawn."""

    place: Place
    light: Light
    weather: Weather
    placements: tuple[Placement, ...]

    @property
    def party(self) -> bool:
        return any(STORIES[placement.cluster.name].party for placement in self.placements)


def compose(rng: random.Random) -> Plan:
    """Return a scene of one to three situations that fit side by side."""
    place = rng.choice(PLACES)
    light: Light = rng.choice(("day", "day", "day", "sunset", "night"))
    weather = _draw_weather(place, rng)
    clusters: list[Cluster] = []
    for _ in range(rng.choice((1, 2, 2, 2, 3, 3, 3))):
        name = _draw_story(place, weather, {cluster.name for cluster in clusters}, rng, moving=not clusters)
        cluster = _draw_cluster(name, rng)
        if not clusters or _scale([*clusters, cluster]) >= _SMALLEST:
            clusters.append(cluster)
    rng.shuffle(clusters)
    return Plan(place, light, weather, _place_side_by_side(clusters, rng))


def _draw_weather(place: Place, rng: random.Random) -> Weather:
    if place not in OUTDOORS:
        return rng.choice(("clear", "clear", "clear", "rain", "snow"))
    chances = (0.66, 0.2, 0.14) if place != "beach" else (0.76, 0.24, 0.0)
    return rng.choices(("clear", "rain", "snow"), chances)[0]


def is_plausible(story: Situation, place: Place, weather: Weather) -> bool:
    """Return whether a situation may happen in a place and weather (which indoors is only seen through the window)."""
    if place not in story.places:
        return False
    if place not in OUTDOORS:
        return story.weather is None
    return story.weather in (None, weather) and not (story.fair_weather and weather != "clear")


def _draw_story(place: Place, weather: Weather, used: set[str], rng: random.Random, *, moving: bool) -> str:
    """Draw a situation not yet used, one that moves somebody if asked; rare weather and few places are made up for."""
    names, weights = [], []
    for name, story in STORIES.items():
        if name in used or not is_plausible(story, place, weather) or (moving and not _moves_somebody(story)):
            continue
        names.append(name)
        weights.append(_RARE_WEATHER[story.weather] if story.weather else min(4.0, 6 / len(story.places)))
    return rng.choices(names, weights)[0]


def _moves_somebody(story: Situation) -> bool:
    return any(feeling != "calm" for role in story.cast.values() for feeling in role.feelings)


def _draw_cluster(name: str, rng: random.Random) -> Cluster:
    story = STORIES[name]
    people = {key: draw_person(role, rng) for key, role in story.cast.items()}
    things = {key: draw_thing(prop, rng) for key, prop in story.props.items()}
    return Cluster(name, people, things, build_stage(story, people, things, rng), rng.random() < 0.5)


def _scale(clusters: list[Cluster]) -> float:
    """Return the scale at which the clusters fill the width, no larger than people may be."""
    # fsum, because sum() adds floats differently from Python 3.12 on, and scenes must not.
    width = math.fsum(cluster.stage.extent.x1 - cluster.stage.extent.x0 for cluster in clusters)
    room = UNITS - 2 * _MARGIN - _GAP * (len(clusters) - 1)
    return min(_LARGEST, room / width)


def _place_side_by_side(clusters: list[Cluster], rng: random.Random) -> tuple[Placement, ...]:
    """Share the width among clusters from left to right; what is left over becomes gaps of random width."""
    scale = _scale(clusters)
    sized = [(cluster, *_feet_and_scale(cluster, scale, rng)) for cluster in clusters]
    widths = [(cluster.stage.extent.x1 - cluster.stage.extent.x0) * own for cluster, _, own in sized]
    spare = UNITS - 2 * _MARGIN - _GAP * (len(clusters) - 1) - math.fsum(widths)
    shares = [rng.uniform(0.3, 1.0) for _ in range(len(clusters) + 1)]
    placements, x = [], _MARGIN
    for (cluster, y, own), width, share in zip(sized, widths, shares, strict=False):
        x += spare * share / math.fsum(shares)
        extent = cluster.stage.extent
        origin = x + (extent.x1 if cluster.mirrored else -extent.x0) * own
        placements.append(Placement(cluster, origin, y, own))
        x += width + _GAP
    return tuple(placements)


def _feet_and_scale(cluster: Cluster, scale: float, rng: random.Random) -> tuple[float, float]:
    """Return the height of a cluster's feet in the picture, and its scale, lowered where it would leave the picture."""
    extent = cluster.stage.extent
    feet = rng.uniform(222, 242)
    feet = min(feet, UNITS - 4 - extent.y1 * scale)
    return feet, min(scale, (feet - 4) / -extent.y0)
