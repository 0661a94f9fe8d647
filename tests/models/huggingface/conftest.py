"""Tiny random models, saved once for all tests of this folder."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from models.records import Box, Question, Region

PICTURE_SIZE = (96, 64)


@pytest.fixture(scope="session")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Return the folder of a tiny model by its name in tests/fakes/tiny_models.py, built on first use."""
    from tests.fakes import tiny_models

    folders: dict[str, Path] = {}

    def folder(kind: str) -> Path:
        if kind not in folders:
            folders[kind] = getattr(tiny_models, kind)(tmp_path_factory.mktemp(kind) / "model")
        return folders[kind]

    return folder


@pytest.fixture
def picture() -> Image.Image:
    return Image.linear_gradient("L").resize(PICTURE_SIZE).convert("RGB")


@pytest.fixture
def other_picture() -> Image.Image:
    return Image.radial_gradient("L").resize(PICTURE_SIZE).rotate(90).convert("RGB")


@pytest.fixture
def question() -> Question:
    region = Region(id=1, box=Box(10, 10, 60, 40), label="man")
    return Question(image_id="0" * 64, text="why is [1] sad ?", regions=(region,))
