"""Wrong answers with their pictures, chosen by a seed and by nothing else."""

import random
from collections.abc import Sequence
from typing import NamedTuple

from PIL import Image

from models.base import Answerer
from models.marks import MarkStyle, draw_regions
from training.evaluation.marking import Marked, mark_exams
from training.evaluation.sampling import draw_exams


class Failure(NamedTuple):
    """A question that was answered wrong, its picture with the regions drawn in, and what would have been right."""

    picture: Image.Image
    type: str
    question: str
    said: str
    right: str


def collect_failures(
    answerer: Answerer, *, count: int = 20, questions: int = 1000, seed: int = 4242, marks: MarkStyle | None = None
) -> list[Failure]:
    """Ask `questions` and return up to `count` of the wrong answers, drawn by lot, no two about one picture."""
    wrong = [each for each in mark_exams(answerer, draw_exams(questions, seed)) if not each.strict]
    random.Random(seed).shuffle(wrong)
    return [_failure(each, marks) for each in _one_per_picture(wrong)[:count]]


def _one_per_picture(wrong: Sequence[Marked]) -> list[Marked]:
    first: dict[int, Marked] = {}
    for each in wrong:
        first.setdefault(each.exam.graph.seed, each)
    return list(first.values())


def _failure(marked: Marked, marks: MarkStyle | None) -> Failure:
    exam, asked = marked.exam, marked.asked
    return Failure(
        picture=draw_regions(exam.image, exam.regions, marks),
        type=asked.type,
        question=asked.qar.question,
        said=marked.text,
        right=asked.qar.answer,
    )
