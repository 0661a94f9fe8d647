"""Tiny models that write, to begin with, and what they learn from."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.fakes import tiny_models
from tests.fakes.tiny_statements import tiny_sources
from training.data.sources import Sources


@pytest.fixture(scope="session")
def init(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Return the folder of a tiny model by its name in tests/fakes/tiny_models.py, built on first use."""
    home = tmp_path_factory.mktemp("writers")

    def folder(kind: str) -> Path:
        if not (home / kind).exists():
            getattr(tiny_models, kind)(home / kind)
        return home / kind

    return folder


@pytest.fixture(scope="session")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Sources:
    return tiny_sources(tmp_path_factory.mktemp("corpus") / "corpus")
