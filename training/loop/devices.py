"""Where a training computes: on the processor, or on a CUDA device where there is one."""

import re
from typing import Any, TypeVar

import torch

from models.errors import BadSetting

Moved = TypeVar("Moved")


def choose_device(name: str) -> torch.device:
    """Return the device of that name; "auto" is CUDA where there is some, else the processor.

    Raises BadSetting for a name that means nothing and for a CUDA device that is not there.
    """
    if name == "auto":
        return torch.device("cuda" if torch.cuda.is_available() else "cpu")
    if not re.fullmatch(r"cpu|cuda(:\d{1,2})?", name):
        raise BadSetting(f'"{name}" is no device to train on. Use auto, cpu, cuda or cuda:1.')
    count = torch.cuda.device_count() if torch.cuda.is_available() else 0
    if name.startswith("cuda") and int(name.partition(":")[2] or 0) >= count:
        raise BadSetting(
            f"There is no {name} to train on: torch sees {count or 'no'} CUDA device{'' if count == 1 else 's'} here. "
            "Train with --device cpu."
        )
    return torch.device(name)


def has_bfloat16(device: torch.device) -> bool:
    """Tell whether a device computes in bfloat16 faster than in float32."""
    if device.type == "cuda":
        return torch.cuda.is_bf16_supported(including_emulation=False)
    return torch.cpu._is_avx512_bf16_supported()  # torch has no public word for it


def to_device(value: Moved, device: torch.device) -> Moved:
    """Return a tensor, or a (named) tuple of tensors, other values and further tuples, on a device."""
    return _moved(value, device)


def _moved(value: Any, device: torch.device) -> Any:  # Any: a batch holds what it likes, and keeps its type
    if isinstance(value, torch.Tensor):
        return value.to(device)
    if isinstance(value, tuple):
        make = getattr(value, "_make", tuple)  # what a named tuple is made by
        return make([_moved(each, device) for each in value])
    return value
