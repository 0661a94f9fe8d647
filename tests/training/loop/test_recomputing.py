"""Layers that are computed twice learn the same."""

from pathlib import Path

import torch
from torch import Tensor, nn

from models.blip2.first_stage import FirstStage, open_first_stage
from tests.fakes.tiny_first_stage import blip2_itm
from training.blip2.settings import CriticSettings
from training.blip2.start import make_ready


class Calls:
    """A hook that counts how often a layer was begun with: torch stops as soon as it has what it needs of it."""

    def __init__(self, layer: nn.Module) -> None:
        self.count = 0
        layer.register_forward_pre_hook(self._called)

    def _called(self, *_: object) -> None:
        self.count += 1


def learned(stage: FirstStage, *, checkpointing: bool) -> tuple[int, list[Tensor]]:
    """Return how often the first layer of the eye was computed, and the gradients of all of the eye."""
    make_ready(stage, CriticSettings(checkpointing=checkpointing), without=())
    eye = stage.model.vision_model
    calls = Calls(eye.encoder.layers[0].mlp)
    pixels = torch.rand(2, 3, 32, 32, generator=torch.Generator().manual_seed(0))
    torch.manual_seed(1)  # of dropout
    stage.compare_pictures(stage.see(pixels))[..., 0].sum().backward()
    return calls.count, [each.grad.clone() for each in eye.parameters() if each.grad is not None]


def test_what_is_computed_twice_has_the_same_gradients(tmp_path: Path) -> None:
    folder = blip2_itm(tmp_path / "itm")

    once, expected = learned(open_first_stage(folder), checkpointing=False)
    twice, gradients = learned(open_first_stage(folder), checkpointing=True)

    assert (once, twice) == (1, 2)
    assert len(gradients) == len(expected) > 10
    assert all(torch.allclose(one, other, atol=1e-7) for one, other in zip(gradients, expected, strict=True))
