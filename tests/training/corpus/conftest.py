"""What tests of several stages need."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from training.corpus.journal.journal import Journal


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    """An empty journal in a file of its own."""
    with Journal(tmp_path / "journal.sqlite3") as opened:
        yield opened
