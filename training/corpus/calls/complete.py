"""Ask a chat model many things at once: each once, every reply on the disk before it counts, and no more than allowed.

At most `concurrency` calls are under way or have a reply that is not durable yet: so many are made again after a kill.
"""

import asyncio
import hashlib
import json
import logging
import random
import time
from collections.abc import Callable, Sequence
from functools import lru_cache

import orjson

from models.base import ChatModel
from models.chats import Bounded, disconnect
from models.corpus import ChatReply, ChatRequest
from models.errors import CallFailed, CallPostponed, DeixisError, ModelUnavailable
from training.corpus.calls.job_feed import Job, JobFeed, Jobs
from training.corpus.calls.pacing import Pace, Sleep, Tries
from training.corpus.calls.spending import NOTHING, CapReached, Caps, Spending, Tokens, pictures_in
from training.corpus.journal.as_json import as_json
from training.corpus.journal.group_commit import GroupCommit
from training.corpus.journal.journal import Done, Journal
from training.corpus.journal.progress import Meter, Progress, Report
from training.corpus.journal.stage import reason_of

log = logging.getLogger(__name__)

KEY_VERSION = 2
KEY_LENGTH = 32  # hex digits, 128 bits: the longer a key, the more pages of its index each commit writes


def request_key(model: str, request: ChatRequest) -> str:
    """Return a hash, in hex, of all that changes a reply: the model's name, its settings and the messages."""
    settings = (request.temperature, request.nucleus, request.max_tokens, request.seed, request.sample)
    texts = [message.text.encode("utf-8", "surrogatepass") for message in request.messages]
    jpegs = [jpeg for message in request.messages for jpeg in message.jpegs]
    # The lengths say where one text ends and the next begins.
    shapes = [
        [message.speaker, len(text), *map(len, message.jpegs)]
        for message, text in zip(request.messages, texts, strict=True)
    ]
    parts = [_beginning(model, *settings), orjson.dumps(shapes), *texts, *jpegs]
    return hashlib.sha256(b"".join(parts)).hexdigest()[:KEY_LENGTH]


@lru_cache(maxsize=64)
def _beginning(model: str, *settings: float | None) -> bytes:
    """Return what a key is made of before the messages, which many requests share."""
    return json.dumps([KEY_VERSION, model, settings]).encode("ascii")


async def complete_all(
    jobs: Jobs,
    model: ChatModel,
    *,
    journal: Journal,
    concurrency: int = 16,
    caps: Caps = Caps(),
    tries: Tries = Tries(),
    stage: str = "generate",
    total: int | None = None,
    report: Report | None = None,
    seed: int = 0,
    clock: Callable[[], float] = time.monotonic,
    sleep: Sleep = asyncio.sleep,
) -> Progress:
    """Bring every job to its end: its reply, or the reason why there is none, is kept in the journal under its key.

    Jobs are pairs of a key (see request_key) and a request; those that the journal knows are skipped. `total` is how
    many there are. The progress that is returned says in `stopped` if a cap left something undone. Raises
    ModelUnavailable when no call will succeed, and CancelledError (asyncio turns Ctrl-C into that); either way what was
    replied is kept, and the next run goes on.
    """
    finished, spent = await asyncio.to_thread(lambda: (journal.count(stage), journal.spent(stage)))
    pool = _Pool(
        model,
        JobFeed(jobs, journal, stage),
        Spending(caps, Tokens(spent.get("prompt", 0), spent.get("reply", 0))),
        Meter(finished.ok, finished.failed, total, report, clock=clock),
        tries,
        Pace(concurrency, clock=clock, sleep=sleep, draw=random.Random(seed)),
        sleep=sleep,
        draw=random.Random(seed + 1),
    )
    return await pool.run(
        GroupCommit(journal, stage, tasks=concurrency, spent=pool.spent, kept=pool.count), concurrency
    )


class _Pool:
    """Workers that take a job, call until it has its final state, and wait until that is durable."""

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
        workers = [asyncio.create_task(self._work(commits)) for _ in range(concurrency)]
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
        self._feed.finished(row.key for row in rows)
        failed = sum(row.state == "failed" for row in rows)
        self._meter.count(len(rows) - failed, failed)
        self._meter.tell(self._progress)

    def _progress(self) -> Progress:
        prompt, reply = self._spending.spent
        return self._meter.now()._replace(
            calls=self._calls,
            prompt_tokens=prompt,
            reply_tokens=reply,
            cost=self._spending.cost,
            stopped=self._stopped,
        )

    async def _work(self, commits: GroupCommit) -> None:
        try:
            while (job := self._feed.ready() or await self._feed.next()) is not None:
                if rows := self._settled(await self._end_of(job)):
                    await commits.keep(rows)
        except CapReached as reached:
            self._stopped = str(reached)
            self._feed.end()

    def _settled(self, done: Done) -> list[Done]:
        """Return what is final now: a success makes the failures before it so."""
        if done.state == "ok":
            rows, self._doubtful = [*self._doubtful, done], []
            return rows
        self._doubtful.append(done)
        if len(self._doubtful) >= self._tries.in_a_row:
            raise ModelUnavailable(f"{self._tries.in_a_row} calls in a row failed, the last one so: {done.reason}")
        return []

    async def _end_of(self, job: Job) -> Done:
        """Call until the job has its reply, or has failed too often."""
        attempt = 1
        while True:
            try:
                return Done(job.key, "ok", value=as_json(await self._call(job.request)))
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
            except CallFailed as error:
                used = None if error.tokens is None else Tokens(*error.tokens)
                if isinstance(error, CallPostponed) and error.after is not None:
                    self._pace.asked_to_wait(error.after, began)
                raise
            except ModelUnavailable:
                used = NOTHING
                raise
            finally:
                self._pace.leave()
            if reply.prompt_tokens or reply.reply_tokens:  # the server counts
                used = Tokens(reply.prompt_tokens, reply.reply_tokens)
            self._pace.went_well()
            return reply
        finally:
            self._spending.settle(most, used, pictures=pictures_in(request) if self._spending.capped else 0)

    async def _timed(self, request: ChatRequest) -> ChatReply:
        try:
            async with asyncio.timeout(self._tries.call_seconds):
                return await self._model.complete(request)
        except TimeoutError:
            raise CallPostponed(
                f"{self._model.name} did not end a call in {self._tries.call_seconds:g} seconds."
            ) from None
