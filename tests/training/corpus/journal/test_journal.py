"""What is finished is kept once and for all, by one run at a time, and a file that is no journal is left alone."""

import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from models.errors import StoreProblem
from training.corpus.journal.journal import PAGE, VERSION, Counts, Done, Journal

ROOT = Path(__file__).parents[4]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "run" / "journal.sqlite3"


@pytest.fixture
def journal(path: Path) -> Iterator[Journal]:
    with Journal(path) as opened:
        yield opened


def test_what_was_kept_is_there_when_the_journal_is_opened_again(path: Path) -> None:
    with Journal(path) as journal:
        journal.keep("parse", [Done("b", "ok", value="[1]"), Done("a", "failed", "because")])
        journal.keep("other", [Done("a", "ok", value="{}")])

    with Journal(path) as journal:
        assert list(journal.read("parse")) == [Done("a", "failed", "because"), Done("b", "ok", value="[1]")]
        assert journal.keys("parse") == {"a", "b"}
        assert (journal.count("parse"), journal.count("other")) == (Counts(1, 1), Counts(1, 0))


both = pytest.mark.parametrize("aside", [False, True], ids=["alone", "aside"])


@both
def test_a_key_is_kept_once_and_stays_as_it_was_first(journal: Journal, aside: bool) -> None:
    journal.keep("parse", [Done("a", "ok", value="1"), Done("a", "ok", value="2")], aside=aside)
    journal.keep("parse", [Done("a", "failed", "later"), Done("b", "ok", value="3")], aside=aside)

    assert list(journal.read("parse")) == [Done("a", "ok", value="1"), Done("b", "ok", value="3")]


@both
@pytest.mark.parametrize("count", [1, 3, 4, 63, 64, 65, 200])
def test_any_number_of_rows_is_kept_at_once(journal: Journal, count: int, aside: bool) -> None:
    rows = [Done(f"{number:04}", "ok", value=str(number)) for number in range(count)]

    journal.keep("parse", rows, aside=aside)

    assert list(journal.read("parse")) == rows


@both
def test_a_row_that_cannot_be_kept_takes_the_others_with_it(journal: Journal, aside: bool) -> None:
    wrong: Any = "maybe"

    with pytest.raises(StoreProblem, match="CHECK"):
        journal.keep("parse", [Done("a", "ok"), Done("b", wrong)], spent={"tokens": 3}, aside=aside)

    assert (journal.keys("parse"), journal.spent("parse")) == (set(), {})


def test_only_the_keys_that_are_asked_for_are_looked_up(journal: Journal) -> None:
    journal.keep("parse", [Done(key, "ok") for key in ("a", 'b"', "c")])

    assert journal.known("parse", ["a", 'b"', "x"]) == {"a", 'b"'}
    assert journal.known("generate", ["a"]) == set()


def test_reading_goes_on_while_rows_are_added(journal: Journal) -> None:
    rows = [Done(f"{number:05}", "ok") for number in range(PAGE + 10)]
    journal.keep("parse", rows)

    reading = journal.read("parse")
    first = next(reading)
    journal.keep("parse", [Done("99999", "ok")])

    assert [first, *reading] == [*rows, Done("99999", "ok")]


def test_an_empty_key_is_a_key(journal: Journal) -> None:
    journal.keep("parse", [Done("", "ok"), Done("a", "ok")])

    assert [row.key for row in journal.read("parse")] == ["", "a"]


def test_what_is_spent_adds_up_over_the_runs(path: Path) -> None:
    for _ in range(2):
        with Journal(path) as journal:
            journal.keep("generate", [], spent={"prompt": 5, "reply": 2})

    with Journal(path) as journal:
        assert journal.spent("generate") == {"prompt": 10, "reply": 4}
        assert journal.spent("parse") == {}


def test_failures_can_be_struck_out_to_be_tried_again(journal: Journal) -> None:
    journal.keep("generate", [Done("a", "ok"), Done("b", "failed", "x"), Done("c", "failed", "y")])
    journal.keep("parse", [Done("b", "failed", "x")])

    assert journal.forget_failures("generate") == 2
    assert journal.keys("generate") == {"a"}
    assert journal.keys("parse") == {"b"}


def test_rows_are_found_by_their_keys(journal: Journal) -> None:
    journal.keep("generate", [Done("a", "ok", value="1"), Done("b", "failed", "x"), Done("c", "ok", value="3")])

    assert journal.find("generate", ["b", "c", "d"]) == {
        "b": Done("b", "failed", "x"),
        "c": Done("c", "ok", value="3"),
    }
    assert journal.find("parse", ["a"]) == {}


