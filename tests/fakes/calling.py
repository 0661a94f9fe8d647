"""Run calls of a scripted chat model against a journal, and read what came of them."""

import asyncio

from models.corpus import ChatReply, ChatRequest
from tests.fakes.chats import Clock, ScriptedChat, asks
from training.corpus.calls.complete import complete_all
from training.corpus.journal.journal import Journal
from training.corpus.journal.progress import Progress


def jobs(count: int, **more: object) -> list[tuple[str, ChatRequest]]:
    return [(f"k{number:03}", asks(f"q{number}", **more)) for number in range(count)]


def run(
    model: ScriptedChat, journal: Journal, count: int = 10, *, clock: Clock | None = None, **more: object
) -> Progress:
    clock = clock or Clock()
    return asyncio.run(
        complete_all(jobs(count), model, journal=journal, clock=clock, sleep=clock.sleep, total=count, **more)  # type: ignore[arg-type]  # checked by the callee
    )


def texts(journal: Journal) -> dict[str, str]:
    return {row.key: ChatReply.model_validate_json(row.value).text for row in journal.read("generate") if row.value}


def reasons(journal: Journal) -> dict[str, str]:
    return {row.key: row.reason for row in journal.read("generate") if row.state == "failed"}
