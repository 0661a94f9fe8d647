"""Texts that name nobody by a region: who or what has a noun to itself can be called by it."""

import random

from training.benchmarks.drawn.world import Scene
from training.scenes.asking import can_be_asked
from training.scenes.features import kind_feature
from training.scenes.graph import Entity
from training.scenes.telling import Teller


def plain_teller(scene: Scene, rng: random.Random) -> Teller:
    """Return a teller that calls everybody and everything by a noun."""
    return Teller(scene.graph, {}, rng)


def called_alone(scene: Scene) -> list[Entity]:
    """Return those who can be seen and asked about and whose noun certainly fits no other in the picture."""
    entities = scene.graph.entities
    return [each for each in entities if can_be_asked(each) and scene.may_ask(each) and is_alone(each, entities)]


def story_called_alone(scene: Scene, entity: Entity) -> bool:
    """Return whether everybody and everything in the story of an entity has a noun of its own, too."""
    entities = scene.graph.entities
    members = next(each.members for each in scene.graph.situations if entity.index in each.members.values())
    return all(is_alone(entities[index], entities) for index in members.values())


def is_alone(entity: Entity, entities: tuple[Entity, ...]) -> bool:
    """Return whether the noun of an entity certainly fits no other of these."""
    excludes = kind_feature(entity, "").excludes
    return all(excludes(other) for other in entities if other.index != entity.index)
