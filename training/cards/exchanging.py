"""Exchange the boxes of two regions, their ids kept, and tell which choices are right then.

Who looks where the boxes are follows the exchange; who goes by the words, or by what is most striking in the picture,
does not. Only items are taken of which what was right is wrong after the exchange and another choice is right.
"""

import re
from typing import NamedTuple

from models.records import Region
from models.references import mentioned
from training.benchmarks.drawn.world import Scene
from training.benchmarks.items import Item, graded_right
from training.scenes.about_causes import cause_questions
from training.scenes.about_people import person_questions
from training.scenes.about_things import thing_questions
from training.scenes.graph import Entity
from training.scenes.phrases import FEELING_WORDS
from training.scenes.telling import Teller


class Exchanged(NamedTuple):
    """An item with two boxes exchanged, and every answer that is right then."""

    item: Item
    accepted: frozenset[str]


def exchanged(item: Item, one: int, other: int, *right: int) -> Item:
    """Return an item with the boxes of two regions exchanged, and so graded that these places are right."""
    box = {each.id: each.box for each in item.regions}
    box[one], box[other] = box[other], box[one]
    regions: tuple[Region, ...] = tuple(each.model_copy(update={"box": box[each.id]}) for each in item.regions)
    return item.model_copy(update={"regions": regions, "grades": graded_right(len(item.choices), *right)})


def accepted_in(scene: Scene, item: Item) -> frozenset[str]:
    """Return every answer to a VCR-style item of a scene that the scene graph says is right."""
    return _accepted(scene, scene.ids, scene.graph.entities[_asked_about(scene, item)], item)


def exchange_in_scene(scene: Scene, item: Item) -> Exchanged | None:
    """Return a VCR-style item of a scene with the box of the region that its question names exchanged for another's of
    the same kind; None where no exchange makes exactly one other of its choices right."""
    own = _asked_about(scene, item)
    kind = scene.graph.entities[own].kind
    others = [index for index in scene.ids if index != own and scene.graph.entities[index].kind == kind]
    scene.chance(f"exchange {item.id}").shuffle(others)
    for other in others:
        ids = {**scene.ids, own: scene.ids[other], other: scene.ids[own]}
        accepted = _accepted(scene, ids, scene.graph.entities[other], item)
        right = [place for place, choice in enumerate(item.choices) if choice in accepted]
        if len(right) == 1 and right[0] not in item.right:
            return Exchanged(exchanged(item, scene.ids[own], scene.ids[other], *right), accepted)
    return None


def _asked_about(scene: Scene, item: Item) -> int:
    """Return the index of the entity that a question names first."""
    asked = mentioned(item.question)[0]
    return next(index for index, region in scene.ids.items() if region == asked)


def _accepted(scene: Scene, ids: dict[int, int], entity: Entity, item: Item) -> frozenset[str]:
    """Return what is right of an entity where `ids` name the regions; nothing where the item's words do not fit it."""
    if entity.feeling and any(re.search(rf"\b{word}\b", item.question) for word in _words_of_others(entity)):
        return frozenset()  # "why is [0] sad?" asks nothing of somebody happy
    teller = Teller(scene.graph, ids, scene.chance("exchange"))
    asked = [
        *cause_questions(teller, entity),
        *(person_questions if entity.kind == "person" else thing_questions)(teller, entity),
    ]
    return frozenset(text for each in asked if each.type == item.type for text in each.accepted)


def _words_of_others(entity: Entity) -> list[str]:
    return [word for feeling, words in FEELING_WORDS.items() if feeling != entity.feeling for word in words]
