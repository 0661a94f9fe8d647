"""Will the weights fit? Asked before they are downloaded or read, so that the answer is a sentence and not a crash."""

import json
import struct
from collections.abc import Mapping
from pathlib import Path

import psutil
import torch

from models.errors import ModelUnavailable
from models.huggingface.devices import Placement

_GB = 1e9
# Room for activations, the key-value cache and the picture, beside the weights.
_SHARE = 1.1
_ROOM = 0.25 * _GB
# Names of the safetensors format that are not turned into the wanted float format: bytes each.
_KEPT = {"I64": 8, "I32": 4, "I16": 2, "I8": 1, "U8": 1, "BOOL": 1, "F8_E4M3": 1, "F8_E5M2": 1}
_LONGEST_HEADER = 100_000_000  # the format's own limit, in bytes


def stored_parameters(folder: Path) -> dict[str, int]:
    """Count the numbers in a folder's safetensors files by their format, reading the files' headers only."""
    counts: dict[str, int] = {}
    for file in sorted(folder.glob("*.safetensors")):
        for tensor in _header(file).values():
            size = 1
            for side in tensor["shape"]:
                size *= side
            counts[tensor["dtype"]] = counts.get(tensor["dtype"], 0) + size
    return counts


def _header(file: Path) -> dict[str, dict]:
    """Read a safetensors header: eight bytes of length, then JSON (github.com/huggingface/safetensors#format)."""
    try:
        with file.open("rb") as weights:
            (length,) = struct.unpack("<Q", weights.read(8))
            if length > _LONGEST_HEADER:
                raise ValueError
            header = json.loads(weights.read(length))
            return {name: value for name, value in header.items() if name != "__metadata__"}
    except (struct.error, ValueError, AttributeError):
        raise ModelUnavailable(f"{file} is damaged or not a safetensors file. Download or save it again.") from None


def weight_bytes(parameters: Mapping[str, int], dtype: str) -> int:
    """Return the size of the weights in memory once they are turned into `dtype`."""
    wanted: int = getattr(torch, dtype).itemsize
    return sum(count * _KEPT.get(stored, wanted) for stored, count in parameters.items())


def require_memory(parameters: Mapping[str, int], placement: Placement, name: str) -> None:
    """Raise ModelUnavailable when the model will not fit where it is to run."""
    weights = weight_bytes(parameters, placement.dtype)
    need = weights * _SHARE + _ROOM
    places = {"free memory": free_memory()}
    if placement.device.startswith("cuda"):
        places[f"free memory on {placement.device}"] = torch.cuda.mem_get_info(placement.device)[0]
    for place, free in places.items():
        if need > free:
            way_out = "Use dtype bfloat16, a" if placement.dtype == "float32" else "Use a"
            raise ModelUnavailable(
                f"{name} needs about {need / _GB:.1f} GB in {placement.dtype}, "
                f"and there are {free / _GB:.1f} GB of {place}. {way_out} smaller model, "
                "or one behind an endpoint (openai:MODEL)."
            )


def free_memory() -> int:
    """Return the bytes of memory a process may still take, also inside a container with a limit (cgroup v2)."""
    free = psutil.virtual_memory().available
    limit, used = Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory.current")
    try:
        free = min(free, int(limit.read_text()) - int(used.read_text()))
    except (OSError, ValueError):  # no container, or one without a limit ("max")
        return free
    return max(free, 0)
