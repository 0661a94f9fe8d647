"""What a question's words and a picture's regions know of the regions that the question names."""

import pytest
import torch

from models.embedded.comparing import COMPARED, compare, in_order_of_mention
from models.embedded.vision import Seen

BOXES = torch.tensor([[[0.1, 0.4, 0.2, 0.6], [0.7, 0.4, 0.9, 0.6], [0.4, 0.4, 0.5, 0.6]]])
RIGHTWARDS, ITSELF = 4, COMPARED - 1


def _asked(*slots: int | None) -> tuple[torch.Tensor, torch.Tensor]:
    """Return the slot of every word of one question, and which words name one."""
    named = torch.tensor([[slot is not None for slot in slots]])
    return torch.tensor([[slot or 0 for slot in slots]]), named


def _compared(*slots: int | None, present: tuple[bool, ...] = (True, True, True)) -> torch.Tensor:
    """Return [K, K, COMPARED]: what each region is told of the first, second ... region named."""
    seen = Seen(torch.zeros(1, 4, 8), torch.zeros(1, 3, 8), torch.tensor([present]), BOXES)
    return compare(seen, *in_order_of_mention(*_asked(*slots), count=3)).view(3, 3, COMPARED)


def test_regions_are_counted_in_the_order_of_their_first_mention() -> None:
    order, named = in_order_of_mention(*_asked(None, 2, None, 0, 2, None), count=3)

    assert order[0, :2].tolist() == [2, 0]
    assert named.tolist() == [[True, True, False]]


def test_a_question_without_regions_compares_nothing() -> None:
    assert not _compared(None, None).any()


@pytest.mark.parametrize(("first", "second"), [(0, 1), (1, 0)])
def test_the_same_numbers_tell_where_the_second_region_lies_from_the_first(first: int, second: int) -> None:
    told = _compared(None, first, None, second)

    assert told[first, 1, RIGHTWARDS] == (1 if second == 1 else -1)
    assert told[2, 0, RIGHTWARDS] == (1 if first == 1 else -1), "a region that is not named is told, too"
    assert not told[:, 2].any()


def test_a_region_that_is_named_knows_its_rank() -> None:
    told = _compared(1, None, 2)

    assert told[:, 0, ITSELF].tolist() == [0, 1, 0]
    assert told[:, 1, ITSELF].tolist() == [0, 0, 1]


def test_an_absent_region_is_told_nothing_and_nothing_is_told_of_it() -> None:
    told = _compared(0, 1, present=(True, False, True))

    assert not told[1].any()
    assert not told[:, 1].any()
    assert told[2, 0].any()


def test_questions_of_a_picture_are_compared_each_by_itself() -> None:
    seen = Seen(torch.zeros(1, 4, 8), torch.zeros(1, 3, 8), torch.ones(1, 3, dtype=torch.bool), BOXES)
    slots = torch.tensor([[0, 1], [1, 0]])

    order, named = in_order_of_mention(slots, torch.ones(2, 2, dtype=torch.bool), 3)
    told = compare(seen, order, named).view(2, 3, 3, COMPARED)

    assert told[0, 2, 0].equal(told[1, 2, 1])
    assert not told[0, 2, 0].equal(told[1, 2, 0])
