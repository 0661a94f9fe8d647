"""Judging by many at once: `python -m tests.benchmarks.annotation --size 20000`, which takes about 20 minutes.

On each kind of database that can be made here (SQLite, and PostgreSQL with its fsync on):

queue   64 simulated annotators in two processes, without a server, make `--size` judgements, two of each item; then
        the database is asked who judged what
http    8 and then 32 raters judge over HTTP, paced and unpaced, with pictures; 8 more without pictures

and, where --potato or the variable POTATO names a Python that has potato-annotation, the CPU that a cycle of next and
submit costs its server and ours, in turns. The last line is JSON. Its counts are of everything that was judged, its
times those of the slower database; `assignments` is what the queue made on each. `sync_ms` is what the disk took for an
fdatasync before and after. Whatever is not exact ends the run with exit code 1, and so do times beyond the limits in a
run of full size, unless other programs took a tenth of the cores meanwhile.
"""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tests.benchmarks import annotation_http, annotation_potato, annotation_queue
from tests.benchmarks.annotation_http import PACE, Part
from tests.benchmarks.databases import Database, database, kinds, sync_ms
from tests.benchmarks.rating_rounds import draw_pictures, enrol, prepare
from tests.benchmarks.serving import Program, routes, served, whole_app

FULL = 20_000
LIMITS = {"p95_ms_8": 50.0, "p95_ms_32": 150.0}
QUIET = 0.1  # of the cores, for others
COUNTS = ("double", "over_quota", "lock_errors")


def parts(size: int, pace: float) -> tuple[Part, ...]:
    """Return what raters do over HTTP in a run of some size; the first part only warms the server up."""

    def screens(count: int) -> int:
        return max(1, round(count * size / FULL))

    return (
        Part("warm-up", 8, screens(10)),
        Part("paced_8", 8, screens(30), pace=pace),
        Part("paced_32", 32, screens(30), pace=pace),
        Part("unpaced_8", 8, screens(60)),
        Part("unpaced_32", 32, screens(30)),
        Part("without_pictures", 8, screens(60), pictures=False),
    )


def over_http(found: Database, folder: Path, todo: Sequence[Part], *, program: Program) -> dict[str, Any]:
    """Serve a new data folder and let raters judge; return the figures of each part by its name."""
    pictures = draw_pictures(folder / "pictures", max(part.screens for part in todo) * 4)
    for part in todo:
        prepare(found.address, part.judgements, round_id=part.name, pictures=pictures)
    seats = enrol(found.address, max(part.raters for part in todo))
    with served(program(folder, found.address), log=folder / "server.log") as server:
        processes = (server.process, *found.processes)
        measured = {
            part.name: annotation_http.measure(part, server.address, seats, database=found.address, processes=processes)
            for part in todo
        }
    return {name: figures for name, figures in measured.items() if name != "warm-up"}


def of_database(kind: str, size: int, *, annotators: int, todo: Sequence[Part], program: Program) -> dict[str, Any]:
    """Return the figures of one kind of database."""
    with tempfile.TemporaryDirectory() as home, database(kind, Path(home)) as found:
        before = sync_ms(Path(home))
        queue = annotation_queue.measure(found.address, size, annotators=annotators, processes=2)
    with tempfile.TemporaryDirectory() as home, database(kind, Path(home)) as found:
        http = over_http(found, Path(home), todo, program=program)
        return {"queue": queue, "http": http, "sync_ms": [before, sync_ms(Path(home))]}


def summary(databases: dict[str, dict[str, Any]], potato: dict[str, Any]) -> dict[str, Any]:
    """Return the last line: what the issue asks for first, then everything that was measured."""
    every = [figures for each in databases.values() for figures in _measured(each)]

    def slowest(part: str, name: str) -> float:
        return max(each["http"][part][name] for each in databases.values())

    return {
        "assignments": min(each["queue"]["assignments"] for each in databases.values()),
        **{name: sum(figures[name] for figures in every) for name in COUNTS},
        "p95_ms_8": slowest("paced_8", "p95_submit_ms"),
        "p95_ms_32": slowest("paced_32", "p95_submit_ms"),
        "cpu_ms_per_cycle": slowest("without_pictures", "cpu_ms_per_cycle"),
        "cpu_ms_per_cycle_with_pictures": slowest("unpaced_8", "cpu_ms_per_cycle"),
        **potato,
        "databases": databases,
    }


def _measured(of_kind: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield of_kind["queue"]
    yield from of_kind["http"].values()


def faults(found: dict[str, Any], size: int) -> list[str]:
    """Return a line for everything that is not as it must be."""
    lines = [
        f"{kind}: {fault}"
        for kind, each in found["databases"].items()
        for figures in _measured(each)
        for fault in figures["faults"]
    ]
    return lines + (_slow(found) if size >= FULL and is_quiet(found) else [])


def is_quiet(found: dict[str, Any]) -> bool:
    """Say whether the machine was ours in the parts whose times have limits."""
    paced = [each["http"][part] for each in found["databases"].values() for part in ("paced_8", "paced_32")]
    return max(figures["others_share_of_cpu"] for figures in paced) < QUIET


def _slow(found: dict[str, Any]) -> list[str]:
    slow = [f"{name} is {found[name]}, not {most} or less" for name, most in LIMITS.items() if found[name] > most]
    if (ratio := found["ratio_to_potato"]) is not None and ratio >= 1:
        slow.append(f"a cycle costs {ratio} times the CPU of Potato's")
    return slow


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=FULL, help="judgements wanted of the queue, an even number")
    parser.add_argument("--databases", nargs="+", choices=("sqlite", "postgres"), default=kinds())
    parser.add_argument("--annotators", type=int, default=64, help="of the queue")
    parser.add_argument("--pace", type=float, default=PACE, help="seconds that a paced rater spends with a screen")
    parser.add_argument(
        "--potato",
        type=Path,
        default=os.environ.get("POTATO") or None,
        help="a Python that has potato-annotation, never this one; else POTATO",
    )
    parser.add_argument("--routes-only", action="store_true", help="serve without the pages, which starts sooner")
    chosen = parser.parse_args(arguments)
    if chosen.potato and not annotation_potato.has_potato(chosen.potato):
        parser.error(f"{chosen.potato} has no potato-annotation; install it there, or leave --potato and POTATO out.")
    program = routes if chosen.routes_only else whole_app
    todo = parts(chosen.size, chosen.pace)
    databases = {
        kind: of_database(kind, chosen.size, annotators=chosen.annotators, todo=todo, program=program)
        for kind in chosen.databases
    }
    found = summary(databases, annotation_potato.compare(chosen.potato, program=program, size=chosen.size / FULL))
    wrong = faults(found, chosen.size)
    sys.stdout.write("".join(f"{line}\n" for line in wrong))
    if chosen.size >= FULL and not is_quiet(found):
        sys.stdout.write("Other programs were at work, so that times were not held against their limits.\n")
    sys.stdout.write(json.dumps(found) + "\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
