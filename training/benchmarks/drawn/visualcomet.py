"""Before, intent and after as in VisualCOMET (Park et al., ECCV 2020): find all true inferences among up to fifty.

There the others are inferences of other pictures, of any relation. Here they answer the same question, name the same
regions and are nothing that may hold of the one asked about, so that neither form nor luck tells. The event is not put
into words, as VisualCOMET does: whoever reads it needs no picture of this small world.
"""

import random
from collections.abc import Sequence

from training.benchmarks.drawn.world import Scene
from training.benchmarks.items import Item, graded_right
from training.scenes.asking import can_be_asked
from training.scenes.distractors import is_onlooker, wrong_texts
from training.scenes.graph import Entity
from training.scenes.phrases import AFTER_FRAMES, INTENT_FRAMES
from training.scenes.phrases_causes import CAUSE_QUESTIONS
from training.scenes.telling import Teller

POOL = 50
_FEWEST = 20  # in a smaller pool much is found by luck
_ROUNDS = 4  # of asking other stories; each gives those of some thirty people
_RELATIONS: dict[str, tuple[str, str]] = {
    "before": ("before", "{x}"),
    "intent": ("wants", INTENT_FRAMES[0]),
    "after": ("after", AFTER_FRAMES[0]),
}


def pose_visualcomet(scene: Scene) -> list[tuple[Item, ...]]:
    """Return an item for every relation of everybody shown of whom a story tells."""
    found: list[tuple[Item, ...]] = []
    for entity in scene.graph.entities:
        if entity.index not in scene.ids or is_onlooker(entity) or not can_be_asked(entity):
            continue
        if scene.may_ask(entity):
            found += [(item,) for relation in _RELATIONS if (item := _posed(scene, entity, relation))]
    return found


def _posed(scene: Scene, entity: Entity, relation: str) -> Item | None:
    rng = scene.chance(f"visualcomet {entity.index} {relation}")
    teller = Teller(scene.graph, scene.ids, rng)
    field, frame = _RELATIONS[relation]
    templates: Sequence[str] = getattr(teller.told(entity), field)
    true = list(dict.fromkeys(teller.filled(templates, teller.happening_of(entity))))
    wrong = _others(teller, entity, field, templates, POOL - len(true))
    if not true or len(true) + len(wrong) < _FEWEST:
        return None
    texts, right = _mixed(true, wrong, rng)
    s = teller.name(entity)
    return Item(
        id=f"{scene.name}/{entity.index}-{relation}",
        picture=scene.name,
        regions=scene.regions,
        size=scene.image.size,
        question=rng.choice(CAUSE_QUESTIONS[relation]).format(s=s),
        choices=tuple(frame.format(s=s, x=text) for text in texts),
        grades=graded_right(len(texts), *right),
        task="ranking",
        type=relation,
    )


def _others(teller: Teller, entity: Entity, field: str, templates: Sequence[str], most: int) -> list[str]:
    """Return up to so many wrong texts, for each true one about equally many: those of the picture come first."""
    found: dict[str, None] = {}
    for _ in range(_ROUNDS):
        for number, template in enumerate(templates):
            share = len(found) + (most - len(found)) // (len(templates) - number)
            wrong = wrong_texts(teller, entity, field, template)
            teller.rng.shuffle(wrong)
            for each in sorted(wrong, key=lambda each: not each.here):
                if len(found) < share:
                    found.setdefault(each.text)
    return list(found)


def _mixed(true: Sequence[str], wrong: Sequence[str], rng: random.Random) -> tuple[list[str], list[int]]:
    """Return all texts in random order, and the places of the true ones."""
    texts = [*true, *wrong]
    rng.shuffle(texts)
    return texts, [place for place, text in enumerate(texts) if text in set(true)]
