"""The critic's benchmark measures both ways on the same candidates, and fails where one pass gains too little."""

from pathlib import Path

from tests.benchmarks.critique import LEAST_RATIO, PER_PICTURE, cases, measure, too_slow
from tests.fakes.tiny_critic import tiny_critic


def test_both_ways_are_timed_on_the_same_candidates(tmp_path: Path) -> None:
    some = cases(1)

    figures = measure(tiny_critic(tmp_path), some)

    assert len(some[0][1]) == PER_PICTURE
    assert {bool(each.regions) for each in some[0][1]} == {True, False}
    assert figures["per_second_by_picture"] > figures["per_second_by_candidate"] > 0


def test_too_small_a_gain_is_a_fault() -> None:
    assert too_slow({"ratio": LEAST_RATIO}) == ""
    assert "4.9 times" in too_slow({"ratio": 4.9})
