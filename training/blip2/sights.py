"""What a frozen vision encoder says of marked pictures, computed once and kept on disk.

Three megabytes a picture of 480 pixels: worth it for some thousands of pictures that are learned from many times. The
folder's name carries a fingerprint of the encoder and of the marks, so that others look anew; a file is written temp +
rename.
"""

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path

import torch
from PIL import Image
from safetensors.torch import load_file, save_file
from torch import Tensor

from models.blip2.first_stage import FirstStage
from models.blip2.telling import Teller
from models.records import Region
from training.loop.processes import Processes
from training.loop.weights import fingerprint

Shown = tuple[str, tuple[Region, ...]]  # a picture's name, and the regions that are drawn into it
_SEEN = "seen"


class Sights:
    """The sights of marked pictures, from the disk, as bfloat16 where the encoder computes in it."""

    def __init__(self, folder: Path, stage: FirstStage, teller: Teller) -> None:
        vision = stage.model.vision_model
        if any(each.requires_grad for each in vision.parameters()):
            raise ValueError("what an encoder says that learns is never the same twice")
        self._stage = stage
        self._teller = teller
        told = f"{fingerprint(vision)} {teller.side} {teller.manner.mark_style!r} {teller.manner.mark_first}"
        self._home = folder / f"sights-{hashlib.sha256(told.encode()).hexdigest()[:12]}"

    def prepare(
        self,
        shown: Iterable[Shown],
        open_image: Callable[[str], Image.Image],
        *,
        device: torch.device,
        bfloat16: bool,
        processes: Processes,
        report: Callable[[int], None] | None = None,
    ) -> None:
        """Look at all pictures that are not known yet; of several processes each looks at its share."""
        self._home.mkdir(parents=True, exist_ok=True)
        stage = self._stage.to(device)
        for number, (name, regions) in enumerate(dict.fromkeys(shown)):
            if number % processes.count == processes.rank and not self._path((name, regions)).exists():
                square = self._teller.square(open_image(name), regions)[None].to(device)
                with torch.inference_mode(), torch.autocast(device.type, torch.bfloat16, enabled=bfloat16):
                    seen = stage.see(self._teller.numbers(square))[0]
                self._keep((name, regions), seen.to(torch.bfloat16 if bfloat16 else torch.float32))
            if report is not None:
                report(number + 1)
        processes.wait()

    def of(self, shown: Shown) -> Tensor:
        """Return what was seen [P, W]."""
        return load_file(self._path(shown))[_SEEN]

    def _keep(self, shown: Shown, seen: Tensor) -> None:
        path = self._path(shown)
        part = path.with_suffix(".part")
        save_file({_SEEN: seen.cpu().contiguous()}, part)
        part.replace(path)

    def _path(self, shown: Shown) -> Path:
        name, regions = shown
        told = repr((name, [(region.id, tuple(region.box)) for region in regions]))
        return self._home / f"{hashlib.sha256(told.encode()).hexdigest()[:32]}.safetensors"
