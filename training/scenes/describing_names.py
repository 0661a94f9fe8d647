"""Name somebody or something so that the name fits nothing else in the picture ("the child in the red shirt")."""

from collections.abc import Callable, Collection
from functools import cache
from itertools import combinations
from typing import NamedTuple

from training.scenes.asking import may_share_hat, may_share_noun, shows_hair
from training.scenes.describing_people import clothes_of, profession_shown
from training.scenes.describing_scene import DescribedScene
from training.scenes.describing_things import LOOKS, STATES, looks_of, own_colour, spoken
from training.scenes.describing_words import AGE_NOUNS, FACE_ANSWERS, HATS
from training.scenes.features import clothes_feature, feeling_feature
from training.scenes.graph import Age, Entity, Feeling
from training.scenes.places import BACKDROP

_CLEAR_FACES: tuple[Feeling, ...] = ("happy", "sad", "angry")
# Of whom a noun might be said.
_AGES_LIKE: dict[Age, tuple[Age, ...]] = {
    "toddler": ("toddler",),
    "child": ("child", "toddler"),
    "adult": ("adult", "senior"),
    "senior": ("senior",),
}
_PLAIN_STATES = ("whole", "upright", "closed", "sailing", "flowering")


class Trait(NamedTuple):
    """Something that tells a person from others.

    `before` or `after` the noun says it; `topic` is what it gives away; `fits` says of others whether it may hold for
    them as well.
    """

    topic: str
    before: str
    after: str
    fits: Callable[[Entity], bool]


def people_names(scene: DescribedScene, entity: Entity, without: Collection[str] = ()) -> list[str]:
    """Return names that fit only this person and tell nothing about the topics of `without`."""
    others = [each for each in scene.graph.entities if each.kind == "person" and each.index != entity.index]
    traits = [trait for trait in traits_of(scene, entity) if trait.topic not in without]
    names = []
    for noun, fits in _nouns(entity):
        alike = [other for other in others if fits(other)]
        for chosen in ((), *((trait,) for trait in traits), *combinations(traits, 2)):
            if any(all(trait.fits(other) for trait in chosen) for other in alike):
                continue
            before, after = [t.before for t in chosen if t.before], [t.after for t in chosen if t.after]
            if len(before) < 2 and len(after) < 2:
                names.append(" ".join(("the", *before, noun, *after)))
    return names


def thing_names(scene: DescribedScene, entity: Entity, without: Collection[str] = ()) -> list[str]:
    """Return names that fit only this thing or animal and tell nothing about the topics "colour" or "state"."""
    others = [
        each
        for each in scene.graph.entities
        if each.index != entity.index and each.kind != "person" and may_share_noun(each.noun, entity.noun)
    ]
    if is_pictured(scene, entity.noun, besides=entity):
        return []
    names, colour, state = [], own_colour(entity), STATES.get(entity.thing)
    if not others:
        names.append(f"the {spoken(entity.noun)}")
    if colour and "colour" not in without and all(other.colour not in (None, colour) for other in others):
        names.append(f"the {colour} {spoken(entity.noun)}")
    apart = all(STATES.get(other.thing, state) != state for other in others)
    told = state and state not in _PLAIN_STATES and not {"state", "colour"} & set(without)
    if told and apart:
        names.append(f"the {looks_of(entity)[0]}")
    return list(dict.fromkeys(names))


def names_of(scene: DescribedScene, entity: Entity, without: Collection[str] = ()) -> list[str]:
    """Return names that fit only this entity of the picture."""
    return (people_names if entity.kind == "person" else thing_names)(scene, entity, without)


def is_pictured(scene: DescribedScene, noun: str, *, besides: Entity | None = None) -> bool:
    """Return whether the place, or a thing that is called otherwise, may show what bears this noun."""
    if any(may_share_noun(noun, each) or noun.endswith(each) for each in BACKDROP[scene.graph.place]):
        return True
    last = noun.split()[-1]
    return any(
        last in _words_of(each.thing)
        for each in scene.graph.entities
        if each.kind != "person" and (besides is None or each.noun != besides.noun)
    )


@cache
def _words_of(thing: str) -> frozenset[str]:
    return frozenset(word for look in LOOKS[thing] for word in look.replace(",", "").split())


def traits_of(scene: DescribedScene, entity: Entity) -> list[Trait]:
    """Return what tells a person from others: face, clothes, hair, hat, what is held."""
    traits = []
    face, clothes = feeling_feature(entity, ""), clothes_feature(entity, "")
    if face and entity.feeling in _CLEAR_FACES:
        traits.append(Trait("face", FACE_ANSWERS[entity.feeling], "", lambda other: not face.excludes(other)))
    if clothes:
        worn = clothes_of(entity)[0].removeprefix("a ").removeprefix("an ")
        traits.append(Trait("clothes", "", f"in the {worn}", lambda other: not clothes.excludes(other)))
    if shows_hair(entity):
        hair = entity.hair
        traits.append(Trait("hair", "", f"with {hair} hair", lambda other: other.hair == hair))
    if entity.hat:
        hat = entity.hat
        traits.append(
            Trait("hat", "", f"with {HATS[hat].replace('a ', 'the ', 1)}", lambda o: may_share_hat(hat, o.hat))
        )
    for held in scene.held_things(entity)[:1]:
        traits += [Trait("holding", "", f"holding {name}", _nobody) for name in thing_names(scene, held)]
    return traits


def _nobody(_: Entity) -> bool:
    """Whatever has a name of its own and is held by one person is held by no other."""
    return False


def _nouns(entity: Entity) -> list[tuple[str, Callable[[Entity], bool]]]:
    profession, age = profession_shown(entity), entity.age or "adult"
    if profession:
        return [("person", _anybody), (profession, lambda other: other.profession == profession)]
    return [("person", _anybody), (AGE_NOUNS[age], lambda other: other.age in _AGES_LIKE[age])]


def _anybody(_: Entity) -> bool:
    return True
