"""Files of tensors are whole, or not there."""

from pathlib import Path

import pytest
import torch
from safetensors import safe_open

from training.loop.tensor_files import write_tensors


def test_tensors_and_words_are_read_as_they_were_written(tmp_path: Path) -> None:
    across = torch.arange(6, dtype=torch.float16).view(2, 3).T  # not as it lies in memory
    path = tmp_path / "seen.safetensors"
    write_tensors(path, {"seen": torch.zeros(1)})

    write_tensors(path, {"seen": across}, {"held": "[1]"})

    with safe_open(path, "pt") as file:
        assert file.metadata() == {"held": "[1]"}
        assert file.get_tensor("seen").equal(across)
    assert [each.name for each in tmp_path.iterdir()] == ["seen.safetensors"]


def test_what_cannot_be_written_whole_does_not_take_the_place_of_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "seen.safetensors"
    write_tensors(path, {"seen": torch.ones(2)})
    shared = torch.zeros(4)

    with pytest.raises(RuntimeError, match="share memory"):
        write_tensors(path, {"one": shared, "other": shared})

    with safe_open(path, "pt") as file:
        assert file.get_tensor("seen").equal(torch.ones(2))
