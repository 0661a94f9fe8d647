"""Compose a scene: what it shows, and where everybody and everything stands."""

import random
from collections.abc import Sequence
from typing import NamedTuple

from training.scenes.canvas import Canvas
from training.scenes.choose import ASIDE, Cast, Setting, cast_story, choose_aside, choose_setting, choose_story
from training.scenes.choose import moves_somebody as _moves_somebody
from training.scenes.depth import Floor, Piece, Spot, pieces_of
from training.scenes.foreground import FOREGROUND, paint_foreground
from training.scenes.graph import Light, Place, Split, Weather
from training.scenes.occlusion import Outline, Rectangle
from training.scenes.people import Person
from training.scenes.sky import Air
from training.scenes.staging import Stage, build_stage
from training.scenes.stories import STORIES

_MOST_PEOPLE = 8
_CLUSTERS = ((1, 2, 3, 4, 5), (0.13, 0.36, 0.31, 0.13, 0.07))
_LARGEST, _STEP = 1.75, 0.94
_SMALLEST = (0.0, 1.06, 0.98, 0.88, 0.8)  # scale of the front row, by number of clusters: else one is left out
_SMALLEST_HEAD = 7.8  # units: a head is then 9.75 pixels wide in a picture of 160
_FILLS, _ASIDE_TRIES = 2, 3
_SPARE_WIDTH = 1.3  # how far clusters may overlap: the width they would fill side by side, over that of the picture
_BACK = (1.0, 0.78, 0.7, 0.67, 0.65)  # size of the back row, by number of clusters


class Cluster(NamedTuple):
    """A situation with the people and things that play it."""

    name: str
    people: dict[str, Person]
    things: dict[str, tuple[str, str | None]]
    stage: Stage


class Placement(NamedTuple):
    """A cluster and where it stands."""

    cluster: Cluster
    spot: Spot


class Scenery(NamedTuple):
    """A piece of the foreground and where it stands; `seed` decides how it looks."""

    name: str
    seed: int
    spot: Spot


class Plan(NamedTuple):
    """A scene before it is drawn."""

    place: Place
    light: Light
    weather: Weather
    placements: tuple[Placement, ...]
    scenery: tuple[Scenery, ...]

    @property
    def party(self) -> bool:
        return any(STORIES[placement.cluster.name].party for placement in self.placements)


def compose(rng: random.Random, split: Split = "user") -> Plan:
    """Return a scene of one to five situations at different depths, with things beside and before them."""
    setting, clusters, needed = _draw_clusters(split, rng)
    floor, spots, scale = _arrange(clusters, needed, rng)
    placements = [Placement(cluster, spot) for cluster, spot in zip(clusters, spots, strict=False)]
    rng.shuffle(placements)
    placements += _put_aside(setting, split, placements, floor, scale, rng)
    scenery = _put_scenery(setting, floor, scale, rng)
    return Plan(setting.place, setting.light, setting.weather, tuple(placements), scenery)


def _draw_clusters(split: Split, rng: random.Random) -> tuple[Setting, list[Cluster], int]:
    """Return the setting, clusters in order of importance, and how many of them the scene cannot do without."""
    setting = choose_setting(split, rng)
    while (main := cast_story(setting.main, split, rng, forced=setting.forced)) is None:
        setting = choose_setting(split, rng)
    casts, needed = [main], 1 if _moves_somebody(STORIES[main.name]) else 2
    for number in range(1, max(needed, rng.choices(*_CLUSTERS)[0])):
        used = {cast.name for cast in casts}
        name = choose_story(setting, split, used, rng, moving=number < needed)
        cast = cast_story(name, split, rng)
        if cast and (number < needed or _people(casts) + len(cast.people) <= _MOST_PEOPLE):
            casts.append(cast)
    return setting, [_clustered(cast, rng) for cast in casts], needed


def _people(casts: Sequence[Cast]) -> int:
    return sum(len(cast.people) for cast in casts)


def _clustered(cast: Cast, rng: random.Random) -> Cluster:
    return Cluster(*cast, build_stage(STORIES[cast.name], cast.people, cast.things, rng))


