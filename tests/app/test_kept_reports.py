"""When a report is made anew: only after something has changed, and never more of them are kept than a few."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.kept_reports import LONGEST_REST, MOST_KEPT, KeptReports
from db.judging import JudgingStore
from db.store import Store, open_store
from models.judging import Item, Judged, Round
from tests.db.judging_examples import ROUND, item, rated, shown, start


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Maker:
    """Makes a report that tells how many judgements there are, and counts its reports."""

    def __init__(self) -> None:
        self.made = 0

    def __call__(self, _: Round, items: tuple[Item, ...], judged: tuple[Judged, ...]) -> tuple[int, int]:
        self.made += 1
        return len(items), len(judged)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "deixis.sqlite3") as store:
        yield store


@pytest.fixture
def judging(store: Store) -> JudgingStore:
    return start(store, [item(number) for number in range(3)], overlap=2, extra=False)


def test_a_report_is_made_once_as_long_as_nothing_is_judged(judging: JudgingStore) -> None:
    clock, make = Clock(), Maker()
    reports = KeptReports(judging, clock=clock)
    fixed = judging.round(ROUND)

    before = reports.report(fixed, make, "count")
    clock.now += 100 * LONGEST_REST
    again = reports.report(fixed, make, "count")
    judging.submit(rated(shown(judging, "ann")), "ann")
    after = reports.report(fixed, make, "count")

    assert (before, again, after) == ((3, 0), (3, 0), (3, 1))
    assert make.made == 2


def test_reports_of_several_kinds_are_told_apart_and_read_the_round_once(judging: JudgingStore) -> None:
    reports = KeptReports(judging, clock=Clock())
    fixed = judging.round(ROUND)

    read = [reports.report(fixed, lambda _, items, judged: (items, judged), name) for name in ("one", "other")]

    assert read[0][0] is read[1][0]
    assert read[0][1] is read[1][1]


def test_of_more_reports_than_are_kept_the_oldest_is_made_again(judging: JudgingStore) -> None:
    reports = KeptReports(judging, clock=Clock())
    fixed = judging.round(ROUND)
    make = Maker()
    for number in range(MOST_KEPT + 1):
        reports.report(fixed, make, number)

    reports.report(fixed, make, MOST_KEPT)
    kept = make.made
    reports.report(fixed, make, 0)

    assert (kept, make.made) == (MOST_KEPT + 1, MOST_KEPT + 2)
