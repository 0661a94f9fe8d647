"""Questions without regions: as in A-OKVQA (Schwenk et al., ECCV 2022) what one must reason for, and as in Visual7W
(Zhu et al., CVPR 2016) what, where, when, who, why and how. All have four choices.

Whoever is asked about is called by a noun that fits nobody else in the picture.
"""

import random
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from training.benchmarks.drawn.nouns import called_alone, plain_teller, story_called_alone
from training.benchmarks.drawn.world import Scene
from training.benchmarks.items import Item, graded_right
from training.scenes.about_causes import cause_questions
from training.scenes.about_people import person_questions
from training.scenes.about_picture import mood_of
from training.scenes.about_things import thing_questions
from training.scenes.asking import can_be_denied, may_both_hold
from training.scenes.choice_values import draw_by_weight
from training.scenes.choices import items_of
from training.scenes.graph import AGES, INDOORS, OUTDOORS, PROFESSIONS, Age, Entity, Place
from training.scenes.phrases import LIGHT_WORDS, MOODS, PLACE_WORDS, WEATHER_WORDS, with_article
from training.scenes.phrases_picture import PICTURE_QUESTIONS
from training.scenes.telling import Teller

_WRONG = 3
_REASONED = ("why", "before", "after", "intent", "inference", "purpose")
_WHAT = ("action", "attribute")
_MAY_BE_CALLED: dict[str, tuple[Age, ...]] = {  # by age, the ages that an eye might take for it
    "toddler": ("toddler", "child"),
    "child": ("child", "toddler"),
    "adult": ("adult", "senior"),
    "senior": ("senior", "adult"),
}


class _Posed(NamedTuple):
    type: str
    question: str
    choices: Sequence[str]
    label: int


def pose_aokvqa(scene: Scene) -> list[tuple[Item, ...]]:
    """Return the questions of a scene whose answer is not plain to see."""
    rng = scene.chance("a-okvqa")
    posed = [each for each in _about_entities(scene, rng) if each.type in _REASONED]
    return _items(scene, [*posed, _mood(scene, rng)])


def pose_visual7w(scene: Scene) -> list[tuple[Item, ...]]:
    """Return the questions of a scene by their first word."""
    rng = scene.chance("visual7w")
    words = {"why": "why", "emotion": "how"} | dict.fromkeys(_WHAT, "what")
    about = [each._replace(type=words[each.type]) for each in _about_entities(scene, rng) if each.type in words]
    return _items(scene, [*about, *_who(scene, rng), _where(scene, rng), *_when(scene, rng)])


def _items(scene: Scene, posed: Sequence[_Posed]) -> list[tuple[Item, ...]]:
    return [
        (
            Item(
                id=f"{scene.name}/{number}-{each.type}",
                picture=scene.name,
                question=each.question,
                choices=tuple(each.choices),
                grades=graded_right(len(each.choices), each.label),
                task="choice",
                type=each.type,
            ),
        )
        for number, each in enumerate(posed)
    ]


def _about_entities(scene: Scene, rng: random.Random) -> Iterator[_Posed]:
    teller = plain_teller(scene, rng)
    for entity in called_alone(scene):
        questions = [*(person_questions if entity.kind == "person" else thing_questions)(teller, entity)]
        if story_called_alone(scene, entity):
            questions += cause_questions(teller, entity)
        for question in questions:
            for item in items_of(teller, question)[:1]:
                yield _Posed(item.type, item.question, item.choices, item.label)


def _mood(scene: Scene, rng: random.Random) -> _Posed:
    right = mood_of(scene.graph)
    wrong = rng.sample([mood for mood in MOODS if mood != right], _WRONG)
    texts = [rng.choice(MOODS[mood][0]) for mood in (right, *wrong)]
    return _mixed("ambiance", rng.choice(PICTURE_QUESTIONS["ambiance"]), texts, rng)


def _where(scene: Scene, rng: random.Random) -> _Posed:
    """Set a place among others that are as much in the open, or not."""
    place = scene.graph.place
    others: list[Place] = [each for each in (OUTDOORS if place in OUTDOORS else INDOORS) if each != place]
    texts = [PLACE_WORDS[each] for each in (place, *rng.sample(others, _WRONG))]
    return _mixed("where", "Where does this take place?", texts, rng)


def _when(scene: Scene, rng: random.Random) -> Iterator[_Posed]:
    """Ask in the open only: rooms have windows, but not all that is said of the sky shows in them."""
    graph = scene.graph
    if graph.place not in OUTDOORS:
        return
    times = {f"clear {light}": f"when {words[0]}" for light, (words, _) in LIGHT_WORDS.items()}
    times |= {weather: f"when {WEATHER_WORDS[weather][0][0]}" for weather in ("rain", "snow")}
    right = f"clear {graph.light}" if graph.weather == "clear" else graph.weather
    # In rain and snow it is day, evening or night as well.
    false = [each for each in times if each != right and (graph.weather == "clear" or each != f"clear {graph.light}")]
    texts = [times[each] for each in (right, *rng.sample(false, _WRONG))]
    yield _mixed("when", "When does this take place?", texts, rng)


def _who(scene: Scene, rng: random.Random) -> Iterator[_Posed]:
    """Ask who does what nobody else may be doing."""
    teller = plain_teller(scene, rng)
    people = [each for each in called_alone(scene) if each.kind == "person"]
    for entity in people:
        doings = [each for each in teller.told(entity).doing if "{" not in each and can_be_denied(each)]
        others = [each for each in scene.graph.entities if each.index != entity.index]
        alone = [each for each in doings if not any(_may_do(teller, other, each) for other in others)]
        if alone:
            texts = [with_article(each) for each in (entity.noun, *_other_people(entity, others, rng))]
            yield _mixed("who", f"Who is {rng.choice(alone)}?", texts, rng)


def _may_do(teller: Teller, other: Entity, doing: str) -> bool:
    return any(may_both_hold(doing, each) for each in teller.told(other).doing)


def _other_people(entity: Entity, others: Sequence[Entity], rng: random.Random) -> list[str]:
    """Return what somebody certainly is not called, one of those in the picture first."""
    called = set(_MAY_BE_CALLED[entity.age or "adult"]) if entity.profession is None else {entity.age}
    if entity.profession:
        called |= {each for age in called if age for each in _MAY_BE_CALLED[age]}
    false = [each for each in (*AGES, *PROFESSIONS) if each not in called and each != entity.noun]
    here = sorted({each.noun for each in others if each.kind == "person"} & set(false))
    first = rng.sample(here, min(1, len(here)))
    rest = dict.fromkeys((each for each in false if each not in first), 1.0)
    return [*first, *draw_by_weight(rest, _WRONG - len(first), rng)]


def _mixed(type_: str, question: str, texts: Sequence[str], rng: random.Random) -> _Posed:
    """Shuffle the choices, the first of which is right."""
    order = rng.sample(range(len(texts)), len(texts))
    return _Posed(type_, question, [texts[place] for place in order], order.index(0))
