"""Calls by a plain loop: what goes well needs no task, everything else ends by the rules that hold for all."""

import asyncio
import gc
from collections import Counter
from pathlib import Path

import pytest

from models.chat_local import LocalChat
from models.corpus import ChatReply
from models.errors import CallFailed, CallPostponed, ModelUnavailable
from models.registry import ModelOptions, build_chat
from tests.fakes.calling import jobs, reasons, run, texts
from tests.fakes.chats import Clock
from tests.fakes.fault_server import FaultServer
from tests.fakes.lanes import LanedChat, answers
from training.corpus.calls.complete import complete_all
from training.corpus.calls.pacing import Tries
from training.corpus.calls.spending import Caps
from training.corpus.journal.journal import Done, Journal
from training.corpus.journal.progress import Progress


def test_what_goes_well_goes_by_the_lane_alone(journal: Journal) -> None:
    model = LanedChat()

    progress = run(model, journal, 600, concurrency=5)

    assert texts(journal) == {f"k{number:03}": f"lane: q{number}" for number in range(600)}
    assert (progress.done, progress.failed, progress.calls) == (600, 0, 600)
    assert (progress.prompt_tokens, progress.reply_tokens) == (4200, 1800)
    assert not model.asked
    assert model.laid is not None
    assert (model.laid.connections, model.laid.closed, model.disconnected) == (5, True, True)


def test_nothing_is_asked_before_there_is_room_among_what_is_not_durable(journal: Journal) -> None:
    begun = 0
    open_calls: list[int] = []

    def asking(_text: str) -> None:
        nonlocal begun
        begun += 1
        open_calls.append(begun - journal.count("generate").ok)

    run(LanedChat(asking=asking), journal, 40, concurrency=5)

    assert max(open_calls) == 5


def test_a_call_that_fails_for_now_is_tried_again_the_other_way_and_counts_as_a_try(journal: Journal) -> None:
    def answer(text: str) -> ChatReply | Exception:
        return CallPostponed("busy by the lane") if text in ("q1", "q2") else answers(text)

    def say(text: str, time: int) -> str:
        if text == "q2":
            raise CallPostponed(f"busy {time}")
        return "at last"

    clock = Clock()
    model = LanedChat(answer, say)
    progress = run(model, journal, 4, clock=clock, tries=Tries(attempts=3, first_wait=1.0), concurrency=2)

    assert texts(journal) == {"k000": "lane: q0", "k001": "at last", "k003": "lane: q3"}
    assert reasons(journal) == {"k002": "busy 2 (3 tries)"}
    assert model.asked == {"q1": 1, "q2": 2}
    assert progress.calls == 4 + 3
    assert len(clock.slept) == 3


def test_a_call_that_failed_for_good_is_not_made_again(journal: Journal) -> None:
    def answer(text: str) -> ChatReply | Exception:
        return CallFailed("declined", tokens=(30, 10)) if text == "q1" else answers(text)

    model = LanedChat(answer)
    progress = run(model, journal, 3)

    assert (reasons(journal), dict(model.asked)) == ({"k001": "declined"}, {})
    assert (progress.prompt_tokens, progress.reply_tokens) == (2 * 7 + 30, 2 * 3 + 10)


def test_a_call_that_nobody_heard_is_made_again_and_counts_once(journal: Journal) -> None:
    model = LanedChat(lambda text: None if text == "q1" else answers(text))

    progress = run(model, journal, 3)

    assert texts(journal)["k001"] == "re: q1"
    assert (progress.done, progress.calls) == (3, 3)


def test_a_surprise_is_a_reason_too(journal: Journal) -> None:
    def answer(text: str) -> ChatReply | Exception:
        return KeyError(text) if text == "q1" else answers(text)

    assert run(LanedChat(answer), journal, 3).done == 2
    assert reasons(journal) == {"k001": "KeyError: 'q1'"}


def test_the_whole_pool_waits_when_the_server_asks_one_of_them(journal: Journal) -> None:
    clock = Clock()
    early: list[str] = []
    closed_until = 0.0

    def answer(text: str) -> ChatReply | Exception:
        nonlocal closed_until
        if text != "q3":
            return answers(text)
        closed_until = clock.now + 20
        return CallPostponed("too often", after=20.0)

    def asking(text: str) -> None:
        if clock.now < closed_until:
            early.append(text)

    progress = run(LanedChat(answer, asking=asking), journal, 40, clock=clock, concurrency=4)

    assert (progress.done, early) == (40, [])
    assert clock.now >= 120.0


def test_a_model_that_is_gone_stops_everything_and_keeps_what_was_replied(journal: Journal) -> None:
    def answer(text: str) -> ChatReply | Exception:
        return ModelUnavailable("fake:chat: no such model.") if text == "q5" else answers(text)

    model = LanedChat(answer)
    with pytest.raises(ModelUnavailable, match=r"^fake:chat: no such model\.$"):
        run(model, journal, 100, concurrency=4)

    assert {"k000", "k001", "k002", "k003", "k004"} <= set(texts(journal))
    assert len(texts(journal)) < 20
    assert reasons(journal) == {}
    assert model.laid is not None
    assert model.laid.closed


