"""Hub ids: downloaded once, used from the cache then, and every refusal in words; against a local hub only."""

import shutil
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from huggingface_hub import constants
from PIL import Image

from models.errors import ModelUnavailable
from models.huggingface.checkpoints import Hub
from models.huggingface.loading import load_huggingface
from models.records import Question
from models.registry import ModelOptions
from tests.fakes.hub_server import FakeHub, Listing, Refusal

CPU = ModelOptions(device="cpu", max_tokens=3)
Saved = Callable[[str], Path]


@pytest.fixture(autouse=True)
def online(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library reads HF_HUB_OFFLINE when it is imported; these tests decide for themselves."""
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)


@pytest.fixture
def hub(saved: Saved) -> Iterator[FakeHub]:
    models = {
        "owner/model": saved("llava"),
        "owner/gated": Refusal(403, "GatedRepo"),
        "owner/down": Refusal(500),
        "owner/pickled": Listing({"config.json": 9, "pytorch_model.bin": 9}, {}),
        "owner/large": Listing({"config.json": 9, "model.safetensors": 9}, {"BF16": 10**12}),
        "owner/many-files": Listing({"config.json": 9, "model.safetensors": 10**16}, {"BF16": 1}),
    }
    with FakeHub(models) as running:
        yield running


def test_a_hub_model_is_downloaded_once(hub: FakeHub, tmp_path: Path, picture: Image.Image, question: Question) -> None:
    place = Hub(hub.url, tmp_path)

    student = load_huggingface("owner/model", CPU, hub=place)
    asked = len(hub.asked)
    again = load_huggingface("owner/model", CPU, hub=place)

    assert len(hub.asked) == asked, "the cache is used without asking the hub"
    assert student.name == again.name == "hf:owner/model"
    assert list(again.answer(picture, question))[-1].text


def test_a_download_that_broke_off_is_taken_up_again(hub: FakeHub, tmp_path: Path) -> None:
    load_huggingface("owner/model", CPU, hub=Hub(hub.url, tmp_path))
    (weights,) = tmp_path.rglob("snapshots/*/model.safetensors")
    weights.unlink()

    assert load_huggingface("owner/model", CPU, hub=Hub(hub.url, tmp_path)).name == "hf:owner/model"


@pytest.mark.parametrize(
    ("model_id", "words"),
    [
        ("owner/unknown", "no model of that name"),
        ("owner/gated", "huggingface.co/owner/gated"),
        ("owner/down", "the hub answered 500"),
        ("owner/pickled", "pickle"),
        ("owner/large", "needs about 4400.2 GB"),
        ("owner/many-files", "GB of disk"),
    ],
)
def test_what_the_hub_will_not_give_is_said_before_anything_is_downloaded(
    hub: FakeHub, tmp_path: Path, model_id: str, words: str
) -> None:
    with pytest.raises(ModelUnavailable, match=words):
        load_huggingface(model_id, CPU, hub=Hub(hub.url, tmp_path))

    assert not [path for path in hub.asked if "/resolve/" in path]


def test_a_hub_that_cannot_be_reached_is_said_so(tmp_path: Path) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        nobody = Hub(f"http://127.0.0.1:{unused.getsockname()[1]}", tmp_path)

        with pytest.raises(ModelUnavailable, match="the hub cannot be reached"):
            load_huggingface("owner/model", CPU, hub=nobody)


def test_offline_is_named_as_the_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)

    with pytest.raises(ModelUnavailable, match="HF_HUB_OFFLINE"):
        load_huggingface("owner/model", CPU, hub=Hub(None, tmp_path))


def test_a_folder_of_that_name_goes_before_the_hub(
    saved: Saved, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hub: FakeHub
) -> None:
    shutil.copytree(saved("llava"), tmp_path / "owner" / "model")
    monkeypatch.chdir(tmp_path)

    assert load_huggingface("owner/model", CPU, hub=Hub(hub.url, tmp_path)).name == "hf:owner/model"
    assert hub.asked == []
