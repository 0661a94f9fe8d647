"""Narratives are held against their scenes: place, light, weather, mentions, and how much they differ."""

import random
from collections.abc import Sequence

import pytest
from PIL import Image

from models.base import Narrator
from training.evaluation.captions import draw_pictures
from training.evaluation.narratives import (
    Told,
    covered,
    distinct_pairs,
    equal_texts,
    evaluate_narratives,
    mentions,
    setting_in,
    settings_of,
)
from training.scenes.describing import narrative
from training.scenes.describing_scene import SEEN
from training.scenes.describing_words import IN_PLACES, LIGHTS, WEATHERS
from training.scenes.graph import SceneGraph


@pytest.fixture(scope="module")
def graphs() -> list[SceneGraph]:
    return [graph for _, graph in draw_pictures(8, 5, "evaluate")]


@pytest.mark.parametrize(
    ("text", "place", "light", "weather"),
    [
        ("We are in a park at night in the rain, and there are two people.", "park", "night", "rain"),
        ("Somewhere on a street with houses under a clear sky there are two people.", "street", None, "clear"),
        ("Two people.", None, None, None),
        ("On the sand by the sea at sunset there is a kite.", "beach", "sunset", None),
    ],
)
def test_settings_are_read(text: str, place: str | None, light: str | None, weather: str | None) -> None:
    assert setting_in(text, IN_PLACES) == place
    assert setting_in(text, LIGHTS) == light
    assert setting_in(text, WEATHERS) == weather


def test_true_narratives_are_right_about_everything(graphs: Sequence[SceneGraph]) -> None:

    told = [Told(narrative(graph, random.Random(seed)), graph) for graph in graphs for seed in range(4)]

    figures = settings_of(told)

    assert figures["place"].told.value == 1
    assert all(each.right.value == 1 for each in figures.values() if each.right.n)
    assert mentions(told).value > 0.99
    assert covered(told).value > 0.3


def test_what_is_not_there_is_a_hallucination(graphs: Sequence[SceneGraph]) -> None:
    graph = graphs[0]
    there = graph.entities[0].noun
    absent = next(noun for noun in ("syringe", "tractor") if noun not in {each.noun for each in graph.entities})

    figures = mentions([Told(f"There is a {there}. Besides, there is a {absent} and one more {absent}.", graph)])

    assert (figures.right, figures.n) == (1, 3)


def test_who_is_hidden_is_neither_missed_nor_there(graphs: Sequence[SceneGraph]) -> None:
    graph = next(each for each in graphs if len({entity.noun for entity in each.entities}) > 2)
    hidden = graph.entities[0]
    left = [entity for entity in graph.entities if entity.noun != hidden.noun and entity.age != hidden.noun]
    less = graph.model_copy(update={"entities": (hidden.model_copy(update={"visible": SEEN - 0.01}), *left)})
    text = f"There is a {hidden.noun}."

    assert (mentions([Told(text, graph)]).right, mentions([Told(text, less)]).right) == (1, 0)
    assert covered([Told(text, less)]).n == len({entity.noun for entity in left if entity.visible >= SEEN})


def test_light_is_judged_where_the_sky_shows_it(graphs: Sequence[SceneGraph]) -> None:
    rain, clear = (graphs[0].model_copy(update={"light": "sunset", "weather": each}) for each in ("rain", "clear"))

    light = settings_of([Told("We are in a park at sunset.", graph) for graph in (rain, clear)])["light"]

    assert (light.right.right, light.right.n, light.told.n) == (1, 1, 1)


def test_distinct_pairs_and_equal_texts_are_counted() -> None:
    assert distinct_pairs(["a b c", "a b c"]) == 0.5
    assert distinct_pairs(["a b c", "c b a"]) == 1.0
    assert equal_texts(["a", "a", "b"]) == pytest.approx(1 / 3)
    assert distinct_pairs([]) == equal_texts(["a"]) == 0.0


class Liar:
    """Tells of a park whatever it is shown, for every second picture five times the same."""

    name = "liar"

    def narrate(
        self, image: Image.Image, count: int = 5, *, temperature: float = 1.1, nucleus: float = 0.95, seed: int = 0
    ) -> tuple[str, ...]:
        assert (image.size, temperature, nucleus) == ((320, 320), 1.1, 0.95)
        numbers = ("two", "three", "four", "five", "six") if seed % 2 else ("two",) * 5
        return tuple(f"We are in a park, and there are {number} people." for number in numbers[:count])


def test_a_narrator_that_does_not_look_is_found_out() -> None:
    narrator: Narrator = Liar()

    report = evaluate_narratives(narrator, pictures=6, seed=1)

    assert report.settings["place"].told.value == 1
    assert report.settings["place"].right.value < 0.7
    assert (report.mentioned.n, report.hallucinated) == (0, None)
    assert report.covered.right == 0
    assert report.equal == 0.5  # the texts of every second picture
    assert report.words == 10
