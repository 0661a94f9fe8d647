"""A tiny corpus and tiny verbalizers, for students that learn from texts on a processor in a moment."""

from pathlib import Path

from models.embedded.verbalizer_weights import save_verbalizers
from models.records import QAR, Box, Region
from tests.fakes.tiny_verbalizers import tiny_network, tiny_words
from training.data.example import Example
from training.data.pixels import opened
from training.embedded.corpus_settings import CorpusTraining
from training.embedded.corpus_texts import Lessons

TINY_CORPUS = CorpusTraining(
    steps=6, texts=4, together=2, warm_up=2, rate=3e-3, average=0.0, looks=2, notices=2, pieces=160
)
BOXES = tuple(Box(4 + 8 * at, 6, 11 + 8 * at, 34) for at in range(5))
REGIONS = tuple(Region(id=3 * at + 1, box=box) for at, box in enumerate(BOXES))  # ids 1, 4, 7, 10 and 13


def leave_tiny_verbalizers(folder: Path, seed: int = 0) -> Path:
    """Write verbalizers that can say a little more than those of other tests."""
    save_verbalizers(folder, tiny_network(seed, question_words=24, answer_words=24), tiny_words(), threshold=0.0)
    return folder


def example(name: str, *texts: str, image: str = "0", regions: tuple[Region, ...] = REGIONS) -> Example:
    """Return an example of a question, an answer and a rationale."""
    question, answer, rationale = texts or ("Why is [1] sad?", "Because of [4].", "[4] is a dog.")
    return Example(
        id=name, image=image, qar=QAR(question=question, answer=answer, rationale=rationale), regions=regions
    )


def tiny_lessons(pictures: Path, count: int = 4) -> Lessons:
    """Return two texts about each picture of `tiny_statements.leave_corpus`, one of them without a region."""
    examples = []
    for number in range(count):
        of_left = example(f"{number}a", f"Is [{1 + 3 * (number % 3)}] sad?", "Yes.", "[7] is a dog.", image=str(number))
        described = example(f"{number}b", "What is the child with?", "A dog.", "It barks.", image=str(number))
        examples += [of_left, described]
    return Lessons(tuple(examples), lambda name: opened((pictures / f"{name}.png").read_bytes(), name), "a tiny corpus")
