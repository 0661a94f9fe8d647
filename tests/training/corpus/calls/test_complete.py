"""Every call comes to its end, once, and what was replied is on the disk before it counts."""

import asyncio
import logging

import pytest

from models.corpus import ChatReply, ChatRequest
from models.errors import CallFailed, CallPostponed, ModelUnavailable
from tests.fakes.calling import jobs, reasons, run, texts
from tests.fakes.chats import Clock, ScriptedChat
from training.corpus.calls.complete import complete_all
from training.corpus.calls.pacing import Tries
from training.corpus.journal.journal import Journal
from training.corpus.journal.progress import Progress


def test_every_reply_is_kept_under_its_key(journal: Journal) -> None:
    model = ScriptedChat()

    progress = run(model, journal, concurrency=3)

    assert texts(journal) == {f"k{number:03}": f"re: q{number}" for number in range(10)}
    assert (progress.done, progress.failed, progress.left, progress.calls, progress.stopped) == (10, 0, 0, 10, "")
    assert (progress.prompt_tokens, progress.reply_tokens) == (70, 30)
    assert model.disconnected


def test_as_many_calls_are_under_way_as_are_allowed(journal: Journal) -> None:
    class Together(ScriptedChat):
        barrier: asyncio.Barrier

        async def complete(self, request: ChatRequest) -> ChatReply:
            await self.barrier.wait()
            return await super().complete(request)

    model = Together()
    model.barrier = asyncio.Barrier(3)
    run(model, journal, 9, concurrency=3)

    assert (sum(model.asked.values()), model.most_at_once) == (9, 3)


def test_what_is_known_is_not_asked_again_and_a_key_is_asked_once(journal: Journal) -> None:
    model = ScriptedChat()
    run(model, journal, 4)

    async def twice() -> Progress:
        return await complete_all([*jobs(6), *jobs(6)], model, journal=journal, concurrency=4)

    progress = asyncio.run(twice())

    assert set(model.asked.values()) == {1}
    assert (progress.done, progress.calls) == (6, 2)


def test_nothing_counts_before_it_is_durable(journal: Journal) -> None:
    told: list[tuple[int, int]] = []
    clock = Clock()

    def say(text: str, _time: int) -> str:
        clock.now += 1
        return text

    def report(progress: Progress) -> None:
        told.append((progress.done, journal.count("generate").ok))

    run(ScriptedChat(say), journal, 20, clock=clock, report=report, concurrency=2)

    assert len(told) >= 10
    assert all(done <= durable for done, durable in told)
    assert told[-1] == (20, 20)


def test_no_worker_asks_again_before_its_last_reply_is_durable(journal: Journal) -> None:
    finished = 0
    ahead: list[int] = []

    def say(text: str, _time: int) -> str:
        nonlocal finished
        ahead.append(finished - journal.count("generate").ok)
        finished += 1
        return text

    run(ScriptedChat(say), journal, 40, concurrency=5)

    assert max(ahead) < 5


def test_a_call_that_fails_for_now_is_made_again_with_longer_and_longer_waits(journal: Journal) -> None:
    clock = Clock()

    def say(text: str, time: int) -> str:
        if time < 4:
            raise CallPostponed("busy")
        return text

    progress = run(ScriptedChat(say), journal, 1, clock=clock, tries=Tries(first_wait=1.0, longest_wait=60.0))

    assert texts(journal) == {"k000": "q0"}
    assert progress.calls == 4
    assert [low <= slept <= 2 * low for slept, low in zip(clock.slept, (0.5, 1.0, 2.0), strict=True)] == [True] * 3


def test_a_call_that_keeps_failing_is_given_up_with_its_last_reason(journal: Journal) -> None:
    def say(text: str, time: int) -> str:
        if text == "q1":
            raise CallPostponed(f"busy {time}")
        return text

    model = ScriptedChat(say)
    progress = run(model, journal, 3, tries=Tries(attempts=4))

    assert (progress.done, progress.failed) == (2, 1)
    assert reasons(journal) == {"k001": "busy 4 (4 tries)"}
    assert model.asked["q1"] == 4


