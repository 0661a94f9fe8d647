"""Answers that grow, are stopped, or go wrong."""

from collections.abc import Callable

import pytest

from app.asking import STOPPED
from app.last_resort import SENTENCE
from models.errors import AnswerFailed
from tests.app.house import ME, PATIENCE, House, until, wait_for_silence
from tests.fakes.answerers import DummyAnswerer


def test_stopping_closes_the_model_and_stores_what_it_had_said(house_of: Callable[..., House]) -> None:
    student = DummyAnswerer("student", waits=True)
    house = house_of(student)
    turns = house.asking.ask(house.request(), owner=ME)
    until(turns, "It")

    turns.close()

    assert student.closed.wait(PATIENCE)
    wait_for_silence()
    (stored,) = house.stored()
    (answer,) = stored.answers
    assert (answer.text, answer.note, answer.complete, answer.error) == ("It", STOPPED, False, "")


def test_stopping_before_the_first_word_leaves_an_empty_stopped_answer(house_of: Callable[..., House]) -> None:
    house = house_of(DummyAnswerer("student"))
    turns = house.asking.ask(house.request(), owner=ME)
    next(turns)

    turns.close()

    (stored,) = house.stored()
    assert [(answer.text, answer.note, answer.model) for answer in stored.answers] == [("", STOPPED, "student")]


def test_a_silent_model_still_gives_signs_of_life(house_of: Callable[..., House]) -> None:
    student = DummyAnswerer("student", waits=True)
    house = house_of(student)
    holder = house.asking.shelf.lend("student")
    with holder:  # somebody else has the only place
        turns = house.asking.ask(house.request(), owner=ME)

        first, second = next(turns), next(turns)
        turns.close()

    assert first == second
    wait_for_silence()
    assert student.asked == []


def test_student_and_teacher_grow_side_by_side(house_of: Callable[..., House]) -> None:
    student, teacher = DummyAnswerer("student", waits=True), DummyAnswerer("teacher", ("Because", "it", "rains."))
    house = house_of(student, teacher, teacher="teacher")
    turns = house.asking.ask(house.request(teacher="teacher"), owner=ME)

    turn = until(turns, "Because it rains.", "teacher")
    assert all(answer.text in ("", "It") for answer in turn.answers if answer.role == "student")
    student.go_on.set()
    *_, last = turns

    assert [(answer.role, answer.model, answer.complete) for answer in last.answers] == [
        ("student", "student", True),
        ("teacher", "teacher", True),
    ]
    assert house.stored()[0].answers == last.answers


def test_a_stopped_student_does_not_take_the_teachers_whole_answer_away(house_of: Callable[..., House]) -> None:
    student, teacher = DummyAnswerer("student", waits=True), DummyAnswerer("teacher")
    house = house_of(student, teacher, teacher="teacher")
    turns = house.asking.ask(house.request(teacher="teacher"), owner=ME)
    for turn in turns:
        said = {answer.role: answer for answer in turn.answers}
        if "student" in said and "teacher" in said and said["teacher"].complete:
            break

    turns.close()

    answers = {answer.role: answer for answer in house.stored()[0].answers}
    assert (answers["teacher"].complete, answers["teacher"].note) == (True, "")
    assert (answers["student"].complete, answers["student"].note) == (False, STOPPED)


def test_a_model_that_fails_keeps_what_it_said_and_says_why(house_of: Callable[..., House]) -> None:
    house = house_of(DummyAnswerer("student", failure=AnswerFailed("The endpoint hung up.")))

    *_, last = house.ask()

    (answer,) = last.answers
    assert (answer.text, answer.error, answer.complete) == ("It fell down.", "The endpoint hung up.", False)
    assert house.stored()[0].answers == (answer,)


def test_an_unexpected_failure_becomes_a_general_sentence_and_a_logged_trace(
    house_of: Callable[..., House], caplog: pytest.LogCaptureFixture
) -> None:
    house = house_of(DummyAnswerer("student", failure=RuntimeError("secret internals")))

    *_, last = house.ask()

    assert last.answers[0].error == SENTENCE
    assert "secret internals" in caplog.text


def test_a_failing_student_leaves_the_teacher_alone(house_of: Callable[..., House]) -> None:
    student = DummyAnswerer("student", failure=AnswerFailed("Out of memory."))
    house = house_of(student, DummyAnswerer("teacher"), teacher="teacher")

    *_, last = house.ask(teacher="teacher")

    assert [bool(answer.error) for answer in last.answers] == [True, False]
    assert last.answers[1].complete
