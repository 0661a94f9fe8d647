"""A run ends before its work does: at a cap, by Ctrl-C, or where nothing can be kept. The next one goes on."""

import asyncio
from pathlib import Path

import pytest

from models.corpus import ChatReply, ChatRequest
from models.errors import CallFailed, StoreProblem
from tests.fakes.calling import jobs, run, texts
from tests.fakes.chats import ScriptedChat, asks
from training.corpus.calls.complete import complete_all
from training.corpus.calls.spending import Caps
from training.corpus.journal.journal import Journal
from training.corpus.journal.progress import Progress


def test_the_cap_on_tokens_is_never_passed_and_the_rest_waits_for_a_higher_one(journal: Journal) -> None:
    model = ScriptedChat(tokens=(20, 100))
    some = [(key, asks(request.messages[0].text, max_tokens=100)) for key, request in jobs(50)]

    async def go(cap: int) -> Progress:
        return await complete_all(some, model, journal=journal, caps=Caps(tokens=cap), concurrency=8, total=50)

    first = asyncio.run(go(1000))
    again = asyncio.run(go(1000))
    last = asyncio.run(go(100_000))

    assert (first.done, first.prompt_tokens + first.reply_tokens) == (8, 960)
    assert "960 tokens are spent" in first.stopped
    assert (again.done, again.calls) == (8, 0), "the cap is for all runs together"
    assert (last.done, last.stopped) == (50, "")


def test_the_cost_counts_failures_too_and_is_capped(journal: Journal) -> None:
    def say(_text: str, _time: int) -> str:
        raise CallFailed("declined", tokens=(30, 10))

    progress = run(ScriptedChat(say), journal, 12, caps=Caps(cost=0.001, prompt_price=1.0, reply_price=2.0))

    assert progress.cost <= 0.001
    assert progress.failed < 12
    assert (progress.prompt_tokens, progress.reply_tokens) == (30 * progress.failed, 10 * progress.failed)


def test_a_server_that_counts_no_tokens_is_taken_to_have_used_what_it_might(journal: Journal) -> None:
    progress = run(ScriptedChat(tokens=(0, 0)), journal, 50, caps=Caps(tokens=10_000))

    assert 5 <= progress.done <= 9, "1,024 tokens of reply and a few of the prompt for each"
    assert 9_000 < progress.prompt_tokens + progress.reply_tokens <= 10_000


def test_who_presses_ctrl_c_keeps_what_was_replied(journal: Journal) -> None:
    class Interrupted(ScriptedChat):
        async def complete(self, request: ChatRequest) -> ChatReply:
            if len(self.asked) >= 20:
                running.cancel()
                await asyncio.Event().wait()
            return await super().complete(request)

    model = Interrupted()

    async def go() -> None:
        nonlocal running
        running = asyncio.create_task(complete_all(jobs(60), model, journal=journal, concurrency=4))
        await running

    running: asyncio.Task[Progress] = None  # type: ignore[assignment]  # set at once
    with pytest.raises(asyncio.CancelledError):
        asyncio.run(go())
    kept = set(texts(journal))
    assert 16 <= len(kept) <= 20

    after = ScriptedChat()
    assert run(after, journal, 60).done == 60
    assert sum(after.asked.values()) == 60 - len(kept)


def test_a_journal_that_cannot_keep_any_more_ends_the_run(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal.sqlite3")

    def say(text: str, _time: int) -> str:
        if text == "q5":
            journal.close()
        return text

    with pytest.raises(StoreProblem, match="closed"):
        run(ScriptedChat(say), journal, 40, concurrency=2)
