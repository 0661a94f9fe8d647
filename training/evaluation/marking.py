"""Put the questions of an exam to a model and mark its answers.

Strict: the answer is a member of the set that is true for the scene graph, region ids included. Slot: the same with ids
masked. An accuracy over types is the mean over types of the share of right answers within the type (macro-average).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, Protocol, runtime_checkable

from PIL import Image

from models.base import Answerer
from models.records import Answer, Question, Record, Region
from training.evaluation.sampling import Exam, as_question
from training.scenes.telling import SceneQuestion, mask_ids


@runtime_checkable
class BatchAnswerer(Protocol):
    """An Answerer that can answer the questions about a picture together, which saves time."""

    def answer_all(self, image: Image.Image, questions: Sequence[Question]) -> list[Answer]: ...


class Accuracy(Record):
    """Of one question type: how many questions, and the shares answered right."""

    n: int
    strict: float
    slot: float


class Marked(NamedTuple):
    """An answer with its marks."""

    exam: Exam
    asked: SceneQuestion
    text: str
    strict: bool
    slot: bool


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


def mark_exams(
    answerer: Answerer,
    exams: Sequence[Exam],
    show: Callable[[Exam], tuple[Region, ...]] = lambda exam: exam.regions,
) -> list[Marked]:
    """Ask every question of the exams, with the regions that `show` returns."""
    texts: list[str] = []
    for exam in exams:
        regions = show(exam)
        texts += ask_all(answerer, exam.image, [as_question(asked, regions) for asked in exam.asked])
    return mark_texts(exams, texts)


def mark_texts(exams: Iterable[Exam], texts: Iterable[str]) -> list[Marked]:
    asked = [(exam, question) for exam in exams for question in exam.asked]
    return [
        Marked(exam, question, text, is_strictly_right(text, question), is_slot_right(text, question))
        for (exam, question), text in zip(asked, texts, strict=True)
    ]


def accuracy(group: Sequence[Marked]) -> Accuracy:
    return Accuracy(n=len(group), strict=mean(m.strict for m in group), slot=mean(m.slot for m in group))


def by_type(marked: Iterable[Marked]) -> dict[str, Accuracy]:
    groups: defaultdict[str, list[Marked]] = defaultdict(list)
    for each in marked:
        groups[each.asked.type].append(each)
    return {name: accuracy(group) for name, group in sorted(groups.items())}


def strict_mean(marked: Iterable[Marked]) -> float:
    """Return the macro-average of the strict marks."""
    return mean(each.strict for each in by_type(marked).values())


def mean(values: Iterable[float]) -> float:
    """Return the mean to four places, 0 of nothing."""
    listed = list(values)
    return round(sum(listed) / len(listed), 4) if listed else 0.0
