"""Two processes that torchrun started measure a model together, and say what one says."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from app.cli import root
from tests.training.benchmarks.official.made_files import write_vcr


def test_two_processes_say_what_one_says(tmp_path: Path) -> None:
    write_vcr(tmp_path)
    evaluate = ["-m", "app", "evaluate", "vcr", "--data", str(tmp_path), "--json", "--out", str(tmp_path / "out")]
    environment = {name: value for name, value in os.environ.items() if name not in ("RANK", "WORLD_SIZE")}
    environment |= {"OMP_NUM_THREADS": "1", "DEIXIS_DATA_DIR": str(tmp_path / "data")}
    torchrun = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2"]

    done = subprocess.run([*torchrun, *evaluate], env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    together = json.loads((tmp_path / "out").read_text("utf-8"))
    alone = CliRunner().invoke(root, [*evaluate[2:], "--data-dir", str(tmp_path / "alone")])

    assert json.loads(done.stdout) == together  # one of them speaks
    assert "process 1 of 2" in done.stderr.decode()
    journals = {path.name for path in tmp_path.glob("data/evaluations/*/*.sqlite3")}
    assert journals == {"scores-0.sqlite3", "scores-1.sqlite3"}
    assert without_program(json.loads(alone.stdout)) == without_program(together)


def without_program(value: dict[str, Any]) -> dict[str, Any]:
    """Return results without the versions: a file of ours may be changed between two runs."""
    return {name: each for name, each in value.items() if name != "versions"}
