"""Say in one phrase what a region shows: looks, and sometimes what is near, the place, the light or the weather."""

import random

from training.scenes.describing_scene import DescribedScene, describe_briefly, is_over, light_shown
from training.scenes.describing_words import IN_PLACES, LIGHTS, WEATHERS
from training.scenes.graph import OUTDOORS, Entity, SceneGraph

MOST_WORDS, LEAST_WORDS = 16, 4
_TRIES = 12
# How a caption goes on after the looks, and how often.
_TAILS = {"nothing": 4, "near": 4, "held": 4, "place": 2, "weather": 1, "light": 1, "over": 2}
_HELD = ("held by {h}", "in the hand of {h}", "that {h} holds", "in the hands of {h}")
_SHOWN = ("{x}", "{x}", "{x}", "{x}", "{x}", "this is {x}", "here we see {x}", "{x} can be seen", "one can see {x}")


def caption(graph: SceneGraph, entity_index: int, rng: random.Random) -> str:
    """Return a phrase of 4 to 16 words about what can be seen of one entity and around it."""
    scene, entity = DescribedScene(graph), graph.entities[entity_index]
    for _ in range(_TRIES):
        looks, tail = describe_briefly(scene, entity, rng), _tail(scene, entity, rng)
        text = " ".join(part for part in (looks, tail) if part)
        text = text if entity.kind == "person" or tail else rng.choice(_SHOWN).format(x=text)
        if LEAST_WORDS <= len(text.split()) <= MOST_WORDS:
            return text
    # Short looks need a place to fill the phrase, and none of them is long.
    return f"{scene.short_name(entity, rng)} {IN_PLACES[graph.place][0]}"


def _tail(scene: DescribedScene, entity: Entity, rng: random.Random) -> str:
    graph = scene.graph
    # What hangs in the air or is held is in a place, but not "on the sand".
    places = IN_PLACES[graph.place] if entity.kind == "person" else IN_PLACES[graph.place][:1]
    tails = {"nothing": "", "place": rng.choice(places), "near": scene.relation(entity, rng)}
    if graph.place in OUTDOORS:
        tails["weather"] = rng.choice(WEATHERS[graph.weather])
        light = light_shown(graph)
        tails["light"] = rng.choice(LIGHTS[light]) if light else ""
    holder = scene.holder(entity)
    if holder:
        tails["held"] = rng.choice(_HELD).format(h=scene.short_name(holder, rng))
    under = [each for each in scene.people if entity.kind != "person" and is_over(entity, each)]
    if under and not holder:
        tails["over"] = f"above the head of {scene.short_name(rng.choice(under), rng)}"
    kinds = [kind for kind in tails if tails[kind] or kind == "nothing"]
    return tails[rng.choices(kinds, [_TAILS[kind] for kind in kinds])[0]]
