"""Run a benchmark and keep its figures in docs/figures with machine, date and command.

    python -m tests.benchmarks.record pictures -- python -m tests.benchmarks.pictures --size 20000

The benchmark's last line on stdout is JSON; when it fails, nothing is written and its exit code is passed on.
"""

import json
import os
import platform
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import psutil

FIGURES = Path(__file__).parents[2] / "docs" / "figures"


def record(name: str, command: list[str], *, folder: Path = FIGURES) -> int:
    """Run the command, show its output, write `<folder>/<name>.json` and return the exit code."""
    started = datetime.now(UTC)
    ran = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    sys.stdout.write(ran.stdout)
    if ran.returncode != 0:
        return ran.returncode
    figures = {
        "command": " ".join([Path(command[0]).name, *command[1:]]),
        "date": started.date().isoformat(),
        "machine": machine(),
        "seconds": round((datetime.now(UTC) - started).total_seconds(), 1),
        "figures": json.loads(ran.stdout.strip().splitlines()[-1]),
    }
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.json").write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
    return 0


def machine() -> str:
    """Describe the machine in words that name nobody's."""
    memory = psutil.virtual_memory().total / 2**30
    python = platform.python_version()
    return f"{os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()} {platform.machine()}, Python {python}"


if __name__ == "__main__":
    if len(sys.argv) < 4 or sys.argv[2] != "--":
        sys.exit("Usage: python -m tests.benchmarks.record NAME -- COMMAND ...")
    sys.exit(record(sys.argv[1], sys.argv[3:]))
