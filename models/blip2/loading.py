"""Load a first stage from a folder, with what it takes to ask it: a critic or a student that was trained here, one that
was converted, or the published one, which has seen no regions."""

from pathlib import Path
from typing import NamedTuple

from safetensors import SafetensorError
from safetensors.torch import load_file
from transformers import AutoProcessor, Blip2ForImageTextRetrieval

from models.blip2.first_stage import FirstStage, take_aside
from models.blip2.kinds import ARCHITECTURE, compares
from models.blip2.manner import read_manner
from models.blip2.telling import Teller
from models.errors import ModelUnavailable
from models.huggingface.checkpoints import Hub, find_checkpoint
from models.huggingface.devices import Placement, place
from models.huggingface.loading import load_model, load_processor
from models.huggingface.memory import require_memory
from models.lavis.convert import ASIDE_FILE
from models.registry import ModelOptions
from models.statements import TextSettings


class Asked(NamedTuple):
    """A first stage, ready to be asked; `folder` is where it lies."""

    stage: FirstStage
    teller: Teller
    placement: Placement
    folder: Path


def load_first_stage(
    folder: str, name: str, options: ModelOptions, *, text: TextSettings, hub: Hub | None = None
) -> Asked:
    """Load it; `text` is how it is told texts where its folder does not say.

    Raises ModelUnavailable, in a sentence, for what is no first stage of BLIP-2.
    """
    placement = place(options, name)
    checkpoint = find_checkpoint(
        folder, name, fits=lambda parameters: require_memory(parameters, placement, name), hub=hub
    )
    if not compares(checkpoint.folder):
        held = checkpoint.config.get("architectures") or [checkpoint.model_type]
        raise ModelUnavailable(
            f"{name} holds {held[0]}, which does not say whether a text fits a picture. Take a first stage of BLIP-2 "
            f"({ARCHITECTURE}), such as `deixis train` makes."
        )
    processor = load_processor(checkpoint, AutoProcessor)
    stage = FirstStage(load_model(checkpoint, Blip2ForImageTextRetrieval, placement))
    _take_aside(stage, checkpoint.folder / ASIDE_FILE)
    stage = stage.eval().requires_grad_(False).to(placement.device)
    side = stage.model.config.vision_config.image_size
    return Asked(stage, Teller(processor, read_manner(checkpoint.folder, text), side), placement, checkpoint.folder)


def _take_aside(stage: FirstStage, file: Path) -> None:
    """Take the temperature, where a folder has what was trained beside the weights."""
    if not file.exists():
        return
    try:
        take_aside(stage, load_file(file))
    except (SafetensorError, RuntimeError, OSError) as error:
        raise ModelUnavailable(
            f"{file} does not fit the weights beside it or is damaged; convert them again."
        ) from error
