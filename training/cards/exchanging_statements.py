"""Exchanged boxes for the drawn forms of spatial, counting and negation, told by the scene graph.

In no picture are two regions before and after one event, so temporal items have no exchange.
"""

import re
from collections.abc import Iterator
from itertools import product

from models.references import mentioned, renamed
from training.benchmarks.drawn.bias_regions import denied
from training.benchmarks.drawn.world import Scene
from training.benchmarks.items import Item
from training.cards.exchanging import exchanged
from training.scenes.asking import shows_hair
from training.scenes.counting import NUMBERS, traits
from training.scenes.features import Feature, clothes_feature, feeling_feature, kind_feature
from training.scenes.graph import Entity

_CONVERSES = (("to the left of", "to the right of"), ("above", "below"))
_HAIR = re.compile(r"does not have (\w+) hair")


def exchange_statement(scene: Scene, item: Item) -> Item | None:
    """Return an item of `draw_bias_items` with two boxes exchanged; None where no exchange changes for certain what
    is right."""
    entities = _pointed_at(scene, item)
    for found in (_placed(item), *_counted(item, entities), *_denied(scene, item, entities)):
        if found is not None:
            return found
    return None


def wordings_of(item: Item) -> frozenset[str]:
    """Return the right choices of an item of `draw_bias_items`, and what compares two said the other way round, too."""
    right = [item.choices[place] for place in item.right]
    return frozenset((*right, *(_turned(opposite) for each in right if (opposite := _opposite(each)))))


def _pointed_at(scene: Scene, item: Item) -> dict[int, Entity]:
    """Return the entities by region id; an item's ids may be others than the scene's."""
    return {region.id: each for region in item.regions for each in scene.graph.entities if each.box == region.box}


def _placed(item: Item) -> Item | None:
    """Exchange the two that are compared: "[0] is above [1]" then makes "[0] is below [1]" true."""
    (right,) = item.right
    named = mentioned(item.choices[right])
    if len(named) != 2:
        return None
    places = [place for place, choice in enumerate(item.choices) if choice == _opposite(item.choices[right])]
    return exchanged(item, *named, *places) if len(places) == 1 else None


def _opposite(statement: str) -> str:
    """Return what is true of two regions once they have exchanged their boxes; "" of what compares no two.

    >>> _opposite("[1] is above [0]")
    '[1] is below [0]'
    """
    for words, other in (pair for both in _CONVERSES for pair in (both, both[::-1])):
        if words in statement and len(mentioned(statement)) == 2:
            return statement.replace(words, other)
    return ""


def _turned(statement: str) -> str:
    """Return a statement of two regions with their ids exchanged.

    >>> _turned("[0] is above [1]")
    '[1] is above [0]'
    """
    one, other = mentioned(statement)
    return renamed(statement, {one: other, other: one})


def _counted(item: Item, entities: dict[int, Entity]) -> Iterator[Item]:
    """Exchange one that is asked about for one that is not, and of whom the other answer holds: one more, or less."""
    trait = next((each for each in traits() if f"are {each.many}" in item.question), None)
    named = mentioned(item.question)
    if trait is None or not set(named) < set(entities):
        return
    count = sum(trait.holds(entities[each]) is True for each in named)
    for inside, outside in product(named, [each for each in entities if each not in named]):
        held, holds = trait.holds(entities[inside]), trait.holds(entities[outside])
        if held is not None and holds is not None and held != holds:
            start = f"{NUMBERS[count + (1 if holds else -1)]} of them "
            places = [place for place, choice in enumerate(item.choices) if choice.startswith(start)]
            if len(places) == 1:
                yield exchanged(item, inside, outside, *places)


def _denied(scene: Scene, item: Item, entities: dict[int, Entity]) -> Iterator[Item]:
    """Exchange the one of whom something is denied for one of whom it holds; several denials may be right then."""
    named = mentioned(item.choices[0])
    (old,) = item.right
    if len(named) != 1 or named[0] not in entities or any(mentioned(each) != named for each in item.choices):
        return
    for other, entity in entities.items():
        truths = [_is_denied_rightly(scene, entity, choice.removeprefix(f"[{named[0]}] ")) for choice in item.choices]
        right = [place for place, true in enumerate(truths) if true]
        if other != named[0] and entity.kind == "person" and None not in truths and right and old not in right:
            yield exchanged(item, named[0], other, *right)


def _is_denied_rightly(scene: Scene, entity: Entity, denial: str) -> bool | None:
    """Return whether a denial is true of somebody; None where it is not certain, or no denial that is known."""
    if hair := _HAIR.fullmatch(denial):
        return hair[1] != entity.hair if shows_hair(entity) else None
    if any(denial == denied(phrase) for each in _features(entity) for phrase in each.phrases):
        return False
    people = [each for each in scene.graph.entities if each.kind == "person"]
    said = [each for person in people for each in _features(person)]
    meant = [each for each in said if any(denial == denied(phrase) for phrase in each.phrases)]
    return True if any(each.excludes(entity) for each in meant) else None


def _features(entity: Entity) -> list[Feature]:
    found = (feeling_feature(entity, ""), clothes_feature(entity, ""), kind_feature(entity, ""))
    return [each for each in found if each]
