"""Does the picture make a statement true, false, or neither? As in SNLI-VE (Xie et al., 2019), without regions.

True and false are what the scene graph says: feelings, clothes, doings, place, weather. Open is what neither it nor the
picture decides: hair under a scarf, what an onlooker is to whom the story is about, and what came before to whom
another story tells of. Of half of them it is asked whether they are false, and no form of statement comes with one
answer only; but most forms come with two of the three, so that who reads without looking can be right half of the time.
"""

import random
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from training.benchmarks.drawn.nouns import called_alone, is_alone, plain_teller
from training.benchmarks.drawn.world import Scene
from training.benchmarks.items import Item, graded_right
from training.evaluation.sampling import PER_PICTURE
from training.scenes.asking import can_be_denied, shows_hair
from training.scenes.distractors import is_onlooker, wrong_texts
from training.scenes.features import parts_in, top_of
from training.scenes.graph import COLOURS, FEELINGS, INDOORS, OUTDOORS, Entity, Feeling, Place, Weather
from training.scenes.hair import WRAPPED
from training.scenes.phrases import FEELING_WORDS, PLACE_WORDS, WEATHER_WORDS, with_article
from training.scenes.stories import STORIES
from training.scenes.telling import Teller

Verdict = Literal["true", "open", "false"]
ANSWERS: dict[Verdict, str] = {"true": "yes", "open": "maybe", "false": "no"}
_VERDICTS: tuple[Verdict, ...] = ("true", "open", "false")
_HAIR = ("black", "brown", "blond", "red", "grey", "white")
# Words of bonds that no strangers have; a waiter and a guest, or a finder and an owner, may be strangers.
_ACQUAINTED = ("friend", "sibling", "parent", "playmate", "pupil", "student")
_PAST_FIRST = 0.5
_OPPOSITE: dict[Verdict, Verdict] = {"true": "false", "open": "open", "false": "true"}


class Statement(NamedTuple):
    """A clause such as "the child is sad", what it is about, and whether it is true of the picture."""

    about: str
    clause: str
    verdict: Verdict


def pose_entailment(scene: Scene) -> list[tuple[Item, ...]]:
    """Return questions about statements of a scene, of each verdict equally many."""
    rng = scene.chance("snli-ve")
    found = [_perhaps_denied(each, rng) for each in statements(scene, rng)]
    # Of the past, nearly all that is open is told: so more of what is true and false has to be told of it, too.
    found.sort(key=lambda each: rng.random() * (_PAST_FIRST if each.about == "past" else 1.0))
    by_verdict = [[each for each in found if each.verdict == verdict] for verdict in _VERDICTS]
    even = [each for some in zip(*by_verdict, strict=False) for each in some][:PER_PICTURE]
    return [(_posed(scene, number, each, rng),) for number, each in enumerate(even)]


def statements(scene: Scene, rng: random.Random) -> Iterator[Statement]:
    """Yield statements of every kind, without denying any."""
    teller = plain_teller(scene, rng)
    alone = called_alone(scene)
    for entity in alone:
        if entity.kind == "person":
            yield from _feelings(teller, entity)
            yield from _clothes(teller, entity)
            yield from _hair(teller, entity)
        if not is_onlooker(entity):
            yield from _doings(teller, entity)
            yield from _pasts(teller, entity)
    yield from _bonds(teller, [each for each in alone if each.kind == "person"])
    yield from _setting(scene, rng)


def _perhaps_denied(statement: Statement, rng: random.Random) -> Statement:
    if rng.random() < 0.5:
        return statement._replace(clause=f"Is it true that {statement.clause}?")
    return statement._replace(clause=f"Is it false that {statement.clause}?", verdict=_OPPOSITE[statement.verdict])


def _posed(scene: Scene, number: int, statement: Statement, rng: random.Random) -> Item:
    order = rng.sample(_VERDICTS, len(_VERDICTS))
    return Item(
        id=f"{scene.name}/{number}-entailment",
        picture=scene.name,
        question=statement.clause,
        choices=tuple(ANSWERS[each] for each in order),
        grades=graded_right(len(order), order.index(statement.verdict)),
        task="entailment",
        type=statement.about,
    )


def _one_of_two(about: str, right: str, wrong: str, rng: random.Random) -> Statement:
    return Statement(about, right, "true") if rng.random() < 0.5 else Statement(about, wrong, "false")


