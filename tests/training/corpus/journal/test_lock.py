"""A lock has one holder, and is free when that one has ended."""

import sqlite3
from pathlib import Path

import pytest

from training.corpus.journal.lock import held


def test_a_lock_has_one_holder_at_a_time(tmp_path: Path) -> None:
    with held(tmp_path / "lock"), pytest.raises(sqlite3.OperationalError, match="locked"), held(tmp_path / "lock"):
        pass
    with held(tmp_path / "lock"), held(tmp_path / "another"):
        pass
