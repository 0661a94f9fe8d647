"""What the critic's frozen eye sees of the labelled pictures, computed once and kept on disk (float16).

The folder's name carries a fingerprint of the eye, so that another eye looks anew. A sight belongs to a picture and a
list of regions; its file is written temp + rename.
"""

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path

import torch
from PIL import Image
from safetensors.torch import load_file, save_file
from torch import Tensor

from models.embedded.critic_network import FROZEN, CriticNetwork
from models.embedded.critic_sight import Sight, look
from models.judging import Candidate
from models.records import Region
from training.embedded.critic_shown import Opener


class Sights:
    """The sights of candidates, from the disk."""

    def __init__(self, folder: Path, network: CriticNetwork, *, threshold: float) -> None:
        self._network = network
        self._threshold = threshold
        self._home = folder / f"sights-{_fingerprint(network, threshold)}"

    def prepare(
        self, candidates: Iterable[Candidate], open_image: Opener, report: Callable[[int], None] | None = None
    ) -> None:
        """Look at all pictures that are not known yet, each once for all the lists of regions that go with it."""
        groups: dict[str, dict[tuple[Region, ...], None]] = {}
        for each in candidates:
            groups.setdefault(each.image_id, {})[each.regions] = None
        self._home.mkdir(parents=True, exist_ok=True)
        for number, (image_id, lists) in enumerate(groups.items(), 1):
            unknown = [regions for regions in lists if not self._path(image_id, regions).exists()]
            if unknown:
                self._look(image_id, unknown, open_image(image_id))
            if report is not None:
                report(number)

    def of(self, candidate: Candidate) -> Sight:
        """Return the sight of a candidate's picture and regions, which was prepared."""
        kept = load_file(self._path(candidate.image_id, candidate.regions))
        return Sight(**{name: kept[name].float() for name in Sight._fields})

    def _look(self, image_id: str, lists: list[tuple[Region, ...]], image: Image.Image) -> None:
        seen = look(self._network, image, lists, threshold=self._threshold)
        for regions, sight in zip(lists, seen, strict=True):
            path = self._path(image_id, regions)
            part = path.with_suffix(".part")
            save_file({name: _kept(value) for name, value in sight._asdict().items()}, part)
            part.replace(path)

    def _path(self, image_id: str, regions: tuple[Region, ...]) -> Path:
        boxes = repr([tuple(region.box) for region in regions])
        return self._home / f"{image_id}-{hashlib.sha256(boxes.encode()).hexdigest()[:16]}.safetensors"


def _kept(value: Tensor) -> Tensor:
    return value.to(torch.float16).contiguous()


def _fingerprint(network: CriticNetwork, threshold: float) -> str:
    digest = hashlib.sha256(repr(threshold).encode())
    for name, value in network.state_dict().items():
        if name.split(".")[0] in FROZEN:
            digest.update(value.numpy().tobytes())
    return digest.hexdigest()[:12]
