"""Exporting and reading a corpus is measured as the benchmark says; a small run of it, and what it calls a fault."""

import json
from typing import Any

import pytest

from tests.benchmarks.corpus_files import MOST_MEMORY, MOST_RATIO, faults_of, main

GOOD: dict[str, Any] = {
    "size": 1_000_000,
    "ratio": {"jsonl": MOST_RATIO, "jsonl_and_parquet": 1.0},
    "identical": True,
    "memory_mb": 300.0,
    "memory_mb_of_a_quarter": 240.0,
}


def test_a_small_run_of_the_benchmark_is_fast_enough_and_reads_all_it_wrote(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["--size", "10000"])

    found = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert code == 0, found
    assert found["identical"]
    assert set(found["read_per_second"]) == {"jsonl", "parquet", "lskd", "conversations", "llava"}


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"ratio": {"jsonl": 2.01}}, "jsonl takes 2.01 times as long as bare"),
        ({"identical": False}, "a second export has other bytes"),
        ({"memory_mb": MOST_MEMORY + 1.0, "memory_mb_of_a_quarter": 500.0}, "501.0 MB of memory, more than 500"),
        ({"memory_mb": 312.0}, "memory grows by 101 bytes an entry, more than 100"),
    ],
)
def test_what_is_not_as_it_has_to_be_is_a_fault(change: dict[str, Any], fault: str) -> None:
    assert faults_of(GOOD) == []
    assert faults_of(GOOD | change) == [fault]
