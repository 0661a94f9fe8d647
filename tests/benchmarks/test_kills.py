"""A server killed at work loses nothing that it acknowledged and keeps nothing twice; four kills of the 200."""

import contextlib
import json
import sqlite3
from pathlib import Path

import pytest

from tests.benchmarks.annotation_queue import work
from tests.benchmarks.kills import LEAST, doubled, is_whole, kept, main
from tests.benchmarks.rating_rounds import prepare
from tests.benchmarks.test_annotation_queue import forget_the_promise


def test_nothing_is_lost_or_kept_twice_by_four_kills(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["--size", "4"])

    found = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert code == 0, found
    assert (found["kills"], found["missing"], found["doubled"], found["whole"]) == (4, 0, 0, True)
    assert found["acknowledged"] >= 4 * LEAST
    assert 0 < found["retried"] <= 4 * 8
    assert found["arrived"] <= found["retried"]


def test_what_is_missing_or_twice_there_is_found(tmp_path: Path) -> None:
    database = tmp_path / "deixis.sqlite3"
    prepare(str(database), 4)
    work(str(database), ["A-1", "A-2"])
    with contextlib.closing(sqlite3.connect(database)) as connection, connection:
        (whole, torn) = (row[0] for row in connection.execute("SELECT id FROM submissions LIMIT 2"))
        connection.execute("DELETE FROM ratings WHERE submission_id = ? AND position = 4", (torn,))

    assert kept(database, [whole, torn, "never sent"]) == {whole}
    assert doubled(database) == 0
    forget_the_promise(str(database))
    assert doubled(database) == 1
    assert is_whole(database)
