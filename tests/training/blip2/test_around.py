"""A run of the paper's models begins in a folder of its own."""

from pathlib import Path
from typing import Any

import pytest
import torch

from models.errors import BadSetting
from training.blip2.around import begin
from training.loop.checkpoint import CHECKPOINT
from training.loop.processes import ALONE
from training.loop.running import RunFolders, Watch


def test_a_run_that_is_there_is_gone_on_with_only_where_that_is_said(tmp_path: Path) -> None:
    folders, watch = RunFolders(tmp_path / "sights", tmp_path), Watch[Any]()
    (tmp_path / CHECKPOINT).touch()

    with pytest.raises(BadSetting, match="already holds a training run"):
        begin(folders, watch, "cpu", resume=False, threads=None)
    around = begin(folders, watch, "cpu", resume=True, threads=None)

    assert around == (folders, watch, torch.device("cpu"), ALONE)
