"""Ask about the whole picture: place, weather, time, mood, and what it is mainly about."""

import math
from collections.abc import Iterator

from training.scenes.asking import framed
from training.scenes.graph import OUTDOORS, Happening, SceneGraph
from training.scenes.phrases import (
    LIGHT_WORDS,
    MOOD_FRAMES,
    MOODS,
    PLACE_FRAMES,
    PLACE_SIGNS,
    PLACE_WORDS,
    WEATHER_WORDS,
)
from training.scenes.phrases_picture import PICTURE_QUESTIONS
from training.scenes.telling import SceneQuestion, Teller

_CLEARLY = 1.15  # times the people of the second largest situation: less, and nobody could say which is larger


def picture_questions(teller: Teller) -> Iterator[SceneQuestion]:
    """Yield the questions that name no region."""
    graph = teller.graph
    where = framed([PLACE_WORDS[graph.place]], PLACE_FRAMES)
    yield teller.ask("scene", None, PICTURE_QUESTIONS["place"], where, PLACE_SIGNS[graph.place])
    if graph.place in OUTDOORS:
        answers, signs = WEATHER_WORDS[graph.weather]
        yield teller.ask("scene", None, PICTURE_QUESTIONS["weather"], answers, signs)
        if graph.weather == "clear":
            answers, signs = LIGHT_WORDS[graph.light]
            yield teller.ask("scene", None, PICTURE_QUESTIONS["time"], answers, signs)
    words, sign = MOODS[mood_of(graph)]
    yield teller.ask("ambiance", None, PICTURE_QUESTIONS["ambiance"], framed(words, MOOD_FRAMES), [sign])
    yield from _focus(teller)


def mood_of(graph: SceneGraph) -> str:
    """Return the mood of a scene: mixed, tense, cheerful or calm."""
    feelings = {entity.feeling for entity in graph.entities if entity.kind == "person"}
    happy, upset = "happy" in feelings, bool(feelings & {"sad", "angry", "scared"})
    if happy and upset:
        return "mixed"
    if upset:
        return "tense"
    return "cheerful" if happy else "calm"


def main_happening(graph: SceneGraph) -> Happening | None:
    """Return the situation whose S and T fill most of the picture (the sum of their boxes), if one clearly does."""
    ranked = sorted(graph.situations, key=lambda each: _room(graph, each), reverse=True)
    if not ranked or not _room(graph, ranked[0]):
        return None
    if len(ranked) > 1 and _room(graph, ranked[0]) < _CLEARLY * _room(graph, ranked[1]):
        return None
    return ranked[0]


def _room(graph: SceneGraph, happening: Happening) -> float:
    boxes = [graph.entities[index].box for key, index in happening.members.items() if key in ("S", "T")]
    return math.fsum(box.width * box.height for box in boxes)


def _focus(teller: Teller) -> Iterator[SceneQuestion]:
    """Ask what the picture is about: what S, or T, of the main situation is doing."""
    happening = main_happening(teller.graph)
    if happening is None:
        return
    players = [teller.graph.entities[happening.members[key]] for key in ("S", "T") if key in happening.members]
    answers = [
        text
        for player in players
        for text in teller.filled(teller.told(player).doing, happening, lead=f"{teller.name(player)} is ")
    ]
    names = " and ".join(teller.name(player) for player in players)
    takes = "take" if len(players) > 1 else "takes"
    reasons = [f"{names} {takes} up more room than anybody else", "nothing else that goes on is as large"]
    if answers:
        yield teller.ask("focus", None, PICTURE_QUESTIONS["focus"], answers, reasons)
