"""Load a student from a Hugging Face folder or hub id: BLIP-2, or any chat model that takes pictures.

Everything that can be known without loading is asked first, because what the library says when it fails half-way does
not tell a user what to do. Code that comes with a model is never run.
"""

import json
import logging
from pathlib import Path
from typing import Any

import torch
from pydantic import ValidationError
from safetensors import SafetensorError
from transformers import (
    AutoConfig,
    AutoModelForImageTextToText,
    AutoProcessor,
    PreTrainedConfig,
    PreTrainedModel,
)
from transformers.models.auto.modeling_auto import MODEL_FOR_IMAGE_TEXT_TO_TEXT_MAPPING

from models.errors import ModelUnavailable
from models.huggingface.blip2 import Blip2Answerer
from models.huggingface.chat import ChatAnswerer
from models.huggingface.checkpoints import Checkpoint, Hub, find_checkpoint
from models.huggingface.devices import Placement, place
from models.huggingface.extras import require_extras
from models.huggingface.memory import require_memory
from models.marks import MarkStyle
from models.registry import ModelOptions

log = logging.getLogger(__name__)

SETTINGS_FILE = "deixis.json"  # what our own trainers leave beside the weights


def load_huggingface(
    folder_or_id: str, options: ModelOptions, *, hub: Hub | None = None
) -> Blip2Answerer | ChatAnswerer:
    """Load the student. Raises ModelUnavailable, with one sentence that says what is missing and what to do."""
    name = f"hf:{folder_or_id}"
    placement = place(options, name)
    checkpoint = find_checkpoint(
        folder_or_id, name, fits=lambda parameters: require_memory(parameters, placement, name), hub=hub
    )
    config = read_config(checkpoint)
    _require_answering(checkpoint, config)
    require_extras(checkpoint.model_type, name)
    processor = load_processor(checkpoint, AutoProcessor)
    if checkpoint.model_type != "blip-2" and not _has_template(processor):
        raise ModelUnavailable(
            f"{name} is a {checkpoint.model_type} model without a chat template, so there is no known way to ask it. "
            "Take a chat model or BLIP-2."
        )
    model = load_model(checkpoint, AutoModelForImageTextToText, placement)
    answerer = Blip2Answerer if checkpoint.model_type == "blip-2" else ChatAnswerer
    return answerer(name, model, processor, style=mark_style_of(checkpoint), placement=placement, options=options)


def read_config(checkpoint: Checkpoint) -> PreTrainedConfig:
    """Read the model's own settings. Raises ModelUnavailable for a kind of model that this library does not know."""
    if not checkpoint.model_type:
        raise ModelUnavailable(f"{checkpoint.name}: config.json does not say what kind of model it is (model_type).")
    try:
        return AutoConfig.from_pretrained(checkpoint.folder, trust_remote_code=False, local_files_only=True)
    except (ValueError, KeyError, TypeError, OSError, ImportError) as error:
        log.info("%s: %s", checkpoint.name, error)
        why = (
            "needs code of its own, which is not run here; take a model that transformers itself knows"
            if "auto_map" in checkpoint.config
            else "is not known to this transformers or has broken settings; a newer transformers may help"
        )
        raise ModelUnavailable(f'{checkpoint.name}: the model type "{checkpoint.model_type}" {why}.') from error


def _require_answering(checkpoint: Checkpoint, config: PreTrainedConfig) -> None:
    architectures = " ".join(map(str, checkpoint.config.get("architectures") or ()))
    if type(config) not in MODEL_FOR_IMAGE_TEXT_TO_TEXT_MAPPING or "ForImageTextRetrieval" in architectures:
        raise ModelUnavailable(
            f"{checkpoint.name} holds {architectures or checkpoint.model_type}, which writes no answers about "
            "pictures. Take BLIP-2 or a chat model that sees, such as Qwen-VL, Gemma or LLaVA."
        )


def load_processor(checkpoint: Checkpoint, auto: Any) -> Any:  # Any: an Auto class, and whichever processor it picks
    """Load what prepares pictures and texts."""
    try:
        return auto.from_pretrained(checkpoint.folder, trust_remote_code=False, local_files_only=True)
    except ImportError as error:
        raise ModelUnavailable(
            f"{checkpoint.name} needs a package that is not installed ({_first_line(error)}). "
            "pip install 'deixis[vlm]' brings the usual ones."
        ) from error
    except (OSError, ValueError, KeyError, AttributeError, TypeError, RuntimeError) as error:
        raise ModelUnavailable(
            f"{checkpoint.name}: the processor or tokenizer files are missing or broken ({_first_line(error)}). "
            "Save the processor into the same folder."
        ) from error


def load_model(checkpoint: Checkpoint, auto: Any, placement: Placement) -> PreTrainedModel:
    """Load the weights, all of them: a model with gaps would answer with random words and no warning."""
    try:
        model, gaps = auto.from_pretrained(
            checkpoint.folder,
            dtype=placement.torch_dtype,
            use_safetensors=True,
            trust_remote_code=False,
            local_files_only=True,
            output_loading_info=True,
        )
        model = model.to(placement.device).eval()
    except torch.OutOfMemoryError as error:
        raise ModelUnavailable(f"{checkpoint.name} does not fit into the memory of {placement.device}.") from error
    except (
        OSError,
        ValueError,
        KeyError,
        AttributeError,
        TypeError,
        RuntimeError,
        ImportError,
        SafetensorError,
    ) as error:
        raise ModelUnavailable(
            f"{checkpoint.name} could not be loaded ({_first_line(error)}). Download or save it again."
        ) from error
    missing = sorted({*gaps["missing_keys"], *(key for key, *_ in gaps["mismatched_keys"])})
    if missing:
        raise ModelUnavailable(
            f"{checkpoint.name}: the weights do not fit the model, {len(missing)} are missing (such as {missing[0]}). "
            "Download or save it again."
        )
    return model


def _has_template(processor: Any) -> bool:
    """Tell whether there is a chat template; early checkpoints keep it with the tokenizer."""
    if getattr(processor, "chat_template", None) is None:
        processor.chat_template = getattr(getattr(processor, "tokenizer", None), "chat_template", None)
    return bool(processor.chat_template)


def mark_style_of(checkpoint: Checkpoint) -> MarkStyle:
    """Return the style of marks the checkpoint was trained on, or the house's own."""
    file: Path = checkpoint.folder / SETTINGS_FILE
    if not file.exists():
        return MarkStyle()
    try:
        return MarkStyle.model_validate(json.loads(file.read_text("utf-8")).get("mark_style", {}))
    except (OSError, ValueError, AttributeError, ValidationError) as error:
        raise ModelUnavailable(
            f"{checkpoint.name}: mark_style in {file} cannot be read ({_first_line(error)})."
        ) from error


def _first_line(error: BaseException) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[0][:200] if lines else type(error).__name__
