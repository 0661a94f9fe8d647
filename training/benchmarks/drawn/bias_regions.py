"""Where, how many, what not, before or after: asked about regions, with choices that any picture might make right."""

import random
from collections.abc import Sequence
from itertools import permutations

from training.benchmarks.drawn.bias_events import SIDES, dated
from training.benchmarks.drawn.bias_posing import Posed, clear, placed, point_at
from training.benchmarks.drawn.world import Scene
from training.scenes.asking import can_be_asked, shows_hair
from training.scenes.counting import NUMBERS, Trait, traits
from training.scenes.features import Feature, clothes_feature, feeling_feature, in_a_row, kind_feature
from training.scenes.graph import Entity
from training.scenes.phrases_skills import HOW_MANY_POINTED, WHERE
from training.scenes.telling import Teller

_RELATIONS = {"left": "to the left of", "right": "to the right of", "above": "above", "below": "below"}
_AMONG = 4  # regions to count among
_COUNTED = ("people", "things", "children", "grown-ups", "animals")
DENIED = ("feeling", "clothes", "hair", "kind")
_WHICH_NOT = (
    "Which of these is true of {s}?",
    "What can rightly be said of {s}?",
    "One of these holds for {s}. Which?",
)
_HAIR_OF_ALL = ("black", "brown", "blond", "red")  # the others tell an age


def pose_spatial(scene: Scene, rng: random.Random) -> list[Posed]:
    """Ask where one region is, seen from another: to a side, above or below, of which exactly one is true."""
    found = []
    for a, b in permutations(clear(scene), 2):
        where = placed(a, b)
        if where and (scene.may_ask(a) or scene.may_ask(b)):
            ids = point_at(scene, (a, b), rng)
            s, t = f"[{ids[a.index]}]", f"[{ids[b.index]}]"
            words = [_RELATIONS[where], *(each for name, each in _RELATIONS.items() if name != where)]
            choices = tuple(f"{s} is {each} {t}" for each in words)
            found.append(Posed("where", where, tuple(_RELATIONS), rng.choice(WHERE).format(s=s, t=t), choices, ids))
    return found


def pose_counting(scene: Scene, rng: random.Random) -> list[Posed]:
    """Ask how many of four regions share a trait; from none to all can be right."""
    found = []
    seen = clear(scene)
    for trait in (each for each in traits() if each.many in _COUNTED):
        counted = [each for each in seen if trait.holds(each) is True]
        others = [each for each in seen if trait.holds(each) is False]
        for count in range(max(0, _AMONG - len(others)), min(_AMONG, len(counted)) + 1):
            named = [*rng.sample(counted, count), *rng.sample(others, _AMONG - count)]
            if any(map(scene.may_ask, named)):
                found.append(_count(scene, trait, rng.sample(named, _AMONG), count, rng))
    return found


def _count(scene: Scene, trait: Trait, named: list[Entity], count: int, rng: random.Random) -> Posed:
    ids = point_at(scene, named, rng)
    those = in_a_row([f"[{ids[each.index]}]" for each in named], "and")
    texts = [f"{NUMBERS[n]} of them {f'is {trait.one}' if n == 1 else f'are {trait.many}'}" for n in range(_AMONG + 1)]
    choices = (texts[count], *(each for n, each in enumerate(texts) if n != count))
    question = rng.choice(HOW_MANY_POINTED).format(those=those, p=f"are {trait.many}")
    return Posed(trait.many, NUMBERS[count], NUMBERS[: _AMONG + 1], question, choices, ids)


def pose_negation(scene: Scene, rng: random.Random) -> list[Posed]:
    """Deny four things of a person, three of which hold; the fourth holds for somebody else in the picture."""
    found = []
    for one, other in permutations(clear(scene), 2):
        if scene.may_ask(one):
            for name, phrases in wrongly_denied(one, other, DENIED, rng).items():
                ids = point_at(scene, (one, other), rng)
                s = f"[{ids[one.index]}]"
                choices = tuple(f"{s} {each}" for each in phrases)
                found.append(Posed("not", name, DENIED, rng.choice(_WHICH_NOT).format(s=s), choices, ids))
    return found


def wrongly_denied(one: Entity, other: Entity, names: Sequence[str], rng: random.Random) -> dict[str, tuple[str, ...]]:
    """Return by name of a feature what is denied of one person: first what only the other has, then its own features.

    Both must have all features of these names, and each lack all of the other's: else what many have in common would be
    right less often than what few have.
    """
    own, others = _features(one), _features(other)
    if not own.keys() & others.keys() >= set(names):
        return {}
    if not all(own[name].excludes(other) and others[name].excludes(one) for name in names):
        return {}
    texts = {name: [others[name], *(own[each] for each in names if each != name)] for name in names}
    return {name: tuple(denied(rng.choice(each.phrases)) for each in features) for name, features in texts.items()}


def _features(entity: Entity) -> dict[str, Feature]:
    """Return what can be said of a person, and denied of others: feeling, clothes, hair, and what kind of person."""
    clothes = clothes_feature(entity, "")
    features = {
        "feeling": feeling_feature(entity, ""),
        "clothes": clothes,
        "colour": clothes and clothes._replace(phrases=(f"is dressed in {entity.colour}",)),
        "hair": _hair(entity),
        "kind": kind_feature(entity, ""),
    }
    return {name: each for name, each in features.items() if each}


def denied(phrase: str) -> str:
    """Return the opposite of a verb phrase.

    >>> denied("is sad"), denied("has red hair")
    ('is not sad', 'does not have red hair')
    """
    verb, _, rest = phrase.partition(" ")
    return f"does not have {rest}" if verb == "has" else f"{verb} not {rest}"


def _hair(entity: Entity) -> Feature | None:
    if not shows_hair(entity) or entity.hair not in _HAIR_OF_ALL:
        return None

    def excludes(other: Entity) -> bool:
        return shows_hair(other) and other.hair != entity.hair

    return Feature(entity, (f"has {entity.hair} hair",), "", excludes)


def pose_temporal(scene: Scene, rng: random.Random) -> list[Posed]:
    """Ask whether the picture shows somebody before or after an event that changes how things look."""
    found = []
    for entity, event, side in dated(scene.graph):
        if can_be_asked(entity) and scene.may_ask(entity):
            ids = point_at(scene, (entity,), rng)
            s = Teller(scene.graph, ids, rng).name(entity)
            sides = (side, *(each for each in SIDES if each != side))
            choices = tuple(f"{s} {each} {event.clause}" for each in sides)
            question = f"Does the picture show {s} before or after {event.clause}?"
            found.append(Posed(event.clause, side, SIDES, question, choices, ids))
    return found
