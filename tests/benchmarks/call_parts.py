"""Where the time of a call goes: microseconds of this process for each part of asking and of reading.

What cannot be taken out is a difference: asking beyond its parts is handing out and the journal, reading beyond its own
is the rows of the journal, read and written.
"""

import asyncio
import statistics
import time
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

import orjson

from models.chat_completions import Talk, messages_of, parameters_of
from models.chats import Lane, Laned
from models.corpus import ChatReply, ChatRequest
from models.http_lane import HttpLane
from models.http_posts import PostAddress
from models.registry import ModelOptions, build_chat
from tests.benchmarks import call_speed
from tests.benchmarks.call_speed import CONCURRENCY, EACH, corpus_parser, picture_and_asked, request, serving
from tests.fakes.fault_server import reply_to
from training.corpus.calls.complete import request_key
from training.corpus.hygiene.known import known_of
from training.corpus.hygiene.marking import judge
from training.corpus.journal.as_json import as_json
from training.corpus.journal.group_commit import GATHER
from training.corpus.writing.kept import packed
from training.corpus.writing.parse import mark_repeats, read_kept
from training.corpus.writing.triples import read_triples

Item = TypeVar("Item")
AnyLane = TypeVar("AnyLane", HttpLane, Lane)
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
    assert isinstance(model, Laned)
    made = _seconds(range(calls), request)
    address = PostAddress.of(f"{url}/chat/completions", {})
    sent = _by_lane(HttpLane(address, most_bytes=1 << 20, seconds=60), calls, lambda lane, key: lane.post(key, body))
    lane = model.lane()
    assert lane is not None
    told = _by_lane(lane, calls, lambda lane, key: lane.ask(key, request(int(key))))
    return {
        "asked: request made": made,
        "asked: its key": _seconds(range(calls), lambda number: request_key(model.name, request(number))) - made,
        "asked: sent and received": sent,
        "asked: written and read": told - sent - made,
    }


def _by_lane(lane: AnyLane, calls: int, ask: Callable[[AnyLane, str], object]) -> float:
    """Return the seconds that so many calls take of a loop that looks for answers when most are there."""
    take = lane.over if isinstance(lane, HttpLane) else lane.answered

    async def go() -> None:
        for _ in range(CONCURRENCY):
            await lane.connect()
        left, over = iter(range(calls)), 0
        room = CONCURRENCY
        while over < calls:
            for number in islice(left, room):
                ask(lane, str(number))
            await asyncio.sleep(GATHER)
            room = len(take())
            over += room

    cost = call_speed.timed(calls, lambda: asyncio.run(go())).cpu
    lane.close()
    return cost


def _reading(calls: int) -> Parts:
    told, asked = picture_and_asked()
    known, talk = known_of(told), Talk("local:fake", "127.0.0.1", "")
    replies = [talk.read(reply_to(_body(request(number)))) for number in range(calls)]
    texts = [as_json(reply) for reply in replies]
    whole = _seconds(replies, lambda reply: read_kept(told, asked, reply, request="0" * 64))
    read = [read_kept(told, asked, reply, request=str(number)) for number, reply in enumerate(replies)]
    triples = _seconds(replies, lambda reply: read_triples(reply.text))
    marks = _seconds(read, lambda each: judge(each.texts, "regions", known))
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
