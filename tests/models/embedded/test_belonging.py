"""How two regions lie to each other: worked examples."""

import pytest
import torch

from models.embedded.belonging import LIES, gaps, lie

BOXES = torch.tensor([[0.0, 0.2, 0.2, 0.8], [0.3, 0.6, 0.4, 0.8], [0.5, 0.2, 0.7, 0.8]])
PEOPLE = torch.tensor([1.0, 0.0, 1.0])


def test_gaps_are_widths_of_the_wider_one() -> None:
    told = gaps(BOXES)

    assert told[0, 1] == pytest.approx(0.5)  # 0.1 of 0.2
    assert told[0, 2] == pytest.approx(1.5)
    assert told[0, 0] == pytest.approx(-1.0)
    torch.testing.assert_close(told, told.T)


def test_a_pair_is_told_by_distance_size_and_who_is_nearer() -> None:
    told = lie(BOXES, PEOPLE, 2, 1)

    assert told.shape == (LIES,)
    assert told[:4].tolist() == pytest.approx([0.5, 0.5, 1.0, 0.0], abs=1e-5)
    assert told[5] == 0.0  # the other person is as near, not nearer
    nearer = BOXES.clone()
    nearer[0] += torch.tensor([0.05, 0, 0.05, 0])
    assert lie(nearer, PEOPLE, 2, 1)[5] == 0.5
    assert lie(nearer, torch.zeros(3), 2, 1)[5] == 0.0


def test_boxes_in_each_other_are_no_trouble() -> None:
    assert torch.isfinite(lie(BOXES[[0, 0]], PEOPLE[[0, 0]], 0, 1)).all()
