"""The loader is timed as the benchmark says; a small run of it, and what it calls too slow."""

import json

import pytest

from tests.benchmarks.loader import LEAST, main, too_slow


def test_a_fiftieth_of_the_benchmark_tells_both_ratios(capsys: pytest.CaptureFixture[str]) -> None:
    # How many were made ready is judged at full size only: beside other tests the caches are not ours.
    main(["--size", "40"])

    found = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert set(LEAST) < set(found)
    assert found["times_pillow"] > 1.2
    assert found["times_pillow"] == pytest.approx(found["ours_per_second"] / found["pillow_per_second"], rel=0.01)


def test_a_ratio_below_its_goal_is_a_fault() -> None:
    assert too_slow(LEAST) == []
    assert too_slow({**LEAST, "times_pillow": 1.9}) == ["times_pillow is 1.9, not 2.0 or more"]
