"""Kill a run of calls at random moments and go on: what was counted is never lost, and little is asked again.

The process that asks is forked from one that has imported all it needs, tells its progress over a pipe, and gets
SIGKILL when it has come as far as chance says. The server counts whole replies. Since its replies are functions of the
requests, the journal in the end must equal that of a run that nobody interrupted.
"""

import asyncio
import hashlib
import json
import multiprocessing
import random
import urllib.request
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from models.corpus import ChatRequest, Message
from models.registry import ModelOptions, build_chat
from tests.benchmarks.call_speed import serving
from training.corpus.calls.complete import complete_all, request_key
from training.corpus.journal.journal import Journal

CONCURRENCY = 16
LATENCY = 0.02
LEAST, MOST = 20, 150  # calls that come to their end before a kill
EACH = 240  # jobs for every kill: there is always something left to do


def jobs(model: str, count: int) -> Iterator[tuple[str, ChatRequest]]:
    for number in range(count):
        request = ChatRequest(messages=(Message(speaker="user", text=f"What is in picture {number}?"),))
        yield request_key(model, request), request


def ask_all(journal: Path, url: str, count: int, pipe: Connection | None = None) -> None:
    """Bring so many jobs to their end, and send how many are done whenever that changes."""
    model = build_chat("local:fake", ModelOptions(base_url=url))

    def told() -> Iterator[float]:  # a clock by which a report is always due
        now = 0.0
        while True:
            yield (now := now + 1.0)

    clock = told()
    with Journal(journal) as kept:
        report = None if pipe is None else (lambda progress: pipe.send(progress.done))
        asking = complete_all(
            jobs(model.name, count),
            model,
            journal=kept,
            concurrency=CONCURRENCY,
            report=report,
            clock=lambda: next(clock),
        )
        asyncio.run(asking)


def kill_at_work(journal: Path, url: str, count: int, after: int) -> int:
    """Let a process ask until so many more are done, kill it, and return how many it had counted."""
    forks = multiprocessing.get_context("forkserver")
    forks.set_forkserver_preload([__name__, "models.chat_local"])
    here, there = forks.Pipe(duplex=False)
    process = forks.Process(target=ask_all, args=(journal, url, count, there))
    process.start()
    there.close()
    first = counted = here.recv()
    while counted < first + after:
        counted = here.recv()
    process.kill()
    process.join()
    while here.poll():  # what it said before the end
        try:
            counted = here.recv()
        except EOFError:
            break
    here.close()
    assert process.exitcode == -9, "the process ended before it was killed"
    return counted


def measure(folder: Path, kills: int, *, seed: int = 0) -> dict[str, Any]:
    """Kill so often, then let the run come to its end; return what was lost, doubled and asked too often."""
    draw, journal, count = random.Random(seed), folder / "kills.sqlite3", EACH * kills
    lost = most_again = 0
    with serving(latency=LATENCY) as url:
        for _ in range(kills):
            before = _rows(journal), _served(url)
            counted = kill_at_work(journal, url, count, draw.randint(LEAST, MOST))
            rows, served = _rows(journal), _served(url)
            lost += max(counted - rows, 0)
            most_again = max(most_again, (served - before[1]) - (rows - before[0]))
        ask_all(journal, url, count)
        asked = _served(url)
    with serving() as url:
        ask_all(folder / "whole.sqlite3", url, count)
    return {
        "kills": kills,
        "jobs": count,
        "lost": lost + count - _rows(journal),
        "asked_again": asked - count,
        "asked_again_at_most": most_again,
        "allowed_for_each_kill": CONCURRENCY,
        "equal_to_an_uninterrupted_run": _digest(journal) == _digest(folder / "whole.sqlite3"),
    }


def went_wrong(found: dict[str, Any]) -> bool:
    """Say whether something was lost, asked too often or came out otherwise."""
    too_often = found["asked_again_at_most"] > found["allowed_for_each_kill"]
    return bool(found["lost"]) or too_often or not found["equal_to_an_uninterrupted_run"]


def _rows(journal: Path) -> int:
    with Journal(journal) as kept:
        return kept.count("generate").ok


def _digest(journal: Path) -> str:
    digest = hashlib.sha256()
    with Journal(journal) as kept:
        for row in kept.read("generate"):
            digest.update(json.dumps(row).encode())
    return digest.hexdigest()


def _served(url: str) -> int:
    with urllib.request.urlopen(url) as answered:  # noqa: S310 - our own server
        return json.load(answered)["served"]
