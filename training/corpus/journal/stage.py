"""Run a stage of the corpus: a pure function over records, each of them once, whatever happens in between.

What the journal holds is skipped. What fails is kept with its reason and does not stop the rest, unless the model is
gone for all of them. Who presses Ctrl-C keeps what is finished, and goes on from there by running the stage again.
"""

import itertools
import logging
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

from models.errors import DeixisError, ModelUnavailable
from training.corpus.journal.as_json import as_json
from training.corpus.journal.journal import Done, Journal
from training.corpus.journal.progress import Meter, Progress, Report

log = logging.getLogger(__name__)

BATCH = 64  # pieces of work that are looked up and committed together
COMMIT_SECONDS = 1.0  # finished work waits no longer for its batch
LONGEST_REASON = 400
Item = TypeVar("Item")


class Engine(Protocol):
    """Does the work, here or elsewhere, and yields it as it is finished, in any order."""

    def __call__(self, work: Callable[[Item], object], items: Iterable[tuple[str, Item]], /) -> Iterator[Done]: ...


def run_stage(
    stage: str,
    items: Iterable[tuple[str, Item]],
    work: Callable[[Item], object],
    journal: Journal,
    *,
    total: int | None = None,
    report: Report | None = None,
    engine: Engine | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Progress:
    """Do the `work` on every item that is new to the stage, and keep what it returns as JSON under the item's key.

    Work returns records, or lists, tuples and dicts of them. Items are read as they are needed, `total` is how many
    there are in all. Raises ModelUnavailable and KeyboardInterrupt when all that was finished is kept.
    """
    finished = journal.count(stage)
    meter = Meter(finished.ok, finished.failed, total, report, clock=clock)
    pending: list[Done] = []
    last_commit = clock()

    def commit() -> None:
        nonlocal last_commit
        journal.keep(stage, pending)
        failed = sum(row.state == "failed" for row in pending)
        meter.count(len(pending) - failed, failed)
        pending.clear()
        last_commit = clock()
        meter.tell()

    try:
        for done in (engine or here)(work, fresh(stage, items, journal)):
            pending.append(done)
            if len(pending) >= BATCH or clock() - last_commit >= COMMIT_SECONDS:
                commit()
    finally:
        if pending:
            commit()
    return meter.now()


def fresh(stage: str, items: Iterable[tuple[str, Item]], journal: Journal) -> Iterator[tuple[str, Item]]:
    """Yield the items that the journal does not know, each key once as far as one batch or the journal can tell."""
    source = iter(items)
    while batch := dict(itertools.islice(source, BATCH)):
        known = journal.known(stage, list(batch))
        yield from ((key, item) for key, item in batch.items() if key not in known)


def here(work: Callable[[Item], object], items: Iterable[tuple[str, Item]]) -> Iterator[Done]:
    """Do the work one piece after the other, in this process."""
    return (attempt(work, key, item) for key, item in items)


def attempt(work: Callable[[Item], object], key: str, item: Item) -> Done:
    """Do one piece of work, and turn whatever goes wrong into its reason."""
    try:
        return Done(key, "ok", value=as_json(work(item)))
    except ModelUnavailable:
        raise
    except DeixisError as error:
        return Done(key, "failed", reason_of(error))
    except Exception as error:
        log.exception("work on %s failed", key)
        return Done(key, "failed", reason_of(error))


def reason_of(error: Exception) -> str:
    """Return an error in one line."""
    said = " ".join(str(error).split())
    said = said if isinstance(error, DeixisError) else f"{type(error).__name__}: {said}"
    return said[:LONGEST_REASON]
