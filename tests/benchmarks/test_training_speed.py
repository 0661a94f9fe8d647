"""The training is timed as the benchmark says: a tiny run of it, and what it calls too slow."""

import json

import pytest

from tests.benchmarks.training_speed import GOALS, WORKS, main, too_slow


def test_a_tiny_run_tells_how_both_fare_at_each_work(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["--network", "tiny", "--batch", "2", "--steps", "1", "--turns", "1", "--device", "cpu"])

    found = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert code == 0
    assert set(WORKS) < set(found)
    for work in WORKS:
        figures = found[work]
        assert figures["ratio"] == pytest.approx(figures["usual_step_seconds"] / figures["ours_step_seconds"], rel=0.1)
    # What is kept need not be computed.
    assert found["kept"]["teraflops_a_step"] <= found["frozen"]["teraflops_a_step"]


def test_a_ratio_below_its_goal_is_a_fault() -> None:
    good = {work: {"ratio": least} for work, least in GOALS.items()}
    assert too_slow(good) == []
    assert too_slow({**good, "kept": {"ratio": 1.9}}) == ["kept: 1.9 times as fast as Trainer, not 2.0 or more"]
