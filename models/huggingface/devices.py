"""Where a model runs and in what number format."""

import re
from typing import NamedTuple

import torch

from models.errors import ModelUnavailable
from models.registry import ModelOptions


class Placement(NamedTuple):
    """A device such as "cuda:0" and a dtype such as "bfloat16"."""

    device: str
    dtype: str

    @property
    def torch_dtype(self) -> torch.dtype:
        return getattr(torch, self.dtype)


def place(options: ModelOptions, name: str) -> Placement:
    """Choose device and dtype; "auto" takes CUDA, then Apple's GPU, then the CPU, and bfloat16 on GPUs.

    Raises ModelUnavailable when the wanted device is not there.
    """
    device = _best_device() if options.device == "auto" else options.device
    if not re.fullmatch(r"cpu|mps|cuda(:\d{1,2})?", device):
        raise ModelUnavailable(f'{name}: there is no device "{device}". Use auto, cpu, cuda, cuda:1 or mps.')
    if device.startswith("cuda") and int(device.partition(":")[2] or 0) >= torch.cuda.device_count():
        raise ModelUnavailable(f"{name}: {device} is not there; torch sees {torch.cuda.device_count()} CUDA devices.")
    if device == "mps" and not torch.backends.mps.is_available():
        raise ModelUnavailable(f"{name}: mps is not there; this machine or this build of torch has no Apple GPU.")
    return Placement(device, _best_dtype(device) if options.dtype == "auto" else options.dtype)


def describe_torch() -> str:
    """Return the version of torch and the GPUs it sees, in a line for `deixis doctor`."""
    if torch.cuda.is_available():
        names = ", ".join(torch.cuda.get_device_name(number) for number in range(torch.cuda.device_count()))
        return f"{torch.__version__} with {names}"
    if torch.backends.mps.is_available():
        return f"{torch.__version__} with Apple's GPU"
    return f"{torch.__version__}, no GPU: hf: models will be slow"


def _best_device() -> str:
    if torch.cuda.is_available():
        return "cuda"
    return "mps" if torch.backends.mps.is_available() else "cpu"


def _best_dtype(device: str) -> str:
    if device == "cpu":
        return "float32"
    # Older cards know no bfloat16; float16 overflows in T5 and others, so it is the second choice.
    if device.startswith("cuda") and not torch.cuda.is_bf16_supported():
        return "float16"
    return "bfloat16"
