"""Hand out the calls that are still to be made, as they are needed: a million take no more memory than a few."""

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterable, AsyncIterator, Iterable, Iterator
from typing import NamedTuple

from models.corpus import ChatRequest
from training.corpus.journal.journal import Journal

BATCH = 256  # jobs that are looked up together
LONGEST_READ = 0.05  # seconds that the first job of a batch waits for the others
QUICK = 0.01  # seconds to read a batch in which nobody else need go on


class Job(NamedTuple):
    """A request and the key under which its reply is kept."""

    key: str
    request: ChatRequest


Jobs = Iterable[tuple[str, ChatRequest]] | AsyncIterable[tuple[str, ChatRequest]]


class JobFeed:
    """Jobs that the journal does not know, each key once.

    They are looked up in a thread, and read in one where that takes long, as when pictures are opened for them. Texts
    alone are read sooner here than two threads take their turns.
    """

    def __init__(self, jobs: Jobs, journal: Journal, stage: str, *, quick: float = QUICK) -> None:
        self._jobs: Iterator[tuple[str, ChatRequest]] | AsyncIterator[tuple[str, ChatRequest]]
        self._jobs = aiter(jobs) if isinstance(jobs, AsyncIterable) else iter(jobs)
        self._journal = journal
        self._stage = stage
        self._ready: deque[Job] = deque()
        self._under_way: set[str] = set()
        self._turn = asyncio.Lock()
        self._ended = False
        self._quick = quick
        self._slow = True  # until it was seen to be quick

    def ready(self) -> Job | None:
        """Return the next job if there is one that need not be waited for."""
        return self._ready.popleft() if self._ready else None

    async def next(self) -> Job | None:
        """Return the next job, None when there are no more."""
        return self._ready.popleft() if await self.more() else None

    async def more(self) -> bool:
        """Wait until a job is ready, and say whether one is: there may be no more."""
        while not self._ready:
            async with self._turn:
                if self._ended:
                    return False
                if not self._ready:
                    await self._refill()
        return True

    def finished(self, keys: Iterable[str]) -> None:
        """Forget jobs that the journal knows now."""
        self._under_way.difference_update(keys)

    def end(self) -> None:
        """Hand out nothing more."""
        self._ended = True
        self._ready.clear()

    async def _refill(self) -> None:
        if isinstance(self._jobs, AsyncIterator):
            read = await _read_async(self._jobs)
        else:
            began = time.monotonic()
            read = await asyncio.to_thread(_read, self._jobs) if self._slow else _read(self._jobs)
            self._slow = time.monotonic() - began > self._quick
        new = await asyncio.to_thread(self._new, read)
        self._ended = self._ended or not read
        if not self._ended:
            self._under_way.update(new)
            self._ready.extend(Job(*each) for each in new.items())

    def _new(self, read: dict[str, ChatRequest]) -> dict[str, ChatRequest]:
        # In this order: a job that ends in between is no longer under way, and by then the journal knows it.
        idle = {key: request for key, request in read.items() if key not in self._under_way}
        known = self._journal.known(self._stage, list(idle))
        return {key: request for key, request in idle.items() if key not in known}


def _read(jobs: Iterator[tuple[str, ChatRequest]]) -> dict[str, ChatRequest]:
    read: dict[str, ChatRequest] = {}
    give_up = time.monotonic() + LONGEST_READ
    for key, request in jobs:
        read[key] = request
        if len(read) == BATCH or time.monotonic() > give_up:
            break
    return read


async def _read_async(jobs: AsyncIterator[tuple[str, ChatRequest]]) -> dict[str, ChatRequest]:
    read: dict[str, ChatRequest] = {}
    give_up = time.monotonic() + LONGEST_READ
    async for key, request in jobs:
        read[key] = request
        if len(read) == BATCH or time.monotonic() > give_up:
            break
    return read
