"""Answers of one word exchanged for others: feelings, colours, professions, kinds of things and what they are for.

Wrong words are drawn about as often as scenes make them right, so that no word is known for being right or wrong.
"""

import random
import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple, TypeVar

from training.scenes.asking import may_share_noun
from training.scenes.choose import ASIDE
from training.scenes.graph import COLOURS, FEELINGS, PROFESSIONS, Entity, Feeling
from training.scenes.phrases import FEELING_WORDS, with_article
from training.scenes.stories import STORIES
from training.scenes.telling import Teller
from training.scenes.thing import Thing
from training.scenes.things import THINGS

Drawn = TypeVar("Drawn")

# Shares of people in drawn scenes; seniors alone have white and nearly alone grey hair.
_HAIR = {"black": 0.18, "brown": 0.18, "blond": 0.17, "red": 0.19, "grey": 0.08, "white": 0.13}
_ASIDE_STORIES = 22.0  # the stories of things and animals left alone are told about this much as often as others
# Things of which one may serve for what the other is for: one can play with a balloon as with a ball.
SERVE_ALIKE: tuple[frozenset[str], ...] = (
    frozenset({
        "ball", "balloon", "board game", "bubble wand", "goal", "juggling set", "kite", "paper plane", "puddle",
        "sand castle", "slide", "snowball", "snowman", "swing", "teddy bear", "top hat", "tower of blocks", "toy boat",
    }),
    frozenset({
        "bowl of porridge", "bowl of soup", "burger", "cake", "campfire", "carrot", "cup", "glass of milk", "haystack",
        "ice cream", "lollipop", "marshmallow", "milk bottle", "pan", "pizza", "plate", "plate of spaghetti",
        "plate with a fish", "sandwich", "sausage", "spoon",
    }),
    frozenset({"balloon", "bunch of flowers", "cake", "gift", "teddy bear", "top hat"}),
    frozenset({
        "barrel", "basket", "cardboard box", "chest", "gift", "heavy box", "hole", "shopping bag", "suitcase", "wallet",
        "waste bin",
    }),
    frozenset({"bunch of flowers", "flower box", "plant", "tree", "vase"}),
    frozenset({"ladder", "slide", "tree"}),
    frozenset({"tent", "tree", "umbrella"}),
    frozenset({"campfire", "torch"}),
    frozenset({"first aid kit", "medicine", "syringe", "thermometer"}),
    frozenset({"brush", "crayon", "easel"}),
    frozenset({"blackboard", "book", "crayon", "laptop", "test"}),
    frozenset({"camera", "clock", "laptop", "phone", "radio"}),
    frozenset({"guitar", "radio"}),
    frozenset({"bicycle", "bus", "tractor", "train"}),
    frozenset({"bill", "menu"}),
    frozenset({"armchair", "swing"}),
)  # fmt: skip


class Values(NamedTuple):
    """What is true of an entity (`own`), what could be said instead and how often (`pool`), and what of that is true
    of others in the picture (`here`)."""

    own: Sequence[str]
    pool: Mapping[str, float]
    here: Sequence[str]


def values_of(teller: Teller, type_: str, entity: Entity, answer: str) -> Values | None:
    """Return the words for an answer of this type; None where a question is not answered by one word."""
    others = [each for each in teller.graph.entities if each.index != entity.index]
    if type_ == "emotion" and entity.feeling:
        words = {feeling: teller.rng.choice(words) for feeling, words in FEELING_WORDS.items()}
        here = [words[each.feeling] for each in others if each.feeling]
        return Values(FEELING_WORDS[entity.feeling], {words[f]: often for f, often in feelings_often().items()}, here)
    if type_ == "attribute" and " hair" in answer and entity.hair:
        return Values([entity.hair], _HAIR, [each.hair for each in others if each.hair])
    if type_ == "attribute" and entity.colour:
        alike = [each.colour for each in others if each.colour and (each.kind == "person") == (entity.kind == "person")]
        pool = dict.fromkeys(COLOURS, 1.0) if entity.kind == "person" else _colours_often()
        return Values([entity.colour], pool, alike)
    if type_ == "role" and entity.profession:
        jobs = [with_article(each.profession) for each in others if each.profession]
        return Values([with_article(entity.profession)], dict.fromkeys(map(with_article, PROFESSIONS), 1.0), jobs)
    if type_ in ("type", "purpose") and entity.kind != "person":
        things = [each.thing for each in others if each.kind != "person"]
        return (_kinds if type_ == "type" else _purposes)(entity, things, answer)
    return None


