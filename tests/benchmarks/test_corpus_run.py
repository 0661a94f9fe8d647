"""A corpus that is made offline, and killed on the way, is the same as one made in peace; four scenes of the 200."""

import json

import pytest

from tests.benchmarks.corpus_run import faults, main


def test_a_kill_changes_nothing_of_what_is_exported(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["--size", "4", "--kills", "1"])

    found = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert code == 0, found
    assert (found["equal"], found["orphans"], found["early"]) == (True, 0, 0)
    assert found["read"] == 4 * 18


@pytest.mark.ray
def test_on_ray_it_is_the_same_and_a_kill_leaves_no_process_of_ray(capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("ray")

    code = main(["--size", "4", "--kills", "1", "--engine", "ray"])

    found = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert code == 0, found
    assert (found["equal"], found["orphans"], found["read"]) == (True, 0, 4 * 18)


def test_what_must_not_be_is_told() -> None:
    found = {"equal": False, "orphans": 1, "early": 2, "exported": 0}

    assert len(faults(found)) == 4
