"""Judging by many over HTTP is exact in a small part of the benchmark, and the report says what is asked of it."""

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.benchmarks import annotation_potato
from tests.benchmarks.annotation import FULL, LIMITS, faults, main, parts, summary
from tests.benchmarks.serving import routes

SMALL = ("--size", "80", "--annotators", "8", "--databases", "sqlite", "--pace", "0.1", "--routes-only")
HTTP = ("paced_8", "paced_32", "unpaced_8", "unpaced_32", "without_pictures")


def test_a_small_part_of_the_benchmark_is_exact_over_http(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("POTATO", raising=False)

    code = main([*SMALL])

    said = capsys.readouterr().out.splitlines()
    found = json.loads(said[-1])
    assert code == 0, said
    assert found["assignments"] == 80
    assert (found["double"], found["over_quota"], found["lock_errors"]) == (0, 0, 0)
    for part in parts(80, 0.1)[1:]:
        figures = found["databases"]["sqlite"]["http"][part.name]
        assert (figures["assignments"], figures["raters"]) == (part.judgements, part.raters)
        assert figures["cpu_ms_per_cycle"] > 0
        assert ("p95_pictures_ms" in figures) == part.pictures
        assert ("p95_draft_ms" in figures) == bool(part.pace)
    assert 0 < found["p95_ms_8"] < 60_000
    assert found["ratio_to_potato"] is None
    assert "no Python" in found["potato"]


def test_a_count_that_is_not_zero_is_a_fault_at_any_size() -> None:
    found = report()
    found["databases"]["sqlite"]["http"]["paced_8"]["faults"] = ["1 double"]

    assert faults(found, 200) == ["sqlite: 1 double"]


def test_times_are_held_against_their_limits_at_full_size_on_a_machine_of_our_own() -> None:
    slow = report(submit=1 + max(LIMITS.values()), ratio=1.1)

    assert len(faults(slow, FULL)) == 3
    assert faults(slow, FULL // 50) == []
    assert faults(report(submit=1 + max(LIMITS.values()), ratio=1.1, others=0.5), FULL) == []
    assert faults(report(submit=min(LIMITS.values()), ratio=0.9), FULL) == []
    assert faults(report(ratio=None), FULL) == []


def test_the_slower_database_speaks_for_both() -> None:
    both = {"sqlite": figures_of(submit=10.0), "postgres": figures_of(submit=20.0)}

    found = summary(both, {"ratio_to_potato": None, "potato": "absent"})

    assert (found["p95_ms_8"], found["p95_ms_32"], found["assignments"]) == (20.0, 20.0, 20_000)


@pytest.mark.parametrize("python", [sys.executable, "nowhere/python"])
def test_a_python_without_potato_is_refused_before_anything_is_measured(
    python: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main([*SMALL, "--potato", python])

    assert f"{python} has no potato-annotation; install it there" in capsys.readouterr().err


@pytest.mark.skipif("POTATO" not in os.environ, reason="POTATO names no Python that has potato-annotation")
def test_potato_goes_through_the_same_cycles() -> None:
    found = annotation_potato.compare(Path(os.environ["POTATO"]), program=routes, size=0.1)

    assert found["ratio_to_potato"] > 0
    assert all(each > 0 for each in found["potato"]["potato_cpu_ms_per_cycle"])


def figures_of(*, submit: float = 1.0, others: float = 0.0) -> dict[str, Any]:
    counts = {"assignments": 20_000, "double": 0, "over_quota": 0, "lock_errors": 0, "faults": []}
    times = {"p95_submit_ms": submit, "cpu_ms_per_cycle": 1.0, "others_share_of_cpu": others}
    return {"queue": counts, "http": {name: {**counts, **times} for name in HTTP}}


def report(*, submit: float = 1.0, others: float = 0.0, ratio: float | None = 0.5) -> dict[str, Any]:
    return summary({"sqlite": figures_of(submit=submit, others=others)}, {"ratio_to_potato": ratio, "potato": {}})
