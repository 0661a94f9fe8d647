"""A student and a teacher on the same questions: both are judged alike, and what cannot be judged is counted."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from models.errors import BadQuestion
from models.records import QAR, Answer, Question
from tests.training.reproduction.made_looks import lab_in
from training.reproduction.versus import KINDS, Posed, answers, answers_of, questions_of, set_against

COUNT = 12


class Saying:
    """Says what it is told to, and of one question that it cannot be read."""

    def __init__(self, name: str, said: dict[str, QAR]) -> None:
        self.name = name
        self._said = said
        self.asked = 0

    def answer(self, image: Image.Image, question: Question) -> Iterator[Answer]:
        assert image.size == (320, 320)
        self.asked += 1
        if question.text not in self._said:
            raise BadQuestion("too long")
        qar = self._said[question.text]
        yield Answer(model=self.name)
        yield Answer(text=qar.answer, rationale=qar.rationale, model=self.name, complete=True)


@pytest.fixture(scope="module")
def posed() -> list[Posed]:
    return questions_of(0, COUNT)


def true_of(posed: list[Posed]) -> list[QAR]:
    return [each.asked.qar for each in posed]


def wrong(each: Posed) -> QAR:
    """Say of somebody what nobody is."""
    said = f"[{each.regions[0].id}] is a police officer."
    return each.asked.qar.model_copy(update={"answer": said, "rationale": said})


def test_questions_are_about_different_pictures_and_another_seed_has_others(posed: list[Posed]) -> None:
    assert len({each.key for each in posed}) == len(posed) == COUNT
    assert not {each.key for each in posed} & {each.key for each in questions_of(1, 1)}
    assert all(each.question.regions for each in posed)
    assert {each.asked.type for each in posed} <= KINDS


def test_answers_are_asked_for_once_and_one_that_fails_is_empty(posed: list[Posed], tmp_path: Path) -> None:
    lab, truth = lab_in(tmp_path), true_of(posed)
    student = Saying("own", {each.question: each for each in truth[1:]})

    first = answers_of(student, posed, lab, 0)
    again = answers_of(student, posed, lab, 0)

    assert first == again
    assert student.asked == COUNT
    assert [each.answer for each in first[1:]] == [each.answer for each in truth[1:]]
    assert first[0].answer == ""


def test_who_tells_the_truth_wins(posed: list[Posed]) -> None:
    truth = true_of(posed)

    found = set_against(posed, truth, [wrong(each) for each in posed], draws=20)

    assert found.judged + found.unread_student + found.unread_teacher >= COUNT
    assert found.judged >= COUNT / 4
    assert found.unread_teacher == 0
    assert found.point.student > 0.7
    assert (found.answer.teacher, found.point.teacher) == (0, 0)
    assert found.votes["correctness"].student > 0.7
    votes = found.votes["overall"]
    assert votes.student + votes.teacher + votes.tie + votes.none == pytest.approx(1, abs=1e-3)


def test_equal_texts_are_no_pair(posed: list[Posed]) -> None:
    truth = true_of(posed)

    found = set_against(posed, truth, truth, draws=5)

    assert found.judged == 0
    assert found.equal + found.unread_student == COUNT
    assert found.point.ahead == 0


def test_empty_texts_are_counted_for_whom_they_are(posed: list[Posed]) -> None:
    truth = true_of(posed)
    empty = [each.model_copy(update={"answer": "", "rationale": ""}) for each in truth]

    found = set_against(posed, empty, truth, draws=5)

    assert found.unread_student == COUNT
    assert found.judged == 0


def test_an_answer_is_to_the_point_by_its_words_whomever_it_names(posed: list[Posed]) -> None:
    asked = posed[0].asked.model_copy(update={"accepted": frozenset(["[0] wants to catch the ball", "[0] is happy"])})

    assert answers("The child hopes to catch a ball.", asked)
    assert answers("[4] is glad.", asked)
    assert not answers("[0] stands in a park.", asked)
