"""What is asked of every skill in the drawn world: choices about regions, with one right answer each.

Where things are, how many, what is not so and what comes when are asked in the forms of
`training/benchmarks/drawn/reporting_bias.py`; the other skills are question types of the drawn VCR style
(`training/benchmarks/drawn/vcr.py`). All come from scenes that no training run draws from.
"""

import hashlib
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import NamedTuple

from models.references import mentioned
from training.benchmarks.drawn.reporting_bias import draw_bias_items
from training.benchmarks.drawn.vcr import pose_vcr
from training.benchmarks.drawn.world import Scene, World
from training.benchmarks.items import Item, ItemSet
from training.cards.exchanging import Exchanged, accepted_in, exchange_in_scene
from training.cards.exchanging_statements import exchange_statement, wordings_of
from training.cards.records import SKILLS, Skill

ASKS: Mapping[Skill, str] = {
    "spatial": "where a region is, seen from another",
    "counting": "how many of some regions share a trait",
    "negation": "what is not so of a region, among what is",
    "temporal": "whether the picture shows somebody before or after an event",
    "cause": "why somebody feels or looks so",
    "emotion": "how somebody feels",
    "role": "what somebody works as",
    "before/after": "what happened before, or comes after",
    "multi-region": "what ties a region to another: the right answer names one that the question does not",
}
_TOLD = ("why", "before", "after", "intent", "action")
_TYPES: Mapping[Skill, tuple[str, ...]] = {
    "cause": ("why",),
    "emotion": ("emotion",),
    "role": ("role",),
    "before/after": ("before", "after"),
    "multi-region": _TOLD,
}
_PER_SCENE = 2  # of one skill, so that many pictures are asked about
_SCENES_EACH = 8  # looked at for every item wanted; work and ties to others are not in every scene
# What is right here is one of many things that are true, so nobody can answer who does not see the choices.
OF_A_LIST: frozenset[Skill] = frozenset(("negation",))
# Why no item of a skill is asked again with exchanged boxes.
NO_EXCHANGE: Mapping[Skill, str] = {
    "temporal": "in no drawn picture is one region before an event and another after it",
    "multi-region": "what ties two regions is never true of two others in the same words",
}


class Posed(NamedTuple):
    """Items, and by their ids every answer that is known to be right, in other words than the choices', too."""

    items: ItemSet
    accepted: Mapping[str, frozenset[str]]


class SkillItems(NamedTuple):
    """What is asked of a skill, and the same with the boxes of two regions `exchanged`: so graded as is right then,
    with the places that were right `before`, by item id.

    Some of the exchanged are of further scenes, for not every exchange makes another choice right.
    """

    skill: Skill
    plain: Posed
    exchanged: Posed
    before: Mapping[str, tuple[int, ...]]


def draw_skills(count: int, world: World, *, exchange: bool = True) -> tuple[SkillItems, ...]:
    """Return `count` items of every skill, and, where `exchange` asks for them, up to as many with exchanged boxes;
    fewer where scenes hold no more."""
    posed: dict[str, list[Item]] = {}
    found: list[SkillItems] = []
    for skill in SKILLS:
        changes = exchange and skill not in NO_EXCHANGE
        if skill in _TYPES:
            found.append(_from_scenes(skill, count, world, posed, wanted=count if changes else 0))
        else:
            found.append(_from_statements(skill, count, world, changes=changes))
    return tuple(found)


def digest_of(drawn: Iterable[SkillItems]) -> str:
    """Return the sha256 of all items with their regions and grades."""
    whole = hashlib.sha256()
    for each in drawn:
        for item in (*each.plain.items.items, *each.exchanged.items.items):
            whole.update(f"{each.skill}\n{item.model_dump_json()}\n".encode())
    return whole.hexdigest()


def _from_statements(skill: Skill, count: int, world: World, *, changes: bool) -> SkillItems:
    items = draw_bias_items(skill, count, world)
    scenes = _scenes_of(items, world) if changes else {}
    changed = [each for item in items.items if scenes and (each := exchange_statement(scenes[item.picture], item))]
    return SkillItems(
        skill,
        Posed(items, {each.id: wordings_of(each) for each in items.items}),
        Posed(items._replace(items=tuple(changed)), {each.id: wordings_of(each) for each in changed}),
        {each.id: each.right for each in items.items},
    )


def _from_scenes(skill: Skill, count: int, world: World, posed: dict[str, list[Item]], *, wanted: int) -> SkillItems:
    """Look through scenes for items, and for so many `wanted` exchanges; `posed` keeps what was posed by scene."""
    accepted: dict[str, frozenset[str]] = {}
    items: list[Item] = []
    changed: list[Exchanged] = []
    before: dict[str, tuple[int, ...]] = {}
    for scene in islice(world.scenes(), count * _SCENES_EACH):
        if len(items) >= count and len(changed) >= wanted:
            break
        if scene.name not in posed:
            posed[scene.name] = [group[0] for group in pose_vcr(scene)]
        fitting = [each for each in posed[scene.name] if each.type in _TYPES[skill] and _fits(skill, each)]
        scene.chance(f"card {skill}").shuffle(fitting)
        for item in fitting[: min(_PER_SCENE, count - len(items))]:
            items.append(item)
            accepted[item.id] = accepted_in(scene, item)
        if len(changed) < wanted:
            found = [(each, new) for each in fitting if (new := exchange_in_scene(scene, each)) is not None]
            for item, new in found[: min(_PER_SCENE, wanted - len(changed))]:
                changed.append(new)
                before[item.id] = item.right
    source = f"{len(items)} from scene {world.split} {world.seed}"
    asked = ItemSet(f"drawn-{skill}", world.split, source, tuple(items), world.open)
    after = Posed(asked._replace(items=tuple(each.item for each in changed)), {e.item.id: e.accepted for e in changed})
    return SkillItems(skill, Posed(asked, accepted), after, before)


def _fits(skill: Skill, item: Item) -> bool:
    """Return whether an item needs the skill; of several regions, whether its right answer ties another to the one
    that is asked about."""
    (right,) = item.right
    return skill != "multi-region" or bool(set(mentioned(item.choices[right])) - set(mentioned(item.question)))


def _scenes_of(items: ItemSet, world: World) -> dict[str, Scene]:
    """Return the scenes of items, which the world still has, by their names."""
    wanted = set(items.pictures)
    found: dict[str, Scene] = {}
    for scene in world.scenes():
        if len(found) == len(wanted):
            return found
        if scene.name in wanted:
            found[scene.name] = scene
    raise AssertionError("a world's scenes have no end")
