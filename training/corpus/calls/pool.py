"""The rules of many calls to one model: what is tried again, what is final, what stops everything, what all costs."""

import asyncio
import logging
import random
from collections.abc import Sequence

from models.base import ChatModel
from models.chats import Bounded, Laned, disconnect
from models.corpus import ChatReply, ChatRequest
from models.errors import CallFailed, CallPostponed, DeixisError, ModelUnavailable
from training.corpus.calls.job_feed import Job, JobFeed
from training.corpus.calls.one_loop import OneLoop
from training.corpus.calls.pacing import Pace, Sleep, Tries
from training.corpus.calls.spending import NOTHING, CapReached, Spending, Tokens, pictures_in
from training.corpus.journal.as_json import as_json
from training.corpus.journal.group_commit import GroupCommit
from training.corpus.journal.journal import Done
from training.corpus.journal.progress import Meter, Progress
from training.corpus.journal.stage import reason_of

log = logging.getLogger(__name__)


class Pool:
    """Workers that take a job, call until it has its final state, and wait until that is durable.

    Where a model has a lane, calls that need no care go that way instead, and workers have the others only.
    """

    def __init__(
        self,
        model: ChatModel,
        feed: JobFeed,
        spending: Spending,
        meter: Meter,
        tries: Tries,
        pace: Pace,
        *,
        sleep: Sleep,
        draw: random.Random,
    ) -> None:
        self._model = model
        self._feed = feed
        self._spending = spending
        self._meter = meter
        self._tries = tries
        self._pace = pace
        self._sleep = sleep
        self._draw = draw
        self._ends_by_itself = isinstance(model, Bounded) and model.timeout <= tries.call_seconds
        self._calls = 0
        self._stopped = ""
        # Failures without a success since: the model's fault perhaps, and then not final.
        self._doubtful: list[Done] = []

    async def run(self, commits: GroupCommit, concurrency: int) -> Progress:
        """Work until there is nothing left or nothing goes any more."""
        workers = self._workers(commits, concurrency)
        try:
            ended, _ = await asyncio.wait(workers, return_when=asyncio.FIRST_EXCEPTION)
            for worker in ended:
                worker.result()
            if self._doubtful:
                await commits.keep(self._doubtful)
        finally:
            for worker in workers:
                worker.cancel()
            await asyncio.gather(*workers, return_exceptions=True)
            try:
                await commits.finish()
            finally:
                await disconnect(self._model)
        return self._progress()

    def spent(self) -> dict[str, int]:
        """Return what was spent since this was asked last; see GroupCommit."""
        return {name: amount for name, amount in self._spending.not_yet_kept()._asdict().items() if amount}

    def count(self, rows: Sequence[Done]) -> None:
        """Count what is durable."""
        self._feed.finished([row.key for row in rows])
        failed = sum([row.state == "failed" for row in rows])
        self._meter.count(len(rows) - failed, failed)
        self._meter.tell(self._progress)

    def settled(self, done: Done) -> list[Done]:
        """Return what is final now: a success makes the failures before it so."""
        if done.state == "ok":
            rows, self._doubtful = [*self._doubtful, done], []
            return rows
        self._doubtful.append(done)
        if len(self._doubtful) >= self._tries.in_a_row:
            raise ModelUnavailable(f"{self._tries.in_a_row} calls in a row failed, the last one so: {done.reason}")
        return []

    async def end_of(self, job: Job, failed: Exception | None = None) -> Done:
        """Call until the job has its reply, or has failed too often; `failed` is how the first try did."""
        attempt = 1
        while True:
            try:
                if failed is not None:
                    error, failed = failed, None
                    raise error
                return _replied(job, await self._call(job.request))
            except CallPostponed as error:
                if attempt >= self._tries.attempts:
                    return Done(job.key, "failed", f"{reason_of(error)} ({attempt} tries)")
                if error.after is None:
                    await self._sleep(self._tries.wait(attempt, self._draw))
                attempt += 1
            except (ModelUnavailable, CapReached):
                raise
            except Exception as error:
                if not isinstance(error, DeixisError):
                    log.exception("the call for %s failed", job.key)
                return Done(job.key, "failed", reason_of(error))

    # For calls that are made elsewhere:

    def begins(self) -> float | None:
        """Let a call begin, and return when that was; None where it has to wait."""
        return self._pace.enter_at_once()

    def replied(self, calls: Sequence[tuple[Job, ChatReply]]) -> list[Done]:
        """Count calls that began, one or more, and were replied to; return what is final now."""
        self._calls += len(calls)
        for _ in calls:
            self._pace.leave()
            self._pace.went_well()
        prompt = sum([reply.prompt_tokens for _, reply in calls])
        self._spending.settle(NOTHING, Tokens(prompt, sum([reply.reply_tokens for _, reply in calls])))
        rows, self._doubtful = self._doubtful, []
        return [*rows, *(_replied(job, reply) for job, reply in calls)]

    def failed(self, error: Exception | None, began: float) -> None:
        """Count a call that began then, and went wrong; without an error nobody heard it."""
        self._calls += error is not None
        self._pace.leave()
        self._spending.settle(NOTHING, NOTHING if error is None else self._went_wrong(error, began))

    def _progress(self) -> Progress:
        prompt, reply = self._spending.spent
        return self._meter.now()._replace(
            calls=self._calls,
            prompt_tokens=prompt,
            reply_tokens=reply,
            cost=self._spending.cost,
            stopped=self._stopped,
        )

    def _workers(self, commits: GroupCommit, concurrency: int) -> list[asyncio.Task[None]]:
        # What a cap leaves is waited for, and a call without a limit of its own needs somebody who ends it.
        if self._ends_by_itself and not self._spending.capped and isinstance(self._model, Laned):
            lane = self._model.lane()
            if lane is not None:
                return [asyncio.create_task(OneLoop(self, self._feed, lane, commits, concurrency).run())]
        return [asyncio.create_task(self._work(commits)) for _ in range(concurrency)]

    async def _work(self, commits: GroupCommit) -> None:
        try:
            while (job := self._feed.ready() or await self._feed.next()) is not None:
                if rows := self.settled(await self.end_of(job)):
                    await commits.keep(rows)
        except CapReached as reached:
            self._stopped = str(reached)
            self._feed.end()

    async def _call(self, request: ChatRequest) -> ChatReply:
        most = await self._spending.set_apart(request) if self._spending.capped else NOTHING
        used: Tokens | None = NOTHING
        try:
            began = self._pace.enter_at_once()
            if began is None:
                began = await self._pace.enter()
            self._calls += 1
            used = None
            try:
                reply = await (self._model.complete(request) if self._ends_by_itself else self._timed(request))
            except Exception as error:
                used = self._went_wrong(error, began)
                raise
            finally:
                self._pace.leave()
            used = self._went_well(reply)
            return reply
        finally:
            self._spending.settle(most, used, pictures=pictures_in(request) if self._spending.capped else 0)

    def _went_well(self, reply: ChatReply) -> Tokens | None:
        """Return what a reply cost, None where the server did not count."""
        self._pace.went_well()
        return Tokens(reply.prompt_tokens, reply.reply_tokens) if reply.prompt_tokens or reply.reply_tokens else None

    def _went_wrong(self, error: Exception, began: float) -> Tokens | None:
        """Return what a call cost that failed, None where nobody knows."""
        if isinstance(error, CallPostponed) and error.after is not None:
            self._pace.asked_to_wait(error.after, began)
        if isinstance(error, CallFailed):
            return None if error.tokens is None else Tokens(*error.tokens)
        return NOTHING if isinstance(error, ModelUnavailable) else None

    async def _timed(self, request: ChatRequest) -> ChatReply:
        try:
            async with asyncio.timeout(self._tries.call_seconds):
                return await self._model.complete(request)
        except TimeoutError:
            raise CallPostponed(
                f"{self._model.name} did not end a call in {self._tries.call_seconds:g} seconds."
            ) from None


def _replied(job: Job, reply: ChatReply) -> Done:
    return Done(job.key, "ok", "", as_json(reply))
