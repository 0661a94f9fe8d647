import random

import pytest

from annotation.position_bias import PositionBias, position_bias
from models.judging import Item, Judged
from tests.annotation.examples import judged
from tests.annotation.pairs import pair, votes


def overall(items: list[Item], said: list[Judged], **options: object) -> PositionBias:
    (found,) = [each for each in position_bias(items, said, **options) if each.criterion == "overall"]
    return found


def cast(name: str, sides: str, left: int) -> list[Judged]:
    """Return one judgement for each of "lrt", all with the same text on the left."""
    side = {"l": "left", "r": "right", "t": "tie"}
    return [
        judged(name, f"p{left}{number}", prefers=[("overall", side[letter])], left=left)
        for number, letter in enumerate(sides)
    ]


def test_the_examples_of_the_docstring() -> None:
    # The text at position 0 is preferred 8 times of 10 on the left, and 6 times of 10 on the right.
    said = [*cast("i", "llllllllrr", 0), *cast("i", "rrrrrrllll", 1)]

    found = overall([pair("i")], said)

    assert found.left_share.value == pytest.approx(0.6)
    assert (found.left, found.right, found.straight, found.swapped) == (12, 8, 10, 10)
    assert overall([pair("i")], [*cast("i", "l" * 30, 0), *cast("i", "r" * 10, 1)]).p == pytest.approx(0.0022, abs=5e-5)


def test_a_better_text_is_no_bias_even_where_sides_are_not_balanced() -> None:
    items = [pair(f"i{number}", picture_number=number) for number in range(40)]
    said = [each for number in range(40) for each in votes(f"i{number}", "000", lefts=(0, 0, 1))]

    found = overall(items, said)

    assert found.left_share.value == 0.5
    assert (found.left, found.right) == (80, 40)


def test_a_bias_is_found_and_an_even_lot_is_none() -> None:
    rng = random.Random(0)
    items = [pair(f"i{number}", picture_number=number) for number in range(100)]

    def drawn(towards_left: float) -> list[Judged]:
        return [
            judged(
                each.id,
                f"p{number}",
                prefers=[("overall", "left" if rng.random() < towards_left else "right")],
                left=number % 2,
            )
            for each in items
            for number in range(3)
        ]

    biased, even = overall(items, drawn(0.65)), overall(items, drawn(0.5))

    assert biased.p < 0.001
    assert biased.left_share.low > 0.5
    assert even.p > 0.05
    assert even.left_share.low < 0.5 < even.left_share.high


def test_ties_are_told_and_not_counted_for_a_side() -> None:
    found = overall([pair("i")], [*cast("i", "ltt", 0), *cast("i", "rt", 1)])

    assert (found.left, found.right, found.ties, found.straight, found.swapped) == (1, 1, 3, 3, 2)


def test_where_texts_always_stood_on_the_same_side_there_is_no_share() -> None:
    assert overall([pair("i")], cast("i", "llr", 0)).left_share.value is None


def test_a_round_without_judgements_has_no_bias() -> None:
    found = overall([pair("i")], [])

    assert (found.left, found.p, found.left_share.value) == (0, None, None)
