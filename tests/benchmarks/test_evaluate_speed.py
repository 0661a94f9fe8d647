"""The benchmark of evaluating is what it says: both ways give the same, and too slow is a fault."""

import json

import pytest

from tests.benchmarks.evaluate_speed import main


def test_a_tiny_run_compares_both_ways(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["--size", "4", "--turns", "1", "--least", "0"])

    found = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert code == 0
    assert found["items"] >= 4
    assert found["largest_difference"] <= 1e-4
    assert found["ratio"] == pytest.approx(found["naive_seconds"] / found["seconds"], rel=0.2)


def test_a_ratio_below_the_goal_is_a_fault() -> None:
    assert main(["--size", "1", "--turns", "1", "--least", "1000"]) == 1