def draw_by_weight(weights: Mapping[Drawn, float], count: int, rng: random.Random) -> list[Drawn]:
    """Return up to `count` different ones, each drawn by its weight among those that are left."""
    left = [each for each, weight in weights.items() if weight > 0]
    own = [weight for weight in weights.values() if weight > 0]
    drawn: list[Drawn] = []
    while left and len(drawn) < count:
        (place,) = rng.choices(range(len(left)), own)
        drawn.append(left.pop(place))
        del own[place]
    return drawn


def may_serve(one: Thing, other: Thing) -> bool:
    """Return whether one thing may serve for what the other is for, too."""
    same = one.purpose == other.purpose or may_share_noun(one.noun, other.noun)
    return same or any({one.noun, other.noun} <= nouns for nouns in SERVE_ALIKE)


def _kinds(entity: Entity, others: Sequence[str], answer: str) -> Values:
    """Name things exactly where the answer does ("an angry dog"), else by their plain nouns."""
    own = [with_article(entity.thing), with_article(entity.noun)]
    exact = re.search(rf"\b{re.escape(own[0])}\b", answer) is not None
    pool: dict[str, float] = {}
    for name, often in _things_often().items():
        thing = THINGS[name]
        if thing.kind == entity.kind and not _may_be_called(entity, name, thing):
            word = with_article(name if exact else thing.noun)
            pool[word] = pool.get(word, 0.0) + often
    return Values(own, pool, [with_article(name if exact else THINGS[name].noun) for name in others])


def _may_be_called(entity: Entity, name: str, thing: Thing) -> bool:
    return any(may_share_noun(one, other) for one in (entity.noun, entity.thing) for other in (thing.noun, name))


def _purposes(entity: Entity, others: Sequence[str], _answer: str) -> Values:
    own = THINGS[entity.thing]
    # Several things share a purpose: all of them must be of no use for it.
    fitting = {thing.purpose for thing in THINGS.values() if may_serve(own, thing)}
    pool: dict[str, float] = {}
    for name, often in _things_often().items():
        purpose = THINGS[name].purpose
        if purpose and purpose not in fitting:
            pool[purpose] = pool.get(purpose, 0.0) + often
    return Values([own.purpose], pool, [THINGS[name].purpose for name in others])


@cache
def feelings_often() -> dict[Feeling, float]:
    """Return how often each feeling is felt, by what the stories allow."""
    often: dict[Feeling, float] = dict.fromkeys(FEELINGS, 0.0)
    for story in STORIES.values():
        for role in story.cast.values():
            for feeling in role.feelings:
                often[feeling] += 1 / len(role.feelings)
    return often


@cache
def _things_often() -> dict[str, float]:
    """Return how often each thing is drawn, if all stories are told equally often."""
    often = dict.fromkeys(THINGS, 0.0)
    for name, story in STORIES.items():
        for prop in story.props.values():
            for thing in prop.things:
                often[thing] += (_ASIDE_STORIES if name in ASIDE else 1.0) / len(prop.things)
    return often


@cache
def _colours_often() -> dict[str, float]:
    """Return how often a thing is of a colour."""
    often: dict[str, float] = {}
    for name, times in _things_often().items():
        for colour in THINGS[name].colours:
            often[colour] = often.get(colour, 0.0) + times / len(THINGS[name].colours)
    return often
