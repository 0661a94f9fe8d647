"""Copies of a picture are shown to a model's eye once; what it sees is the same, and nobody else's pictures are."""

import threading
from typing import Any

import pytest
import torch
from torch import Tensor
from transformers import PreTrainedModel

from models.huggingface.looking_once import looking_once
from models.huggingface.telling import load_teller
from models.registry import ModelOptions
from tests.fakes import tiny_models, tiny_seers


@pytest.fixture(scope="module", params=["llava", "florence2"])
def model(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> PreTrainedModel:
    make = getattr(tiny_models, request.param, None) or getattr(tiny_seers, request.param)
    folder = make(tmp_path_factory.mktemp(request.param) / "model")
    return load_teller(str(folder), ModelOptions(device="cpu")).way.model


class Eye:
    """A model's eye, which tells how many pictures it is shown."""

    def __init__(self, model: PreTrainedModel) -> None:
        self.shown: list[int] = []
        self._eye = model.get_encoder(modality="image")
        patches = next(layer for layer in self._eye.modules() if isinstance(layer, torch.nn.Conv2d))
        patches.register_forward_pre_hook(lambda _, inputs: self.shown.append(len(inputs[0])))

    def look(self, pictures: Tensor) -> Tensor:
        with torch.inference_mode():
            seen: Any = self._eye(pictures)
        return seen.last_hidden_state


@pytest.fixture
def eye(model: PreTrainedModel) -> Eye:
    return Eye(model)


def fitting(model: PreTrainedModel, count: int) -> Tensor:
    side = getattr(model.config.vision_config, "image_size", 64)
    return torch.rand(count, 3, side, side, generator=torch.Generator().manual_seed(0))


def test_one_of_the_copies_is_shown_and_all_get_what_was_seen(model: PreTrainedModel, eye: Eye) -> None:
    pictures = fitting(model, 1).repeat(3, 1, 1, 1)
    before = eye.look(pictures)

    with looking_once(model, 3):
        seen = eye.look(pictures)

    assert eye.shown == [3, 1]
    torch.testing.assert_close(seen, before)


def test_pictures_that_differ_are_all_shown(model: PreTrainedModel, eye: Eye) -> None:
    pictures = fitting(model, 3)
    before = eye.look(pictures)

    with looking_once(model, 3):
        seen = eye.look(pictures)

    assert eye.shown == [3, 3]
    assert torch.equal(seen, before)


def test_what_others_look_at_meanwhile_stays_as_it_is(model: PreTrainedModel, eye: Eye) -> None:
    pictures = fitting(model, 1).repeat(3, 1, 1, 1)

    with looking_once(model, 3):
        other = threading.Thread(target=eye.look, args=(pictures,))
        other.start()
        other.join()
    eye.look(pictures)

    assert eye.shown == [3, 3], "neither another thread nor anybody afterwards"
