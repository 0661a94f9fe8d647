"""The scene benchmark: questions about regions of unseen drawn scenes, with controls.

Strict: the answer is a member of the set that is true for the scene graph, region ids included. Slot: the same with ids
masked. Every accuracy is a mean over question types of the share of right answers within the type (macro-average).
"""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, Protocol, runtime_checkable

from PIL import Image

from models.base import Answerer
from models.marks import MarkStyle, draw_regions
from models.records import Answer, Question, Record, Region
from training.evaluation.baselines import LEARNING_SCENES, text_majority
from training.evaluation.pointing_controls import jittered, swapped_pairs
from training.evaluation.sampling import Exam, as_question, draw_exams
from training.scenes.questions import SceneQuestion, mask_ids

JITTER = 0.08


@runtime_checkable
class BatchAnswerer(Protocol):
    """An Answerer that can answer the questions about a picture together, which saves time."""

    def answer_all(self, image: Image.Image, questions: Sequence[Question]) -> list[Answer]: ...


class Accuracy(Record):
    """Of one question type: how many questions, and the shares answered right."""

    n: int
    strict: float
    slot: float


class Controls(Record):
    """Strict accuracies under changed conditions; `swapped` is the share of pairs with both answers right."""

    no_regions: float
    swapped: float
    text_majority: float
    drawn_only: float
    jitter_8: float


class SceneReport(Record):
    """The figures of one model."""

    strict_accuracy: float
    slot_accuracy: float
    controls: Controls
    by_type: dict[str, Accuracy]
    n: int
    pictures: int
    swapped_pairs: int
    model: str
    seed: int
    seconds: float


class _Marked(NamedTuple):
    type: str
    strict: bool
    slot: bool


def evaluate_scenes(
    answerer: Answerer,
    *,
    count: int = 1000,
    seed: int = 4242,
    marks: MarkStyle | None = None,
    learning_scenes: int = LEARNING_SCENES,
    report: Callable[[str], None] = lambda _stage: None,
) -> SceneReport:
    """Ask `count` questions, ask them again under every control, and return the figures.

    `marks` is how regions are drawn for the control `drawn_only`; the text majority is learned from `learning_scenes`.
    """
    started = time.perf_counter()
    report("drawing scenes")
    exams = draw_exams(count, seed)
    report("asking")
    marked = _mark(answerer, exams)
    by_type = _by_type(marked)
    pairs = swapped_pairs(exams)
    report("asking again under controls")
    controls = Controls(
        no_regions=_strict(_mark(answerer, exams, show=lambda _exam: ())),
        swapped=_share_following(answerer, pairs),
        text_majority=_strict(_mark_texts(exams, text_majority(exams, scenes=learning_scenes))),
        drawn_only=_strict(_mark(answerer, [_drawn(exam, marks) for exam in exams], show=lambda _exam: ())),
        jitter_8=_strict(_mark(answerer, exams, show=lambda exam: jittered(exam, JITTER))),
    )
    return SceneReport(
        strict_accuracy=_mean(each.strict for each in by_type.values()),
        slot_accuracy=_mean(each.slot for each in by_type.values()),
        controls=controls,
        by_type=by_type,
        n=len(marked),
        pictures=len(exams),
        swapped_pairs=len(pairs),
        model=answerer.name,
        seed=seed,
        seconds=round(time.perf_counter() - started, 1),
    )


def is_strictly_right(text: str, asked: SceneQuestion) -> bool:
    return text in asked.accepted


def is_slot_right(text: str, asked: SceneQuestion) -> bool:
    return mask_ids(text) in {mask_ids(accepted) for accepted in asked.accepted}


def ask_all(answerer: Answerer, image: Image.Image, questions: Sequence[Question]) -> list[str]:
    """Return the texts of the finished answers."""
    if isinstance(answerer, BatchAnswerer):
        return [answer.text for answer in answerer.answer_all(image, questions)]
    texts = []
    for question in questions:
        text = ""
        for answer in answerer.answer(image, question):
            text = answer.text
        texts.append(text)
    return texts


def _mark(
    answerer: Answerer,
    exams: Iterable[Exam],
    show: Callable[[Exam], tuple[Region, ...]] = lambda exam: exam.regions,
) -> list[_Marked]:
    texts = []
    exams = list(exams)
    for exam in exams:
        regions = show(exam)
        texts += ask_all(answerer, exam.image, [as_question(asked, regions) for asked in exam.asked])
    return _mark_texts(exams, texts)


def _mark_texts(exams: Iterable[Exam], texts: Iterable[str]) -> list[_Marked]:
    asked = [question for exam in exams for question in exam.asked]
    return [
        _Marked(question.type, is_strictly_right(text, question), is_slot_right(text, question))
        for question, text in zip(asked, texts, strict=True)
    ]


def _by_type(marked: Iterable[_Marked]) -> dict[str, Accuracy]:
    groups: defaultdict[str, list[_Marked]] = defaultdict(list)
    for each in marked:
        groups[each.type].append(each)
    return {
        name: Accuracy(n=len(group), strict=_mean(m.strict for m in group), slot=_mean(m.slot for m in group))
        for name, group in sorted(groups.items())
    }


def _strict(marked: Iterable[_Marked]) -> float:
    return _mean(each.strict for each in _by_type(marked).values())


def _drawn(exam: Exam, marks: MarkStyle | None) -> Exam:
    return exam._replace(image=draw_regions(exam.image, exam.regions, marks))


def _share_following(answerer: Answerer, pairs: Iterable[tuple[Exam, Exam]]) -> float:
    right = []
    for before, after in pairs:
        marked = _mark(answerer, (before, after))
        right.append(all(each.strict for each in marked))
    return _mean(right)


def _mean(values: Iterable[float]) -> float:
    listed = list(values)
    return round(sum(listed) / len(listed), 4) if listed else 0.0
