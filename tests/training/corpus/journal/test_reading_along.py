"""A journal is read by others while a run is at work on it, and they change nothing in it."""

import subprocess
import sys
from pathlib import Path

import pytest

from models.errors import StoreProblem
from training.corpus.journal.journal import Done, Journal

ROOT = Path(__file__).parents[4]
READS = """
import sys
from pathlib import Path
from training.corpus.journal.journal import Journal

with Journal(Path(sys.argv[1]), only_read=True) as journal:
    print(sorted(journal.keys("parse")))
"""
DIES = """
import os, signal, sys
from pathlib import Path
from training.corpus.journal.journal import Done, Journal

Journal(Path(sys.argv[1])).keep("parse", [Done("last", "ok")])
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "run" / "journal.sqlite"


def test_another_process_reads_what_a_run_has_kept_so_far(path: Path) -> None:
    with Journal(path) as journal:
        journal.keep("parse", [Done("a", "ok"), Done("b", "ok")])
        said = subprocess.run([sys.executable, "-c", READS, path], cwd=ROOT, capture_output=True, text=True, check=True)

    assert said.stdout == "['a', 'b']\n"


def test_who_reads_keeps_nobody_from_writing_and_sees_what_is_new(path: Path) -> None:
    Journal(path).close()

    with Journal(path, only_read=True) as reader, Journal(path) as journal:
        journal.keep("parse", [Done("a", "ok", value="1")])
        assert list(reader.read("parse")) == [Done("a", "ok", value="1")]
        with pytest.raises(StoreProblem, match="Another run is using"):
            Journal(path)


def test_what_a_process_that_died_has_kept_is_read(path: Path) -> None:
    subprocess.run([sys.executable, "-c", DIES, path], cwd=ROOT, check=False)

    with Journal(path, only_read=True) as reader:
        assert reader.keys("parse") == {"last"}


def test_who_reads_can_keep_nothing(path: Path) -> None:
    Journal(path).close()

    with Journal(path, only_read=True) as reader, pytest.raises(StoreProblem, match="cannot be written to"):
        reader.keep("parse", [Done("a", "ok")])

    with Journal(path) as journal:
        assert journal.keys("parse") == set()


@pytest.mark.parametrize(("content", "said"), [(None, "cannot be opened"), (b"", "is empty; look again")])
def test_a_journal_that_is_not_there_yet_is_not_made_by_looking(path: Path, content: bytes | None, said: str) -> None:
    path.parent.mkdir()
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(StoreProblem, match=said):
        Journal(path, only_read=True)

    assert path.exists() == (content is not None)


def test_what_is_struck_out_or_replaced_is_counted(path: Path) -> None:
    with Journal(path) as journal:
        journal.keep("parse", [Done(key, "ok") for key in "abc"] + [Done("d", "failed", "why")])
        journal.keep("other", [Done("a", "ok")])
        assert journal.struck("parse") == 0
        journal.forget_keys("parse", ["a", "none"])
        journal.forget_failures("parse")
        journal.replace("parse", [Done("b", "ok", value="anew")])
        assert (journal.struck("parse"), journal.struck("other")) == (3, 0)
        journal.forget(["parse", "other"])

    with Journal(path, only_read=True) as journal:
        assert (journal.struck("parse"), journal.struck("other")) == (5, 1)


def test_keys_come_in_the_order_in_which_work_was_finished(path: Path) -> None:
    with Journal(path) as journal:
        for key in ("c", "a", "b"):
            journal.keep("parse", [Done(key, "ok")])

        assert journal.keys_in_turn("parse") == ["c", "a", "b"]
