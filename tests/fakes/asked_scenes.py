"""Drawn scenes and what is asked about them."""

import random
from functools import cache
from typing import NamedTuple

from training.scenes.graph import Entity, SceneGraph, Split
from training.scenes.questions import SceneQuestion, ask_about, mask_ids
from training.scenes.world import draw_scene


class Asked(NamedTuple):
    """A scene, the ids of the entities shown, and what was asked."""

    graph: SceneGraph
    ids: dict[int, int]
    questions: list[SceneQuestion]

    def entity(self, question: SceneQuestion) -> Entity:
        assert question.entity is not None
        return self.graph.entities[question.entity]


@cache
def graph_of(seed: int, split: Split = "user") -> SceneGraph:
    """Return what is true of a scene; drawn once, since many tests look at the first few hundred."""
    return draw_scene(seed, split=split, size=32).graph


def all_shown(graph: SceneGraph) -> Asked:
    ids = {entity.index: entity.index for entity in graph.entities}
    return Asked(graph, ids, ask_about(graph, ids, random.Random(graph.seed)))


def masked(question: SceneQuestion) -> set[str]:
    return {mask_ids(answer) for answer in question.accepted}