def _arrange(clusters: Sequence[Cluster], needed: int, rng: random.Random) -> tuple[Floor, list[Spot], float]:
    """Find spots for as many clusters as there is room for, as large as that allows; also return the scale."""
    pieces = [_pieces(cluster) for cluster in clusters]
    for count in range(len(clusters), 0, -1):
        ratios = _ratios(count, rng)
        heads = [_smallest_head(cluster) * ratio for cluster, ratio in zip(clusters, ratios, strict=False)]
        scale = _first_scale(clusters[:count], ratios)
        least = _SMALLEST_HEAD / min(heads) if count > needed else 0.2
        while scale >= (max(_SMALLEST[count - 1], least) if count > needed else least):
            for _ in range(_FILLS):
                floor, spots = _fill(clusters[:count], pieces, ratios, scale, rng)
                if len(spots) == count:
                    return floor, spots, scale
            scale *= _STEP
    raise AssertionError("one cluster always has room")


def _first_scale(clusters: Sequence[Cluster], ratios: Sequence[float]) -> float:
    width = 0.0
    for cluster, ratio in zip(clusters, ratios, strict=True):
        width += (cluster.stage.extent.x1 - cluster.stage.extent.x0) * ratio
    return min(_LARGEST, 246 * (_SPARE_WIDTH if len(clusters) > 1 else 1.0) / width)


def _ratios(count: int, rng: random.Random) -> list[float]:
    """Draw how large each cluster is beside the front row."""
    if count == 1:
        return [rng.uniform(0.86, 1.0)]
    back = _BACK[count - 1]
    ratios = [back + (1 - back) * (number + rng.uniform(-0.25, 0.25)) / (count - 1) for number in range(count)]
    rng.shuffle(ratios)
    return [min(1.0, ratio) for ratio in ratios]


def _fill(
    clusters: Sequence[Cluster],
    pieces: Sequence[list[Piece]],
    ratios: Sequence[float],
    scale: float,
    rng: random.Random,
) -> tuple[Floor, list[Spot]]:
    """Let the clusters stand one after the other until one finds no room."""
    floor, spots = Floor(), []
    for cluster, group, ratio in zip(clusters, pieces, ratios, strict=False):
        spot = floor.find(group, _reach(cluster.stage), ratio, scale, rng)
        if spot is None:
            break
        floor.add(group, spot)
        spots.append(spot)
    return floor, spots


def _smallest_head(cluster: Cluster) -> float:
    return min((person.body.head_radius for person in cluster.people.values()), default=100.0)


def _pieces(cluster: Cluster) -> list[Piece]:
    thing = "aside" if cluster.name in ASIDE else "thing"
    return pieces_of(
        ("person" if part.key in cluster.people else thing, outline)
        for part, outline in zip(cluster.stage.parts, cluster.stage.outlines, strict=True)
    )


def _reach(stage: Stage) -> Rectangle:
    return stage.extent.x0, stage.extent.y0, stage.extent.x1, stage.extent.y1


def _put_aside(
    setting: Setting, split: Split, placements: Sequence[Placement], floor: Floor, scale: float, rng: random.Random
) -> list[Placement]:
    """Find room for up to three things and animals that belong to no story."""
    casts = [Cast(*placement.cluster[:3]) for placement in placements]
    found = []
    for _ in range(rng.choices((0, 1, 2, 3), (0.4, 0.35, 0.17, 0.08))[0]):
        cast = choose_aside(setting, split, casts, rng)
        if cast is None:
            continue
        cluster = _clustered(cast, rng)
        pieces = _pieces(cluster)
        for _ in range(_ASIDE_TRIES):
            spot = floor.find(pieces, _reach(cluster.stage), rng.uniform(0.55, 1.05), scale, rng)
            if spot:
                floor.add(pieces, spot)
                found.append(Placement(cluster, spot))
                break
    return found


def _put_scenery(setting: Setting, floor: Floor, scale: float, rng: random.Random) -> tuple[Scenery, ...]:
    """Find room for up to two pieces of the foreground, some of which the border cuts."""
    found = []
    for _ in range(rng.choices((0, 1, 2), (0.4, 0.4, 0.2))[0]):
        name, seed = rng.choice(FOREGROUND[setting.place]), rng.randrange(2**32)
        outline = Outline()
        canvas = Canvas(None)
        with canvas.measured_by(outline):
            paint_foreground(canvas, name, Air(setting.light, setting.weather), random.Random(seed))
        pieces = pieces_of([("scenery", outline)])
        spot = floor.find(pieces, outline.whole, rng.uniform(0.8, 1.12), scale, rng, margin=-14)
        if spot:
            floor.add(pieces, spot)
            found.append(Scenery(name, seed, spot))
    return tuple(found)
