"""Ask a chat server many things, kill, fail and starve the run, and measure it: `python -m tests.benchmarks.calls`.

`--size` is the number of records that are asked of a failing server; kills (a two-hundredth), calls for speed (a half)
and calls for endurance (a hundred times as many) go with it. The last line is JSON. Whatever is lost, left without a
final state, asked too often, or spent beyond a cap ends the run with exit code 1; what is slow does not.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.benchmarks import call_endurance, call_faults, call_kills, call_speed

FULL = 10_000
PARTS = ("speed", "kills", "faults", "endurance")


def measure(folder: Path, size: int, parts: tuple[str, ...] = PARTS) -> dict[str, Any]:
    """Run the parts and return their figures."""
    of: dict[str, Callable[[], dict[str, Any]]] = {
        "speed": lambda: call_speed.measure(folder, max(size // 2, 200), rounds=3 if size >= FULL else 1),
        "kills": lambda: call_kills.measure(folder, max(size // 200, 2)),
        "faults": lambda: call_faults.measure(folder, size),
        "endurance": lambda: call_endurance.measure(folder, size * 100),
    }
    return {part: of[part]() for part in parts}


def went_wrong(found: dict[str, Any]) -> bool:
    """Say whether a promise was broken."""
    killed = "kills" in found and call_kills.went_wrong(found["kills"])
    return killed or ("faults" in found and call_faults.went_wrong(found["faults"]))


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=FULL, help="records that are asked of a failing server")
    parser.add_argument("--only", choices=PARTS, action="append", help="a part; all of them without")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        found = measure(Path(folder), chosen.size, tuple(chosen.only or PARTS))
    sys.stdout.write(json.dumps(found) + "\n")
    return 1 if went_wrong(found) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
