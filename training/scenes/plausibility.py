"""What may happen where, and which of it no trainer sees: the held-out combinations of this world's stories."""

from functools import cache
from typing import Literal

from models.records import Record
from training.scenes.graph import OUTDOORS, PLACES, Place, SceneGraph, Weather
from training.scenes.held_out import held_out_places, is_held_out_look
from training.scenes.situations import Situation
from training.scenes.stories import STORIES

_WEATHERS: tuple[Weather, ...] = ("clear", "rain", "snow")


class HeldOutPair(Record):
    """A held-out combination that a scene shows: "situation @ place" or "feeling @ look", and who is concerned."""

    kind: Literal["situation @ place", "feeling @ look"]
    first: str
    second: str
    entities: tuple[int, ...]


def is_plausible(story: Situation, place: Place, weather: Weather) -> bool:
    """Return whether a situation may happen in a place and weather (which indoors is only seen through the window)."""
    if place not in story.places:
        return False
    if place not in OUTDOORS:
        return story.weather is None
    return story.weather in (None, weather) and not (story.fair_weather and weather != "clear")


def weather_chances(place: Place) -> dict[Weather, float]:
    """Return how often each weather is drawn in a place, stories aside; it never snows on the beach."""
    if place not in OUTDOORS:
        return {"clear": 0.6, "rain": 0.2, "snow": 0.2}
    clear, rain, snow = (0.66, 0.2, 0.14) if place != "beach" else (0.76, 0.24, 0.0)
    return {"clear": clear, "rain": rain, "snow": snow}


def chance_of_weather(story: Situation, place: Place) -> float:
    """Return how often the weather of a place lets a situation happen there."""
    chances = weather_chances(place)
    # Three terms in a fixed order: exact on every machine.
    clear, rain, snow = (chances[each] if is_plausible(story, place, each) else 0.0 for each in _WEATHERS)
    return clear + rain + snow


def plausible_places(story: Situation) -> tuple[Place, ...]:
    """Return the places where some weather lets a situation happen."""
    return tuple(place for place in PLACES if chance_of_weather(story, place) > 0)


@cache
def held_out_situations() -> frozenset[tuple[str, str]]:
    """Return the held-out pairs of situation and place."""
    return held_out_places({name: plausible_places(story) for name, story in STORIES.items()})


def held_out_pairs(graph: SceneGraph) -> tuple[HeldOutPair, ...]:
    """Return the held-out combinations that a scene shows."""
    pairs = [
        HeldOutPair(
            kind="situation @ place",
            first=happening.name,
            second=graph.place,
            entities=tuple(happening.members.values()),
        )
        for happening in graph.situations
        if (happening.name, graph.place) in held_out_situations()
    ]
    for entity in graph.entities:
        if entity.feeling and entity.look and is_held_out_look(entity.feeling, entity.look):
            pairs.append(
                HeldOutPair(kind="feeling @ look", first=entity.feeling, second=entity.look, entities=(entity.index,))
            )
    return tuple(pairs)
