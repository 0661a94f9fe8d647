"""The benchmark of the Browse page, in small."""

from pathlib import Path

from tests.benchmarks.browsing import LONGEST, SEARCHES, measure, too_slow


def test_every_search_is_timed(tmp_path: Path) -> None:
    found = measure(tmp_path, 60)

    assert found["entries"] == 60
    assert isinstance(found["first_page"], dict)
    assert found["first_page"].keys() == SEARCHES.keys()


def test_a_search_that_takes_too_long_is_named() -> None:
    assert too_slow({"words": LONGEST}) == ""
    assert too_slow({"words": LONGEST, "type": 0.5}) == "type: 0.5 s, more than 0.2 s\n"
