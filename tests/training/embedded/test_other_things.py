"""What the student is shown of things that nobody points at, and what it should know of them."""

import random

import torch

from models.embedded.settings import StudentSettings
from training.embedded.label_sets import NOTHING
from training.embedded.other_things import Shown, notice_some, other_things
from training.scenes.graph import SceneGraph
from training.scenes.tags import TAG_SETS, tags_of
from training.scenes.world import draw_scene

LIMITS = StudentSettings(pixels=64, glance=64, notices=3)
BOX = (0.2, 0.3, 0.5, 0.9)


def _graph(visible: float = 1.0) -> SceneGraph:
    graph = next(
        each for seed in range(40) if len((each := draw_scene(seed, split="user", size=64).graph).entities) >= 4
    )
    entities = tuple(each.model_copy(update={"visible": visible}) for each in graph.entities)
    return graph.model_copy(update={"entities": entities})


def _noticed(graph: SceneGraph, pointed: set[int], count: int = 8, tries: int = 400) -> list[tuple[Shown, ...]]:
    seen = {each.index: BOX for each in graph.entities}
    return [notice_some(graph, seen, pointed, count, random.Random(number)) for number in range(tries)]


def test_only_what_is_not_pointed_at_is_noticed() -> None:
    graph = _graph()

    found = {each.entity for shown in _noticed(graph, {0, 2}) for each in shown}

    assert found == {None, *range(len(graph.entities))} - {0, 2}


def test_some_things_are_missed_and_sometimes_one_is_noticed_that_is_not_there() -> None:
    graph = _graph()
    pictures = _noticed(graph, {0})

    there = [sum(each.entity is not None for each in shown) for shown in pictures]
    mistaken = sum(any(each.entity is None for each in shown) for shown in pictures) / len(pictures)

    assert 0.85 < sum(there) / len(there) / (len(graph.entities) - 1) < 0.95
    assert 0.04 < mistaken < 0.12


def test_no_more_is_noticed_than_there_are_places() -> None:
    assert max(len(shown) for shown in _noticed(_graph(), set(), count=2)) == 2


def test_what_is_mostly_hidden_is_neither_noticed_nor_to_be_found() -> None:
    graph = _graph(visible=0.2)
    assert all(each.entity is None for shown in _noticed(graph, set()) for each in shown)

    others = other_things([(graph, {each.index: BOX for each in graph.entities}, ())], LIMITS)

    assert others is not None
    assert others.proposals.weights.sum() == 0


def test_what_is_noticed_has_its_labels_and_its_place() -> None:
    graph = _graph()
    shown = (Shown(BOX, 1), Shown((0.0, 0.0, 0.1, 0.1), None))

    others = other_things([(graph, {each.index: BOX for each in graph.entities}, shown)], LIMITS)

    assert others is not None
    assert others.noticed.present.tolist() == [[True, True, False]]
    assert torch.allclose(others.noticed.boxes[0, 0], torch.tensor(BOX))
    true = [NOTHING if label is None else label for label in tags_of(graph, 1).values()]
    assert others.tags[0].tolist() == [true, [NOTHING] * len(TAG_SETS), [NOTHING] * len(TAG_SETS)]


def test_a_student_that_notices_nothing_is_taught_nothing_of_it() -> None:
    assert other_things([(_graph(), {}, ())], LIMITS.model_copy(update={"notices": 0})) is None
