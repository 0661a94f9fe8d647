"""A run that is killed again and again ends as one that was never touched, to the last bit."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

from safetensors.torch import load_file

from tests.fakes.event_files import read_curves
from tests.fakes.killed_runs import LONGER
from tests.fakes.line_trainer import run_line
from training.loop.checkpoint import CHECKPOINT
from training.loop.running import LOGS

KILLS = 20


def test_a_run_killed_twenty_times_has_the_weights_and_the_curve_of_one_that_was_not(tmp_path: Path) -> None:
    through, killed = tmp_path / "through", tmp_path / "killed"
    run_line(through, LONGER)

    command = [sys.executable, "-m", "tests.fakes.killed_runs", str(killed), str(KILLS), "7"]
    lost = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)

    assert len(lost) == KILLS
    assert min(Counter(lost)[what] for what in ("step", "file", "rename")) >= 2
    expected, found = (read_curves(folder / LOGS)["loss"] for folder in (through, killed))
    assert found == expected
    assert list(expected) == list(range(1, 61))
    own, other = (load_file(folder / CHECKPOINT) for folder in (through, killed))
    assert own.keys() == other.keys()
    assert all(value.equal(other[name]) for name, value in own.items())
