"""Several processes, as far as one can tell: two of them are in `tests/training/blip2/test_together.py`."""

import pytest
import torch

from models.errors import BadSetting
from tests.fakes.line_trainer import Line
from training.loop.processes import ALONE, is_first, join_processes


def test_one_process_does_by_itself_what_several_do_together() -> None:
    values = torch.ones(2, requires_grad=True)

    processes, device = join_processes("cpu")

    assert (processes, device) == (ALONE, torch.device("cpu"))
    assert processes.gather(values) is values
    assert (processes.rank, processes.count, processes.most(3)) == (0, 1, 3)
    assert is_first()


def test_a_model_that_one_process_trains_is_not_trained_by_several(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORLD_SIZE", "2")

    with pytest.raises(BadSetting, match="start it without torchrun"):
        Line()


def test_several_processes_do_not_share_one_device(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORLD_SIZE", "2")

    with pytest.raises(BadSetting, match='cannot share the device "cuda:1"'):
        join_processes("cuda:1")


def test_only_the_first_of_several_writes_and_speaks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RANK", "1")

    assert not is_first()
