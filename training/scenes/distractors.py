"""Wrong answers that sound right: true of somebody else, told of the one asked about.

A wrong text names the same regions as the right one and has about its length, so that neither gives it away.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from training.scenes.features import parts_in
from training.scenes.graph import Entity
from training.scenes.situations import Told
from training.scenes.stories import STORIES
from training.scenes.telling import Teller, mask_ids
from training.scenes.tellings import told_of
from training.scenes.things import THINGS

_PEOPLE = ("S", "T", "W")
_SPOTS = {
    "held": ("hand", "second hand", "hands", "lap", "lead"),
    "low": ("feet", "facing", "leaving", "ground", "table", "between", "between low", "hidden by"),
    "high": ("above", "overhead", "sky", "between high", "chest"),
}
_WORD = re.compile(r"[a-z]+")
_REGION = re.compile(r"\[\d+\]")
_LITTLE = frozenset(
    ["a", "an", "the", "of", "in", "on", "at", "to", "is", "are", "has", "have", "with", "and", "for", "not"]
)
# Signs that may happen to be true of anybody: what is said of a body, and who is near or turned to whom.
_VAGUE = re.compile(
    r"\b(eyes?|mouth|face|tears?|cr(y|ies|ying)|smil\w+|laugh\w*|frown\w*|arms?|hands?|looks?|stands?|knees?"
    r"|near|close|beside|next|turn(s|ed)|watch\w*|behind|listens|waits|nobody|nothing|no)\b"
)
_ELSEWHERE = 40  # other stories' parts to look at


class Wrong(NamedTuple):
    """A wrong text; `here` says whether it is right for another region of the picture."""

    text: str
    here: bool
    same_feeling: bool


class _Source(NamedTuple):
    """Somebody in a story: what is told, how people and things are called, where things are, what may be felt."""

    story: str
    key: str
    told: Told
    nouns: Mapping[str, str]
    spots: Mapping[str, str]
    feelings: frozenset[str]


def wrong_texts(teller: Teller, entity: Entity, field: str, right: str) -> list[Wrong]:
    """Return what other people's stories put in place of the template `right`, of the same `field` of `Told`.

    First come those who are in the picture, then others who may feel like the one asked about.
    """
    members = teller.happening_of(entity).members
    others = sorted(part for part in parts_in(right) if members[part] != entity.index)
    # Only regions must match: a noun tells nothing to those who do not see the picture.
    others = [part for part in others if members[part] in teller.ids]
    names = {
        people: [teller.names[members[part]] for part in others if (part in _PEOPLE) == people]
        for people in (True, False)
    }
    asked = _ids_of(right, teller, entity)
    true = [_content(text) for text in _true_texts(teller, entity)]
    found: dict[str, Wrong] = {}
    for source, here in _sources(teller, entity):
        same = _may_feel(source, entity)
        for template in getattr(source.told, field):
            text = _fit(template, source, teller.name(entity), names)
            used = [part for part in parts_in(template) if part not in _PEOPLE]
            if text is None or text in found or (field == "evidence" and is_vague(template)):
                continue
            if names[False] and _same_spot(source, used, entity):
                continue
            if sorted(_REGION.findall(text)) == asked and not _may_be_true(text, true):
                found[text] = Wrong(text, here, same)
    return list(found.values())


def is_vague(sign: str) -> bool:
    """Return whether a sign may happen to be true of many; such signs are neither right nor wrong rationales."""
    return _VAGUE.search(sign) is not None


def _may_feel(source: _Source, entity: Entity) -> bool:
    return entity.feeling in source.feelings if entity.feeling else not source.feelings


def _ids_of(right: str, teller: Teller, entity: Entity) -> list[str]:
    return sorted(_REGION.findall(teller.filled([right], teller.happening_of(entity))[0]))


def _sources(teller: Teller, entity: Entity) -> Iterator[tuple[_Source, bool]]:
    """Yield everybody else of the picture, then some who may feel the same, of stories that it does not show."""
    for each in teller.graph.entities:
        about_asked = each.role_in_situation == "W" and each.situation == entity.situation
        if each.index != entity.index and not about_asked:
            source = _source(each.situation, each.role_in_situation)
            yield source._replace(feelings=frozenset([each.feeling] if each.feeling else [])), True
    names = {happening.name for happening in teller.graph.situations}
    elsewhere = [_source(name, key) for name, story in STORIES.items() if name not in names for key in story.told]
    elsewhere = [source for source in elsewhere if _may_feel(source, entity)]
    for source in teller.rng.sample(elsewhere, min(_ELSEWHERE, len(elsewhere))):
        yield source, False


@cache
def _source(story: str, key: str) -> _Source:
    cast, props = STORIES[story].cast, STORIES[story].props
    nouns = {part: f"the {role.profession or role.ages[-1]}" for part, role in cast.items()}
    nouns |= {part: f"the {THINGS[prop.things[0]].noun}" for part, prop in props.items()}
    return _Source(
        story,
        key,
        told_of(story, key),
        {"W": "the adult", **nouns},
        {part: _level(prop.spot) for part, prop in props.items()},
        frozenset(cast[key].feelings) if key in cast else frozenset(),
    )


def _level(spot: str) -> str:
    return next((level for level, spots in _SPOTS.items() if spot in spots), "other")


def _fit(template: str, source: _Source, name: str, names: Mapping[bool, Sequence[str]]) -> str | None:
    """Tell a template of `name`; who else the right text names takes the other parts, nouns what is left of them.

    None where the template has too few parts for all who must be named.
    """
    parts = sorted(parts_in(template) - {source.key})
    filled = {source.key: name}
    for people in (True, False):
        open_parts = [part for part in parts if (part in _PEOPLE) == people]
        if len(open_parts) < len(names[people]):
            return None
        filled |= dict(zip(open_parts, names[people], strict=False))
    return template.format(**{**source.nouns, **filled})


def _same_spot(source: _Source, used: Iterable[str], entity: Entity) -> bool:
    """Return whether a thing told of lies or is held just as one of the asked person's: then it may be true of it."""
    own = {_level(prop.spot) for prop in STORIES[entity.situation].props.values()}
    return any(source.spots.get(part) in own for part in used)


def _true_texts(teller: Teller, entity: Entity) -> list[str]:
    happening = teller.happening_of(entity)
    return [text for texts in teller.told(entity) for text in teller.filled(texts, happening)]


def _may_be_true(text: str, true: Iterable[frozenset[str]]) -> bool:
    """Return whether a text shares most of its words with a true one, or says nothing by itself."""
    words = _content(text)
    return not words or any(len(words & each) >= 0.6 * min(len(words), max(1, len(each))) for each in true)


@cache
def _content(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(mask_ids(text).lower())) - _LITTLE
