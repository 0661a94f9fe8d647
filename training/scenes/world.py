"""Draw a scene: picture and exact graph from (split, seed).

The random generator is seeded with a hash of split and seed, so the seeds of the three splits are different worlds: no
seed that a user types draws a picture that a student was trained or measured on.
"""

import hashlib
import random
from typing import NamedTuple

from PIL import Image

from models.records import Box
from training.scenes.canvas import UNITS, Canvas, Extent
from training.scenes.compose import Cluster, Plan, compose
from training.scenes.graph import OUTDOORS, Entity, Happening, SceneGraph, Split
from training.scenes.people import Person
from training.scenes.places import paint_falling, paint_place
from training.scenes.staging import paint_part
from training.scenes.things import THINGS

_SMALL = 224  # pixels; smaller pictures are drawn at twice, larger ones at three times their size and reduced


class DrawnScene(NamedTuple):
    """A picture of the drawn world and everything that is true of it."""

    image: Image.Image
    graph: SceneGraph


def scene_generator(seed: int, split: Split) -> random.Random:
    """Return the random generator of a scene; splits never share one."""
    digest = hashlib.sha256(f"deixis scene/{split}/{seed}".encode()).digest()
    return random.Random(int.from_bytes(digest[:16], "big"))


def draw_scene(seed: int, *, split: Split = "user", size: int = 320) -> DrawnScene:
    """Draw the scene of a seed, `size` pixels square; the same arguments give the same pixels and the same graph."""
    rng = scene_generator(seed, split)
    plan = compose(rng)
    canvas = Canvas(size, supersample=2 if size <= _SMALL else 3)
    paint_place(canvas, plan.place, plan.light, plan.weather, rng, party=plan.party)
    reaches = _paint_clusters(canvas, plan)
    if plan.place in OUTDOORS:
        paint_falling(canvas, plan.weather, rng)
    return DrawnScene(canvas.finish(), _graph_of(plan, reaches, seed, split, size))


def _paint_clusters(canvas: Canvas, plan: Plan) -> dict[tuple[int, str], Extent]:
    """Draw the clusters from back to front and return how far each of their parts reaches."""
    reaches: dict[tuple[int, str], Extent] = {}
    for number, placement in sorted(enumerate(plan.placements), key=lambda pair: pair[1].y):
        with canvas.frame(placement.x, placement.y, placement.scale, mirrored=placement.cluster.mirrored):
            for part in placement.cluster.stage.parts:
                with canvas.extent() as extent:
                    paint_part(canvas, part)
                reaches[number, part.key] = extent
    return reaches


def _graph_of(plan: Plan, reaches: dict[tuple[int, str], Extent], seed: int, split: Split, size: int) -> SceneGraph:
    entities: list[Entity] = []
    happenings: list[Happening] = []
    for number, placement in enumerate(plan.placements):
        cluster = placement.cluster
        members: dict[str, int] = {}
        for key in (*cluster.people, *cluster.things):
            members[key] = len(entities)
            entities.append(_entity(len(entities), cluster, key, _box(reaches[number, key], size)))
        happenings.append(Happening(name=cluster.name, members=members))
    return SceneGraph(
        seed=seed,
        split=split,
        place=plan.place,
        light=plan.light,
        weather=plan.weather,
        entities=tuple(entities),
        situations=tuple(happenings),
    )


def _box(extent: Extent, size: int) -> Box:
    pixels = size / UNITS
    sides = (max(0.0, min(side, UNITS)) * pixels for side in (extent.x0, extent.y0, extent.x1, extent.y1))
    return Box(*(round(side, 2) for side in sides))


def _entity(index: int, cluster: Cluster, key: str, box: Box) -> Entity:
    if key in cluster.people:
        return _person_entity(index, cluster.people[key], cluster.name, key, box)
    name, colour = cluster.things[key]
    thing = THINGS[name]
    return Entity(
        index=index,
        kind=thing.kind,
        noun=thing.noun,
        thing=name,
        box=box,
        situation=cluster.name,
        role_in_situation=key,
        colour=colour,
    )


def _person_entity(index: int, person: Person, situation: str, key: str, box: Box) -> Entity:
    noun = person.profession or person.age
    # A uniform hides the colour of the clothes; a teacher wears none.
    uniformed = person.profession in ("chef", "doctor", "police officer")
    return Entity(
        index=index,
        kind="person",
        noun=noun,
        thing=noun,
        box=box,
        situation=situation,
        role_in_situation=key,
        colour=None if uniformed else person.top,
        age=person.age,
        feeling=person.feeling,
        profession=person.profession,
        pose=person.pose,
        hair=person.hair,
        hair_style=person.hair_style,
        skin=person.skin,
        garment=person.garment,
        hat=person.hat,
    )
