"""Wrong answers that sound right: true of somebody else, told of the one asked about.

A wrong text names whoever and whatever the right one names, by the same region or noun, and has about its length, so
that none of these gives it away.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from training.scenes.asking import Truths
from training.scenes.choice_values import draw_by_weight
from training.scenes.choose import ASIDE
from training.scenes.features import parts_in
from training.scenes.graph import Entity, Feeling, Place, Weather
from training.scenes.plausibility import chance_of_weather
from training.scenes.situations import Situation, Told
from training.scenes.stories import STORIES
from training.scenes.telling import Teller
from training.scenes.tellings import told_of

_PEOPLE = ("S", "T", "W")
_SPOTS = {
    "held": ("hand", "second hand", "hands", "lap", "lead"),
    "low": ("feet", "facing", "leaving", "ground", "table", "between", "between low", "hidden by"),
    "high": ("above", "overhead", "sky", "between high", "chest"),
}
# Signs that may happen to be true of anybody: what is said of a body, and who is near or turned to whom.
_VAGUE = re.compile(
    r"\b(eyes?|mouth|face|tears?|cr(y|ies|ying)|smil\w+|laugh\w*|frown\w*|arms?|hands?|looks?|stands?|knees?"
    r"|near|close|beside|next|turn(s|ed)|watch\w*|behind|listens|waits|nobody|nothing|no)\b"
)
_ELSEWHERE = 30  # other stories' parts to look at
_FAR = 0.03  # weight of a story that does not happen in the place of the picture
_HIGH_KEPT = 0.5  # things in the air are few: as wrong signs of those below they would come too often


class Wrong(NamedTuple):
    """A wrong text; `here` says whether it is right for another region of the picture."""

    text: str
    here: bool
    same_feeling: bool


class _Source(NamedTuple):
    """Somebody in a story: what is told, where things are (part and level), what may be felt."""

    key: str
    told: Told
    spots: tuple[tuple[str, str], ...]
    feelings: frozenset[str]


def wrong_texts(teller: Teller, entity: Entity, field: str, right: str) -> list[Wrong]:
    """Return what other people's stories put in place of the template `right`, of the same `field` of `Told`.

    First come those who are in the picture, then others who may feel like the one asked about.
    """
    name, members = teller.name(entity), teller.happening_of(entity).members
    others = sorted(part for part in parts_in(right) if members[part] != entity.index)
    names = {
        people: [teller.names[members[part]] for part in others if (part in _PEOPLE) == people]
        for people in (True, False)
    }
    is_named = any(members[part] == entity.index for part in parts_in(right))
    true = Truths(_true_texts(teller, entity))
    found: dict[str, Wrong] = {}
    for source, here in _sources(teller, entity):
        same = _may_feel(source, entity.feeling)
        for template in getattr(source.told, field):
            text = _fit(template, source.key, name, names)
            if text is None or text in found or (field == "evidence" and is_vague(template)):
                continue
            used = [part for part in parts_in(template) if part not in _PEOPLE]
            if names[False] and _same_spot(source, used, entity):
                continue
            if names[False] and not here and _is_high(source, used) and teller.rng.random() > _HIGH_KEPT:
                continue
            if (source.key in parts_in(template)) != is_named:
                continue
            if not true.may_include(text):
                found[text] = Wrong(text, here, same)
    return list(found.values())


def is_onlooker(entity: Entity) -> bool:
    """Return whether somebody or something only stands by: what is told of such fits too many to be right or wrong."""
    return entity.role_in_situation == "W" or entity.situation in ASIDE


@cache
def is_vague(sign: str) -> bool:
    """Return whether a sign may happen to be true of many; such signs are neither right nor wrong rationales."""
    return _VAGUE.search(sign) is not None


def _may_feel(source: _Source, feeling: Feeling | None) -> bool:
    return feeling in source.feelings if feeling else not source.feelings


def _sources(teller: Teller, entity: Entity) -> Iterator[tuple[_Source, bool]]:
    """Yield everybody of the picture's other stories, then some who may feel the same, of stories it does not show.

    Whoever shares a story with the one asked about is left out: what one does, the other often does as well.
    """
    graph = teller.graph
    for each in graph.entities:
        if each.situation != entity.situation and not is_onlooker(each):
            source = _source(each.situation, each.role_in_situation)
            yield source._replace(feelings=frozenset([each.feeling] if each.feeling else [])), True
    names = {happening.name for happening in graph.situations} | set(ASIDE)
    known = _of_all_stories(entity.feeling, graph.place, graph.weather)
    # By their places: what is told by a source would have to be hashed anew for each.
    elsewhere = {place: often for place, (name, _, often) in enumerate(known) if name not in names}
    for place in draw_by_weight(elsewhere, _ELSEWHERE, teller.rng):
        yield known[place][1], False


@cache
def _of_all_stories(feeling: Feeling | None, place: Place, weather: Weather) -> tuple[tuple[str, _Source, float], ...]:
    """Return stories with those of them who may feel so, and how often scenes of the place have them."""
    return tuple(
        (name, source, _often(source, story, feeling, place))
        for name, story in STORIES.items()
        if story.weather != weather  # one of rain or snow may be true of whoever stands in it
        for key in story.told
        if _may_feel(source := _source(name, key), feeling)
    )


def _often(source: _Source, story: Situation, feeling: Feeling | None, place: Place) -> float:
    """Return how often scenes of this place have a source with the feeling of the one asked about.

    Were stories that hardly happen here as common among wrong texts, what often happens would be known to be right.
    """
    role = story.cast.get(source.key)
    felt = role.feelings.count(feeling) / len(role.feelings) if role and feeling else 1.0
    return felt * (1.0 if chance_of_weather(story, place) > 0 else _FAR)


@cache
def _source(story: str, key: str) -> _Source:
    cast, props = STORIES[story].cast, STORIES[story].props
    return _Source(
        key,
        told_of(story, key),
        tuple((part, _level(prop.spot)) for part, prop in props.items()),
        frozenset(cast[key].feelings) if key in cast else frozenset(),
    )


def _level(spot: str) -> str:
    return next((level for level, spots in _SPOTS.items() if spot in spots), "other")


def _fit(template: str, key: str, name: str, names: Mapping[bool, Sequence[str]]) -> str | None:
    """Tell a template of `name`; who and what else the right text names takes the other parts.

    None where the template has more or fewer parts for people or for things.
    """
    persons, things = _others_in(template, key)
    if (len(persons), len(things)) != (len(names[True]), len(names[False])):
        return None
    return template.format(**{key: name}, **dict(zip(persons + things, (*names[True], *names[False]), strict=True)))


@cache
def _others_in(template: str, key: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the parts for people and those for things that a template names besides `key`, both in order."""
    parts = sorted(parts_in(template) - {key})
    return tuple(part for part in parts if part in _PEOPLE), tuple(part for part in parts if part not in _PEOPLE)


def _same_spot(source: _Source, used: Collection[str], entity: Entity) -> bool:
    """Return whether a thing told of lies or is held just as one of the asked person's: then it may be true of it."""
    own = _levels_of(entity.situation)
    return any(level in own for part, level in source.spots if part in used)


@cache
def _levels_of(story: str) -> frozenset[str]:
    return frozenset(_level(prop.spot) for prop in STORIES[story].props.values())


def _is_high(source: _Source, used: Collection[str]) -> bool:
    return any(level == "high" for part, level in source.spots if part in used)


def _true_texts(teller: Teller, entity: Entity) -> list[str]:
    happening = teller.happening_of(entity)
    return [text for texts in teller.told(entity) for text in teller.filled(texts, happening)]
