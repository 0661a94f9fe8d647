"""What tests in several folders need."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.store import Store, open_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store in a file of its own."""
    with open_store(tmp_path / "deixis.sqlite3") as opened:
        yield opened
