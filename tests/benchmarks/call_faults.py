"""Ask a server that fails one time in five, in every way that servers do, until every job has its final state."""

import asyncio
import json
import re
import time
import urllib.request
from collections import Counter
from pathlib import Path
from typing import Any

from models.errors import ModelUnavailable
from models.registry import ModelOptions, build_chat
from tests.benchmarks.call_kills import jobs
from tests.benchmarks.call_speed import serving
from tests.fakes.fault_server import FaultServer
from training.corpus.calls.complete import complete_all
from training.corpus.calls.pacing import Tries
from training.corpus.calls.spending import Caps
from training.corpus.journal.journal import Journal
from training.corpus.journal.progress import Progress

CONCURRENCY = 64
SHARE = 0.2
TIMEOUT = 1.0  # seconds for a call; a server that hangs is given up then
TRIES = Tries(attempts=8, first_wait=0.1, longest_wait=2.0)


def measure(folder: Path, records: int, *, seed: int = 0) -> dict[str, Any]:
    """Ask for so many records; return their final states, and what the server saw."""
    journal = folder / "faults.sqlite3"
    with serving(faults=SHARE, seed=seed) as url:
        started = time.perf_counter()
        progress = _ask(journal, url, records)
        seconds = time.perf_counter() - started
        with urllib.request.urlopen(url) as answered:  # noqa: S310 - our own server
            seen = json.load(answered)
    stops = {status: _stop(folder, status) for status in (401, 403, 404)}
    return {
        "records": records,
        "replied": progress.done,
        "failed_with_a_reason": progress.failed,
        "without_final_state": records - progress.done - progress.failed,
        "reasons": _reasons(journal),
        "faults": sum(seen["faults"].values()),
        "faults_by_kind": seen["faults"],
        "requests": seen["requests"],
        "asked_during_a_pause": seen["early"],
        "seconds": round(seconds, 1),
        **_capped(folder, max(records // 10, 50), seed),
        "calls_before_a_stop": {status: calls for status, (calls, _) in stops.items()},
        "stopped_with": {status: said for status, (_, said) in stops.items()},
    }


def went_wrong(found: dict[str, Any]) -> bool:
    """Say whether a record was left, a pause was not kept, a cap was passed or a stop came late."""
    late = max(found["calls_before_a_stop"].values()) > CONCURRENCY
    over = found["tokens_at_the_server"] > found["cap"]
    return bool(found["without_final_state"]) or bool(found["asked_during_a_pause"]) or late or over


def _ask(journal: Path, url: str, records: int, caps: Caps = Caps()) -> Progress:
    model = build_chat("local:fake", ModelOptions(base_url=url, timeout=TIMEOUT))
    with Journal(journal) as kept:
        asking = complete_all(
            jobs(model.name, records),
            model,
            journal=kept,
            concurrency=CONCURRENCY,
            tries=TRIES,
            caps=caps,
            total=records,
        )
        return asyncio.run(asking)


def _reasons(journal: Path) -> dict[str, int]:
    """Return how many failed for which reason, the most frequent first; ports and tries are left out."""
    with Journal(journal) as kept:
        reasons = Counter(row.reason for row in kept.read("generate") if row.state == "failed")
    short: Counter[str] = Counter()
    for reason, count in reasons.items():
        short[_without_numbers(reason)] += count
    return dict(short.most_common())


def _without_numbers(said: str) -> str:
    return re.sub(r":\d{2,5}\b| \(\d+ tries\)", "", said)


def _capped(folder: Path, records: int, seed: int) -> dict[str, int]:
    """Allow half of the tokens that all records take, and count those of the replies that the server sent."""
    cap = records * 920 // 2
    with serving(faults=SHARE, seed=seed) as url:
        progress = _ask(folder / "capped.sqlite3", url, records, Caps(tokens=cap))
        with urllib.request.urlopen(url) as answered:  # noqa: S310 - our own server
            tokens = json.load(answered)["tokens"]
    assert progress.stopped, "the cap was not reached"
    return {"cap": cap, "tokens_at_the_server": tokens, "tokens_counted": sum(progress[6:8])}


def _stop(folder: Path, status: int) -> tuple[int, str]:
    """Return how many calls a server sees that refuses all of them with that status, and what ends the run."""
    with FaultServer(status=status) as server:
        try:
            _ask(folder / f"stopped-{status}.sqlite3", server.url, 10_000)
        except ModelUnavailable as stop:
            return server.stats()["requests"], _without_numbers(str(stop))
    raise AssertionError(f"a server that refuses with {status} did not stop the run")
