"""Many calls by one plain loop: as many as may be under way are sent, and what was answered is kept together.

A task for each call, and a future for each of its waits, take three times as long as the call itself. So calls that go
well have none; what is not a plain reply, or has to wait, gets a task of its own, by the rules that hold for all.
"""

import asyncio
from collections.abc import Coroutine, Sequence
from typing import Protocol

from models.chats import Lane
from models.corpus import ChatReply
from models.errors import DeixisError
from training.corpus.calls.job_feed import Job, JobFeed
from training.corpus.journal.group_commit import GATHER, GroupCommit
from training.corpus.journal.journal import Done

EACH = 50e-6  # seconds that a quick server takes for a reply: so long each of the others is waited for, up to GATHER


class Rules(Protocol):
    """What becomes of calls; see Pool."""

    def begins(self) -> float | None: ...

    def replied(self, calls: Sequence[tuple[Job, ChatReply]], /) -> list[Done]: ...

    def failed(self, error: Exception | None, began: float, /) -> None: ...

    def settled(self, done: Done, /) -> list[Done]: ...

    async def end_of(self, job: Job, failed: Exception | None = None, /) -> Done: ...


class OneLoop:
    """Brings all jobs of a feed to their end, so many of them under way at a time or not durable yet."""

    def __init__(self, rules: Rules, feed: JobFeed, lane: Lane, commits: GroupCommit, concurrency: int) -> None:
        self._rules = rules
        self._feed = feed
        self._lane = lane
        self._commits = commits
        self._room = concurrency
        self._asked: dict[str, tuple[Job, float]] = {}  # with the moment when each began
        self._aside: set[asyncio.Task[None]] = set()
        self._broken: BaseException | None = None
        self._feeding = False
        self._fed_all = False
        self._wake = asyncio.Event()

    async def run(self) -> None:
        """Return when nothing is left."""
        try:
            while self._begin():
                await asyncio.sleep(min(len(self._asked) * EACH, GATHER))
                if not self._take():
                    await self._something()
                if self._broken is not None:
                    raise self._broken
        finally:
            self._lane.close()
            for task in self._aside:
                task.cancel()
            await asyncio.gather(*self._aside, return_exceptions=True)

    def _begin(self) -> bool:
        """Let as many jobs begin as there is room for, and say whether anything is under way."""
        while self._room and (job := self._feed.ready()) is not None:
            self._room -= 1
            began = self._rules.begins()
            if began is None:
                self._put_aside(self._end(job))
            elif self._lane.is_free:
                self._ask(job, began)
            else:
                self._put_aside(self._connect(job, began))
        if self._room and not self._feeding and not self._fed_all:
            self._feeding = True
            self._put_aside(self._feed_more())
        return bool(self._asked or self._aside)

    def _ask(self, job: Job, began: float) -> None:
        self._asked[job.key] = job, began
        self._lane.ask(job.key, job.request)

    def _take(self) -> bool:
        """Keep what was answered, and say whether anything was."""
        answered = self._lane.answered()
        replied: list[tuple[Job, ChatReply]] = []
        for key, outcome in answered:
            job, began = self._asked.pop(key)
            if isinstance(outcome, ChatReply):
                replied.append((job, outcome))
            else:
                self._rules.failed(outcome, began)
                self._put_aside(self._end(job, outcome))
        if replied:
            self._commits.keep_now(self._rules.replied(replied))
        self._room += len(replied)
        return bool(answered)

    async def _something(self) -> None:
        """Return when something was answered, is late, or has ended aside."""
        loop, due = asyncio.get_running_loop(), self._lane.due
        alarm = None if due is None else loop.call_at(due, self._wake.set)
        loop.add_reader(self._lane.fileno(), self._wake.set)
        try:
            await self._wake.wait()
        finally:
            loop.remove_reader(self._lane.fileno())
            if alarm is not None:
                alarm.cancel()
        self._wake.clear()

    def _put_aside(self, work: Coroutine[object, object, None]) -> None:
        task = asyncio.create_task(work)
        self._aside.add(task)
        task.add_done_callback(self._has_ended)

    def _has_ended(self, task: asyncio.Task[None]) -> None:
        self._aside.discard(task)
        error = None if task.cancelled() else task.exception()  # looked at of each, or asyncio complains
        self._broken = self._broken or error
        self._wake.set()

    async def _connect(self, job: Job, began: float) -> None:
        """Ask over a connection that is made first."""
        try:
            await self._lane.connect()
        except DeixisError as error:
            self._rules.failed(error, began)
            await self._end(job, error)
        else:
            self._ask(job, began)

    async def _end(self, job: Job, failed: Exception | None = None) -> None:
        """Bring a job to its end that needs time."""
        if rows := self._rules.settled(await self._rules.end_of(job, failed)):
            await self._commits.keep(rows)
        self._room += 1

    async def _feed_more(self) -> None:
        self._fed_all = not await self._feed.more()
        self._feeding = False
