"""Which facts a text tells of drawn people and things, read from its words, and which are true of a region.

A caption begins with what the region shows and may go on with what is near it; only the beginning is read. The words
are those of `training/scenes/describing_*.py`: what a model says in other words counts as left out, not as wrong, even
a noun that it made up.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Literal, NamedTuple, TypeVar, get_args

from training.scenes.colours import HAIR_PAINTS
from training.scenes.describing_people import clothes_of, hair_of, trace_of
from training.scenes.describing_scene import DescribedScene
from training.scenes.describing_things import LOOKS
from training.scenes.describing_words import (
    FACES,
    GARMENTS,
    HAIR,
    HATS,
    IN_PLACES,
    NOUNS,
    POSES,
    TRACES,
    WITH_FACES,
)
from training.scenes.graph import COLOURS, PROFESSIONS, Entity, SceneGraph
from training.scenes.things import THINGS

Fact = Literal[
    "noun", "drawing", "colour", "face", "pose", "garment", "garment colour", "hair style", "hair colour", "hat",
    "trace", "held",
]  # fmt: skip
FACTS: tuple[Fact, ...] = get_args(Fact)
Facts = dict[Fact, frozenset[str]]

_Meaning = TypeVar("_Meaning", bound=str)
_COLOUR = f"(?P<colour>{'|'.join((*COLOURS, 'brown', 'grey', 'golden'))})"
_HAIR_COLOUR = f"(?P<colour>{'|'.join(HAIR_PAINTS)})"
# Where a caption stops telling of its region: what follows is about others.
_TAIL = re.compile(
    r",? (?:held by|in the hands? of|that an? [^,]* holds|above the head of|next to|beside an?|behind an?"
    r"|to the (?:left|right) of)\b.*"
)
_GARMENT_WORDS = ({word for word, _ in GARMENTS.values()}) | {"jacket", "uniform", "dungarees", "apron", "waistcoat"}
_GARMENT = re.compile(
    rf"\b(?:{_COLOUR} )?(?:chef's |firefighter's |checked )?"
    rf"(?P<word>{'|'.join(sorted(_GARMENT_WORDS, key=len, reverse=True))})\b(?! hat)"
)
_HELD = re.compile(r"\b(?:holding|with) (?:an? )?$")


class Named(NamedTuple):
    """Where in a text somebody or something is named; `drawings` are the things that look as it says, none for people
    and for a bare noun."""

    start: int
    end: int
    noun: str
    drawings: frozenset[str] = frozenset()
    colour: str | None = None


def facts_told(text: str) -> Facts:
    """Return the facts that a caption tells, each with what it says; nothing for one that names nobody and nothing."""
    head = _TAIL.sub("", _plain(text))
    named = all_named(head)
    if not named:
        return {}
    first = named[0]
    facts: Facts = {"noun": frozenset({first.noun})}
    if first.noun in _people():
        return facts | _told_of_person(head, named)
    if first.drawings:
        facts["drawing"] = first.drawings
    if first.colour:
        facts["colour"] = frozenset({first.colour})
    return facts


def facts_of(graph: SceneGraph, entity: Entity) -> Facts:
    """Return the facts that are true of an entity, each with all that may be said of it."""
    if entity.kind != "person":
        return _some(noun=(entity.noun,), drawing=(entity.thing,), colour=(entity.colour,))
    clothes = [match for text in clothes_of(entity) for match in _GARMENT.finditer(text)]
    style, colour = _hair_in(hair_of(entity))
    return _some(
        noun=(entity.noun, entity.age),  # a teacher is an adult, too
        face=(entity.feeling,),
        pose=(entity.pose,),
        garment=[match["word"] for match in clothes],
        garment_colour=[match["colour"] for match in clothes],
        hair_style=(style,),
        hair_colour=(colour,),
        hat=(entity.hat,),
        trace=(trace_of(entity),),
        held=[each.noun for each in DescribedScene(graph).held_things(entity)],
    )


def all_named(text: str) -> list[Named]:
    """Return all people, animals and things that a text names, in their order."""
    plain = _without_places(_plain(text))
    spoken = [
        Named(match.start(), match.end(), way.noun, way.drawings, match.groupdict().get("colour"))
        for way in _ways()
        if way.hint in plain
        for match in way.pattern.finditer(plain)
    ]
    found: list[Named] = []
    # Of those that begin at one place the longest counts, and a look before a bare noun; the rest is part of it.
    for each in sorted(spoken, key=lambda named: (named.start, -named.end, not named.drawings)):
        if not found or each.start >= found[-1].end:
            found.append(each)
        elif each[:3] == found[-1][:3]:  # two drawings may look the same in these words
            found[-1] = found[-1]._replace(drawings=found[-1].drawings | each.drawings)
    return found


def _told_of_person(head: str, named: list[Named]) -> Facts:
    rest = head
    face = _first(_phrases(WITH_FACES), rest) or _first(_phrases(FACES), rest)
    for phrase, _ in _phrases(WITH_FACES):
        rest = rest.replace(phrase, "")  # "with tears running down" is no running
    clothes = _GARMENT.search(rest)
    style, colour = _hair_in(rest)
    held = [each.noun for each in named[1:] if _HELD.search(head[: each.start])]
    return _some(
        face=(face,),
        pose=(_first(_phrases(POSES), rest),),
        garment=(clothes["word"] if clothes else None,),
        garment_colour=(clothes["colour"] if clothes else None,),
        hair_style=(style,),
        hair_colour=(colour,),
        hat=(_first(tuple((text.split(maxsplit=1)[1], hat) for hat, text in HATS.items()), rest),),
        trace=(_first(_phrases(TRACES), rest),),
        held=held[:1],
    )


def _some(**facts: Iterable[str | None]) -> Facts:
    """Return the facts (blanks in their names written `_`) that have a value."""
    sets = {name.replace("_", " "): frozenset(value for value in values if value) for name, values in facts.items()}
    return {fact: sets[fact] for fact in FACTS if sets.get(fact)}


def _first(phrases: Iterable[tuple[str, str]], text: str) -> str | None:
    """Return the meaning of the phrase that comes first in a text, the longest of several."""
    found = [
        (match.start(), -len(phrase), meaning)
        for phrase, meaning in phrases
        if (match := re.search(rf"\b{re.escape(phrase)}\b", text))
    ]
    return min(found)[2] if found else None


def _phrases(table: Mapping[_Meaning, Sequence[str]]) -> tuple[tuple[str, _Meaning], ...]:
    return tuple((phrase, meaning) for meaning, phrases in table.items() for phrase in phrases)


def _hair_in(text: str) -> tuple[str | None, str | None]:
    """Return style and colour of the hair that a text names; scarves and bald heads have no colour."""
    for style, pattern in _hair_patterns():
        match = pattern.search(text)
        if match:
            return style, match.groupdict().get("colour")
    return None, None


@cache
def _hair_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    texts = {style: text.removeprefix("a ") for style, text in HAIR.items()}
    return tuple(
        (style, re.compile(rf"\b{text.format(c=_HAIR_COLOUR, a_c=f'an? {_HAIR_COLOUR}')}\b"))
        for style, text in texts.items()
    )


@cache
def _people() -> frozenset[str]:
    return frozenset({*NOUNS, *PROFESSIONS})


class _Way(NamedTuple):
    """A way of naming somebody or something. No text without the `hint` matches the pattern: there are hundreds of
    these, and a search for each costs a thousand times as much as a look at the hint."""

    hint: str
    pattern: re.Pattern[str]
    noun: str
    drawings: frozenset[str] = frozenset()


@cache
def _ways() -> tuple[_Way, ...]:
    """Return how everybody and everything may be named; drawings for whole looks only."""
    people = [(phrase, age) for age, phrases in NOUNS.items() for phrase in phrases]
    people += [(profession, profession) for profession in PROFESSIONS]
    # "a chef's jacket" and "a tall chef hat" are no chef.
    found = [_Way(phrase, re.compile(rf"\b{phrase}\b(?!'| hat)"), noun) for phrase, noun in people]
    for noun in sorted({thing.noun for thing in THINGS.values()}):
        found.append(_Way(noun, re.compile(rf"\b(?:{_COLOUR} )?{noun}\b"), noun))
    for name, looks in LOOKS.items():
        for look in looks:
            text = re.sub(r"\\\{(c|a_c)\\\}", r"{\1}", re.escape(look.lower()))
            pattern = text.format(c=_COLOUR, a_c=f"an? {_COLOUR}")
            hint = max(re.split(r"\{\w+\}", look.lower()), key=len)
            found.append(_Way(hint, re.compile(rf"\b{pattern}\b"), THINGS[name].noun, frozenset({name})))
    return tuple(found)


@cache
def _places() -> re.Pattern[str]:
    phrases = sorted((phrase for phrases in IN_PLACES.values() for phrase in phrases), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, phrases)))


def _without_places(text: str) -> str:
    """Blank out what tells the place: the slide of "a playground with a slide" is part of it."""
    return _places().sub(lambda match: "~" * len(match[0]), text)


def _plain(text: str) -> str:
    return " ".join(text.lower().split())
