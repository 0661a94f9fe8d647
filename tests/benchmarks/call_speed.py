"""How much of a processor a call takes: raw sockets, the openai client, and ours with everything that a corpus needs.

The server is a process of its own and is not counted. All ask for the same prompts with so many calls at once, by turns
in one process. Ours is counted twice: `asked` is until every reply is on the disk, `read` is until its questions,
answers and rationales are there as well, with all that is held against them. Raw sockets do nothing with what they send
and receive; they are measured once more with the JSON written and read, which nobody can do without, and once more
looked after by one plain loop in the place of asyncio, as ours are.
"""

import asyncio
import contextlib
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import openai

from models.corpus import ChatReply, ChatRequest, Exchange, Message, Picture, Verbalization
from models.records import Box, ImageRecord, Region
from models.registry import ModelOptions, build_chat
from tests.benchmarks import call_distilabel, call_raw
from training.corpus.calls.complete import complete_all, request_key
from training.corpus.journal.journal import Journal
from training.corpus.journal.stage import run_stage
from training.corpus.writing.generate import Asked, GenerateSettings, requests_for
from training.corpus.writing.kept import packed
from training.corpus.writing.parse import mark_repeats, read_kept

CONCURRENCY = 64
WORDS = "A woman in a red coat holds the hand of a child and looks at the train that comes in. " * 31  # 2.7 kB
REGIONS = tuple(
    Region(id=number, box=Box(number, 0, number + 50, 60), label="person", description=f"a woman in a {colour} coat")
    for number, colour in enumerate(("red", "blue", "green", "white", "black"))
)
EACH = 6  # replies about a picture
GIVEN = tuple(
    Exchange(question=f"What is to the left of object number {number}?", answer="a bag") for number in range(15)
)
Replies = Sequence[tuple[str, ChatReply]]
Parse = Callable[[Replies], object]


class Cost(NamedTuple):
    """What so many calls took, in seconds of this process and of the clock."""

    calls: int
    cpu: float
    wall: float

    @property
    def per_cpu_second(self) -> float:
        return self.calls / self.cpu

    @property
    def per_second(self) -> float:
        return self.calls / self.wall


def request(number: int) -> ChatRequest:
    """Return one of the prompts, as long as those of a corpus."""
    return ChatRequest(messages=(Message(speaker="user", text=f"{number} {WORDS}"),), max_tokens=512)


