"""Where the time of a call goes: microseconds of this process for each part of asking and of reading.

What cannot be taken out is a difference: asking beyond its parts is handing out, waiting together for the disk, and the
journal; reading beyond its own is the rows of the journal, read and written.
"""

import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import orjson

from models.chat_completions import Talk, messages_of, parameters_of
from models.chats import disconnect
from models.corpus import ChatReply, ChatRequest
from models.http_posts import HttpPosts
from models.registry import ModelOptions, build_chat
from tests.benchmarks import call_speed
from tests.benchmarks.call_speed import CONCURRENCY, EACH, corpus_parser, picture_and_asked, request, serving
from tests.fakes.fault_server import reply_to
from training.corpus.calls.complete import request_key
from training.corpus.hygiene.known import known_of
from training.corpus.hygiene.marking import marks_of, reason_to_set_aside
from training.corpus.journal.as_json import as_json
from training.corpus.writing.kept import packed
from training.corpus.writing.parse import mark_repeats, read_kept
from training.corpus.writing.triples import read_triples

Item = TypeVar("Item")
Parts = dict[str, float]


def measure(folder: Path, calls: int, *, rounds: int = 5) -> dict[str, Any]:
    """Return the medians of the rounds, in each of which everything is measured by turns."""
    found: list[Parts] = []
    with serving() as url:
        for turn in range(rounds):
            journal = folder / f"parts-{turn}.sqlite3"
            asked = call_speed.ours(url, calls, journal).cpu
            read = call_speed.reading(journal, calls, corpus_parser()).cpu
            whole = {"raw": call_speed.raw(url, calls).cpu, "asked": asked, "read": read}
            found.append(whole | _asking(url, calls) | _reading(calls))
    medians = {name: 1e6 / calls * statistics.median(each[name] for each in found) for name in found[0]}
    rest = {f"{whole}: the rest": medians[whole] - _sum(medians, whole) for whole in ("asked", "read")}
    return {"calls": calls, "microseconds": {name: round(each, 1) for name, each in sorted((medians | rest).items())}}


def _sum(parts: Parts, whole: str) -> float:
    return sum(each for name, each in parts.items() if name.startswith(f"{whole}: "))


def _asking(url: str, calls: int) -> Parts:
    model, body = build_chat("local:fake", ModelOptions(base_url=url)), _body(request(0))
    numbers = range(calls)
    made = _seconds(numbers, request)

    async def post() -> None:
        posts = HttpPosts(f"{url}/chat/completions", {}, most_bytes=1 << 20, seconds=60)
        await _all_at_once(numbers, lambda _: posts.post(body))
        await posts.close()

    async def complete() -> None:
        await _all_at_once(numbers, lambda number: model.complete(request(number)))
        await disconnect(model)

    sent = call_speed.timed(calls, lambda: asyncio.run(post())).cpu
    return {
        "asked: request made": made,
        "asked: its key": _seconds(numbers, lambda number: request_key(model.name, request(number))) - made,
        "asked: sent and received": sent,
        "asked: written and read": call_speed.timed(calls, lambda: asyncio.run(complete())).cpu - sent - made,
    }


async def _all_at_once(numbers: Iterable[int], ask: Callable[[int], Awaitable[object]]) -> None:
    left = iter(numbers)

    async def work() -> None:
        for number in left:
            await ask(number)

    await asyncio.gather(*(work() for _ in range(CONCURRENCY)))


def _reading(calls: int) -> Parts:
    told, asked = picture_and_asked()
    known, talk = known_of(told), Talk("local:fake", "127.0.0.1", "")
    replies = [talk.read(reply_to(_body(request(number)))) for number in range(calls)]
    texts = [as_json(reply) for reply in replies]
    whole = _seconds(replies, lambda reply: read_kept(told, asked, reply, request="0" * 64))
    read = [read_kept(told, asked, reply, request=str(number)) for number, reply in enumerate(replies)]
    triples = _seconds(replies, lambda reply: read_triples(reply.text))
    marks = _seconds(
        [text for each in read for text in each.texts],
        lambda text: (reason_to_set_aside(text, "regions", known.captions), marks_of(text, "regions", known)),
    )
    pictures = [read[start : start + EACH] for start in range(0, calls, EACH)]
    return {
        "read: reply as a record": _seconds(texts, ChatReply.model_validate_json),
        "read: taken apart": triples,
        "read: marks": marks,
        "read: put together": whole - triples - marks,
        "read: repeats": _seconds(pictures, lambda some: list(mark_repeats(told, some))),
        "read: JSON": _seconds(pictures, lambda some: as_json(packed(told.picture, some))),
    }


def _seconds(items: Iterable[Item], work: Callable[[Item], object]) -> float:
    begun = time.process_time()
    for item in items:
        work(item)
    return time.process_time() - begun


def _body(asked: ChatRequest) -> bytes:
    return orjson.dumps({"model": "fake", "messages": messages_of(asked), **parameters_of(asked)})
