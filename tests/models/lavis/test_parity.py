"""Parity with salesforce-lavis 1.0.2: converted weights compute what they computed there.

`reference/lavis.safetensors` was written by LAVIS itself (`reference/make.py`); nothing of it is needed here.
"""

from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file
from torch import Tensor
from transformers import Blip2Config, Blip2ForImageTextRetrieval

from models.lavis.names import to_transformers
from training.blip2.first_stage import FirstStage, take_aside
from training.blip2.objectives import Negatives, Pairs, first_stage_losses

WITHIN = 1e-5
REFERENCE = Path(__file__).parent / "reference" / "lavis.safetensors"


def _part(name: str) -> dict[str, Tensor]:
    return {key.removeprefix(f"{name}."): value for key, value in load_file(REFERENCE).items() if key.startswith(name)}


@pytest.fixture(scope="module")
def stage() -> FirstStage:
    renamed, aside, unknown = to_transformers(_part("weights"))
    assert unknown == []
    width = renamed["query_tokens"].shape[2]
    layers = 1 + max(int(name.split(".")[3]) for name in renamed if name.startswith("qformer.encoder.layer."))
    sizes = {
        "hidden_size": width,
        "intermediate_size": 2 * width,
        "num_hidden_layers": layers,
        "num_attention_heads": 2,
    }
    words, places = (renamed[f"embeddings.{name}_embeddings.weight"].shape[0] for name in ("word", "position"))
    former = {"vocab_size": words, "max_position_embeddings": places, "encoder_hidden_size": width}
    config = Blip2Config(
        vision_config={**sizes, "image_size": 28, "patch_size": 14},
        qformer_config={**sizes, **former, "use_qformer_text_input": True, "pad_token_id": 0},
        num_query_tokens=renamed["query_tokens"].shape[1],
        image_text_hidden_size=renamed["vision_projection.weight"].shape[0],
    )
    model = Blip2ForImageTextRetrieval(config)
    model.load_state_dict(renamed, strict=True)
    made = FirstStage(model).eval()
    take_aside(made, aside)
    return made


def _apart(one: Tensor, other: Tensor) -> float:
    return float((one - other).abs().max())


@torch.inference_mode()
def test_parity_with_lavis_in_seeing_comparing_and_matching(stage: FirstStage) -> None:
    given, said = _part("given"), _part("said")

    seen = stage.see(given["pixels"])

    assert _apart(seen, said["seen"]) < WITHIN
    assert _apart(stage.compare_pictures(seen), said["pictures"]) < WITHIN
    assert _apart(stage.compare_texts(given["words"], given["mask"]), said["texts"]) < WITHIN
    assert _apart(stage.match(seen, given["words"], given["mask"]), said["matches"]) < WITHIN
    assert said["matches"].std() > 0.05, "the reference says something"


@torch.inference_mode()
def test_parity_with_lavis_in_saying(stage: FirstStage) -> None:
    given, said = _part("given"), _part("said")
    written = given["mask"].bool()

    scores = stage.say(stage.see(given["pixels"]), given["said"], given["mask"])

    assert _apart(scores[written], said["scores"][written]) < WITHIN


@torch.inference_mode()
def test_parity_with_lavis_in_all_three_losses(stage: FirstStage) -> None:
    given, said = _part("given"), _part("said")
    pairs = Pairs(given["pixels"], given["words"], given["mask"], given["said"], torch.arange(len(given["words"])))

    losses = first_stage_losses(stage, pairs, negatives=Negatives(given["texts"], given["pictures"]))

    for name in ("contrast", "matching", "generation"):
        assert _apart(getattr(losses, name), said[name]) < WITHIN, name
