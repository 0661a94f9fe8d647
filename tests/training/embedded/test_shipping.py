"""Weights that are too large to ship are refused from the network's size."""

from pathlib import Path

import pytest
from torch import nn

from models.embedded.folder import WEIGHTS
from models.embedded.mark_reader import MarkReader, ReaderSettings
from models.embedded.weights import save_student
from models.errors import BadSetting
from models.marks import MarkStyle
from tests.fakes.tiny_student import tiny_network, tiny_vocabulary
from training.embedded.shipping import mebibytes_of, refuse_too_large


def test_the_size_is_that_of_the_file_or_slightly_more(tmp_path: Path) -> None:
    network, reader = tiny_network(), MarkReader(ReaderSettings(), MarkStyle())
    save_student(tmp_path, network, tiny_vocabulary(), reader=reader)

    size = mebibytes_of(network, reader)

    written = (tmp_path / WEIGHTS).stat().st_size / 2**20
    assert written <= size <= 1.1 * written


def test_networks_are_refused_that_are_too_large_together() -> None:
    half = nn.Linear(1990, 1990)  # 7.6 MiB as float16
    refuse_too_large(half, half)

    with pytest.raises(BadSetting, match=r"would have 22\.6\d MiB, .* may have 15\.25 MiB .* smaller"):
        refuse_too_large(half, half, half)
