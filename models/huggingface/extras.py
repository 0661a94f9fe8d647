"""Which models need the packages of the `vlm` extra, said before the library fails in words that do not help."""

import importlib
import importlib.util
from typing import Any

import transformers

# The library's own full tables; what it exports by name lacks the entries that are filled in later.
from transformers.models.auto.image_processing_auto import (
    IMAGE_PROCESSOR_MAPPING_NAMES,  # pyright: ignore[reportPrivateImportUsage]
)
from transformers.models.auto.processing_auto import (
    PROCESSOR_MAPPING_NAMES,  # pyright: ignore[reportPrivateImportUsage]
)
from transformers.utils.import_utils import is_torchvision_available

from models.errors import ModelUnavailable


def require_extras(model_type: str, name: str) -> None:
    """Raise ModelUnavailable when the model's processor needs a package that is missing or does not fit torch."""
    missing: list[str] = []
    if needs_torchvision(model_type):
        if is_torchvision_available():
            _require_working_torchvision(name)
        else:
            missing.append("torchvision")
    if model_type == "smolvlm" and importlib.util.find_spec("num2words") is None:
        missing.append("num2words")
    if missing:
        raise ModelUnavailable(
            f"{name} needs {' and '.join(missing)}: pip install 'deixis[vlm]' brings what is missing."
        )


def needs_torchvision(model_type: str) -> bool:
    """Tell whether the processor takes videos, or has no way of preparing pictures without torchvision."""
    processor: Any = getattr(transformers, PROCESSOR_MAPPING_NAMES.get(model_type) or "", None)
    try:
        takes_videos = processor is not None and "video_processor" in processor.get_attributes()
    except ImportError:  # the class stands in for one that cannot be imported without it
        return True
    picture_backends = IMAGE_PROCESSOR_MAPPING_NAMES.get(model_type)
    return takes_videos or (isinstance(picture_backends, dict) and "pil" not in picture_backends)


def _require_working_torchvision(name: str) -> None:
    try:
        importlib.import_module("torchvision")
    except (ImportError, RuntimeError, OSError, AttributeError) as error:
        raise ModelUnavailable(
            f"{name}: the installed torchvision does not fit the installed torch. Install both from the same place."
        ) from error
