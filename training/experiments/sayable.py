"""What may truly be said of those in a scene: the words of their story, of what they look like, and of common sense.

The judge's own entailment: a sentence about somebody is believed as far as its words are of their story. All that the
graph tells of the situation counts (why, signs, before, after, wishes, doings, bonds), and `common_words.toml` adds
what goes without saying of a whole balloon, a burst one, a chef, and words that say the same. A rare word weighs more
than a common one: log((N + 1) / n), for N stories of which n have it.
"""

import math
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from training.experiments.words import content
from training.scenes.describing_people import clothes_of, hair_of, trace_of
from training.scenes.describing_things import LOOKS
from training.scenes.describing_words import FACES, IN_PLACES, NOUNS, POSES, TRACES, WITH_FACES
from training.scenes.graph import Entity, SceneGraph
from training.scenes.phrases import (
    AGE_SIGNS,
    FEELING_SIGNS,
    FEELING_WORDS,
    LIGHT_WORDS,
    PLACE_SIGNS,
    PLACE_WORDS,
    PROFESSION_SIGNS,
    WEATHER_WORDS,
)
from training.scenes.situations import Told
from training.scenes.stories import STORIES
from training.scenes.tellings import told_of
from training.scenes.things import THINGS

_TABLE = Path(__file__).with_name("common_words.toml")
_NAME = re.compile(r"\{\w+\}")
_WITNESS = "W"


class Support(NamedTuple):
    """How far words are supported: `share` of the weight of those that the world knows, and `known`, the share of all
    words that it knows; both 0 where there is no word."""

    share: float
    known: float
    words: int


class Sayable:
    """The words of everybody and everything in a scene."""

    def __init__(self, graph: SceneGraph) -> None:
        self.graph = graph
        self._anywhere = frozenset(_place_words(graph))
        self._of_entity = {entity.index: _words_of(graph, entity) for entity in graph.entities}

    def of(self, entities: Iterable[int]) -> frozenset[str]:
        """Return the words that may be said of some entities, those of their stories among them."""
        found = set(self._anywhere)
        for index in entities:
            found |= self._of_entity[index]
        return with_alike(found)


def support(words: list[str], sayable: frozenset[str]) -> Support:
    """Return how far words are among those that are sayable."""
    weights = _weights()
    known = [word for word in words if word in weights or word in sayable]
    most = math.log(len(STORIES))
    total = math.fsum(weights.get(word, most) for word in known)
    found = math.fsum(weights.get(word, most) for word in known if word in sayable)
    return Support(found / total if total else 0.0, len(known) / len(words) if words else 0.0, len(words))


@cache
def common_words() -> Mapping[str, frozenset[str]]:
    """Return the words of the table by drawing, noun, profession and age."""
    table = tomllib.loads(_TABLE.read_text("utf-8"))
    found: dict[str, set[str]] = {}
    for name, text in {**table["things"], **table["people"]}.items():
        found.setdefault(name, set()).update(content(text))
    for group in table["groups"].values():
        for member in group["members"]:
            found.setdefault(member, set()).update(content(group["words"]))
    return {name: frozenset(words) for name, words in found.items()}


@cache
def kinds_of(noun: str) -> frozenset[str]:
    """Return the groups of the table that a noun is in: a duck is a bird."""
    groups = tomllib.loads(_TABLE.read_text("utf-8"))["groups"]
    return frozenset(name for name, group in groups.items() if noun in group["members"])


def with_alike(words: Iterable[str]) -> frozenset[str]:
    """Return words, and those that say the same as one of them."""
    known = frozenset(words)
    return known.union(*(alike for alike in _alike() if alike & known))


@cache
def help_words() -> frozenset[str]:
    """Return the words of what one does for somebody in need."""
    return frozenset(content(tomllib.loads(_TABLE.read_text("utf-8"))["relations"]["help"]))


@cache
def story_words(name: str, role: str = "", *, without: str = "") -> frozenset[str]:
    """Return the words of all that is told in a story, but for one text that is left out.

    With a `role` only what is told of the one who plays it, or names that one.
    """
    told = {**STORIES[name].told, _WITNESS: told_of(name, _WITNESS)}
    texts = [
        text
        for part, each in told.items()
        for text in _texts(each)
        if text != without and (not role or part == role or f"{{{role}}}" in text)
    ]
    return frozenset(word for text in (*texts, *STORIES[name].bond, name) for word in content(_NAME.sub(" ", text)))


def _texts(told: Told) -> tuple[str, ...]:
    return tuple(text for part in told for text in part)


@cache
def thing_words(thing: str) -> frozenset[str]:
    """Return the words of a drawing: its noun, its name, and what the table says of both."""
    noun = THINGS[thing].noun if thing in THINGS else thing
    looks = _NAME.sub(" ", " ".join(LOOKS.get(thing, ())))
    named = frozenset(content(f"{noun} {thing} {looks}"))
    return named.union(*(common_words().get(name, frozenset()) for name in (noun, thing)))


@cache
def _alike() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(content(text)) for text in tomllib.loads(_TABLE.read_text("utf-8"))["alike"].values())


@cache
def _weights() -> Mapping[str, float]:
    """Return the weight of every word that some story has."""
    counts: Counter[str] = Counter()
    for name, story in STORIES.items():
        things = {thing for prop in story.props.values() for thing in prop.things}
        jobs = {role.profession for role in story.cast.values() if role.profession}
        words = set(story_words(name)).union(*(thing_words(thing) for thing in things))
        counts.update(words.union(*(common_words().get(job, frozenset()) for job in jobs)))
    return {word: math.log((len(STORIES) + 1) / count) for word, count in counts.items()}


def _words_of(graph: SceneGraph, entity: Entity) -> frozenset[str]:
    """Return the words of somebody's part in a story and looks, and of the things of that story."""
    members = [each for each in graph.entities if each.situation == entity.situation]
    things = (thing_words(each.thing) for each in members if each.kind != "person")
    jobs = (common_words().get(each.profession or "", frozenset()) for each in members)
    return story_words(entity.situation, entity.role_in_situation).union(_looks(entity), *things, *jobs)


def _looks(entity: Entity) -> set[str]:
    if entity.kind != "person":
        return {*thing_words(entity.thing), *content(entity.colour or "")}
    feeling, trace = entity.feeling or "calm", trace_of(entity)
    texts = [*clothes_of(entity), hair_of(entity), *FACES[feeling], *WITH_FACES[feeling], *FEELING_SIGNS[feeling]]
    texts += FEELING_WORDS[feeling]
    texts += POSES.get(entity.pose or "", ())
    texts += TRACES.get(trace or "", ())
    texts += NOUNS.get(entity.age or "adult", ())
    texts += AGE_SIGNS[entity.age or "adult"]
    texts += PROFESSION_SIGNS[entity.profession] if entity.profession else ()
    table = common_words()
    words = {word for text in texts for word in content(_NAME.sub(" ", text))}
    named = (entity.noun, entity.age or "", entity.profession or "")
    return words.union(content(" ".join(named)), *(table.get(name, frozenset()) for name in named))


def _place_words(graph: SceneGraph) -> set[str]:
    texts = [PLACE_WORDS[graph.place], *PLACE_SIGNS[graph.place], *IN_PLACES[graph.place]]
    texts += [text for part in (*WEATHER_WORDS[graph.weather], *LIGHT_WORDS[graph.light]) for text in part]
    return {word for text in texts for word in content(text)}
