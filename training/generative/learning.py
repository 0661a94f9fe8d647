"""Which weights of a model learn: those that join picture and words, or matrices beside those of its language model."""

from collections.abc import Sequence
from importlib.util import find_spec
from typing import Any

from torch import nn

from models.errors import BadSetting
from training.generative.settings import GenerativeSettings
from training.loop.recomputing import recompute

_ALPHA = 2  # LoRA's matrices count so many times their rank; a common choice
_DROPOUT = 0.05
_LORA = "lora_A"  # peft's own name


def make_ready(model: Any, connectors: Sequence[str], settings: GenerativeSettings) -> None:  # Any: whichever it is
    """Let learn what is to learn, and see to memory and speed. Raises BadSetting where there is nothing to learn, and
    without the extra that LoRA needs."""
    model.requires_grad_(False)
    if settings.learns == "lora":
        _add_lora(model, settings.rank)
    learning = [each for name, each in model.named_parameters() if _is_of(name, connectors)]
    if not learning and settings.learns == "connector":
        raise BadSetting(
            f"Which part of a {model.config.model_type} joins picture and words is not known here; take --lora RANK, "
            "or BLIP-2, LLaVA, Gemma 3, Idefics, SmolVLM or Qwen-VL."
        )
    for each in learning:
        each.requires_grad_(True)
    model.train()
    eye = eye_of(model)
    if eye is not None:
        eye.eval().requires_grad_(settings.sees)
        for name, each in eye.named_parameters():  # of some it is a part of the eye
            each.requires_grad_(each.requires_grad or _is_of(name, connectors))
    if settings.checkpointing:
        recompute(model)
    if settings.compiled:
        for part in (eye, language_of(model)):
            if part is not None:
                part.compile()


def halve_frozen(model: nn.Module) -> None:
    """Hold in bfloat16, in which they are used anyway, the matrices that do not learn: half of the memory, and no time
    to convert them at every step."""
    for part in model.modules():
        if isinstance(part, nn.Linear | nn.Embedding | nn.Conv2d) and not part.weight.requires_grad:
            part.weight.data = part.weight.data.bfloat16()


def eye_of(model: Any) -> nn.Module | None:
    """Return a model's vision encoder, None for one that has none of its own."""
    eye = model.get_encoder(modality="image")
    return eye if isinstance(eye, nn.Module) and eye not in (model, model.base_model) else None


def merged(model: nn.Module) -> nn.Module:
    """Return a model with LoRA's matrices added to its own weights, so that nobody needs to know of them."""
    if not any(_LORA in name for name, _ in model.named_modules()):
        return model  # without peft, which takes seconds to import
    from peft.tuners.tuners_utils import BaseTunerLayer

    for name, layer in list(model.named_modules()):
        if isinstance(layer, BaseTunerLayer):
            layer.merge()
            above, _, last = name.rpartition(".")
            setattr(model.get_submodule(above), last, layer.get_base_layer())
    return model


def _add_lora(model: Any, rank: int) -> None:
    if find_spec("peft") is None:
        raise BadSetting("Learning by LoRA needs a package: pip install 'deixis[peft]' brings it.")
    from peft import LoraConfig, inject_adapter_in_model

    language = set(map(id, language_of(model).modules())) - {id(model.get_output_embeddings())}
    names = [name for name, each in model.named_modules() if id(each) in language and isinstance(each, nn.Linear)]
    config = LoraConfig(r=rank, lora_alpha=_ALPHA * rank, lora_dropout=_DROPOUT, target_modules=names)
    inject_adapter_in_model(config, model)


def language_of(model: Any) -> nn.Module:
    """Return the part of a model that reads and says words."""
    language = getattr(model, "language_model", None)
    return language if isinstance(language, nn.Module) else model.get_decoder()


def _is_of(name: str, parts: Sequence[str]) -> bool:
    return any(part in parts for part in name.split("."))
