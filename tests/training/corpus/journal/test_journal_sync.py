"""What the journal says it has kept is on the disk by then: the system calls tell."""

import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from tests.benchmarks.sync_trace import Call, calls_in, traced, why_not

ROOT = Path(__file__).parents[4]
ROUNDS = 4
KEEPS = f"""
import socket, sys
from pathlib import Path
from training.corpus.journal.journal import Done, Journal

here, there = socket.socketpair()
with Journal(Path(sys.argv[1])) as journal:
    here.send(b"opened")
    for number in range({ROUNDS}):
        journal.keep("generate", [Done(str(number), "ok", value="a reply")])
        here.send(b"kept")
"""

pytestmark = pytest.mark.skipif(bool(why_not()), reason=why_not())


def synced_last(calls: list[Call]) -> bool:
    """Say whether the log was written to, and synced with success after the last time."""
    log = [call.name for call in calls if call.file.endswith("-wal") and call.result >= 0]
    return "pwrite64" in log and log[-1] in ("fdatasync", "fsync")


def test_a_row_is_synced_before_its_keeper_hears_so(tmp_path: Path) -> None:
    log = tmp_path / "trace"
    command = [sys.executable, "-c", KEEPS, str(tmp_path / "journal.sqlite3")]

    subprocess.run(traced(command, log), cwd=ROOT, check=True)

    calls = list(calls_in(log.read_text("utf-8", "replace")))
    said = [number for number, call in enumerate(calls) if call.name == "sendto"]
    assert len(said) == 1 + ROUNDS
    assert all(synced_last(calls[begin:end]) for begin, end in pairwise(said))
    assert not synced_last([call for call in calls if call.name == "pwrite64"]), "the check itself can fail"
