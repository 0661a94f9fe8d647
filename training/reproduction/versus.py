"""A student against its teacher on the same questions: what both say, who is right, and whom simulated judges prefer.

Questions are those of the scene benchmark about unseen scenes, of the kinds that VCR asks, one of each picture. A
student sees picture and regions, the teacher the words of the verbalizers for both (`models/teacher_answering`). The
judge of `training/experiments` reads both alike; a pair of which it cannot read one text is left out, and counted. It
tells whether a text is true, not whether it answers: an answer is to the point that has at least half of the words that
say something in one of the accepted answers, or words that mean the same. What is right and beside the point is
"nearly" right to simulated judges.
"""

import hashlib
import random
from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from PIL import Image

from models.base import Answerer
from models.embedded.folder import HOME, WEIGHTS, weights_name
from models.errors import AnswerFailed, BadQuestion
from models.judging import PairCriterion
from models.records import QAR, Question, Record, Region
from training.evaluation.over_pictures import Between, Places, interval
from training.evaluation.sampling import PER_PICTURE, PIXELS, Exam, as_question, draw_exams
from training.experiments.annotators import Annotator, draw_annotators
from training.experiments.feelings import feelings_named
from training.experiments.judge import Judge
from training.experiments.preferring import CRITERIA, Choice, Text, majority, prefer, words_of
from training.experiments.rated_items import difficulty_of
from training.experiments.sayable import with_alike
from training.experiments.words import content
from training.reproduction.made import made_once
from training.reproduction.parts import Lab
from training.scenes.graph import SceneGraph
from training.scenes.telling import SceneQuestion

# Explanations, activities, what was and will be, feelings and roles, as in VCR (Zellers et al., CVPR 2019).
KINDS = frozenset(["why", "before", "after", "intent", "action", "emotion", "role", "relationship", "inference"])
FIRST_SEED = 6500  # of the questions; a seed of the loop has its own
PEOPLE, PEOPLE_SEED, EACH = 20, 512, 3  # judges, none of whom a critic learned from, and how many see a pair


class Posed(NamedTuple):
    """A question about a picture; `key` names it."""

    key: str
    image: Image.Image
    graph: SceneGraph
    regions: tuple[Region, ...]
    asked: SceneQuestion

    @property
    def question(self) -> Question:
        return as_question(self.asked, self.regions)


class Votes(Record):
    """Of the pairs that were judged, the shares that student and teacher won, of ties, and of what had no majority."""

    student: float
    teacher: float
    tie: float
    none: float


class Right(Record):
    """The share of texts that are right; `ahead` is how much the student is ahead, with its interval over pictures."""

    student: float
    teacher: float
    ahead: float
    between: Between | None


class Versus(Record):
    """What came of `questions`. Both answered `equal` ones alike; the judge could not read, or found empty, so many
    texts of the student, and of the teacher. Votes are of the `judged` pairs, the equal ones not among them; `answer`
    (right), `point` (right and to the point) and `whole` (the rationale as well) are of all pairs that were read."""

    questions: int
    equal: int
    unread_student: int
    unread_teacher: int
    judged: int
    votes: dict[PairCriterion, Votes]
    answer: Right
    point: Right
    whole: Right


class Heard(NamedTuple):
    """A text as judges see it, whether its answer is right, and whether that answers the question."""

    text: Text
    right: bool
    to_the_point: bool


class _Pair(NamedTuple):
    picture: str
    student: Heard
    teacher: Heard
    equal: bool


class _Read(NamedTuple):
    picture: str
    student: Heard | None
    teacher: Heard | None
    equal: bool