@contextlib.contextmanager
def serving(*, latency: float = 0.0, faults: float = 0.0, seed: int = 0) -> Iterator[str]:
    """Run the fault server in a process of its own and yield its base URL."""
    command = [sys.executable, "-m", "tests.fakes.fault_server", f"--latency={latency}", f"--faults={faults}"]
    with subprocess.Popen(
        [*command, f"--seed={seed}"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.stdin.close()


def timed(calls: int, work: Callable[[], object]) -> Cost:
    cpu, wall = time.process_time(), time.perf_counter()
    work()
    return Cost(calls, time.process_time() - cpu, time.perf_counter() - wall)


def raw(url: str, calls: int, *, reads: bool = False, in_one_loop: bool = False) -> Cost:
    """Send the same prompts over raw sockets; see call_raw."""
    prompts = [f"{number} {WORDS}" for number in range(calls)]
    asking = call_raw.in_one_loop if in_one_loop else call_raw.reading_json if reads else call_raw.by_streams
    return timed(calls, asking(url, prompts, CONCURRENCY))


def official(url: str, calls: int) -> Cost:
    """Ask with the openai client as its manual does; nothing is kept."""
    left = iter(range(calls))

    async def ask(client: openai.AsyncOpenAI) -> None:
        for number in left:
            content = f"{number} {WORDS}"
            await client.chat.completions.create(
                model="fake", messages=[{"role": "user", "content": content}], max_tokens=512
            )

    async def ask_all() -> None:
        async with openai.AsyncOpenAI(base_url=url, api_key="none") as client:
            await asyncio.gather(*(ask(client) for _ in range(CONCURRENCY)))

    return timed(calls, lambda: asyncio.run(ask_all()))


def ours(url: str, calls: int, journal: Path) -> Cost:
    """Build the requests and ask; every reply is kept before it counts."""
    model = build_chat("local:fake", ModelOptions(base_url=url))

    def work() -> None:
        with Journal(journal) as kept:
            requests = (request(number) for number in range(calls))
            jobs = ((request_key(model.name, each), each) for each in requests)
            asyncio.run(complete_all(jobs, model, journal=kept, concurrency=CONCURRENCY, total=calls))

    return timed(calls, work)


def reading(journal: Path, calls: int, parse: Parse) -> Cost:
    """Read all replies that were kept, those about a picture together, and keep what was read."""

    def work() -> None:
        with Journal(journal) as kept:
            rows = kept.read("generate")
            replies = ((row.key, ChatReply.model_validate_json(row.value)) for row in rows)
            pictures = iter(lambda: list(islice(replies, EACH)), [])
            run_stage("parse", ((about[0][0], about) for about in pictures), parse, kept)
            assert kept.count("parse") == (-(-calls // EACH), 0)

    return timed(calls, work)


def measure(folder: Path, calls: int, *, rounds: int = 3, distilabel: Path | None = None) -> dict[str, Any]:
    """Measure all by turns and at a distance. Figures are calls for a second of processor time, medians of the rounds;
    `read` are calls whose replies were parsed and filtered as well. `distilabel` is a Python that has it."""
    found: dict[str, list[float]] = {
        "raw": [],
        "raw, JSON read": [],
        "raw, one loop": [],
        "openai": [],
        "asked": [],
        "read": [],
    }
    with serving() as url:
        for turn in range(rounds):
            journal = folder / f"speed-{turn}.sqlite3"
            asked = ours(url, calls, journal)
            read = reading(journal, calls, corpus_parser())
            found["asked"].append(asked.per_cpu_second)
            found["read"].append(calls / (asked.cpu + read.cpu))
            found["raw"].append(raw(url, calls).per_cpu_second)
            found["raw, JSON read"].append(raw(url, calls, reads=True).per_cpu_second)
            found["raw, one loop"].append(raw(url, calls, in_one_loop=True).per_cpu_second)
            found["openai"].append(official(url, max(calls // 8, CONCURRENCY)).per_cpu_second)
        peer = call_distilabel.measure(distilabel, url, WORDS, max(calls // 10, CONCURRENCY)) if distilabel else None
    medians = {name: statistics.median(each) for name, each in found.items()}
    return {
        "calls": calls,
        "per_cpu_second": {name: round(each) for name, each in medians.items()},
        "asked_share_of_raw": round(medians["asked"] / medians["raw"], 3),
        "asked_share_of_raw_in_one_loop": round(medians["asked"] / medians["raw, one loop"], 3),
        "asked_share_of_raw_with_json": round(medians["asked"] / medians["raw, JSON read"], 3),
        "asked_times_openai": round(medians["asked"] / medians["openai"], 1),
        "read_share_of_raw": round(medians["read"] / medians["raw"], 3),
        "read_share_of_raw_with_json": round(medians["read"] / medians["raw, JSON read"], 3),
        "read_times_openai": round(medians["read"] / medians["openai"], 1),
        "read_times_distilabel": round(medians["read"] / peer["per_cpu_second"], 1) if peer else None,
        "distilabel": peer or call_distilabel.ABSENT,
        **at_a_distance(folder, calls),
    }


def at_a_distance(folder: Path, calls: int, latency: float = 0.05) -> dict[str, float]:
    """Measure how much of concurrency / latency is reached, by ours and by raw sockets.

    A call waits for its commit as well, once or twice as long as the disk takes for `sync_milliseconds`.
    """
    with serving(latency=latency) as url:
        bare = raw(url, calls)
        cost = ours(url, calls, folder / "distance.sqlite3")
    limit = CONCURRENCY / latency
    return {
        "latency": latency,
        "share_of_limit": round(cost.per_second / limit, 3),
        "raw_share_of_limit": round(bare.per_second / limit, 3),
        "sync_milliseconds": round(1000 * seconds_to_sync(folder), 2),
    }


def seconds_to_sync(folder: Path, times: int = 50) -> float:
    """Return how long the disk takes to make 64 KiB durable, the median of so many times."""
    taken: list[float] = []
    with (folder / "synced").open("wb") as file:
        for _ in range(times):
            file.write(b"x" * 65_536)
            file.flush()
            started = time.perf_counter()
            os.fsync(file.fileno())
            taken.append(time.perf_counter() - started)
    return statistics.median(taken)


def picture_and_asked() -> tuple[Verbalization, Asked]:
    """Return a picture in words and what is asked of its regions."""
    picture = Picture(image=ImageRecord(id="0" * 64, width=640, height=480), path="a.jpg", regions=REGIONS)
    told = Verbalization(picture=picture, narratives=("A woman waits at a station.",) * 5, exchanges=GIVEN)
    return told, requests_for(told, GenerateSettings())[0].asked


def corpus_parser() -> Parse:
    """Return what reads the replies about a picture: three QARs each, with all that is held against them."""
    told, asked = picture_and_asked()

    def parse(replies: Replies) -> object:
        read = [read_kept(told, asked, reply, request=key) for key, reply in replies]
        assert all(len(each.texts) == 3 for each in read), "a reply of three triples was read otherwise"
        return packed(told.picture, mark_repeats(told, read))

    return parse
