"""The scene benchmark: questions about regions of unseen drawn scenes, with controls.

`split` "evaluate" draws scenes like those of the training, with other seeds; "heldout" draws scenes around a
combination that no trainer sees, and asks only about those who are part of it (`training/scenes/held_out.py`).
"""

import time
from collections.abc import Callable, Sequence
from typing import Literal

from models.base import Answerer
from models.marks import MarkStyle, draw_regions
from models.records import Record
from training.evaluation.baselines import LEARNING_SCENES, text_majority
from training.evaluation.intervals import Share, share
from training.evaluation.marking import Accuracy, by_type, mark_exams, mark_texts, mean, strict_mean
from training.evaluation.pairs import PairAccuracy, by_pair, of_stories
from training.evaluation.pointing_controls import jittered, swapped_pairs
from training.evaluation.sampling import Exam, draw_exams

JITTER = 0.08

Measured = Literal["evaluate", "heldout"]


class Controls(Record):
    """Strict accuracies under changed conditions; `swapped` counts pairs with both answers right."""

    no_regions: float
    swapped: Share
    text_majority: float
    drawn_only: float
    jitter_8: float


class SceneReport(Record):
    """The figures of one model. `majority_by_type` is what the question's words alone give; `pairs` are the held-out
    combinations, worst first (empty for other scenes), `told` is about what their situations tell."""

    strict_accuracy: float
    slot_accuracy: float
    controls: Controls
    by_type: dict[str, Accuracy]
    majority_by_type: dict[str, float]
    pairs: tuple[PairAccuracy, ...]
    told: PairAccuracy | None = None
    n: int
    pictures: int
    split: Measured
    model: str
    seed: int
    seconds: float


def evaluate_scenes(
    answerer: Answerer,
    *,
    count: int = 1000,
    seed: int = 4242,
    split: Measured = "evaluate",
    marks: MarkStyle | None = None,
    learning_scenes: int = LEARNING_SCENES,
    report: Callable[[str], None] = lambda _stage: None,
) -> SceneReport:
    """Ask `count` questions, ask them again under every control, and return the figures.

    `marks` is how regions are drawn for the control `drawn_only`; the text majority is learned from `learning_scenes`.
    """
    started = time.perf_counter()
    report("drawing scenes")
    exams = draw_exams(count, seed, split=split)
    report("asking")
    marked = mark_exams(answerer, exams)
    types = by_type(marked)
    majority = mark_texts(exams, text_majority(exams, scenes=learning_scenes))
    report("asking again under controls")
    return SceneReport(
        strict_accuracy=mean(each.strict for each in types.values()),
        slot_accuracy=mean(each.slot for each in types.values()),
        controls=_controls(answerer, exams, marks, strict_mean(majority)),
        by_type=types,
        majority_by_type={name: each.strict for name, each in by_type(majority).items()},
        pairs=by_pair(marked),
        told=of_stories(marked),
        n=len(marked),
        pictures=len(exams),
        split=split,
        model=answerer.name,
        seed=seed,
        seconds=round(time.perf_counter() - started, 1),
    )


def _controls(answerer: Answerer, exams: Sequence[Exam], marks: MarkStyle | None, majority: float) -> Controls:
    return Controls(
        no_regions=strict_mean(mark_exams(answerer, exams, show=lambda _exam: ())),
        swapped=_following(answerer, swapped_pairs(exams)),
        text_majority=majority,
        drawn_only=strict_mean(mark_exams(answerer, [_drawn(exam, marks) for exam in exams], show=lambda _exam: ())),
        jitter_8=strict_mean(mark_exams(answerer, exams, show=lambda exam: jittered(exam, JITTER))),
    )


def _drawn(exam: Exam, marks: MarkStyle | None) -> Exam:
    return exam._replace(image=draw_regions(exam.image, exam.regions, marks))


def _following(answerer: Answerer, pairs: Sequence[tuple[Exam, Exam]]) -> Share:
    """Count the pairs of questions whose answers both follow the exchanged ids."""
    right = sum(all(each.strict for each in mark_exams(answerer, pair)) for pair in pairs)
    return share(right, len(pairs))
