"""Controls of the scene benchmark that change where the regions point."""

import random
from collections.abc import Iterator, Sequence
from itertools import combinations

from models.records import Region
from training.embedded.augment import jitter
from training.evaluation.sampling import Exam
from training.scenes.graph import SceneGraph
from training.scenes.questions import SceneQuestion, ask_about

_MOST_PAIRS = 200
_WORDINGS = 12  # draws of the wording, so that two people are asked the same thing in the same words


def jittered(exam: Exam, deviation: float) -> tuple[Region, ...]:
    """Return the regions with every edge moved by a Gaussian of `deviation` times the box's size."""
    rng = random.Random(f"jitter {exam.graph.seed}")
    width, height = exam.image.size
    moved = []
    for region in exam.regions:
        box = region.box
        shares = (box.x0 / width, box.y0 / height, box.x1 / width, box.y1 / height)
        x0, y0, x1, y1 = jitter(shares, deviation, rng)
        moved.append(region.model_copy(update={"box": type(box)(x0 * width, y0 * height, x1 * width, y1 * height)}))
    return tuple(moved)


def swapped_pairs(exams: Sequence[Exam]) -> list[tuple[Exam, Exam]]:
    """Return, for at most one pair of people a picture, the same question before and after the two exchange ids.

    Only questions whose right answers differ, so that an answer which does not follow the region cannot be right twice.
    """
    pairs = []
    for exam in exams:
        pair = next(_pairs_of(exam), None)
        if pair is not None:
            pairs.append(pair)
        if len(pairs) == _MOST_PAIRS:
            break
    return pairs


def _pairs_of(exam: Exam) -> Iterator[tuple[Exam, Exam]]:
    people = [index for index in exam.ids if exam.graph.entities[index].kind == "person"]
    rng = random.Random(f"swap {exam.graph.seed}")
    couples = list(combinations(people, 2))
    rng.shuffle(couples)
    for one, other in couples:
        exchanged = {**exam.ids, one: exam.ids[other], other: exam.ids[one]}
        before, after = _wordings(exam.graph, exam.ids, one), _wordings(exam.graph, exchanged, other)
        shared = [text for text in before if text in after and not before[text].accepted & after[text].accepted]
        if shared:
            text = rng.choice(shared)
            yield (
                exam._replace(asked=(before[text],)),
                exam._replace(ids=exchanged, asked=(after[text],)),
            )


def _wordings(graph: SceneGraph, ids: dict[int, int], entity: int) -> dict[str, SceneQuestion]:
    """Return the questions about one entity by their text."""
    asked = {}
    for draw in range(_WORDINGS):
        for question in ask_about(graph, ids, random.Random(draw)):
            if question.entity == entity and question.needs_region:
                asked[question.qar.question] = question
    return asked
