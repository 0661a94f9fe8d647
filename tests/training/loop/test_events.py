"""Figures are written as TensorBoard reads them."""

from pathlib import Path
from typing import NamedTuple

import pytest

from tests.fakes.event_files import read_curves
from training.loop.events import EventFile, crc32c, figures_of

# Written by tensorboard 2.21: the version of the file, and "loss" -2.0 after step 300, both at second 1.
VERSION = bytes.fromhex("1800000000000000a37f4b2209000000000000f03f1a0d627261696e2e4576656e743a3286bf577a")
FIGURE = bytes.fromhex("1b000000000000001a0d9e1309000000000000f03f10ac022a0d0a0b0a046c6f737315000000c06416c22a")


class Progress(NamedTuple):
    step: int
    loss: float
    tags: dict[str, float]
    said: str


@pytest.mark.parametrize(
    ("data", "checksum"),
    [(b"123456789", 0xE3069283), (bytes(32), 0x8A9136AA), (b"\xff" * 32, 0x62A8AB43), (bytes(range(32)), 0x46DD794E)],
)
def test_the_checksum_is_that_of_the_standard(data: bytes, checksum: int) -> None:
    """The first is the usual check value, the others stand in RFC 3720, appendix B.4."""
    assert crc32c(data) == checksum


def test_records_are_those_that_tensorboard_itself_writes(tmp_path: Path) -> None:
    events = EventFile(tmp_path, 0, clock=lambda: 1.0)
    events.add(300, {"loss": -2.0})
    events.close()

    (path,) = tmp_path.iterdir()
    written = path.read_bytes()
    assert written.startswith(VERSION)
    assert written.endswith(FIGURE)


def test_figures_are_found_again_by_name_and_step(tmp_path: Path) -> None:
    events = EventFile(tmp_path, 0)
    events.add(1, {"loss": 0.5, "tags/noun": 0.25})
    events.add(300, {"loss": -2.0})
    events.close()

    assert read_curves(tmp_path) == {"loss": {1: 0.5, 300: -2.0}, "tags/noun": {1: 0.25}}


def test_a_run_that_goes_on_replaces_what_came_after_its_start(tmp_path: Path) -> None:
    first = EventFile(tmp_path, 0)
    for step in range(1, 6):
        first.add(step, {"loss": float(step)})
    first.close()

    second = EventFile(tmp_path, 3)
    second.add(4, {"loss": 40.0})
    second.close()

    assert read_curves(tmp_path)["loss"] == {1: 1.0, 2: 2.0, 3: 3.0, 4: 40.0}


def test_numbers_of_a_report_become_figures_and_words_do_not() -> None:
    told = Progress(3, 0.5, {"noun": 1.0}, "a word")

    assert figures_of(told) == {"step": 3.0, "loss": 0.5, "tags/noun": 1.0}
