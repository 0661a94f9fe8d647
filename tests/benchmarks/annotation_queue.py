"""Let 64 simulated annotators judge a round to its end: `python -m tests.benchmarks.annotation_queue --size 20000`.

`--size` judgements are wanted, two of each item of five QARs. Every annotator is a thread that asks for the next screen
and sends its ratings, without a pause; the threads are spread over `--processes` processes, which share nothing but the
database. Then the database itself is asked who judged what. `--database postgres` starts a private cluster, whose fsync
is off. The last line is JSON; anything that is not exact, any error, and a share of more than 1.5 times the smallest
end the run with exit code 1. `sync_ms` is what the disk took for an fdatasync before and after, `cpu_ms_per_cycle` the
time of one next and one submit on a core, PostgreSQL's own work apart.
"""

import argparse
import contextlib
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from sqlalchemy import text

from db.engine import database_url, open_engine
from db.store import open_store
from models.errors import DeixisError
from models.judging import Candidate, Item, Rating, Round, RoundSettings, Screen, Submission
from models.records import QAR, Box, ImageRecord, Region
from tests.db.postgres_cluster import programs, running

ROOT = Path(__file__).parents[2]
OVERLAP, QARS, PICTURES = 2, 5, 50
MOST_UNEQUAL = 1.5
ROUND = "benchmark"
QUESTION = QAR(question="Why is [0] sad?", answer="It lost its ball.", rationale="There is no ball beside [0].")
REGION = Region(id=0, box=Box(10, 20, 200, 220), label="a dog")


