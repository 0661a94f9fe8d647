"""A process in LAVIS's stead, and what LAVIS itself computed once (`reference/make.py`)."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

if TYPE_CHECKING:
    from torch import Tensor

    from models.blip2.first_stage import FirstStage

FAKE = Path(__file__).parents[2] / "fakes" / "lavis_worker.py"
REFERENCE = Path(__file__).parent / "reference" / "lavis.safetensors"


class FakeLavis(NamedTuple):
    """The command that begins it, and where it notes what it is asked."""

    command: tuple[str, ...]
    log: Path

    def asked(self) -> list[dict[str, Any]]:
        """Return all requests so far."""
        return [json.loads(line) for line in self.log.read_text("utf-8").splitlines()]


@pytest.fixture
def lavis(tmp_path: Path) -> FakeLavis:
    log = tmp_path / "asked.jsonl"
    return FakeLavis((sys.executable, str(FAKE), str(log)), log)


def part(name: str) -> "dict[str, Tensor]":
    """Return a part of the reference: "weights", what was "given", and what LAVIS "said" of it."""
    from safetensors.torch import load_file

    return {key.removeprefix(f"{name}."): value for key, value in load_file(REFERENCE).items() if key.startswith(name)}


@pytest.fixture(scope="session")
def stage() -> "FirstStage":
    """Our first stage with the weights of the reference."""
    from transformers import Blip2Config, Blip2ForImageTextRetrieval

    from models.blip2.first_stage import FirstStage, take_aside
    from models.lavis.names import to_transformers

    renamed, aside, unknown = to_transformers(part("weights"))
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
