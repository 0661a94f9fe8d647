"""What a training begins with: a folder as it is, or a hub model, downloaded once."""

from collections.abc import Callable
from pathlib import Path

import pytest
from huggingface_hub import constants

from models.errors import ModelUnavailable
from models.huggingface.begun_with import folder_to_begin_with
from models.huggingface.checkpoints import Hub
from tests.fakes.hub_server import FakeHub


def test_a_folder_is_taken_as_it_is(tmp_path: Path) -> None:
    assert folder_to_begin_with(tmp_path) == tmp_path


def test_a_hub_model_is_downloaded_once(
    saved: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
    with FakeHub({"owner/model": saved("llava")}) as hub:
        folder = folder_to_begin_with(Path("owner/model"), hub=Hub(hub.url, tmp_path))
        asked = len(hub.asked)
        again = folder_to_begin_with(Path("owner/model"), hub=Hub(hub.url, tmp_path))

        assert len(hub.asked) == asked, "the cache is used without asking the hub"
    assert again == folder
    assert (folder / "config.json").is_file()


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match=r"--init .*nothing: there is no folder"):
        folder_to_begin_with(tmp_path / "nothing")
