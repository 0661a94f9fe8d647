"""What the tests of embedded trainings share: drawn scenes."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def scenes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of scenes, each drawn by the first run that wants it."""
    return tmp_path_factory.mktemp("scenes")
