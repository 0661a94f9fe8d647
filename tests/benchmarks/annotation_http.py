"""Raters at work over HTTP: how long from the click to "saved", and what a screen costs the server.

Every rater is a thread with a connection of its own that judges a round to its end: next screen, its picture and the
one announced, a draft in the middle, the submission. A paced rater spends two seconds with each screen (between half
and one and a half times PACE), ten times less than people do; an unpaced one does not stop at all, and keeps no drafts.
Latencies are the client's, which shares the cores with the server; the step "submit" is from the click to "saved".
"""

import random
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from statistics import quantiles
from typing import Any, NamedTuple, TypeVar

import psutil

from tests.benchmarks.rater import Rater, Refused, submission_of
from tests.benchmarks.rating_rounds import Seat, inexact, verdict

PACE = 2.0  # seconds
Done = TypeVar("Done")
STEPS = ("next", "pictures", "draft", "submit")


class Part(NamedTuple):
    """So many raters who each judge about so many screens; a pace of 0 is as fast as they can."""

    name: str
    raters: int
    screens: int
    pace: float = 0.0
    pictures: bool = True

    @property
    def judgements(self) -> int:
        return self.raters * self.screens


class Times:
    """What several raters measured, in ms, and what went wrong."""

    def __init__(self) -> None:
        self.of: dict[str, list[float]] = {step: [] for step in STEPS}
        self.errors: list[str] = []

    def take(self, step: str, do: Callable[..., Done], *given: Any) -> Done:
        """Do something and keep how long it took."""
        begin = time.perf_counter()
        done = do(*given)
        self.of[step].append((time.perf_counter() - begin) * 1000)
        return done

    def p95(self, step: str) -> float | None:
        """Return the 95th percentile of a step that was done twice or more."""
        return round(quantiles(self.of[step], n=20)[-1], 1) if len(self.of[step]) > 1 else None


def judge(rater: Rater, part: Part, times: Times, draw: random.Random) -> None:
    """Judge until nothing is left."""
    time.sleep(draw.uniform(0, part.pace))
    while screen := times.take("next", rater.next, part.name):
        if part.pictures:
            times.take("pictures", rater.look_at, screen)
        if part.pace:
            half = draw.uniform(0.25, 0.75) * part.pace
            time.sleep(half)
            times.take("draft", rater.keep_draft, screen)
            time.sleep(half)
        times.take("submit", rater.submit, submission_of(screen))


def run(part: Part, address: str, seats: Sequence[Seat]) -> Times:
    """Let the raters of a part judge its round; return their times."""
    times = Times()
    together = threading.Barrier(part.raters)

    def sit(at: int) -> None:
        rater = Rater(address, seats[at].token)
        together.wait(timeout=60)
        try:
            judge(rater, part, times, random.Random(at))
        except (Refused, HTTPException, OSError) as error:
            times.errors.append(f"{type(error).__name__}: {error}")
        finally:
            rater.close()

    with ThreadPoolExecutor(part.raters) as threads:
        for done in [threads.submit(sit, at) for at in range(part.raters)]:
            done.result()
    return times


def measure(
    part: Part, address: str, seats: Sequence[Seat], *, database: str, processes: Sequence[int]
) -> dict[str, Any]:
    """Run a part; return its figures, with the CPU of the server's processes and the share that others took."""
    began, machine, own, server = time.perf_counter(), _busy(), time.process_time(), cpu_of(processes)
    times = run(part, address, seats)
    seconds = time.perf_counter() - began
    server, own = cpu_of(processes) - server, time.process_time() - own
    others = max(0.0, _busy() - machine - server - own) / (seconds * (psutil.cpu_count() or 1))
    found = verdict(database, [seat.pseudonym for seat in seats[: part.raters]], round_id=part.name)
    found["lock_errors"] = len(times.errors)
    done = max(found["assignments"], 1)
    return {
        **found,
        "raters": part.raters,
        "pace_seconds": part.pace,
        **{f"p95_{step}_ms": times.p95(step) for step in STEPS if times.of[step]},
        "cpu_ms_per_cycle": round(1000 * server / done, 2),
        "client_cpu_ms_per_cycle": round(1000 * own / done, 2),
        "per_second": round(done / seconds, 1),
        "others_share_of_cpu": round(others, 2),
        "faults": inexact(found, part.judgements) + sorted(set(times.errors)),
    }


def cpu_of(processes: Sequence[int]) -> float:
    """Return the seconds that processes and their children, also those that ended, have spent on a core."""
    found = [psutil.Process(process) for process in processes]
    every = {each.pid: each for process in found for each in (process, *process.children(recursive=True))}
    return sum(sum(each.cpu_times()[:4]) for each in every.values())


def _busy() -> float:
    spent = psutil.cpu_times()
    return sum(spent[:3]) + sum(getattr(spent, name, 0.0) for name in ("irq", "softirq", "steal"))
