"""Word a thought: choose one of many ways to ask and to answer, and fill in names and facts (`phrases.toml`).

`{x}` is filled in as it is and `{X}` with a capital. Of the ways to say something only those are chosen from for which
every part is there.
"""

import random
import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from models.offline_teacher.lore import Feeling

_PHRASES = Path(__file__).with_name("phrases.toml")
_PLACE = re.compile(r"\{([A-Za-z_]+)\}")
_START = re.compile(r"(^|[.?!] )([a-z])")
_NAMES = frozenset({"S", "T", "O"})

FEELING_WORDS: Mapping[Feeling, tuple[str, ...]] = {
    "happy": ("happy", "glad", "delighted", "overjoyed"),
    "sad": ("sad", "unhappy", "miserable", "heartbroken"),
    "angry": ("angry", "cross", "furious", "annoyed"),
    "surprised": ("surprised", "amazed", "startled", "stunned"),
    "scared": ("scared", "afraid", "alarmed", "fearful"),
    "calm": ("composed", "untroubled", "unmoved", "peaceful"),
}
FEELING_NOUNS: Mapping[Feeling, tuple[str, ...]] = {
    "happy": ("joy", "happiness", "delight"),
    "sad": ("sadness", "grief", "sorrow"),
    "angry": ("anger", "rage"),
    "surprised": ("surprise", "amazement"),
    "scared": ("fear", "fright"),
    "calm": ("calm", "peace of mind"),
}
FACE_SIGNS: Mapping[Feeling, tuple[str, ...]] = {
    "happy": ("there is a smile on the face of {S}", "{S} cannot stop smiling", "the whole face of {S} lights up"),
    "sad": ("tears are on the face of {S}", "the eyes of {S} are full of tears", "{S} is in tears"),
    "angry": ("the brows of {S} are drawn together", "the face of {S} is red with rage", "{S} frowns deeply"),
    "surprised": ("the mouth of {S} stands open", "{S} stares with raised brows", "the eyes of {S} are wide"),
    "scared": ("the face of {S} has gone white", "{S} has lost all colour", "cold sweat is on the face of {S}"),
    "calm": ("no feeling moves the face of {S}", "the face of {S} is quite relaxed", "{S} looks on without a stir"),
}
# What holds of everybody who feels so.
FEELING_RULES: Mapping[Feeling, tuple[str, ...]] = {
    "happy": ("Good moments make anybody smile", "People light up at such luck", "That lifts the spirits"),
    "sad": ("A loss like that hurts", "It is hard to hold back tears then", "Nobody likes to lose something dear"),
    "angry": (
        "Nobody puts up with that in silence",
        "That would try anybody's patience",
        "Such things make tempers flare",
    ),
    "surprised": (
        "Nobody is prepared for that",
        "What comes out of the blue makes people stare",
        "One does not see that every day",
    ),
    "scared": (
        "Danger makes the heart beat faster",
        "Everybody would rather be far away then",
        "Fear takes over quickly at such moments",
    ),
    "calm": (
        "There is no reason to get excited",
        "Somebody who is used to this stays cool",
        "Not everything has to be a drama",
    ),
}


class Phrases(NamedTuple):
    """The ways to ask, to answer and to give the reason for one kind of thought."""

    questions: tuple[str, ...]
    answers: tuple[str, ...]
    rationales: tuple[str, ...]


class Triple(NamedTuple):
    """A question, answer and rationale, worded."""

    question: str
    answer: str
    rationale: str


@cache
def all_phrases() -> dict[str, Phrases]:
    read = tomllib.loads(_PHRASES.read_text("utf-8"))
    return {kind: Phrases(tuple(each["q"]), tuple(each["a"]), tuple(each["r"])) for kind, each in read.items()}


def word(kind: str, asked: Mapping[str, str], told: Mapping[str, str], rng: random.Random) -> Triple | None:
    """Word a thought: the question with the values `asked`, the rest with `told`; None if parts are missing."""
    phrases = all_phrases()[kind]
    ways = (
        _choose(phrases.questions, asked, rng),
        _choose(phrases.answers, told, rng),
        _choose(phrases.rationales, told, rng),
    )
    question, answer, rationale = ways
    return Triple(question, answer, rationale) if question and answer and rationale else None


def fill(text: str, values: Mapping[str, str]) -> str:
    """Return a text with its places filled in."""
    return _PLACE.sub(lambda place: _value(place[1], values), text)


def sentence(text: str) -> str:
    """Return a text whose sentences begin with capitals."""
    return _START.sub(lambda start: start[1] + start[2].upper(), text)


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _choose(templates: tuple[str, ...], values: Mapping[str, str], rng: random.Random) -> str:
    fitting = [each for each in templates if all(_key(place) in values for place in _PLACE.findall(each))]
    return sentence(fill(rng.choice(fitting), values)) if fitting else ""


def _value(place: str, values: Mapping[str, str]) -> str:
    value = values.get(_key(place), f"{{{place}}}")
    return value if place in _NAMES or place[0].islower() else capital(value)


def _key(place: str) -> str:
    return place if place in _NAMES else place.lower()
