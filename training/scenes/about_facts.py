"""Ask yes-no questions whose words, and whose picture without the region, say nothing about the answer.

Entities of a scene that differ in a trait are paired off, and each is asked about either its own trait or that of its
partner, evenly. So every trait is as often right as wrong, exactly, however rare it is in the world; and it is always
in the picture, so that only who looks at the region can tell.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from training.scenes.about_people import signs_of_feeling
from training.scenes.asking import can_be_asked, can_be_denied, may_share_noun
from training.scenes.graph import Entity
from training.scenes.phrases import FEELING_WORDS, with_article
from training.scenes.phrases_people import PEOPLE_QUESTIONS
from training.scenes.phrases_things import THING_QUESTIONS
from training.scenes.telling import SceneQuestion, Teller


class _Trait(NamedTuple):
    """What an entity can be asked for: two entities whose `key` is the same are never paired."""

    entity: Entity
    key: str
    said: tuple[str, ...]


def fact_questions(teller: Teller) -> Iterator[SceneQuestion]:
    """Yield the yes-no questions about feelings, doings, kinds of things, and colours."""
    seen = [entity for entity in teller.graph.entities if can_be_asked(entity)]
    people = [entity for entity in seen if entity.kind == "person"]
    others = [entity for entity in seen if entity.kind != "person"]
    feelings = [_Trait(each, each.feeling, FEELING_WORDS[each.feeling]) for each in people if each.feeling]
    nouns = [_Trait(each, each.noun, (with_article(each.noun),)) for each in others]
    worn = [_Trait(each, each.colour, (each.colour,)) for each in people if each.colour]
    painted = [_Trait(each, each.colour, (each.colour,)) for each in others if each.colour]

    yield from _paired(teller, feelings, PEOPLE_QUESTIONS["feeling?"], "is", signs_of_feeling)
    for group in (people, others):
        doings = [_Trait(each, each.situation, texts) for each in group if (texts := _doings(teller, each))]
        yield from _paired(teller, doings, PEOPLE_QUESTIONS["doing?"], "is", _evidence)
    yield from _paired(teller, nouns, THING_QUESTIONS["thing?"], "is", _looks)
    yield from _paired(teller, worn, PEOPLE_QUESTIONS["wearing?"], "is wearing", _dress)
    yield from _paired(teller, painted, THING_QUESTIONS["colour?"], "is", _paint)


def _paired(
    teller: Teller,
    traits: list[_Trait],
    phrasings: tuple[str, ...],
    verb: str,
    signs: Callable[[Teller, Entity], list[str]],
) -> Iterator[SceneQuestion]:
    for own, partner in _couples(teller, traits):
        if own.entity.index not in teller.ids:
            continue
        yes = teller.rng.random() < 0.5
        word = teller.rng.choice((own if yes else partner).said)
        s = teller.name(own.entity)
        answers = [f"{'yes' if yes else 'no'}, {s} {verb} {each}" for each in own.said]
        if not yes:
            answers.append(f"no, {s} {verb.replace('is', 'is not', 1)} {word}")
        yield teller.ask("factual", own.entity, phrasings, answers, signs(teller, own.entity), w=word, n=word)


def _couples(teller: Teller, traits: list[_Trait]) -> Iterator[tuple[_Trait, _Trait]]:
    """Pair off those that differ, at random, and yield each with its partner; who finds none is left out."""
    left = list(traits)
    teller.rng.shuffle(left)
    while left:
        one = left.pop()
        other = next((each for each in left if _differ(one, each)), None)
        if other is not None:
            left.remove(other)
            yield one, other
            yield other, one


def _differ(one: _Trait, other: _Trait) -> bool:
    """Return whether what is said of the one is false of the other; of doings, the verbs must differ."""
    if may_share_noun(one.key, other.key):
        return False
    return not {_head(text) for text in one.said} & {_head(text) for text in other.said}


def _head(text: str) -> str:
    """Return the first word, or the whole of a noun with its article."""
    return text if text.startswith(("a ", "an ", "some ")) else text.split()[0]


def _doings(teller: Teller, entity: Entity) -> tuple[str, ...]:
    """Return what an entity plainly does, in words that lean on no other entity."""
    texts = teller.told(entity).doing
    return tuple(text for text in texts if "{" not in text and can_be_denied(text))


def _evidence(teller: Teller, entity: Entity) -> list[str]:
    told, happening = teller.told(entity), teller.happening_of(entity)
    return teller.filled(told.evidence, happening) or teller.filled(told.doing, happening, lead="it is plain to see: ")


def _looks(teller: Teller, entity: Entity) -> list[str]:
    return [f"{teller.name(entity)} looks like {with_article(entity.noun)}"]


def _dress(teller: Teller, entity: Entity) -> list[str]:
    return [f"the clothes of {teller.name(entity)} are {entity.colour}"]


def _paint(teller: Teller, entity: Entity) -> list[str]:
    return [f"most of {teller.name(entity)} is {entity.colour}"]
