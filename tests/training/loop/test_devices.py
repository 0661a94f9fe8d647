"""A training goes where it is told, or says in a sentence that it cannot."""

from typing import NamedTuple

import pytest
import torch

from models.errors import BadSetting
from training.loop.devices import choose_device, to_device


class Inner(NamedTuple):
    words: torch.Tensor
    count: int


class Outer(NamedTuple):
    inner: Inner
    pair: tuple[torch.Tensor, str]
    nothing: None


def test_auto_takes_a_gpu_where_there_is_one() -> None:
    assert choose_device("auto").type == ("cuda" if torch.cuda.is_available() else "cpu")
    assert choose_device("cpu") == torch.device("cpu")


@pytest.mark.parametrize("name", ["", "gpu", "cuda:", "cuda:x", "cpu:1", "mps"])
def test_an_unknown_device_is_answered_with_the_known_ones(name: str) -> None:
    with pytest.raises(BadSetting, match="auto, cpu, cuda or cuda:1"):
        choose_device(name)


def test_a_device_beyond_the_last_is_not_there() -> None:
    with pytest.raises(BadSetting, match="There is no cuda:97 to train on"):
        choose_device("cuda:97")


def test_all_tensors_of_a_batch_are_moved_and_the_rest_is_kept() -> None:
    batch = Outer(Inner(torch.ones(2), 3), (torch.zeros(1), "text"), None)

    moved = to_device(batch, torch.device("meta"))

    assert isinstance(moved, Outer)
    assert isinstance(moved.inner, Inner)
    assert {moved.inner.words.device.type, moved.pair[0].device.type} == {"meta"}
    assert (moved.inner.count, moved.pair[1], moved.nothing) == (3, "text", None)
