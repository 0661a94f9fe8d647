"""What an item is, whoever wrote it."""

import pytest
from pydantic import ValidationError

from tests.training.benchmarks.made_items import REGION, item, items_of
from training.benchmarks.items import by_picture, graded_right


def test_right_are_the_choices_that_the_first_judge_grades_highest() -> None:
    assert item("a", 2).right == (2,)
    assert item("b", grades=((1, 3, 3, 2), (3, 1, 1, 1))).right == (1, 2)
    assert item("c", grades=()).right == ()
    assert graded_right(3, 0, 2) == ((1.0, 0.0, 1.0),)


def test_grades_are_as_many_as_choices() -> None:
    with pytest.raises(ValidationError, match="item a has 4 choices, and grades of another number"):
        item("a", grades=((1.0, 0.0),))


def test_a_question_is_asked_with_and_without_its_regions_and_text() -> None:
    asked = item("a")

    assert asked.asked().regions == (REGION,)
    assert asked.asked(regions=False).regions == ()
    assert asked.asked(regions=False).text == "What about a, [0]?"
    assert asked.asked(question=False).text == ""


def test_items_of_one_picture_stand_together_in_their_order() -> None:
    mixed = (item("1", picture="b"), item("2", picture="a"), item("3", picture="b"))

    assert [each.id for each in by_picture(mixed)] == ["1", "3", "2"]
    assert items_of(*mixed).pictures == ("b", "a")
    assert items_of(*mixed).has_regions
    assert not items_of(item("1", regions=())).has_regions
