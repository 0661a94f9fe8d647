"""A run's state on disk: one file, whole or as before."""

from pathlib import Path

import pytest
import torch

from models.errors import BadSetting
from tests.fakes.line_trainer import SETTINGS, Line
from training.loop.checkpoint import CHECKPOINT, State, load_checkpoint, save_checkpoint
from training.loop.running import RunFolders, restore


def test_what_is_kept_is_read_again(tmp_path: Path) -> None:
    whole = torch.arange(6.0).view(2, 3)
    state = State({"a": whole, "part of a": whole[:, 1], "number": torch.tensor(3.0)}, {"step": 7, "of": [1, "x"]})

    save_checkpoint(tmp_path / "new" / CHECKPOINT, state, SETTINGS)

    read = load_checkpoint(tmp_path / "new" / CHECKPOINT, SETTINGS)
    assert read.facts == state.facts
    assert read.tensors.keys() == state.tensors.keys()
    assert all(value.equal(state.tensors[name]) for name, value in read.tensors.items())
    assert [path.name for path in (tmp_path / "new").iterdir()] == [CHECKPOINT]


def test_a_save_that_fails_leaves_the_state_before(tmp_path: Path) -> None:
    path = tmp_path / CHECKPOINT
    save_checkpoint(path, State({"a": torch.ones(2)}, {"step": 1}), SETTINGS)
    (tmp_path / f"{CHECKPOINT}.part").mkdir()

    with pytest.raises(Exception, match="directory"):
        save_checkpoint(path, State({"a": torch.zeros(2)}, {"step": 2}), SETTINGS)

    assert load_checkpoint(path, SETTINGS).facts == {"step": 1}


@pytest.mark.parametrize("size", [0, 5, 100, -1])
def test_half_a_file_is_refused_in_words(tmp_path: Path, size: int) -> None:
    folders, trainer = RunFolders(tmp_path, tmp_path), Line()
    save_checkpoint(folders.checkpoint, trainer.state(), SETTINGS)
    folders.checkpoint.write_bytes(folders.checkpoint.read_bytes()[:size])

    with pytest.raises(BadSetting, match="is damaged"):
        restore(trainer, folders)


def test_a_run_does_not_go_on_with_other_frozen_weights(tmp_path: Path) -> None:
    first, second = Line(), Line()
    for trainer in (first, second):
        trainer.network.bias.requires_grad_(False)
    second.network.bias.add_(1.0)
    state = first.state()

    assert "parts.network.bias" not in state.tensors
    with pytest.raises(ValueError, match="others now"):
        second.restore(state)


def test_a_state_of_other_parts_is_not_taken(tmp_path: Path) -> None:
    state = Line().state()
    more = State({**state.tensors, "parts.network.third": torch.ones(1)}, state.facts)

    with pytest.raises(KeyError, match=r"network\.third"):
        Line().restore(more)
