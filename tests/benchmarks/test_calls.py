"""The promises about calls hold at a fiftieth of the size of `make bench-calls`, and a broken one is seen."""

import json
import sys

import pytest

from tests.benchmarks import call_faults, call_kills
from tests.benchmarks.call_distilabel import ABSENT
from tests.benchmarks.calls import main


def found(capsys: pytest.CaptureFixture[str], part: str) -> dict[str, object]:
    code = main(["--size", "200", "--only", part])
    figures = json.loads(capsys.readouterr().out.splitlines()[-1])[part]
    assert code == 0, figures
    return figures


def test_nothing_is_lost_or_asked_too_often_by_two_kills(capsys: pytest.CaptureFixture[str]) -> None:
    kills = found(capsys, "kills")

    assert (kills["kills"], kills["lost"], kills["equal_to_an_uninterrupted_run"]) == (2, 0, True)


def test_every_record_comes_to_its_end_at_a_failing_server(capsys: pytest.CaptureFixture[str]) -> None:
    faults = found(capsys, "faults")

    assert (faults["records"], faults["without_final_state"], faults["asked_during_a_pause"]) == (200, 0, 0)
    assert isinstance(faults["faults"], int)
    assert faults["faults"] >= 20


def test_twenty_thousand_calls_take_little_memory_and_are_known_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    endurance = found(capsys, "endurance")

    assert isinstance(endurance["memory_growth_mib"], float)
    assert endurance["memory_growth_mib"] < 24, "what SQLite may hold of the journal, and little more"
    assert isinstance(endurance["resume_seconds"], float)
    assert endurance["resume_seconds"] < 10


def test_speed_is_measured_against_raw_sockets_and_the_openai_client(capsys: pytest.CaptureFixture[str]) -> None:
    speed = found(capsys, "speed")

    assert isinstance(speed["asked_times_openai"], float)
    assert speed["asked_times_openai"] > 2, "far below what a quiet machine gives, and far above what a mistake would"
    assert isinstance(speed["read_share_of_raw"], float)
    assert isinstance(speed["asked_share_of_raw"], float)
    assert 0 < speed["read_share_of_raw"] < speed["asked_share_of_raw"], "reading comes on top of asking"
    assert (speed["distilabel"], speed["read_times_distilabel"]) == (ABSENT, None)


def test_a_python_without_distilabel_is_refused_before_anything_is_measured(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--size", "200", "--distilabel", sys.executable])

    assert "has no distilabel; install it there" in capsys.readouterr().err


KILLS = {"lost": 0, "asked_again_at_most": 16, "allowed_for_each_kill": 16, "equal_to_an_uninterrupted_run": True}
FAULTS = {
    "without_final_state": 0,
    "asked_during_a_pause": 0,
    "calls_before_a_stop": {401: 64},
    "cap": 100,
    "tokens_at_the_server": 100,
}


@pytest.mark.parametrize("broken", [{"lost": 1}, {"asked_again_at_most": 17}, {"equal_to_an_uninterrupted_run": False}])
def test_a_broken_promise_about_kills_is_seen(broken: dict[str, object]) -> None:
    assert not call_kills.went_wrong(KILLS)
    assert call_kills.went_wrong(KILLS | broken)


@pytest.mark.parametrize(
    "broken",
    [
        {"without_final_state": 1},
        {"asked_during_a_pause": 1},
        {"calls_before_a_stop": {401: 65}},
        {"tokens_at_the_server": 101},
    ],
)
def test_a_broken_promise_about_faults_is_seen(broken: dict[str, object]) -> None:
    assert not call_faults.went_wrong(FAULTS)
    assert call_faults.went_wrong(FAULTS | broken)
