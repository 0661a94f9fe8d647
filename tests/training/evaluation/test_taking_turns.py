"""Groups take turns."""

import pytest

from training.evaluation.taking_turns import in_turn


@pytest.mark.parametrize(
    ("count", "expected"), [(0, []), (2, [0, 3]), (4, [0, 3, None, 1]), (9, [0, 3, None, 1, 5, 2])]
)
def test_every_group_has_its_turn_before_any_has_its_second(count: int, expected: list[int | None]) -> None:
    groups = [(0, 1, 2), (), (3,), (None, 5)]

    assert in_turn(groups, count) == expected


def test_without_a_number_all_are_taken() -> None:
    assert in_turn(iter(["ab", "c", "def"])) == ["a", "c", "d", "b", "e", "f"]
    assert in_turn([]) == []
