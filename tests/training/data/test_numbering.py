"""Which regions are drawn, and that texts and marks follow the numbers."""

import random
from collections import Counter

import pytest

from tests.training.data.made_examples import BOXES, example
from training.data.example import Example
from training.data.numbering import PAPER, NumberingSettings, in_order, renumber

TRIES = 600


def _drawn(settings: NumberingSettings, of: Example | None = None) -> list[Example]:
    return [renumber(of or example(), settings, random.Random(number)) for number in range(TRIES)]


def _box(of: Example, number: int) -> object:
    return next(region.box for region in of.regions if region.id == number)


def test_texts_name_the_same_boxes_under_their_new_numbers() -> None:
    for each in _drawn(NumberingSettings()):
        first, second = each.mentioned  # the question names what was [5], then what was [3]

        assert _box(each, first) == BOXES[5]
        assert _box(each, second) == BOXES[3]
        assert each.qar.question == f"Why is [{first}] looking at [{second}]?"
        assert each.qar.answer == f"[{second}] fell"


def test_numbers_begin_at_0_without_gaps_and_any_region_gets_any_of_them() -> None:
    seen = Counter()
    for each in _drawn(PAPER):
        assert [region.id for region in each.regions] == list(range(len(each.regions)))
        seen[each.mentioned[0], len(each.regions)] += 1

    assert set(seen) == {(0, 2), (1, 2), (0, 3), (1, 3), (2, 3)}


def test_the_paper_draws_what_is_named_or_all_there_is_half_of_the_time_each() -> None:
    counts = Counter(len(each.regions) for each in _drawn(PAPER))

    assert set(counts) == {2, 3}
    assert 0.44 < counts[2] / TRIES < 0.56


def test_what_is_named_is_drawn_even_where_there_is_no_room_for_others() -> None:
    assert {len(each.regions) for each in _drawn(NumberingSettings(named_only=0, most=1))} == {2}


def test_texts_that_name_nothing_may_have_regions_drawn() -> None:
    described = example("Why does the woman look down?", "the child fell")

    assert {len(each.regions) for each in _drawn(PAPER, described)} == {0}, "such records of the paper have none"
    some = Counter(len(each.regions) for each in _drawn(NumberingSettings(described=0.5), described))
    assert set(some) == {0, 1, 2, 3}
    assert 0.44 < some[0] / TRIES < 0.56


def test_what_is_measured_is_numbered_in_its_own_order() -> None:
    measured = in_order(example(), most=12)

    assert [region.box for region in measured.regions] == [BOXES[3], BOXES[5], BOXES[8]]
    assert measured.qar.question == "Why is [1] looking at [0]?"
    assert len(in_order(example(), most=1).regions) == 2


def test_a_region_that_is_named_cannot_lose_its_number() -> None:
    with pytest.raises(ValueError, match=r"name \[5\], which is to have no number"):
        example().renumbered({3: 0})
