"""Ask a chat model many things at once: each once, every reply on the disk before it counts, and no more than allowed.

At most `concurrency` calls are under way or have a reply that is not durable yet: so many are made again after a kill.
"""

import asyncio
import hashlib
import json
import random
import time
from collections.abc import Callable
from functools import lru_cache

import orjson

from models.base import ChatModel
from models.corpus import ChatRequest
from training.corpus.calls.job_feed import JobFeed, Jobs
from training.corpus.calls.pacing import Pace, Sleep, Tries
from training.corpus.calls.pool import Pool
from training.corpus.calls.spending import Caps, Spending, Tokens
from training.corpus.journal.group_commit import GroupCommit
from training.corpus.journal.journal import Journal
from training.corpus.journal.progress import Meter, Progress, Report

KEY_VERSION = 2
KEY_LENGTH = 32  # hex digits, 128 bits: the longer a key, the more pages of its index each commit writes


def request_key(model: str, request: ChatRequest) -> str:
    """Return a hash, in hex, of all that changes a reply: the model's name, its settings and the messages."""
    settings = (request.temperature, request.nucleus, request.max_tokens, request.seed, request.sample)
    shapes: list[list[str | int]] = []
    texts: list[bytes] = []
    jpegs: list[bytes] = []
    for message in request.messages:
        text = message.text.encode("utf-8", "surrogatepass")
        # The lengths say where one text ends and the next begins.
        shapes.append([message.speaker, len(text), *map(len, message.jpegs)])
        texts.append(text)
        jpegs += message.jpegs
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
    pool = Pool(
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
