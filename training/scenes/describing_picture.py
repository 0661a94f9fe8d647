"""Tell in a few sentences what a whole picture shows: where and when it is, who is there, and where they are."""

import random

from training.scenes.asking import can_be_asked
from training.scenes.counting import NUMBERS
from training.scenes.describing_people import appearance
from training.scenes.describing_scene import DescribedScene, describe_briefly, light_shown, side_of
from training.scenes.describing_words import IN_PLACES, LIGHTS, WEATHERS
from training.scenes.graph import OUTDOORS, Entity, SceneGraph
from training.scenes.phrases import PLACE_SIGNS

LEAST_WORDS, MOST_WORDS = 25, 60
_TRIES = 20
_BRIEF = 0.3  # how often an entity is told of in few words
# `{w}` is the place, `{t}` light and weather (may be empty), `{n}` who is there.
_OPENINGS = (
    "This picture shows {n} {w}{t}.",
    "We are {w}{t}, and there are {n}.",
    "{n} can be seen {w}{t}.",
    "Here we see {n} {w}{t}.",
    "The picture was drawn {w}{t} and shows {n}.",
    "This is {w}{t}, with {n}.",
    "There are {n} {w}{t}.",
    "{n} are {w}{t}.",
    "All of this is {w}{t}: we see {n}.",
    "Somewhere {w}{t} there are {n}.",
)
_LONELY = ("This picture was drawn {w}{t}.", "We are {w}{t}.", "This is {w}{t}.", "Here we are {w}{t}.")
_ON_SIDES = {
    "left": ("On the left is {x}", "To the left we see {x}", "On the left side there is {x}"),
    "right": ("On the right is {x}", "To the right we see {x}", "On the right side there is {x}"),
}
_ELSEWHERE = ("There is {x}", "We see {x}", "One can see {x}", "Here is {x}")
_MORE = ("There is also {x}", "Besides, there is {x}", "We also see {x}", "There is {x} as well")
_BACKGROUNDS = ("In the background {x}.", "Behind all of this {x}.", "Further back {x}.", "In this place {x}.")


def narrative(graph: SceneGraph, rng: random.Random) -> str:
    """Return two to four sentences, 25 to 60 words, about the whole picture."""
    scene = DescribedScene(graph)
    text = ""
    for number in range(_TRIES):
        # The longer it takes to find a text that is short enough, the more is told in few words.
        text = " ".join(_sentences(scene, rng, brief=max(_BRIEF, number / _TRIES)))
        if LEAST_WORDS <= len(text.split()) <= MOST_WORDS:
            break
    return text


def _sentences(scene: DescribedScene, rng: random.Random, *, brief: float) -> list[str]:
    main = _main_entities(scene, rng)
    told = [_told(scene, entity, main, rng, brief, first=not number) for number, entity in enumerate(main)]
    sentences = [_opening(scene, rng)]
    if len(told) > 2:
        sentences += [f"{told[0]}, and {_lowered(told[1])}.", *(f"{text}." for text in told[2:3])]
    else:
        sentences += [f"{text}." for text in told]
    if len(sentences) < 4 and (len(main) < 3 or rng.random() < 0.3):
        sign = rng.choice(PLACE_SIGNS[scene.graph.place])
        # Who has said "in a classroom with desks" does not tell of the desks again.
        if sign.startswith("there") and IN_PLACES[scene.graph.place][1] not in sentences[0]:
            sentences.append(rng.choice(_BACKGROUNDS).format(x=sign))
    return sentences


def _main_entities(scene: DescribedScene, rng: random.Random) -> list[Entity]:
    """Return up to three entities, the largest people first, from left to right; what is held is told of with them."""
    people = sorted(scene.people, key=_area, reverse=True)
    things = [each for each in scene.seen if each.kind != "person" and scene.holder(each) is None]
    rng.shuffle(things)
    chosen = [*people[: 2 if things else 3], *things][:3]
    return sorted(chosen, key=lambda each: each.box.x0 + each.box.x1)


def _told(
    scene: DescribedScene, entity: Entity, main: list[Entity], rng: random.Random, brief: float, *, first: bool
) -> str:
    side = side_of(entity, main) if len(main) > 1 else None
    frames = _ON_SIDES[side] if side else (_ELSEWHERE if first else _MORE)
    near = scene.relation(entity, rng, told=main) if side is None and rng.random() < 0.6 else ""
    looks = scene.short_name(entity, rng) if rng.random() < brief else describe_briefly(scene, entity, rng)
    return rng.choice(frames).format(x=f"{looks} {near}".strip())


def _opening(scene: DescribedScene, rng: random.Random) -> str:
    graph = scene.graph
    people = [each for each in graph.entities if each.kind == "person"]
    where, when = rng.choice(IN_PLACES[graph.place]), _when(graph, rng)
    if not scene.people:
        return rng.choice(_LONELY).format(w=where, t=when)
    if len(people) == 1:
        who = appearance(people[0], "", rng)
        text = rng.choice(("This picture shows one {x} {w}{t}.", "One {x} is {w}{t}.", "We see one {x} {w}{t}."))
        return text.format(x=who.noun, w=where, t=when)
    exact = all(can_be_asked(each) for each in people)
    number = f"{NUMBERS[len(people)]} people" if exact else "some people"
    text = rng.choice(_OPENINGS).format(w=where, t=when, n=number)
    return text[0].upper() + text[1:]


def _when(graph: SceneGraph, rng: random.Random) -> str:
    light, words = light_shown(graph), []
    if graph.place not in OUTDOORS:
        return " at night" if light == "night" else ""
    if light and (graph.weather == "clear" or light == "night"):
        words.append(rng.choice(LIGHTS[light]))
    if graph.weather != "clear" or not words or rng.random() < 0.3:
        words.append(rng.choice(WEATHERS[graph.weather]))
    return "".join(f" {word}" for word in words)


def _area(entity: Entity) -> float:
    return (entity.box.x1 - entity.box.x0) * (entity.box.y1 - entity.box.y0)


def _lowered(text: str) -> str:
    return text[0].lower() + text[1:]
