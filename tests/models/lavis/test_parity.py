"""Parity with salesforce-lavis 1.0.2: converted weights compute what they computed there.

`reference/lavis.safetensors` was written by LAVIS itself (`reference/make.py`); nothing of it is needed here.
"""

import torch
from torch import Tensor

from models.blip2.first_stage import FirstStage
from tests.models.lavis.conftest import part
from training.blip2.objectives import Negatives, Pairs, first_stage_losses

WITHIN = 1e-5


def _apart(one: Tensor, other: Tensor) -> float:
    return float((one - other).abs().max())


@torch.inference_mode()
def test_parity_with_lavis_in_seeing_comparing_and_matching(stage: FirstStage) -> None:
    given, said = part("given"), part("said")

    seen = stage.see(given["pixels"])

    assert _apart(seen, said["seen"]) < WITHIN
    assert _apart(stage.compare_pictures(seen), said["pictures"]) < WITHIN
    assert _apart(stage.compare_texts(given["words"], given["mask"]), said["texts"]) < WITHIN
    assert _apart(stage.match(seen, given["words"], given["mask"]), said["matches"]) < WITHIN
    assert said["matches"].std() > 0.05, "the reference says something"


@torch.inference_mode()
def test_parity_with_lavis_in_saying(stage: FirstStage) -> None:
    given, said = part("given"), part("said")
    written = given["mask"].bool()

    scores = stage.say(stage.see(given["pixels"]), given["said"], given["mask"])

    assert _apart(scores[written], said["scores"][written]) < WITHIN


@torch.inference_mode()
def test_parity_with_lavis_in_all_three_losses(stage: FirstStage) -> None:
    given, said = part("given"), part("said")
    pairs = Pairs(given["pixels"], given["words"], given["mask"], given["said"], torch.arange(len(given["words"])))

    losses = first_stage_losses(stage, pairs, negatives=Negatives(given["texts"], given["pictures"]))

    for name in ("contrast", "matching", "generation"):
        assert _apart(getattr(losses, name), said[name]) < WITHIN, name
