"""Tell in words what can be seen of one person, and put it together to a phrase."""

import random
from collections.abc import Callable
from typing import NamedTuple

from training.scenes.asking import shows_hair
from training.scenes.describing_things import a_look
from training.scenes.describing_words import (
    FACES,
    GARMENTS,
    HAIR,
    HATS,
    NOUNS,
    PLURAL_GARMENTS,
    POSES,
    TRACES,
    UNIFORMS,
    WITH_FACES,
)
from training.scenes.graph import Entity, Profession
from training.scenes.stories import STORIES

_BUSY_HANDS = ("hold", "both", "carry", "reach", "stand")  # poses told of by what the hands hold
_NO_TIE_OVER = ("overalls", "romper", "coat", "cardigan")


class Appearance(NamedTuple):
    """What can be seen of a person, each part as a phrase; empty where there is nothing to be said.

    `face` stands before the noun and `with_face` after it; `held` is what the hands hold and `holding` the same
    as a participle ("holding a red ball"), `pose` says what the body does, `trace` is water, mud,
    a bandage or a scrape.
    """

    noun: str
    face: str
    with_face: str
    hair: str
    clothes: str
    hat: str
    pose: str
    holding: str
    held: str
    trace: str


def appearance(entity: Entity, held: str, rng: random.Random) -> Appearance:
    """Draw words for all that can be seen of a person; `held` is what the hands hold, with its article."""
    feeling, age = entity.feeling or "calm", entity.age or "adult"
    return Appearance(
        noun=profession_shown(entity) or rng.choice(NOUNS[age]),
        face=rng.choice(FACES[feeling]),
        with_face=rng.choice(WITH_FACES[feeling]),
        hair=hair_of(entity),
        clothes=rng.choice(clothes_of(entity)),
        hat=HATS[entity.hat] if entity.hat else "",
        pose="" if held and entity.pose in _BUSY_HANDS else rng.choice(POSES[entity.pose or "stand"]),
        holding=f"holding {held}" if held else "",
        held=held,
        trace=rng.choice(TRACES.get(trace_of(entity) or "", ("",))),
    )


def hair_of(entity: Entity) -> str:
    """Return hair, scarf or turban as what somebody has, "" where a hat hides it."""
    style = entity.hair_style or "short"
    if style == "bald":
        return "" if entity.hat else HAIR["bald"]
    if entity.hair is None:
        return HAIR[style]
    return HAIR[style].format(c=entity.hair, a_c=a_look(entity.hair)) if shows_hair(entity) else ""


def clothes_of(entity: Entity) -> tuple[str, ...]:
    """Return ways to say what somebody has on, with article, the shortest first."""
    if entity.colour is None:
        return UNIFORMS[entity.profession]
    garment, below = GARMENTS[entity.garment or "trousers"]
    main = f"{entity.colour} {garment}"
    ways = [main if garment in PLURAL_GARMENTS else a_look(main)]
    if below:
        ways.append(f"{ways[0]} and {'a ' if below == 'skirt' else ''}{below}")
    if profession_shown(entity) == "teacher":
        ways.append(f"{ways[0]} and a tie")
    return tuple(ways)


def profession_shown(entity: Entity) -> Profession | None:
    """Return the profession that the clothes show; only a tie shows a teacher, and some clothes hide it."""
    return None if entity.profession == "teacher" and entity.garment in _NO_TIE_OVER else entity.profession


def trace_of(entity: Entity) -> str | None:
    """Return which trace is drawn on a person: water, mud, a bandage, a scrape, or a pack or cape on the back."""
    role = STORIES[entity.situation].cast.get(entity.role_in_situation)
    return role.attire if role and role.attire in TRACES else None


# Each takes the parts it names; a pattern that has no such part for a person is not used for that person.
_PATTERNS: tuple[Callable[[Appearance], tuple[str, ...]], ...] = (
    lambda a: (a_look(f"{a.face} {a.noun}"), "with", a.hair, "in", a.clothes),
    lambda a: (a_look(f"{a.face} {a.noun}"), "in", a.clothes, a.holding),
    lambda a: (a_look(a.noun), "in", a.clothes, a.pose),
    lambda a: (a_look(f"{a.face} {a.noun}"), a.pose),
    lambda a: (a_look(a.noun), "in", a.clothes, a.with_face),
    lambda a: (a_look(f"{a.face} {a.noun}"), "wearing", a.clothes, "and", a.hat),
    lambda a: (a_look(a.noun), "with", a.hair, a.holding),
    lambda a: (a_look(f"{a.face} {a.noun}"), "with", a.held),
    lambda a: (a_look(f"{a.face} {a.noun}"), a.trace, "in", a.clothes),
    lambda a: (a_look(f"{a.face} {a.noun}"), a.holding, a.trace),
    lambda a: (a_look(a.noun), a.with_face, a.holding),
    lambda a: (a_look(a.noun), "dressed in", a.clothes, a.trace),
    lambda a: (a_look(f"{a.face} {a.noun}"), "with", a.hat, a.holding),
    lambda a: (a_look(f"{a.face} {a.noun}"), "with", a.hair, a.pose),
    lambda a: (a_look(a.noun), a.with_face, "wearing", a.clothes),
)


def person_phrases(appearance: Appearance) -> list[str]:
    """Return the phrase of every pattern for which the person has all parts."""
    return [" ".join(parts) for pattern in _PATTERNS if all(parts := pattern(appearance))]