def test_a_stage_that_is_forgotten_has_still_spent_what_it_spent(journal: Journal) -> None:
    journal.keep("generate", [Done("a", "ok")], spent={"prompt": 5})
    journal.keep("parse", [Done("a", "ok")])
    journal.keep("verbalize", [Done("a", "ok")])

    journal.forget(["generate", "parse"])

    assert [journal.keys(stage) for stage in ("generate", "parse", "verbalize")] == [set(), set(), {"a"}]
    assert journal.spent("generate") == {"prompt": 5}


def test_threads_share_a_journal(journal: Journal) -> None:
    def keep(name: str) -> None:
        for number in range(20):
            journal.keep("parse", [Done(f"{name}{number}", "ok")])

    threads = [threading.Thread(target=keep, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert journal.count("parse") == Counts(80, 0)


OPENS = (
    "import sys; from pathlib import Path; from training.corpus.journal.journal import Journal; "
    "Journal(Path(sys.argv[1]))"
)
DIES = f"{OPENS}.keep('parse', []); import os, signal; os.kill(os.getpid(), signal.SIGKILL)"


@pytest.mark.parametrize("just_made", [True, False])
def test_a_second_process_is_refused_in_one_sentence(path: Path, just_made: bool) -> None:
    if not just_made:
        Journal(path).close()

    with Journal(path):
        other = subprocess.run([sys.executable, "-c", OPENS, path], cwd=ROOT, capture_output=True, text=True)
        with pytest.raises(StoreProblem, match="Another run is using"):
            Journal(path)

    assert other.returncode == 1
    assert other.stderr.splitlines()[-1].startswith("models.errors.StoreProblem: Another run is using the journal")


def test_a_process_that_dies_leaves_the_journal_to_the_next(path: Path) -> None:
    died = subprocess.run([sys.executable, "-c", DIES, path], cwd=ROOT, check=False)

    assert died.returncode == -9
    Journal(path).close()


def test_a_journal_of_another_version_is_refused_and_left_as_it_is(path: Path) -> None:
    Journal(path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 7")
    before = path.read_bytes()

    with pytest.raises(StoreProblem, match=rf"has format 7, this program writes format {VERSION}"):
        Journal(path)

    assert path.read_bytes() == before


def test_a_database_of_another_program_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "deixis.sqlite3"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE pictures (id)")
    before = path.read_bytes()

    with pytest.raises(StoreProblem, match="no journal of a corpus run"):
        Journal(path)

    assert path.read_bytes() == before


def _read_all(path: Path) -> None:
    with Journal(path) as journal:
        list(journal.read("generate"))


def test_a_damaged_journal_is_refused_in_one_sentence(tmp_path: Path) -> None:
    whole, damaged = tmp_path / "whole.sqlite3", tmp_path / "damaged.sqlite3"
    with Journal(whole) as journal:
        journal.keep("generate", [Done(f"{number:064}", "ok", value="x" * 1000) for number in range(500)])
    content = whole.read_bytes()
    half = len(content) // 2

    for wrong in (b"no database at all" * 100, content[:half], content[:8192] + bytes(len(content) - 8192)):
        damaged.write_bytes(wrong)
        with pytest.raises(StoreProblem, match=r"damaged\.sqlite3 is damaged; move it away"):
            _read_all(damaged)


def test_a_folder_in_the_place_of_the_journal_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(StoreProblem, match="cannot be opened"):
        Journal(tmp_path)


def test_a_closed_journal_keeps_nothing(path: Path) -> None:
    journal = Journal(path)
    journal.close()

    with pytest.raises(StoreProblem, match="closed"):
        journal.keep("parse", [Done("a", "ok")])


def test_what_takes_the_place_of_something_is_all_there_is_of_it(journal: Journal) -> None:
    journal.keep("parse", [Done("a", "ok", value="1"), Done("b", "ok", value="2")])
    journal.keep("other", [Done("a", "ok", value="9")])

    journal.replace("parse", [Done("a", "failed", "later"), Done("c", "ok", value="3")])

    assert list(journal.read("parse")) == [
        Done("a", "failed", "later"),
        Done("b", "ok", value="2"),
        Done("c", "ok", value="3"),
    ]
    assert list(journal.read("other")) == [Done("a", "ok", value="9")]


def test_some_keys_of_a_stage_can_be_struck_out(journal: Journal) -> None:
    for stage in ("parse", "other"):
        journal.keep(stage, [Done("a", "ok", value="1"), Done("b", "ok", value="2")])

    journal.forget_keys("parse", ["a", "unknown"])

    assert (journal.keys("parse"), journal.keys("other")) == ({"b"}, {"a", "b"})


def test_the_most_frequent_reasons_come_first_with_how_often_they_are_one(journal: Journal) -> None:
    failed = [("a", "x"), ("b", "y"), ("c", "y"), ("d", "z")]
    journal.keep("look", [Done(key, "failed", reason) for key, reason in failed] + [Done("e", "ok", value="1")])

    assert list(journal.reasons("look", 2).items()) == [("y", 2), ("x", 1)]
    assert journal.reasons("other", 2) == {}