def test_a_call_that_failed_for_good_is_not_made_again(journal: Journal) -> None:
    def say(text: str, _time: int) -> str:
        if text == "q1":
            raise CallFailed("fake:chat declined to reply.")
        return text

    model = ScriptedChat(say)
    run(model, journal, 3)
    run(model, journal, 3)

    assert reasons(journal) == {"k001": "fake:chat declined to reply."}
    assert model.asked["q1"] == 1


def test_a_surprise_is_a_reason_too_and_is_traced(journal: Journal, caplog: pytest.LogCaptureFixture) -> None:
    def say(text: str, _time: int) -> str:
        return {"q0": "yes"}[text]

    with caplog.at_level(logging.ERROR):
        progress = run(ScriptedChat(say), journal, 2)

    assert (progress.done, reasons(journal)) == (1, {"k001": "KeyError: 'q1'"})
    assert caplog.records[0].exc_info is not None


def test_the_whole_pool_waits_as_long_as_the_server_asks(journal: Journal) -> None:
    clock = Clock()

    class Busy(ScriptedChat):
        early = refused = 0
        closed_until = 0.0

        async def complete(self, request: ChatRequest) -> ChatReply:
            self.early += clock.now < self.closed_until
            return await super().complete(request)

        def say(self, text: str, time: int) -> str:
            clock.now += 0.01
            if text in ("q3", "q17") and time == 1:
                self.refused += 1
                self.closed_until = clock.now + 20
                raise CallPostponed("too often", after=20.0)
            return text

    model = Busy(lambda text, time: model.say(text, time))
    progress = run(model, journal, 40, clock=clock, concurrency=4)

    assert (progress.done, model.refused, model.early) == (40, 2, 0)
    assert clock.now >= 140.0
    assert min(clock.slept) >= 19.0, "nobody woke up before the time"


def test_a_model_that_is_gone_stops_everything_at_once_with_its_sentence(journal: Journal) -> None:
    def say(text: str, _time: int) -> str:
        if text == "q5":
            raise ModelUnavailable("fake:chat: no such model.")
        return text

    model = ScriptedChat(say)
    with pytest.raises(ModelUnavailable, match=r"^fake:chat: no such model\.$"):
        run(model, journal, 100, concurrency=2)

    assert sum(model.asked.values()) <= 8
    assert {"k000", "k001"} <= set(texts(journal))
    assert reasons(journal) == {}
    assert model.disconnected


def test_a_server_that_fails_every_call_is_at_fault_and_the_calls_are_not(journal: Journal) -> None:
    def down(_text: str, _time: int) -> str:
        raise CallPostponed("fake:chat: nobody answers.")

    with pytest.raises(
        ModelUnavailable, match=r"5 calls in a row failed, the last one so: fake:chat: nobody answers\."
    ):
        run(ScriptedChat(down), journal, 100, concurrency=2, tries=Tries(in_a_row=5))
    assert journal.count("generate") == (0, 0)

    assert run(ScriptedChat(), journal, 100).done == 100


def test_a_few_calls_that_all_fail_are_final(journal: Journal) -> None:
    def say(_text: str, _time: int) -> str:
        raise CallFailed("declined")

    progress = run(ScriptedChat(say), journal, 4)

    assert (progress.failed, set(reasons(journal).values())) == (4, {"declined"})


@pytest.mark.parametrize("own_limit", [None, 60.0])
def test_a_call_that_hangs_is_given_up_and_made_again(journal: Journal, own_limit: float | None) -> None:
    class Hanging(ScriptedChat):
        async def complete(self, request: ChatRequest) -> ChatReply:
            if not self.asked:
                self.asked["hung"] += 1
                await asyncio.Event().wait()
            return await super().complete(request)

    model = Hanging()
    if own_limit is not None:
        vars(model)["timeout"] = own_limit  # longer than what a call is given here

    progress = run(model, journal, 2, concurrency=1, tries=Tries(call_seconds=0.01))

    assert (progress.done, progress.calls) == (2, 3)
