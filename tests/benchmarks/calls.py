"""Ask a chat server many things, kill, fail and starve the run, and measure it: `python -m tests.benchmarks.calls`.

`--size` is the number of records that are asked of a failing server; kills (a two-hundredth), calls for speed (a half)
and calls for endurance (a hundred times as many) go with it. Where --distilabel or the variable DISTILABEL names a
Python that has distilabel, its calls are measured as well. The last line is JSON. Whatever is lost, left without a
final state, asked too often, or spent beyond a cap ends the run with exit code 1; what is slow does not.
"""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.benchmarks import call_endurance, call_faults, call_kills, call_parts, call_speed
from tests.benchmarks.call_distilabel import has_distilabel

FULL = 10_000
PARTS = ("speed", "parts", "kills", "faults", "endurance")


def measure(
    folder: Path, size: int, parts: tuple[str, ...] = PARTS, *, distilabel: Path | None = None
) -> dict[str, Any]:
    """Run the parts and return their figures."""
    of: dict[str, Callable[[], dict[str, Any]]] = {
        "speed": lambda: call_speed.measure(
            folder, max(size // 2, 200), rounds=3 if size >= FULL else 1, distilabel=distilabel
        ),
        "parts": lambda: call_parts.measure(folder, max(size // 5, 200), rounds=5 if size >= FULL else 1),
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
    parser.add_argument(
        "--distilabel",
        type=Path,
        default=os.environ.get("DISTILABEL") or None,
        help="a Python that has distilabel, never this one; else DISTILABEL",
    )
    chosen = parser.parse_args(arguments)
    if chosen.distilabel and not has_distilabel(chosen.distilabel):
        parser.error(
            f"{chosen.distilabel} has no distilabel; install it there, or leave --distilabel and DISTILABEL out."
        )
    with tempfile.TemporaryDirectory() as folder:
        found = measure(Path(folder), chosen.size, tuple(chosen.only or PARTS), distilabel=chosen.distilabel)
    sys.stdout.write(json.dumps(found) + "\n")
    return 1 if went_wrong(found) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
