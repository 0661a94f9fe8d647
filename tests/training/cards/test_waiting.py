"""Waiting times are percentiles of what was timed."""

from tests.training.benchmarks.made_items import Saying, item, items_of
from training.cards.waiting import machine, time_choosing, waiting_of


def test_median_and_percentile_are_of_the_times() -> None:
    found = waiting_of([each / 100 for each in range(1, 101)])

    assert (found.n, found.p50, found.p95) == (100, 0.505, 0.95)
    assert waiting_of([]).why


def test_what_cannot_be_read_is_not_timed() -> None:
    scorer = Saying({"c0": 1.0, "c1": 0.0})
    items = items_of(item("a", count=2), item("b", count=2, question="unreadable"), item("c", count=2))

    assert len(time_choosing(scorer, items)) == 2
    assert len(time_choosing(scorer, items, most=1)) == 1


def test_the_machine_is_named() -> None:
    assert "core" in machine()
