"""The queue of annotators is exact as the benchmark says; a fiftieth of it, with threads and with two processes."""

import contextlib
import json
import sqlite3
from pathlib import Path

import pytest

from tests.benchmarks.annotation_queue import OVERLAP, database, faults, main, measure, prepare, verdict, work
from tests.db.postgres_cluster import programs

EXACT = {"assignments": 400, "ratings": 4000, "double": 0, "over_quota": 0, "lock_errors": 0}
needs_postgres = pytest.mark.skipif(programs() is None, reason="PostgreSQL's programs are not to be found")


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgres", marks=needs_postgres)])
@pytest.mark.parametrize("processes", [1, 2])
def test_a_fiftieth_of_the_benchmark_is_exact(tmp_path: Path, kind: str, processes: int) -> None:
    with database(kind, tmp_path) as address:
        found = measure(address, 400, annotators=16, processes=processes)

    assert {name: found[name] for name in EXACT} == EXACT
    assert (found["annotators"], found["processes"]) == (16, processes)


def test_the_report_is_json_and_says_what_is_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["--size", "8", "--annotators", "8", "--processes", "1"])

    lines = capsys.readouterr().out.splitlines()
    found = json.loads(lines[-1])
    assert found["assignments"] == 8
    assert (code, bool(lines[:-1])) == ((0, False) if found["max_share"] <= 1.5 * found["min_share"] else (1, True))


def test_everything_that_is_not_exact_is_a_fault() -> None:
    fine = {**EXACT, "min_share": 20, "max_share": 30}

    assert faults(fine, 400) == []
    for name, value in (("double", 1), ("over_quota", 2), ("lock_errors", 3), ("assignments", 399), ("max_share", 31)):
        assert len(faults({**fine, name: value}, 400)) == 1


def test_a_judgement_that_is_stored_twice_is_found(tmp_path: Path) -> None:
    address = str(tmp_path / "deixis.sqlite3")
    prepare(address, 4)
    work(address, ["A-1", "A-2"])
    forget_the_promise(address)

    found = verdict(address, ["A-1", "A-2"])

    assert (found["double"], found["over_quota"]) == (1, 1)
    assert found["assignments"] == 2 * OVERLAP


def forget_the_promise(address: str) -> None:
    """Put a second judgement of somebody beside the first, as a queue without constraints might."""

    with contextlib.closing(sqlite3.connect(address)) as connection:
        row = connection.execute("SELECT * FROM submissions LIMIT 1").fetchone()
        names = [each[1] for each in connection.execute("PRAGMA table_info(submissions)")]
        copy = dict(zip(names, row, strict=True)) | {"id": "copy", "slot": None}
        marks = ", ".join("?" * len(copy))
        connection.execute(f"INSERT INTO submissions ({', '.join(copy)}) VALUES ({marks})", [*copy.values()])  # noqa: S608
        connection.commit()
