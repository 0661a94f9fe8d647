"""The queue of annotators is exact as the benchmark says; a fiftieth of it, by threads of two processes."""

import contextlib
import sqlite3
from pathlib import Path

import pytest

from tests.benchmarks.annotation_queue import measure, work
from tests.benchmarks.databases import database, kinds
from tests.benchmarks.rating_rounds import OVERLAP, inexact, prepare, unequal, verdict

EXACT = {"assignments": 400, "ratings": 4000, "double": 0, "over_quota": 0, "lock_errors": 0}
needs_postgres = pytest.mark.skipif("postgres" not in kinds(), reason="PostgreSQL's programs are not to be found")


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgres", marks=needs_postgres)])
def test_a_fiftieth_of_the_benchmark_is_exact(tmp_path: Path, kind: str) -> None:
    with database(kind, tmp_path, durable=False) as made:
        found = measure(made.address, 400, annotators=16, processes=2)

    assert {name: found[name] for name in EXACT} == EXACT
    assert (found["annotators"], found["processes"]) == (16, 2)


def test_everything_that_is_not_exact_is_a_fault() -> None:
    assert inexact(EXACT, 400) == []
    for name, value in (("double", 1), ("over_quota", 2), ("lock_errors", 3), ("assignments", 399), ("ratings", 3999)):
        assert len(inexact({**EXACT, name: value}, 400)) == 1


def test_one_and_a_half_times_the_smallest_share_is_the_most() -> None:
    assert unequal({"min_share": 20, "max_share": 30}) == []
    assert unequal({"min_share": 20, "max_share": 31}) == ["shares from 20 to 31"]


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
