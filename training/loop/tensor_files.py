"""Write files of tensors that are made once and kept, such as what an eye sees of a picture."""

import os
from collections.abc import Mapping
from pathlib import Path

from safetensors.torch import save_file
from torch import Tensor


def write_tensors(path: Path, tensors: Mapping[str, Tensor], head: Mapping[str, str] | None = None) -> None:
    """Write tensors by name, and words into the file's head, so that a reader sees a whole file or none.

    Two processes may make the same file at once: each writes a part of its own, and the last one stays. Nothing waits
    for the disk, for what a power cut takes can be made again; what cannot is kept by `save_checkpoint`.
    """
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    save_file({name: value.cpu().contiguous() for name, value in tensors.items()}, part, dict(head) if head else None)
    part.replace(path)
