"""Draw a scene: picture and exact graph from (split, seed).

The random generator is seeded with a hash of split and seed, so the seeds of the splits are different worlds: no
seed that a user types draws a picture that a student was trained or measured on.
"""

import hashlib
import random
from typing import NamedTuple

from PIL import Image

from models.records import Box
from training.scenes.canvas import UNITS, Canvas, Extent
from training.scenes.cast import UNIFORMED
from training.scenes.compose import Cluster, Placement, Plan, Scenery, compose
from training.scenes.foreground import paint_foreground
from training.scenes.graph import OUTDOORS, Entity, Happening, SceneGraph, Split
from training.scenes.occlusion import Outline, visible_shares
from training.scenes.people import Person
from training.scenes.places import paint_falling, paint_place
from training.scenes.sky import Air
from training.scenes.staging import paint_part
from training.scenes.things import THINGS

_SMALL = 224  # pixels; smaller pictures are drawn at twice, larger ones at three times their size and reduced


class DrawnScene(NamedTuple):
    """A picture of the drawn world and everything that is true of it."""

    image: Image.Image
    graph: SceneGraph


class Seen(NamedTuple):
    """How far a drawing reaches in the picture, and the share of its box that nothing nearer covers."""

    outline: Outline
    share: float


def scene_generator(seed: int, split: Split) -> random.Random:
    """Return the random generator of a scene; splits never share one."""
    digest = hashlib.sha256(f"deixis scene/{split}/{seed}".encode()).digest()
    return random.Random(int.from_bytes(digest[:16], "big"))


def draw_scene(seed: int, *, split: Split = "user", size: int = 320) -> DrawnScene:
    """Draw the scene of a seed, `size` pixels square; the same arguments give the same pixels and the same graph."""
    rng = scene_generator(seed, split)
    plan = compose(rng, split)
    canvas = Canvas(size, supersample=2 if size <= _SMALL else 3)
    paint_place(canvas, plan.place, plan.light, plan.weather, rng, party=plan.party)
    outlines = _paint_all(canvas, plan)
    if plan.place in OUTDOORS:
        paint_falling(canvas, plan.weather, rng)
    return DrawnScene(canvas.finish(), _graph_of(plan, outlines, seed, split, size))


def _paint_all(canvas: Canvas, plan: Plan) -> dict[tuple[int, str], Seen]:
    """Draw clusters and scenery from back to front and return how far each part of a cluster reaches and is seen."""
    keys: list[tuple[int, str] | None] = []
    outlines: list[Outline] = []
    for number, each in sorted(enumerate((*plan.placements, *plan.scenery)), key=lambda pair: pair[1].spot.y):
        spot = each.spot
        with canvas.frame(spot.x, spot.y, spot.scale, mirrored=spot.mirrored):
            parts = each.cluster.stage.parts if isinstance(each, Placement) else ()
            for part in parts:
                keys.append((number, part.key))
                outlines.append(Outline())
                with canvas.measured_by(outlines[-1]):
                    paint_part(canvas, part)
            if isinstance(each, Scenery):
                keys.append(None)
                outlines.append(Outline())
                with canvas.measured_by(outlines[-1]):
                    paint_foreground(canvas, each.name, Air(plan.light, plan.weather), random.Random(each.seed))
    shares = visible_shares(outlines)
    return {key: Seen(outline, share) for key, outline, share in zip(keys, outlines, shares, strict=True) if key}


def _graph_of(plan: Plan, seen: dict[tuple[int, str], Seen], seed: int, split: Split, size: int) -> SceneGraph:
    entities: list[Entity] = []
    happenings: list[Happening] = []
    for number, placement in enumerate(plan.placements):
        cluster = placement.cluster
        members: dict[str, int] = {}
        for key in (*cluster.people, *cluster.things):
            members[key] = len(entities)
            outline, share = seen[number, key]
            entity = _entity(len(entities), cluster, key, _box(outline, size))
            entities.append(entity.model_copy(update={"visible": share}))
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
    return Entity(
        index=index,
        kind="person",
        noun=noun,
        thing=noun,
        box=box,
        situation=situation,
        role_in_situation=key,
        colour=None if person.profession in UNIFORMED else person.top,
        age=person.age,
        feeling=person.feeling,
        profession=person.profession,
        pose=person.pose,
        hair=person.hair,
        hair_style=person.hair_style,
        skin=person.skin,
        garment=person.garment,
        hat=person.hat,
        look=person.look,
    )
