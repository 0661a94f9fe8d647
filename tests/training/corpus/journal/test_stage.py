"""A stage does every piece of work once, whatever happens in between."""

import json
import logging
from collections.abc import Callable, Iterable, Iterator

import pytest

from models.corpus import Exchange
from models.errors import CallFailed, ModelUnavailable
from tests.fakes.chats import Clock
from training.corpus.journal.journal import Done, Journal
from training.corpus.journal.progress import Progress
from training.corpus.journal.stage import BATCH, COMMIT_SECONDS, LONGEST_REASON, attempt, run_stage

ITEMS = [(f"{number:03}", number) for number in range(3 * BATCH + 5)]


def test_what_work_returns_is_kept_as_json(journal: Journal) -> None:
    def work(number: int) -> tuple[Exchange, ...]:
        return (Exchange(question="how many?", answer=f"{number} – einé"),)

    progress = run_stage("count", [("a", 1), ("b", 2)], work, journal)

    assert (progress.done, progress.failed) == (2, 0)
    assert [json.loads(row.value) for row in journal.read("count")] == [
        [{"question": "how many?", "answer": "1 – einé"}],
        [{"question": "how many?", "answer": "2 – einé"}],
    ]


def test_what_is_done_is_not_done_again(journal: Journal) -> None:
    worked: list[int] = []
    run_stage("count", ITEMS[:70], worked.append, journal)

    progress = run_stage("count", ITEMS, worked.append, journal, total=len(ITEMS))

    assert worked == [number for _, number in ITEMS]
    assert (progress.done, progress.left) == (len(ITEMS), 0)


def test_a_key_that_comes_twice_is_worked_on_once(journal: Journal) -> None:
    worked: list[int] = []

    run_stage("count", [("a", 1), ("a", 1), *ITEMS, ("a", 1)], worked.append, journal)

    assert worked.count(1) == 2, "once as a, once as 001"


def test_a_failure_is_kept_with_its_reason_and_does_not_stop_the_rest(
    journal: Journal, caplog: pytest.LogCaptureFixture
) -> None:
    def work(number: int) -> int:
        if number == 1:
            raise CallFailed("model:x: the server said\nno.")
        return 6 // number

    with caplog.at_level(logging.ERROR):
        progress = run_stage("count", [("a", 0), ("b", 1), ("c", 2)], work, journal)

    assert (progress.done, progress.failed) == (1, 2)
    assert list(journal.read("count")) == [
        Done("a", "failed", "ZeroDivisionError: integer division or modulo by zero"),
        Done("b", "failed", "model:x: the server said no."),
        Done("c", "ok", value="3"),
    ]
    assert [record.getMessage() for record in caplog.records] == ["work on a failed"], "only the surprise is traced"


def test_a_reason_is_short() -> None:
    def work(_item: int) -> int:
        raise CallFailed("x" * 1000)

    assert attempt(work, "a", 1).reason == "x" * LONGEST_REASON


def test_what_is_no_json_fails_by_itself(journal: Journal) -> None:
    progress = run_stage("count", [("a", 1), ("b", 2)], lambda number: object() if number == 1 else number, journal)

    assert (progress.done, progress.failed) == (1, 1)


@pytest.mark.parametrize("end", [KeyboardInterrupt(), ModelUnavailable("gone")])
def test_what_was_finished_before_the_end_came_is_kept_and_the_rest_done_later(
    journal: Journal, end: BaseException
) -> None:
    worked: list[int] = []

    def work(number: int) -> int:
        if number == BATCH + 3 and not ended:
            ended.append(True)
            raise end
        worked.append(number)
        return number

    ended: list[bool] = []
    with pytest.raises(type(end)):
        run_stage("count", ITEMS, work, journal)
    assert journal.count("count").ok == BATCH + 3

    run_stage("count", ITEMS, work, journal)

    assert worked == [number for _, number in ITEMS]


def test_items_are_read_as_they_are_needed(journal: Journal) -> None:
    read: list[int] = []
    far_ahead: list[int] = []

    def items() -> Iterator[tuple[str, int]]:
        for key, number in ITEMS:
            read.append(number)
            yield key, number

    def work(number: int) -> int:
        far_ahead.append(len(read) - number)
        return number

    run_stage("count", items(), work, journal)

    assert max(far_ahead) <= BATCH


def test_slow_work_does_not_wait_for_its_batch(journal: Journal) -> None:
    clock = Clock()
    durable: list[int] = []

    def work(number: int) -> int:
        clock.now += COMMIT_SECONDS / 2
        durable.append(journal.count("count").ok)
        return number

    run_stage("count", ITEMS[:7], work, journal, clock=clock)

    assert durable == [0, 0, 2, 2, 4, 4, 6]


def test_the_progress_is_told_with_a_rate_and_what_is_left(journal: Journal) -> None:
    clock, told = Clock(), list[Progress]()

    def work(number: int) -> int:
        clock.now += 1
        return number

    run_stage("count", ITEMS[:4], work, journal, total=4, report=told.append, clock=clock)

    assert [(each.done, each.left, each.rate, each.seconds_left) for each in told] == [
        (1, 3, 1.0, 3.0),
        (2, 2, 1.0, 2.0),
        (3, 1, 1.0, 1.0),
        (4, 0, 1.0, 0.0),
    ]


def test_another_engine_may_finish_the_work_in_any_order(journal: Journal) -> None:
    def backwards(work: Callable[[int], object], items: Iterable[tuple[str, int]]) -> Iterator[Done]:
        return (attempt(work, key, item) for key, item in reversed(list(items)))

    progress = run_stage("count", ITEMS, lambda number: number, journal, engine=backwards)  # type: ignore[arg-type]  # of numbers only

    assert progress.done == len(ITEMS)
    assert [row.key for row in journal.read("count")] == [key for key, _ in ITEMS]
