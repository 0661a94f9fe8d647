"""The words of students and choosers, learned from the texts of training scenes. Those of verbalizers are others."""

import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from models.embedded.vocabulary import Vocabulary, learn_vocabulary, load_vocabulary
from training.embedded.pointing import point_at_some
from training.embedded.scene_cache import SceneCache
from training.embedded.settings import WORD_GRAPHS, TrainingSettings
from training.scenes.graph import SceneGraph
from training.scenes.questions import ask_about

_Seeing = TypeVar("_Seeing", bound=TrainingSettings)


def with_words(settings: _Seeing, cache: SceneCache, known: Path | None) -> tuple[_Seeing, Vocabulary]:
    """Learn the words, or take those that the run began with; few scenes may hold fewer pieces than asked for.

    A blind run makes a network that is blind.
    """
    student = settings.student
    if known is not None:
        vocabulary = load_vocabulary(known)
    else:
        vocabulary = learn_words(cache.graphs[:WORD_GRAPHS], size=student.vocabulary, slots=student.regions)
    sizes = student.model_copy(update={"vocabulary": len(vocabulary), "blind": settings.blind})
    return settings.model_copy(update={"student": sizes}), vocabulary


def learn_words(graphs: Sequence[SceneGraph], *, size: int, slots: int) -> Vocabulary:
    """Return a tokenizer of at most `size` pieces; the same graphs give the same one."""
    return learn_vocabulary(_texts(graphs, slots), size=size, slots=slots)


def _texts(graphs: Sequence[SceneGraph], slots: int) -> Iterator[str]:
    rng = random.Random(0)
    for graph in graphs:
        for asked in ask_about(graph, point_at_some(graph, rng, slots=slots), rng):
            yield asked.qar.question.lower()
            yield from (asked.qar.answer, asked.qar.rationale)
