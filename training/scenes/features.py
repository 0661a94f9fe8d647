"""What can be seen of an entity and said in a few words: feeling, kind, clothes, what it holds; lists of names."""

import math
import string
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import NamedTuple

from training.scenes.asking import can_be_asked, may_share_noun
from training.scenes.graph import Age, Entity, Feeling, SceneGraph
from training.scenes.phrases import FEELING_SIGNS, FEELING_WORDS, with_article
from training.scenes.stories import STORIES
from training.scenes.telling import Teller

_HOLDER = {"hand": "S", "hands": "S", "second hand": "S", "lap": "S", "lead": "T"}
SHARED_GRIP = ("box carried together", "toy fought over")  # there, T has hold of the thing as well
_AGES_LIKE: dict[Age, tuple[Age, ...]] = {
    "toddler": ("toddler",),
    "child": ("child", "toddler"),
    "adult": ("adult", "senior"),
    "senior": ("senior",),
}
_TOPS = ("dress", "romper", "coat", "cardigan", "swimsuit")
_HATS = {"chef": "chef hat", "police": "police cap"}


class Feature(NamedTuple):
    """Something true of `entity`: as a verb phrase ("is sad"), in all true wordings, with a sign of it.

    `excludes` says of another entity that the words certainly do not hold for it; where they might, neither it nor
    `entity` can be told apart by them.
    """

    entity: Entity
    phrases: tuple[str, ...]
    sign: str
    excludes: Callable[[Entity], bool]


def feeling_feature(entity: Entity, name: str) -> Feature | None:
    """Return how somebody feels."""
    feeling = entity.feeling
    if feeling is None:
        return None
    words = tuple(f"is {word}" for word in FEELING_WORDS[feeling])
    return Feature(
        entity, words, FEELING_SIGNS[feeling][0].format(S=name), lambda other: other.feeling not in (None, feeling)
    )


def kind_feature(entity: Entity, name: str) -> Feature:
    """Return what somebody or something is; words for an age leave out those who might be called so, too."""
    age = entity.age if entity.profession is None else None

    def excludes(other: Entity) -> bool:
        if may_share_noun(other.noun, entity.noun):
            return False
        return age is None or other.age is None or other.age not in _AGES_LIKE[age]

    sign = f"{name} looks like {with_article(entity.noun)}"
    return Feature(entity, (f"is {with_article(entity.noun)}",), sign, excludes)


def clothes_feature(entity: Entity, name: str) -> Feature | None:
    """Return the colour of what covers somebody's chest."""
    garment = top_of(entity)
    if garment is None or entity.colour is None:
        return None
    return Feature(
        entity,
        (f"is wearing {with_article(entity.colour)} {garment}",),
        f"the {garment} of {name} is {entity.colour}",
        lambda other: other.kind == "person" and other.colour not in (None, entity.colour),
    )


def colour_feature(entity: Entity, name: str) -> Feature | None:
    """Return the colour of a thing."""
    if entity.kind == "person" or entity.colour is None:
        return None
    return Feature(
        entity,
        (f"is {entity.colour}",),
        f"most of {name} is {entity.colour}",
        lambda other: other.kind != "person" and other.colour not in (None, entity.colour),
    )


def top_of(entity: Entity) -> str | None:
    """Return what the colour of a person is the colour of, None where one word does not say it."""
    if entity.kind != "person" or entity.colour is None or entity.garment in ("overalls", "trunks"):
        return None
    return entity.garment if entity.garment in _TOPS else "shirt"


def hat_of(entity: Entity) -> str | None:
    """Return the headgear as texts call it."""
    return _HATS.get(entity.hat, entity.hat) if entity.hat else None


def held_by(graph: SceneGraph) -> dict[int, int]:
    """Return who alone holds each held thing: thing to person, by index."""
    held = {}
    for happening in graph.situations:
        if happening.name in SHARED_GRIP:
            continue
        for key, prop in STORIES[happening.name].props.items():
            holder = happening.members.get(_HOLDER.get(prop.spot, ""))
            if holder is not None and key in happening.members:
                held[happening.members[key]] = holder
    return held


def clear_shown(teller: Teller) -> list[Entity]:
    """Return those who have a region and are seen well enough to be asked about."""
    return [entity for entity in teller.shown if can_be_asked(entity)]


def people_clear(teller: Teller) -> list[Entity]:
    return [entity for entity in teller.people_shown() if can_be_asked(entity)]


def feeling_word(feeling: Feeling) -> str:
    return FEELING_WORDS[feeling][0]


@cache
def parts_in(text: str) -> frozenset[str]:
    """Return the parts that a template names."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name)


def alone(texts: Iterable[str], key: str) -> list[str]:
    """Return the templates that name nobody but `key`."""
    return [text for text in texts if parts_in(text) <= {key}]


def in_a_row(names: Sequence[str], word: str) -> str:
    """Return names as a list: "[0], [2] and [4]"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {word} {names[-1]}"


def centre(entity: Entity) -> tuple[float, float]:
    box = entity.box
    return (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2


def is_left(a: Entity, b: Entity) -> bool:
    """Return whether `a` is left of `b` beyond doubt: neither reaches past the middle of the other."""
    return centre(a)[0] < b.box.x0 and a.box.x1 < centre(b)[0]


def is_above(a: Entity, b: Entity) -> bool:
    """Return whether `a` is above `b` beyond doubt: neither reaches past the middle of the other."""
    return centre(a)[1] < b.box.y0 and a.box.y1 < centre(b)[1]


def is_nearer(a: Entity, b: Entity) -> bool:
    """Return whether `a` stands nearer to the viewer than `b`: the feet are lower by 8 % of the taller one's height."""
    if a.kind != "person" or b.kind != "person":
        return False
    return a.box.y1 - b.box.y1 >= 0.08 * max(_height(a), _height(b))


def is_bigger(a: Entity, b: Entity) -> bool:
    """Return whether `a` takes at least half as much room again as `b`."""
    return _height(a) * _width(a) >= 1.5 * _height(b) * _width(b)


def distance(a: Entity, b: Entity) -> float:
    return math.dist(centre(a), centre(b))


def _height(entity: Entity) -> float:
    return entity.box.y1 - entity.box.y0


def _width(entity: Entity) -> float:
    return entity.box.x1 - entity.box.x0
