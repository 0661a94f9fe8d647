"""A cue that decides something gives it away, one that does not changes nothing."""

import pytest

from training.evaluation.leaks import measure_leaks
from training.scenes.graph import Entity, SceneGraph
from training.scenes.world import draw_scene


@pytest.fixture(scope="module")
def graphs() -> list[SceneGraph]:
    return [draw_scene(seed, split="train", size=32).graph for seed in range(12)]


def _with_people(graph: SceneGraph, **changes: str) -> SceneGraph:
    def changed(entity: Entity) -> Entity:
        return entity.model_copy(update=changes) if entity.kind == "person" else entity

    return graph.model_copy(update={"entities": tuple(map(changed, graph.entities))})


def _shares(graphs: list[SceneGraph], what: str, cue: str) -> tuple[float, float]:
    leak = next(each for each in measure_leaks(graphs) if (each.what, each.cue) == (what, cue))
    return leak.alone, leak.with_cue


def test_a_pose_that_decides_the_feeling_gives_it_away(graphs: list[SceneGraph]) -> None:
    halves = [
        _with_people(graph, feeling=feeling, pose=feeling)
        for number, graph in enumerate(graphs)
        for feeling in [("sad", "happy")[number % 2]]
    ]

    alone, with_pose = _shares(halves, "feeling", "pose")

    assert alone < with_pose == 1.0


def test_a_pose_that_everybody_has_says_nothing(graphs: list[SceneGraph]) -> None:
    alone, with_pose = _shares([_with_people(graph, pose="stand") for graph in graphs], "feeling", "pose")

    assert alone == with_pose


def test_every_person_counts_once_and_nobody_gives_zero(graphs: list[SceneGraph]) -> None:
    people = sum(entity.kind == "person" for graph in graphs for entity in graph.entities)

    assert {leak.n for leak in measure_leaks(graphs)} == {people}
    assert {(leak.n, leak.alone, leak.with_cue) for leak in measure_leaks([])} == {(0, 0.0, 0.0)}
