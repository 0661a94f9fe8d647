"""The queue without the server: simulated annotators judge a round to its end straight on the database.

Every annotator is a thread that asks for the next screen and sends its ratings, without a pause; the threads are spread
over processes, which share nothing but the database. `cpu_ms_per_cycle` is the time of one next and one submit on a
core, PostgreSQL's own work apart.
"""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import quantiles
from typing import Any

from db.store import open_store
from models.errors import DeixisError
from models.judging import Rating, Screen, Submission
from tests.benchmarks.rating_rounds import inexact, prepare, unequal, verdict

ROOT = Path(__file__).parents[2]
ROUND = "benchmark"


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
    words = [sys.executable, "-m", "tests.benchmarks.annotation_queue", address]
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


def measure(address: str, judgements: int, *, annotators: int, processes: int) -> dict[str, Any]:
    """Prepare, judge, count; return the figures under the names of the report."""
    names = [f"A-{number:06x}" for number in range(annotators)]
    prepare(address, judgements, round_id=ROUND)
    start = time.perf_counter()
    worked = work_in_processes(address, names, processes)
    seconds = time.perf_counter() - start
    found = verdict(address, names, round_id=ROUND)
    errors = [error for each in worked for error in each["errors"]]
    found["lock_errors"] = len(errors)
    times = {name: [ms for each in worked for ms in each[name]] for name in ("next", "submit")}
    return {
        **found,
        **{f"p95_{name}_ms": _p95(times[name]) for name in times},
        "cpu_ms_per_cycle": round(1000 * sum(each["cpu"] for each in worked) / max(found["assignments"], 1), 2),
        "per_second": round(found["assignments"] / seconds, 1),
        "annotators": annotators,
        "processes": processes,
        "faults": [*inexact(found, judgements), *unequal(found), *sorted(set(errors))],
    }


def _p95(times: Sequence[float]) -> float:
    return round(quantiles(times, n=20)[-1], 1) if len(times) > 1 else 0.0


def main(annotators: Sequence[str], address: str) -> None:
    """Be one of the processes: wait until all are ready, work, and report."""
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    sys.stdout.write(json.dumps(work(address, annotators)) + "\n")


if __name__ == "__main__":
    main(sys.argv[2:], sys.argv[1])
