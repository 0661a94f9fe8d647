"""The speed of drawing is measured as the benchmark says; a small run of it, and what it calls too slow."""

import json

import pytest

from tests.benchmarks.scene_speed import LEAST_PER_SECOND, main, too_slow

FAST = {f"per_second_{size}": least for size, least in LEAST_PER_SECOND.items()}


def test_a_fiftieth_of_the_benchmark_draws_fast_enough(capsys: pytest.CaptureFixture[str]) -> None:
    # A loaded machine may fail the first run; drawing that became slow fails all three.
    codes = [main(["--size", "4"])]
    while codes[-1] and len(codes) < 3:
        codes.append(main(["--size", "4"]))

    assert codes[-1] == 0
    assert set(json.loads(capsys.readouterr().out.splitlines()[-1])) == set(FAST)


def test_a_rate_below_the_least_is_a_fault() -> None:
    assert too_slow(FAST) == []
    assert too_slow({**FAST, "per_second_192": 39.9}) == ["39.9 scenes per second at 192 pixels, fewer than 40.0"]