def test_a_model_that_refuses_everybody_says_so_once(journal: Journal, caplog: pytest.LogCaptureFixture) -> None:
    model = LanedChat(lambda _text: ModelUnavailable("fake:chat: no such key."))

    with pytest.raises(ModelUnavailable, match="no such key"):
        run(model, journal, 100, concurrency=8)
    gc.collect()

    assert caplog.records == [], "asyncio tells of errors that nobody looked at"


def test_a_server_that_fails_every_call_is_at_fault_and_the_calls_are_not(journal: Journal) -> None:
    model = LanedChat(lambda _text: CallFailed("wrong"))

    with pytest.raises(ModelUnavailable, match="5 calls in a row failed, the last one so: wrong"):
        run(model, journal, 100, concurrency=2, tries=Tries(in_a_row=5))

    assert journal.count("generate") == (0, 0)


def test_nobody_at_the_address_is_told_as_by_any_call(journal: Journal) -> None:
    model = LanedChat(unreachable=CallPostponed("nobody there"))

    assert run(model, journal, 3).done == 3
    assert set(texts(journal).values()) == {"re: q0", "re: q1", "re: q2"}

    with pytest.raises(ModelUnavailable, match="never there"):
        run(LanedChat(unreachable=ModelUnavailable("never there")), journal, 5)


@pytest.mark.parametrize("setting", ["cap", "slow"])
def test_what_must_be_watched_does_not_go_by_the_lane(journal: Journal, setting: str) -> None:
    model = LanedChat()
    if setting == "cap":
        run(model, journal, 3, caps=Caps(tokens=100_000))
    else:
        run(model, journal, 3, tries=Tries(call_seconds=1.0))

    assert set(texts(journal).values()) == {"re: q0", "re: q1", "re: q2"}
    assert model.laid is None


def test_who_presses_ctrl_c_keeps_what_was_replied(journal: Journal) -> None:
    def asking(text: str) -> None:
        if text == "q21":
            running.cancel()

    async def go() -> None:
        nonlocal running
        asked = complete_all(jobs(60), LanedChat(asking=asking), journal=journal, concurrency=4)
        running = asyncio.create_task(asked)
        await running

    running: asyncio.Task[Progress] = None  # type: ignore[assignment]  # set at once
    with pytest.raises(asyncio.CancelledError):
        asyncio.run(go())

    assert 17 <= len(texts(journal)) <= 24
    assert run(LanedChat(), journal, 60).done == 60


def ask_at(url: str, path: Path, *, laned: bool, **more: object) -> tuple[list[Done], Progress]:
    """Ask a server 120 times, and return what the journal holds and how it went."""
    model = build_chat("local:fake", ModelOptions(base_url=url, timeout=0.5))
    assert isinstance(model, LocalChat)
    if not laned:
        vars(model)["lane"] = lambda: None
    with Journal(path) as kept:
        tries = Tries(attempts=12, first_wait=0.01, longest_wait=0.05)
        asked = complete_all(jobs(120), model, journal=kept, concurrency=12, tries=tries, **more)  # type: ignore[arg-type]
        progress = asyncio.run(asked)
        return list(kept.read("generate")), progress


def test_both_ways_end_alike_at_a_server_that_fails_in_every_way_but_for_good(tmp_path: Path) -> None:
    passing = ("500", "reset", "broken off", "hang", "drip", "truncated JSON", "wrong schema", "megabyte")
    kept: list[list[Done]] = []
    for laned in (True, False):
        with FaultServer(faults=0.2, seed=7, only=passing) as server:
            rows, progress = ask_at(server.url, tmp_path / str(laned), laned=laned)
            stats = server.stats()
        assert (progress.done, progress.failed) == (120, 0)
        assert (stats["served"], stats["again"]) == (120, 0)
        assert sum(stats["faults"].values()) >= 10
        kept.append(rows)

    assert kept[0] == kept[1]


def test_a_parameter_that_is_refused_is_left_out_by_the_lane_too(tmp_path: Path) -> None:
    class Picky(FaultServer):
        def answer(self, exchange: object) -> None:
            body = exchange.body  # type: ignore[attr-defined]  # an Exchange
            seen[b"temperature" in body] += 1
            if b"temperature" in body:
                said = b'{"error": {"message": "Unsupported value", "param": "temperature"}}'
                exchange.write(b"HTTP/1.1 400 X\r\ncontent-length: %d\r\n\r\n%b" % (len(said), said))  # type: ignore[attr-defined]
            else:
                super().answer(exchange)  # type: ignore[arg-type]

    seen: Counter[bool] = Counter()
    with Picky() as server:
        _, progress = ask_at(server.url, tmp_path / "journal", laned=True)

    assert (progress.done, progress.failed) == (120, 0)
    assert seen[False] == 120
    assert seen[True] <= 12, "those that were under way before anybody knew"
