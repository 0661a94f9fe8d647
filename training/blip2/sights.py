"""What a frozen vision encoder says of marked pictures, computed once and kept on disk.

Three megabytes a picture of 480 pixels: worth it for some thousands of pictures that are learned from many times. The
folder's name carries a fingerprint of the encoder and of the marks, that of a file one of a picture's bytes and of the
shapes of its regions, so that others look anew: a picture's name says nothing, for another may be called so.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

import torch
from PIL import Image
from safetensors.torch import load_file
from torch import Tensor, nn

from models.errors import BadPicture, BadSetting
from models.records import Region
from training.blip2.around import Around
from training.blip2.settings import Blip2Settings
from training.loop.devices import has_bfloat16
from training.loop.processes import Processes
from training.loop.tensor_files import write_tensors
from training.loop.weights import fingerprint

Shown = tuple[str, tuple[Region, ...]]  # a picture's name, and the regions that are drawn into it
_SEEN = "seen"


class ShownPictures(Protocol):
    """How pictures are opened by their names, and what their files hash to; `Pictures` is one."""

    def open(self, name: str) -> Image.Image:
        """Return a picture. Raises BadPicture for one that is damaged."""
        ...

    def fingerprint(self, name: str) -> str:
        """Return the hash of its bytes, which are read for it once."""
        ...


class Looker(NamedTuple):
    """A vision encoder: `square` makes bytes [3, S, S] of a picture with its regions, `see` says what it sees of
    several [B, P, W]; `manner` is all that decides what it is shown, in words."""

    vision: nn.Module
    manner: str
    square: Callable[[Image.Image, Sequence[Region]], Tensor]
    see: Callable[[Tensor], Tensor]


class Sights:
    """The sights of marked pictures, from the disk, as bfloat16 where the encoder computes in it."""

    def __init__(self, folder: Path, looker: Looker, pictures: ShownPictures) -> None:
        if any(each.requires_grad for each in looker.vision.parameters()):
            raise ValueError("what an encoder says that learns is never the same twice")
        self._looker = looker
        self._pictures = pictures
        self.damaged: dict[str, BadPicture] = {}  # by name, of those that this process looked at
        told = f"{fingerprint(looker.vision)} {looker.manner}"
        self._home = folder / f"sights-{hashlib.sha256(told.encode()).hexdigest()[:12]}"

    def prepare(
        self,
        shown: Iterable[Shown],
        *,
        device: torch.device,
        bfloat16: bool,
        processes: Processes,
        report: Callable[[int], None] | None = None,
    ) -> None:
        """Look at all pictures that are not known yet; of several processes each looks at its share."""
        self._home.mkdir(parents=True, exist_ok=True)
        self._looker.vision.to(device)
        for number, each in enumerate(dict.fromkeys(shown)):
            if number % processes.count == processes.rank and not self._path(each).exists():
                self._look(each, device, bfloat16=bfloat16)
            if report is not None:
                report(number + 1)
        processes.wait()

    def of(self, shown: Shown) -> Tensor:
        """Return what was seen [P, W]. Raises BadPicture for a picture that was damaged when it was looked at."""
        path = self._path(shown)
        if not path.exists():
            raise self.damaged.get(shown[0]) or BadPicture(f'"{shown[0]}" cannot be learned from: it is damaged.')
        return load_file(path)[_SEEN]

    def _look(self, shown: Shown, device: torch.device, *, bfloat16: bool) -> None:
        name, regions = shown
        try:
            image = self._pictures.open(name)
        except BadPicture as problem:
            self.damaged[name] = problem
            return
        square = self._looker.square(image, regions)[None].to(device)
        with torch.inference_mode(), torch.autocast(device.type, torch.bfloat16, enabled=bfloat16):
            seen = self._looker.see(square)[0]
        write_tensors(self._path(shown), {_SEEN: seen.to(torch.bfloat16 if bfloat16 else torch.float32)})

    def _path(self, shown: Shown) -> Path:
        name, regions = shown
        drawn = [region.model_dump(exclude={"label", "description"}) for region in regions]
        told = repr((self._pictures.fingerprint(name), drawn))
        return self._home / f"{hashlib.sha256(told.encode()).hexdigest()[:32]}.safetensors"


def kept_sights(
    settings: Blip2Settings,
    looker: Looker,
    shown: Iterable[Shown],
    pictures: ShownPictures,
    around: Around,
    *,
    varied: bool = False,
) -> Sights | None:
    """Return what is seen of all pictures, if a run is to keep it.

    Raises BadSetting where that would change: by an encoder that learns, or of pictures that are `varied`.
    """
    if not settings.kept_sights:
        return None
    if settings.sees or varied:
        raise BadSetting(
            "What is seen cannot be kept of pictures that change, nor by an encoder that learns: leave --sees or "
            "--still away."
        )
    sights = Sights(around.folders.scenes, looker, pictures)
    bfloat16 = settings.bfloat16 and has_bfloat16(around.device)
    sights.prepare(
        shown, device=around.device, bfloat16=bfloat16, processes=around.processes, report=around.watch.drawn
    )
    return sights
