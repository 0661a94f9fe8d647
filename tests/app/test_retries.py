"""The same question sent again is not asked twice."""

from collections.abc import Callable

import pytest

from models.errors import BadQuestion
from tests.app.house import ME, House, until
from tests.fakes.answerers import DummyAnswerer


def test_a_retry_with_the_same_turn_id_asks_nobody_again(house_of: Callable[..., House]) -> None:
    student = DummyAnswerer("student")
    house = house_of(student)
    *_, first = house.ask(turn_id="retry-1")

    *_, second = house.ask(turn_id="retry-1")

    assert second == first
    assert len(student.asked) == 1
    assert len(house.stored()) == 1


def test_a_retry_of_a_stopped_question_answers_it_to_the_end(house_of: Callable[..., House]) -> None:
    student = DummyAnswerer("student", waits=True)
    house = house_of(student)
    turns = house.asking.ask(house.request(turn_id="retry-1"), owner=ME)
    until(turns, "It")
    turns.close()
    student.go_on.set()

    *_, last = house.ask(turn_id="retry-1")

    assert last.answers[0].complete
    assert house.stored() == (last,)


def test_a_retry_while_the_first_try_runs_is_refused(house_of: Callable[..., House]) -> None:
    house = house_of(DummyAnswerer("student", waits=True))
    turns = house.asking.ask(house.request(turn_id="retry-1"), owner=ME)
    next(turns)

    with pytest.raises(BadQuestion, match="answered already"):
        house.ask(turn_id="retry-1")

    turns.close()


def test_a_turn_id_of_another_question_is_refused(house_of: Callable[..., House]) -> None:
    house = house_of(DummyAnswerer("student"))
    house.ask(turn_id="retry-1")

    with pytest.raises(BadQuestion, match="another question"):
        house.ask("what is [0]?", turn_id="retry-1")