def _feelings(teller: Teller, entity: Entity) -> Iterator[Statement]:
    if entity.feeling is None:
        return
    rng, s = teller.rng, teller.name(entity)
    felt = {each.feeling for each in teller.graph.entities}
    others: list[Feeling] = [each for each in FEELINGS if each != entity.feeling]
    here: list[Feeling] = [each for each in others if each in felt]
    other = rng.choice(here or others)
    right = f"{s} is {rng.choice(FEELING_WORDS[entity.feeling])}"
    wrong = f"{s} is {rng.choice(FEELING_WORDS[other])}"
    yield _one_of_two("feeling", right, wrong, rng)


def _clothes(teller: Teller, entity: Entity) -> Iterator[Statement]:
    garment = top_of(entity)
    if garment is None or entity.colour is None:
        return
    worn = sorted({each.colour for each in teller.graph.entities if each.kind == "person" and each.colour})
    here = [colour for colour in worn if colour != entity.colour]
    other = teller.rng.choice(here or [colour for colour in COLOURS if colour != entity.colour])
    s = teller.name(entity)
    right, wrong = (f"{s} is wearing {with_article(each)} {garment}" for each in (entity.colour, other))
    yield _one_of_two("clothes", right, wrong, teller.rng)


def _hair(teller: Teller, entity: Entity) -> Iterator[Statement]:
    rng, s = teller.rng, teller.name(entity)
    if entity.hair is None and entity.hair_style in WRAPPED:
        yield Statement("hair", f"{s} has {rng.choice(_HAIR)} hair", "open")
    elif shows_hair(entity):
        wrong = rng.choice([each for each in _HAIR if each != entity.hair])
        yield _one_of_two("hair", f"{s} has {entity.hair} hair", f"{s} has {wrong} hair", rng)


def _doings(teller: Teller, entity: Entity) -> Iterator[Statement]:
    """State what somebody does, or what others do and this one plainly does not."""
    templates = [each for each in _tellable(teller, entity, "doing") if can_be_denied(each)]
    if not templates:
        return
    template = teller.rng.choice(templates)
    (right,) = teller.filled([template], teller.happening_of(entity))
    wrong = [each.text for each in wrong_texts(teller, entity, "doing", template) if can_be_denied(each.text)]
    if wrong:
        s = teller.name(entity)
        yield _one_of_two("doing", f"{s} is {right}", f"{s} is {teller.rng.choice(wrong)}", teller.rng)


def _pasts(teller: Teller, entity: Entity) -> Iterator[Statement]:
    """State what came before, and what came before to others, of which the picture says nothing here."""
    for template in _tellable(teller, entity, "before"):
        (right,) = teller.filled([template], teller.happening_of(entity))
        others = [each.text for each in wrong_texts(teller, entity, "before", template)]
        if others:
            yield Statement("past", f"before this, {right}", "true")
            yield Statement("past", f"before this, {teller.rng.choice(others)}", "open")


def _tellable(teller: Teller, entity: Entity, field: str) -> list[str]:
    """Return what is told of somebody, as far as everybody it names has a noun that fits nobody else."""
    members, entities = teller.happening_of(entity).members, teller.graph.entities
    told: Sequence[str] = getattr(teller.told(entity), field)
    return [each for each in told if all(is_alone(entities[members[part]], entities) for part in parts_in(each))]


def _bonds(teller: Teller, people: Sequence[Entity]) -> Iterator[Statement]:
    """State that two are strangers, or what a story makes two of its people."""
    pairs = [(one, other) for number, one in enumerate(people) for other in people[number + 1 :]]
    for one, other in pairs:
        names = f"{teller.name(one)} and {teller.name(other)}"
        parts = {one.role_in_situation, other.role_in_situation}
        if one.situation != other.situation:
            yield Statement("bond", f"{names} are strangers", "true")
        elif parts == {"S", "T"} and any(word in STORIES[one.situation].bond[0] for word in _ACQUAINTED):
            yield Statement("bond", f"{names} are strangers", "false")
        elif parts == {"T", "W"}:
            yield Statement("bond", f"{names} are strangers", "open")


def _setting(scene: Scene, rng: random.Random) -> Iterator[Statement]:
    graph = scene.graph
    others: list[Place] = [each for each in (OUTDOORS if graph.place in OUTDOORS else INDOORS) if each != graph.place]
    right, wrong = (f"all this happens {PLACE_WORDS[each]}" for each in (graph.place, rng.choice(others)))
    yield _one_of_two("place", right, wrong, rng)
    if graph.place in OUTDOORS:
        weathers: list[Weather] = [each for each in WEATHER_WORDS if each != graph.weather]
        right, wrong = (rng.choice(WEATHER_WORDS[each][0]) for each in (graph.weather, rng.choice(weathers)))
        yield _one_of_two("weather", right, wrong, rng)
