"""Which wrong choices of a four-choice item are right for somebody or something else in the picture.

Whoever chooses one of these has looked, but not at the region that was asked about.
"""

import random
import re
from collections.abc import Callable, Iterable, Mapping

from training.scenes.choices import ChoiceItem
from training.scenes.distractors import wrong_texts
from training.scenes.graph import Entity, SceneGraph
from training.scenes.phrases import FEELING_SIGNS, FEELING_WORDS, with_article
from training.scenes.telling import Teller
from training.scenes.things import THINGS

# The fields of `Told` that answer a type of question; the other types are answered by a word.
_FIELDS = {
    "why": "why",
    "before": "before",
    "after": "after",
    "intent": "wants",
    "action": "doing",
    "inference": "before",
}


def rivals_of(graph: SceneGraph, ids: Mapping[int, int], item: ChoiceItem) -> tuple[int, ...]:
    """Return the places (0 to 3) of the wrong choices that are right for another entity of the picture."""
    entity = graph.entities[item.entity]
    if item.type in _FIELDS:
        told = _told_of_others(graph, ids, item, entity)
        return _places(item, lambda choice: any(choice.endswith(text) for text in told))
    if item.task == "rationale":
        name = f"[{ids[item.entity]}]"
        signs = {FEELING_SIGNS[other.feeling][0].format(S=name) for other in _others(graph, entity) if other.feeling}
        return _places(item, lambda choice: choice in signs)
    right = item.choices[item.label]
    own = _values(item.type, entity, right)
    values = {value for other in _others(graph, entity) for value in _values(item.type, other, right)} - own
    return _places(item, lambda choice: any(re.search(rf"\b{re.escape(value)}\b", choice) for value in values))


def _told_of_others(graph: SceneGraph, ids: Mapping[int, int], item: ChoiceItem, entity: Entity) -> set[str]:
    teller = Teller(graph, ids, random.Random(0))
    field = "evidence" if item.task == "rationale" else _FIELDS[item.type]
    happening, right = teller.happening_of(entity), item.choices[item.label]
    templates = [
        each for each in getattr(teller.told(entity), field) if right.endswith(teller.filled([each], happening)[0])
    ]
    return {wrong.text for each in templates for wrong in wrong_texts(teller, entity, field, each) if wrong.here}


def _values(type_: str, entity: Entity, right: str) -> set[str]:
    """Return the words that answer a question of this type about an entity; `right` tells hair from clothes."""
    if type_ == "emotion":
        return set(FEELING_WORDS[entity.feeling]) if entity.feeling else set()
    if type_ == "attribute":
        value = entity.hair if " hair" in right else entity.colour
        return {value} if value else set()
    if type_ == "role":
        return {with_article(entity.profession)} if entity.profession else set()
    if entity.kind == "person":
        return set()
    if type_ == "type":
        return {with_article(entity.noun), with_article(entity.thing)}
    return _known((THINGS[entity.thing].purpose,))


def _known(values: Iterable[str]) -> set[str]:
    return {value for value in values if value}


def _others(graph: SceneGraph, entity: Entity) -> list[Entity]:
    return [each for each in graph.entities if each.index != entity.index]


def _places(item: ChoiceItem, is_rival: Callable[[str], bool]) -> tuple[int, ...]:
    return tuple(place for place, choice in enumerate(item.choices) if place != item.label and is_rival(choice))
