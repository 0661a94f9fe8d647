"""Describe drawn scenes in plain words, by what can be seen alone: captions, narratives, simple questions, labels.

These are the texts of the verbalizers. They say who and what is there, how it looks and where it is; never what a
situation is called, why something came to be, what anybody wants or will do.
"""

import random

from training.scenes.describing_asking import KINDS
from training.scenes.describing_captions import caption
from training.scenes.describing_labels import (
    VOCABULARIES,
    entity_labels,
    for_training,
    is_held_out_label,
    picture_labels,
)
from training.scenes.describing_picture import narrative
from training.scenes.describing_questions import Asker, SimpleQuestion, entity_questions
from training.scenes.describing_scene import DescribedScene
from training.scenes.describing_whole import picture_questions
from training.scenes.graph import SceneGraph

__all__ = [
    "KINDS",
    "VOCABULARIES",
    "SimpleQuestion",
    "caption",
    "entity_labels",
    "for_training",
    "is_held_out_label",
    "narrative",
    "picture_labels",
    "simple_questions",
]


def simple_questions(graph: SceneGraph, rng: random.Random) -> list[SimpleQuestion]:
    """Return questions about what a picture shows, in random order."""
    asker = Asker(DescribedScene(graph), rng)
    questions = [*entity_questions(asker), *picture_questions(asker)]
    rng.shuffle(questions)
    return questions
