"""Reports of large rounds are made in another process, and say the same there."""

import multiprocessing
import multiprocessing.process
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import overview as overviews
from app.overview import Overview
from app.report_process import ReportProcess
from db.image_files import ImageFiles
from db.store import Store
from models.errors import BadQuestion, NotFound, StoreProblem
from tests.db.judging_examples import ROUND, item, judge_all, start


@pytest.fixture
def store(store: Store) -> Store:
    """A store with a round that two have judged."""
    judging = start(store, [item(number) for number in range(4)], overlap=2)
    judge_all(judging, "ann")
    judge_all(judging, "bob", "reject")
    return store


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[ReportProcess]:
    process = ReportProcess(tmp_path / "deixis.sqlite3", tmp_path / "pictures")
    yield process
    process.close()


def test_every_report_is_the_same_in_the_other_process(store: Store, tmp_path: Path, elsewhere: ReportProcess) -> None:
    here = Overview(store, ImageFiles(tmp_path / "pictures"))

    assert elsewhere.call("agreement", ROUND) == here.agreement(ROUND)
    assert elsewhere.call("annotators", ROUND) == here.annotators(ROUND)
    assert elsewhere.call("acceptance", ROUND) == here.acceptance(ROUND)
    assert elsewhere.call("ratings", ROUND, by="teacher") == here.ratings(ROUND, by="teacher")
    assert elsewhere.call("disagreements", ROUND, start=1) == here.disagreements(ROUND, start=1)
    assert elsewhere.call("remarks", ROUND) == here.remarks(ROUND)
    assert elsewhere.call("export", ROUND, "csv").startswith(b"PK")
    # What goes wrong there is said here, and the process goes on.
    with pytest.raises(NotFound, match="no round 'none'"):
        elsewhere.call("agreement", "none")
    with pytest.raises(BadQuestion, match="it compares nothing"):
        elsewhere.call("comparison", ROUND)

    assert elsewhere.call("remarks", ROUND).all_said == 0
    assert len(reporters()) == 1


def test_only_large_rounds_are_reported_on_elsewhere(store: Store, tmp_path: Path, elsewhere: ReportProcess) -> None:
    overview = Overview(store, ImageFiles(tmp_path / "pictures"), elsewhere=elsewhere)
    assert store.judging.size(ROUND) == 12

    small = overview.agreement(ROUND)
    assert reporters() == []
    store.judging.add_items(ROUND, [item(0, id=f"unjudged {number}") for number in range(overviews.LARGE)])
    large = overview.agreement(ROUND)

    assert len(reporters()) == 1
    assert [each.all.values for each in large] == [each.all.values for each in small]


def test_a_process_that_ended_is_begun_anew(store: Store, elsewhere: ReportProcess) -> None:
    before = elsewhere.call("agreement", ROUND)
    (process,) = reporters()
    process.kill()
    process.join()

    assert elsewhere.call("agreement", ROUND) == before
    assert len(reporters()) == 1


def test_a_process_that_nobody_asks_ends_by_itself(store: Store, tmp_path: Path) -> None:
    elsewhere = ReportProcess(tmp_path / "deixis.sqlite3", tmp_path / "pictures", rests=0.0)
    elsewhere.call("remarks", ROUND)
    (process,) = reporters()

    process.join(timeout=60)

    assert process.exitcode == 0
    elsewhere.close()


def test_nothing_is_asked_of_a_process_that_was_closed(store: Store, elsewhere: ReportProcess) -> None:
    elsewhere.call("remarks", ROUND)

    elsewhere.close()

    assert reporters() == []
    with pytest.raises(StoreProblem, match="ended before its time"):
        elsewhere.call("remarks", ROUND)


def reporters() -> list[multiprocessing.process.BaseProcess]:
    return [each for each in multiprocessing.active_children() if each.name == "deixis reports"]
