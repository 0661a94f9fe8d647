"""Many drawn scenes and what is asked about them, drawn once."""

import random

import pytest

from tests.fakes.asked_scenes import Asked, graph_of
from training.scenes.graph import SceneGraph
from training.scenes.questions import ask_about


@pytest.fixture(scope="session")
def graphs() -> list[SceneGraph]:
    return [graph_of(seed) for seed in range(250)]


@pytest.fixture(scope="session")
def asked(graphs: list[SceneGraph]) -> list[Asked]:
    """The scenes, each asked about some of its entities under a random assignment of the ids 0 to 5."""
    scenes = []
    for graph in graphs:
        rng = random.Random(graph.seed)
        count = rng.randint(1, min(6, len(graph.entities)))
        shown = rng.sample(range(len(graph.entities)), count)
        ids = dict(zip(shown, rng.sample(range(6), count), strict=True))
        scenes.append(Asked(graph, ids, ask_about(graph, ids, rng)))
    return scenes
