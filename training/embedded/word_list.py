"""Learn the student's tokenizer from the texts of training scenes."""

import random
from collections.abc import Iterator, Sequence

from models.embedded.vocabulary import Vocabulary, learn_vocabulary
from training.embedded.pointing import point_at_some
from training.scenes.graph import SceneGraph
from training.scenes.questions import ask_about


def learn_words(graphs: Sequence[SceneGraph], *, size: int, slots: int) -> Vocabulary:
    """Return a tokenizer of at most `size` pieces; the same graphs give the same one."""
    return learn_vocabulary(_texts(graphs, slots), size=size, slots=slots)


def _texts(graphs: Sequence[SceneGraph], slots: int) -> Iterator[str]:
    rng = random.Random(0)
    for graph in graphs:
        for asked in ask_about(graph, point_at_some(graph, rng, slots=slots), rng):
            yield asked.qar.question.lower()
            yield from (asked.qar.answer, asked.qar.rationale)