def questions_of(seed: int, count: int) -> list[Posed]:
    """Return so many questions about as many pictures."""
    rng = random.Random(f"versus {seed}")
    posed: list[Posed] = []
    # Some pictures are asked about nothing of these kinds.
    for exam in draw_exams(PER_PICTURE * (count + count // 4 + 2), FIRST_SEED + seed):
        asked = [each for each in exam.asked if each.type in KINDS]
        if asked and len(posed) < count:
            posed.append(_posed(exam, rng.choice(asked)))
    return posed


def answers_of(answerer: Answerer, posed: Sequence[Posed], lab: Lab, seed: int) -> list[QAR]:
    """Return what somebody says to the questions; an answer that fails is empty. Raises what `made_once` raises."""
    path = lab.work / "versus" / f"{seed}.sqlite"
    rows = made_once(
        path, f"answered by {answerer.name}, {_shipped()}", {each.key: each for each in posed}, _ask_of(answerer), lab
    )
    return [QAR.model_validate_json(row) for row in rows]


def set_against(posed: Sequence[Posed], student: Sequence[QAR], teacher: Sequence[QAR], *, draws: int) -> Versus:
    """Judge both texts of every question, and let simulated judges compare them."""
    texts = [_read(*each) for each in zip(posed, student, teacher, strict=True)]
    read = [
        _Pair(each.picture, each.student, each.teacher, each.equal) for each in texts if each.student and each.teacher
    ]
    judged = [each for each in read if not each.equal]
    people = draw_annotators(PEOPLE, PEOPLE_SEED)
    said = [[prefer(each, pair.student.text, pair.teacher.text) for each in _three(people, pair)] for pair in judged]
    return Versus(
        questions=len(posed),
        equal=sum(each.equal for each in read),
        unread_student=sum(each.student is None for each in texts),
        unread_teacher=sum(each.teacher is None for each in texts),
        judged=len(judged),
        votes={name: _votes([majority(each[name] for each in some) for some in said]) for name in CRITERIA},
        answer=_right(read, draws, lambda heard: heard.right),
        point=_right(read, draws, lambda heard: heard.right and heard.to_the_point),
        whole=_right(read, draws, lambda heard: heard.right and heard.to_the_point and heard.text.rationale == "right"),
    )


@cache
def _shipped() -> str:
    """Return a name for the shipped weights: what others have answered under the same name is not mixed with it."""
    return weights_name(*sorted(path.parent for path in HOME.glob(f"*/{WEIGHTS}")))


def _posed(exam: Exam, asked: SceneQuestion) -> Posed:
    # With fewer questions in all the last picture may be asked about something else.
    digest = hashlib.sha256(asked.qar.question.encode()).hexdigest()[:8]
    key = f"{exam.graph.split}-{exam.graph.seed}-{digest}"
    return Posed(key, exam.image, exam.graph, exam.regions, asked)


def answers(text: str, asked: SceneQuestion) -> bool:
    """Return whether a text says at least half of what one of the accepted answers says, or names the same feeling,
    whomever it names."""
    said, felt = with_alike(content(text)), feelings_named(text)
    for each in asked.accepted:
        words, feelings = set(content(each)), feelings_named(each)
        if feelings & felt if feelings else words and 2 * len(words & said) >= len(words):
            return True
    return False


def _ask_of(answerer: Answerer) -> Callable[[Posed], QAR]:
    def ask(posed: Posed) -> QAR:
        try:
            *_, said = answerer.answer(posed.image, posed.question)
        except (BadQuestion, AnswerFailed):
            return QAR(question=posed.asked.qar.question, answer="", rationale="")
        return QAR(question=posed.asked.qar.question, answer=said.text, rationale=said.rationale)

    return ask


def _read(posed: Posed, student: QAR, teacher: QAR) -> _Read:
    """Return both texts as judges see them, as far as their truth can be told."""
    judge, difficulty = Judge(posed.graph), difficulty_of(posed.graph, posed.asked, pixels=PIXELS)
    texts = [_text(posed, judge, qar, difficulty) for qar in (student, teacher)]
    return _Read(posed.key, texts[0], texts[1], equal=_words(student) == _words(teacher))


def _text(posed: Posed, judge: Judge, qar: QAR, difficulty: float) -> Heard | None:
    verdict = judge.judge_qar(qar, posed.regions)
    if verdict.answer is None or verdict.rationale is None:
        return None
    right, point = verdict.answer == "right", answers(qar.answer, posed.asked)
    key = hashlib.sha256(f"{posed.key} {qar.model_dump_json()}".encode()).hexdigest()[:16]
    seen = "nearly" if right and not point else verdict.answer
    return Heard(Text(key, difficulty, seen, verdict.rationale, words_of(qar)), right, point)


def _words(qar: QAR) -> tuple[list[str], list[str]]:
    return qar.answer.casefold().split(), qar.rationale.casefold().split()


def _three(people: Sequence[Annotator], pair: _Pair) -> list[Annotator]:
    return random.Random(f"judges of {pair.picture}").sample(list(people), EACH)


def _votes(winners: Sequence[Choice | None]) -> Votes:
    def part(choice: Choice | None) -> float:
        return round(sum(each == choice for each in winners) / len(winners), 4) if winners else 0.0

    return Votes(student=part("first"), teacher=part("second"), tie=part("tie"), none=part(None))


def _right(pairs: Sequence[_Pair], draws: int, holds: Callable[[Heard], bool]) -> Right:
    marks = np.array([[holds(each.student), holds(each.teacher)] for each in pairs], dtype=float).reshape(-1, 2)

    def ahead(places: Places) -> float | None:
        return float(np.diff(marks[places].mean(0)[::-1])[0]) if len(places) else None

    means = marks.mean(0) if len(marks) else np.zeros(2)
    return Right(
        student=round(float(means[0]), 4),
        teacher=round(float(means[1]), 4),
        ahead=round(float(means[0] - means[1]), 4),
        between=interval([each.picture for each in pairs], ahead, draws=draws),
    )
