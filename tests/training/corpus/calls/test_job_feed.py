"""Jobs are handed out once each, and only those that the journal does not know."""

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator

import pytest

from models.corpus import ChatRequest
from tests.fakes.chats import asks
from training.corpus.calls.job_feed import BATCH, JobFeed, Jobs
from training.corpus.journal.journal import Done, Journal

REQUEST = asks("hello")


def jobs(count: int) -> list[tuple[str, ChatRequest]]:
    return [(f"{number:05}", REQUEST) for number in range(count)]


async def one_by_one(count: int) -> AsyncIterator[tuple[str, ChatRequest]]:
    for job in jobs(count):
        await asyncio.sleep(0)
        yield job


async def _all(feed: JobFeed) -> list[str]:
    taken = []
    while (job := feed.ready() or await feed.next()) is not None:
        taken.append(job.key)
    return taken


def handed_out(source: Jobs, journal: Journal, takers: int = 1) -> list[str]:
    async def take() -> list[str]:
        feed = JobFeed(source, journal, "generate")
        return [key for taken in await asyncio.gather(*(_all(feed) for _ in range(takers))) for key in taken]

    return asyncio.run(take())


@pytest.mark.parametrize("takers", [1, 9])
def test_every_job_is_handed_out_once(journal: Journal, takers: int) -> None:
    expected = [key for key, _ in jobs(3 * BATCH + 1)]

    assert sorted(handed_out(jobs(3 * BATCH + 1), journal, takers)) == expected
    assert sorted(handed_out(one_by_one(3 * BATCH + 1), journal, takers)) == expected


def test_what_the_journal_knows_is_not_handed_out(journal: Journal) -> None:
    journal.keep("generate", [Done(key, "ok") for key, _ in jobs(2 * BATCH)])
    journal.keep("parse", [Done(key, "ok") for key, _ in jobs(3 * BATCH)])

    assert handed_out(jobs(2 * BATCH + 2), journal) == [f"{2 * BATCH:05}", f"{2 * BATCH + 1:05}"]


def test_a_key_is_handed_out_once_while_it_is_under_way_and_never_when_it_is_kept(journal: Journal) -> None:
    twice = [*jobs(3), *jobs(BATCH), *jobs(5)]

    async def go() -> list[str]:
        feed = JobFeed(twice, journal, "generate")
        taken = []
        while (job := await feed.next()) is not None:
            taken.append(job.key)
            if len(taken) % 2:
                journal.keep("generate", [Done(job.key, "ok")])
                feed.finished([job.key])
        return taken

    assert asyncio.run(go()) == [key for key, _ in jobs(BATCH)]


def test_jobs_are_read_as_they_are_needed(journal: Journal) -> None:
    read: list[str] = []

    def source() -> Iterator[tuple[str, ChatRequest]]:
        for job in jobs(10 * BATCH):
            read.append(job[0])
            yield job

    async def go() -> None:
        feed = JobFeed(source(), journal, "generate")
        for _ in range(5):
            await feed.next()

    asyncio.run(go())

    assert len(read) <= BATCH


@pytest.mark.parametrize(("quick", "elsewhere"), [(0.0, 4), (60.0, 1)])
def test_jobs_that_take_long_to_read_are_read_in_a_thread(journal: Journal, quick: float, elsewhere: int) -> None:
    here, read_in = threading.get_ident(), []

    def source() -> Iterator[tuple[str, ChatRequest]]:
        for number, job in enumerate(jobs(3 * BATCH)):
            if number % BATCH == 0:
                read_in.append(threading.get_ident())
            yield job
        read_in.append(threading.get_ident())

    async def go() -> list[str]:
        return await _all(JobFeed(source(), journal, "generate", quick=quick))

    assert len(asyncio.run(go())) == 3 * BATCH
    assert sum(each != here for each in read_in) == elsewhere


def test_an_ended_feed_hands_out_nothing_more(journal: Journal) -> None:
    async def go() -> object:
        feed = JobFeed(jobs(10), journal, "generate")
        await feed.next()
        feed.end()
        return await feed.next()

    assert asyncio.run(go()) is None


def test_trouble_with_the_jobs_is_told_and_not_hidden(journal: Journal) -> None:
    def source() -> Iterator[tuple[str, ChatRequest]]:
        yield "a", REQUEST
        raise ValueError("no more pictures")

    with pytest.raises(ValueError, match="no more pictures"):
        handed_out(source(), journal)
