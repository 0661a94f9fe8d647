"""Values are made once as long as they are kept, and those that nobody asked for lately give way."""

from collections.abc import Sequence

from models.kept import Kept


class Squares:
    """Squares numbers, and remembers what it was asked for together."""

    def __init__(self) -> None:
        self.asked: list[tuple[int, ...]] = []

    def __call__(self, numbers: Sequence[int]) -> list[int]:
        self.asked.append(tuple(numbers))
        return [number * number for number in numbers]


def test_what_is_missing_is_made_together_and_once() -> None:
    kept, squares = Kept[int, int](4), Squares()

    assert kept.get([2, 3, 2], squares) == [4, 9, 4]
    assert kept.get([3, 5], squares) == [9, 25]
    assert kept.get([], squares) == []
    assert squares.asked == [(2, 3), (5,)]


def test_those_asked_for_last_are_kept() -> None:
    kept, squares = Kept[int, int](2), Squares()
    kept.get([1, 2], squares)
    kept.get([1], squares)
    kept.get([3], squares)

    kept.get([1, 3], squares)
    kept.get([2], squares)

    assert squares.asked == [(1, 2), (3,), (2,)]


def test_more_than_are_kept_are_returned_all_the_same() -> None:
    assert Kept[int, int](1).get([1, 2, 3], Squares()) == [1, 4, 9]