def prepare(address: str, judgements: int) -> None:
    """Make a round that wants so many judgements."""
    pictures = [ImageRecord(id=f"{number:064x}", width=640, height=480) for number in range(PICTURES)]
    settings = RoundSettings(overlap=OVERLAP, extra=False, gold_every=0)
    with open_store(address) as store:
        for picture in pictures:
            store.save_image(picture, owner=None)
        items = [_item(number, pictures[number % PICTURES].id) for number in range(judgements // OVERLAP)]
        store.judging.start_round(
            Round(id=ROUND, name="Benchmark", settings=settings, created_at=datetime.now(UTC)), items
        )


def _item(number: int, image_id: str) -> Item:
    candidates = tuple(
        Candidate(id=f"{number}-{at}", image_id=image_id, regions=(REGION,), qar=QUESTION) for at in range(QARS)
    )
    return Item(id=f"item-{number}", image_id=image_id, regions=(REGION,), candidates=candidates)


def ratings_of(screen: Screen, annotator: str) -> Submission:
    said = [
        Rating(position=shown.position, criterion=criterion, value="accept")
        for shown in screen.shown
        for criterion in ("qa", "rationale")
    ]
    name = f"{annotator}-{screen.item_id}"
    return Submission(id=name, item_id=screen.item_id, token=screen.lease.token, ratings=tuple(said), seconds=20)


def work(address: str, annotators: Sequence[str]) -> dict[str, Any]:
    """Judge with one thread for each annotator until nothing is left; return times in ms and what went wrong."""
    nexts: list[float] = []
    submits: list[float] = []
    errors: list[str] = []
    together = threading.Barrier(len(annotators))

    def judge(annotator: str) -> None:
        together.wait(timeout=60)
        while True:
            try:
                begin = time.perf_counter()
                screen = store.judging.next_screen(ROUND, annotator)
                shown = time.perf_counter()
                if screen is None:
                    return
                store.judging.submit(ratings_of(screen, annotator), annotator)
                nexts.append((shown - begin) * 1000)
                submits.append((time.perf_counter() - shown) * 1000)
            except DeixisError as error:
                errors.append(str(error))

    with open_store(address) as store, ThreadPoolExecutor(len(annotators)) as threads:
        cpu = time.process_time()
        for done in [threads.submit(judge, annotator) for annotator in annotators]:
            done.result()
        cpu = time.process_time() - cpu
    return {"next": nexts, "submit": submits, "errors": errors, "cpu": cpu}


def work_in_processes(address: str, annotators: Sequence[str], processes: int) -> list[dict[str, Any]]:
    """Share the annotators out among processes that begin together."""
    shares = [annotators[at::processes] for at in range(processes)]
    words = [sys.executable, "-m", "tests.benchmarks.annotation_queue", "--work", address]
    started = [
        subprocess.Popen([*words, *share], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for share in shares
    ]
    for process in started:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in started:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    outputs = [process.communicate()[0] for process in started]
    if failed := [process.returncode for process in started if process.returncode]:
        raise RuntimeError(f"a process of annotators ended with {failed[0]}")
    return [json.loads(output) for output in outputs]


def verdict(address: str, annotators: Sequence[str]) -> dict[str, Any]:
    """Ask the database who judged what, in words of its own."""
    one = "SELECT count(*) FROM submissions WHERE slot IS NOT NULL"
    twice = "SELECT count(*) FROM (SELECT 1 FROM submissions GROUP BY item_id, annotator HAVING count(*) > 1) AS t"
    over = "SELECT count(*) FROM (SELECT 1 FROM submissions GROUP BY item_id HAVING count(*) > :overlap) AS t"
    shares = "SELECT annotator, count(*) FROM submissions GROUP BY annotator"
    engine = open_engine(database_url(address), pooled=False)
    with engine.connect() as connection:
        counted = Counter({row[0]: row[1] for row in connection.execute(text(shares))})
        each = [counted[annotator] for annotator in annotators]
        return {
            "assignments": connection.execute(text(one)).scalar_one(),
            "double": connection.execute(text(twice)).scalar_one(),
            "over_quota": connection.execute(text(over), {"overlap": OVERLAP}).scalar_one(),
            "ratings": connection.execute(text("SELECT count(*) FROM ratings")).scalar_one(),
            "min_share": min(each),
            "max_share": max(each),
        }


def measure(address: str, judgements: int, *, annotators: int, processes: int) -> dict[str, Any]:
    """Prepare, judge, count; return the figures under the names of the report."""
    names = [f"A-{number:06x}" for number in range(annotators)]
    prepare(address, judgements)
    start = time.perf_counter()
    worked = work_in_processes(address, names, processes)
    seconds = time.perf_counter() - start
    found = verdict(address, names)
    errors = [error for each in worked for error in each["errors"]]
    for error in sorted(set(errors)):
        sys.stdout.write(f"error: {error}\n")
    times = {name: [ms for each in worked for ms in each[name]] for name in ("next", "submit")}
    return {
        **found,
        "lock_errors": len(errors),
        **{f"p95_{name}_ms": _p95(times[name]) for name in times},
        "cpu_ms_per_cycle": round(1000 * sum(each["cpu"] for each in worked) / max(found["assignments"], 1), 2),
        "per_second": round(found["assignments"] / seconds, 1),
        "annotators": annotators,
        "processes": processes,
    }


def _p95(times: Sequence[float]) -> float:
    return round(quantiles(times, n=20)[-1], 1) if len(times) > 1 else 0.0


def faults(found: dict[str, Any], judgements: int) -> list[str]:
    """Return a line for everything that is not as it must be."""
    lines = [f"{found[name]} {name}" for name in ("double", "over_quota", "lock_errors") if found[name]]
    if found["assignments"] != judgements or found["ratings"] != judgements * QARS * 2:
        lines.append(f"{found['assignments']} assignments with {found['ratings']} ratings instead of {judgements}")
    if found["max_share"] > MOST_UNEQUAL * found["min_share"]:
        lines.append(f"shares from {found['min_share']} to {found['max_share']}")
    return lines


def sync_ms(folder: Path, count: int = 50) -> float:
    """Return the median time of an fdatasync after a page was written."""
    times: list[float] = []
    with tempfile.NamedTemporaryFile(dir=folder) as file:
        for _ in range(count):
            file.write(bytes(4096))
            file.flush()
            start = time.perf_counter()
            os.fdatasync(file.fileno())
            times.append((time.perf_counter() - start) * 1000)
    return round(median(times), 2)


@contextlib.contextmanager
def database(kind: str, folder: Path) -> Iterator[str]:
    """Yield the address of a new database."""
    if kind == "sqlite":
        yield str(folder / "deixis.sqlite3")
        return
    found = programs()
    if found is None:
        sys.exit("PostgreSQL's programs are neither on PATH nor in /usr/lib/postgresql.")
    with running(found) as addresses:
        yield addresses.format("postgres")


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=20_000, help="judgements wanted, an even number")
    parser.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite")
    parser.add_argument("--annotators", type=int, default=64)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--work", nargs="+", help=argparse.SUPPRESS)
    chosen = parser.parse_args(arguments)
    if chosen.work:
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        sys.stdin.readline()
        sys.stdout.write(json.dumps(work(chosen.work[0], chosen.work[1:])) + "\n")
        return 0
    with tempfile.TemporaryDirectory() as home, database(chosen.database, Path(home)) as address:
        before = sync_ms(Path(home))
        found = measure(address, chosen.size, annotators=chosen.annotators, processes=chosen.processes)
        found["sync_ms"] = [before, sync_ms(Path(home))]
    wrong = faults(found, chosen.size)
    sys.stdout.write("".join(f"{line}\n" for line in wrong) + json.dumps(found) + "\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
