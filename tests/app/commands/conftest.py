"""A round that came from a file, for the tests of `deixis annotate`."""

from pathlib import Path

import pytest

from tests.app.commands.annotated import line, picture, said, write


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A file of eight texts about one picture and one about another, beside a folder with both."""
    picture(tmp_path / "pictures", "a.png", 1)
    picture(tmp_path / "pictures", "sub/b.png", 2)
    return write(tmp_path / "corpus.jsonl", *(line(number) for number in range(8)), line(8, "sub/b.png"))


@pytest.fixture
def imported(tmp_path: Path, corpus: Path) -> Path:
    """A data folder with the round "first" of two screens."""
    said(tmp_path / "data", "import", corpus, "--images", tmp_path / "pictures", "--round", "First")
    return tmp_path / "data"
