"""Many calls that cost nothing: does the memory stay as it is, and how long does a run take to see that all is done?"""

import asyncio
import hashlib
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil

from models.corpus import ChatReply, ChatRequest, Message
from training.corpus.calls.complete import complete_all
from training.corpus.journal.journal import Journal
from training.corpus.journal.progress import Progress

CONCURRENCY = 64
REQUEST = ChatRequest(messages=(Message(speaker="user", text="What is in the picture?"),))
REPLY = ChatReply(text="A dog that waits for somebody. " * 8, model="fake:instant")


class Instant:
    """A chat model that always says the same, at once."""

    name = "fake:instant"

    def __init__(self) -> None:
        self.calls = 0

    async def complete(self, request: ChatRequest) -> ChatReply:
        """Reply after the other tasks had their turn."""
        del request  # whatever it is
        self.calls += 1
        await asyncio.sleep(0)
        return REPLY


def jobs(count: int) -> Iterator[tuple[str, ChatRequest]]:
    """Yield as many jobs; their keys are as scattered as those of requests."""
    return ((hashlib.sha256(b"%d" % number).hexdigest(), REQUEST) for number in range(count))


def measure(folder: Path, calls: int) -> dict[str, Any]:
    """Make so many calls, then begin again; return the growth of the memory and the seconds of the second run."""
    journal, memory = folder / "endurance.sqlite3", psutil.Process()
    sizes: list[tuple[int, int]] = []

    def report(progress: Progress) -> None:
        sizes.append((progress.done, memory.memory_info().rss))

    _run(journal, calls, Instant(), report)
    # What is imported and cached first is no growth: a tenth of the run is its beginning.
    settled = next(size for done, size in sizes if done >= calls // 10)
    again = Instant()
    started, cpu = time.perf_counter(), time.process_time()
    progress = _run(journal, calls, again)
    seconds, cpu_seconds = time.perf_counter() - started, time.process_time() - cpu
    assert (progress.done, again.calls) == (calls, 0), "a finished call was made again"
    with Journal(journal) as kept:
        started = time.perf_counter()
        assert len(kept.keys("generate")) == calls
        scan = time.perf_counter() - started
    return {
        "calls": calls,
        "memory_mib": round(max(size for _, size in sizes) / 2**20),
        "memory_growth_mib": round((sizes[-1][1] - settled) / 2**20, 1),
        "resume_seconds": round(seconds, 2),
        "resume_cpu_seconds": round(cpu_seconds, 2),
        "scan_seconds": round(scan, 2),
    }


def _run(journal: Path, calls: int, model: Instant, report: object = None) -> Progress:
    with Journal(journal) as kept:
        asking = complete_all(
            jobs(calls),
            model,
            journal=kept,
            concurrency=CONCURRENCY,
            total=calls,
            report=report,  # type: ignore[arg-type]  # a function or nothing
        )
        return asyncio.run(asking)
