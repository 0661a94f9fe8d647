"""What steps told is the same after a checkpoint kept it."""

import doctest
import json
import math
from typing import NamedTuple

import torch
from torch import Tensor

import training.loop.told
from training.loop.told import all_told, plain


class Facts(NamedTuple):
    words: float
    shares: tuple[float, ...]
    seen: Tensor
    cut: int


FIRST = Facts(1 / 3, (0.1, math.inf), torch.tensor([0.1, 1 / 3]), 2)
SECOND = Facts(0.5, (0.7, 0.0), torch.tensor([2.0, 3.0]), 0)


def test_what_a_step_told_is_the_same_to_the_last_bit_and_of_the_same_kind() -> None:
    kept = json.loads(json.dumps([plain(FIRST)]))

    first, second = all_told(kept, [SECOND])

    assert second is SECOND
    assert (type(first), first.words, first.shares, first.cut) == (Facts, FIRST.words, FIRST.shares, FIRST.cut)
    assert (first.seen.dtype, first.seen.equal(FIRST.seen)) == (torch.float32, True)
    assert all_told([0.25], [0.5]) == [0.25, 0.5]


def test_what_an_older_trainer_told_otherwise_is_left_out() -> None:
    assert all_told([[1.0, 2.0]], [SECOND]) == [SECOND]
    assert all_told([1.0], [SECOND]) == [SECOND]


def test_its_examples_hold() -> None:
    assert doctest.testmod(training.loop.told).failed == 0
