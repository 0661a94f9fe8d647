"""Figures are kept with what they were measured on, and never those of a failed run."""

import json
import sys
from pathlib import Path

from tests.benchmarks.record import record


def test_the_last_line_is_kept_with_machine_date_and_command(tmp_path: Path) -> None:
    program = "print('working'); print('{\"faults\": 0}')"

    code = record("example", [sys.executable, "-c", program], folder=tmp_path)

    kept = json.loads((tmp_path / "example.json").read_text("utf-8"))
    assert code == 0
    assert kept["figures"] == {"faults": 0}
    assert {"machine", "date", "command", "seconds"} < set(kept)
    assert "/" not in kept["command"].split()[0]


def test_a_failed_run_leaves_the_figures_that_were_there(tmp_path: Path) -> None:
    (tmp_path / "example.json").write_text("{}", "utf-8")

    code = record("example", [sys.executable, "-c", "raise SystemExit(3)"], folder=tmp_path)

    assert code == 3
    assert (tmp_path / "example.json").read_text("utf-8") == "{}"
