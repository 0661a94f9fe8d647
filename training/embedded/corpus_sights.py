"""What a student's eye sees of the pictures of a corpus, kept on disk (float16), so that it looks at each only once.

Of every picture there are the tokens of its patches, those of what the eye notices by itself, and of each region that
any text may name several, seen in slightly different places. None of them knows of another yet, nor which number it
has: that is decided anew every time a text is learned from (`corpus_batches.py`). The folder's name carries a
fingerprint of the eye and of how it looks; a file is about a picture with certain boxes. Files are written temp +
rename, so a run that was stopped goes on with what is there.
"""

import hashlib
import random
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import torch
from PIL import Image
from safetensors.torch import load_file
from torch import Tensor

from models.embedded.network import StudentNetwork
from models.embedded.noticing import LIKELY
from models.embedded.picture import fit, inside, to_pixels, within
from models.embedded.proposals_head import decode
from models.records import Box
from training.embedded.augment import jitter
from training.embedded.corpus_settings import CorpusTraining
from training.loop.tensor_files import write_tensors

MOST_NOTICED = 12  # proposals that are kept; which of them are noticed hangs on the regions that are shown
_IN_MEMORY = 4_000  # pictures; one takes about 60 kilobytes

Opener = Callable[[str], Image.Image]
Boxes = tuple[Box, ...]


class Sight(NamedTuple):
    """One picture: `patches` [P, D]; of R regions, each looked at V times, `regions` [V, R, D] and where they were
    looked at, `boxes` [V, R, 4] in shares of the square; and `noticed` [N, D] with `noticed_boxes` [N, 4], surest
    first."""

    patches: Tensor
    regions: Tensor
    boxes: Tensor
    noticed: Tensor
    noticed_boxes: Tensor


class Sights:
    """What is seen of pictures, from the disk."""

    def __init__(self, folder: Path, network: StudentNetwork, settings: CorpusTraining) -> None:
        self._network = network
        self._settings = settings
        self._home = folder / f"looks-{_fingerprint(network, settings)}"
        self._load = lru_cache(maxsize=_IN_MEMORY)(_load)

    def prepare(
        self, pictures: dict[str, Boxes], open_image: Opener, report: Callable[[int], None] | None = None
    ) -> None:
        """Look at all pictures, with the boxes of their regions, that are not known yet."""
        self._home.mkdir(parents=True, exist_ok=True)
        for number, (name, boxes) in enumerate(pictures.items(), 1):
            path = self._path(name, boxes)
            if not path.exists():
                write_tensors(path, _halved(self._look(name, open_image(name), boxes)))
            if report is not None:
                report(number)

    def of(self, name: str, boxes: Boxes) -> Sight:
        """Return what was seen of a picture that was prepared with these boxes."""
        return self._load(self._path(name, boxes))

    @torch.inference_mode()
    def _look(self, name: str, image: Image.Image, boxes: Boxes) -> Sight:
        eye, side = self._network.eye, self._network.settings.pixels
        fitted = fit(image, side)
        glance = eye.look_over(to_pixels([fitted.image]))
        given = [fitted.placement.place(inside(box, image), side) for box in boxes]
        placed = torch.tensor(list(self._varied(name, given))).view(self._settings.looks, len(boxes), 4)
        found = torch.zeros(0, 4)
        if glance.proposed is not None:
            found = decode(glance.proposed, threshold=LIKELY)[0].boxes[:MOST_NOTICED]
        # Where there is nothing, one thing is looked at that does not exist: convolutions want some.
        every = torch.cat([placed.flatten(0, 1), found, torch.zeros(1, 4)])
        there = torch.arange(len(every)) < len(every) - 1
        looks = eye.look_closely(glance, every[None], there[None])
        of_regions, of_noticed, _ = looks.things[0].split([len(every) - len(found) - 1, len(found), 1])
        regions = of_regions.view(*placed.shape[:2], looks.things.shape[-1])
        return Sight(looks.patches[0], regions, placed, of_noticed, found)

    def _varied(self, name: str, boxes: Sequence[Sequence[float]]) -> list[tuple[float, ...]]:
        """Return the boxes as they are, and then a little beside, as people point."""
        rng = random.Random(f"{self._settings.seed}/{name}")
        varied = [within(box) for box in boxes]
        for _ in range(1, self._settings.looks):
            varied += [jitter(box, rng.uniform(0, self._settings.jitter), rng) for box in boxes]
        return varied

    def _path(self, name: str, boxes: Boxes) -> Path:
        digest = hashlib.sha256(repr((name, [tuple(box) for box in boxes])).encode()).hexdigest()[:32]
        return self._home / f"{digest}.safetensors"


def _load(path: Path) -> Sight:
    return Sight(**load_file(path))


def _halved(sight: Sight) -> dict[str, Tensor]:
    """Return what is stored; where a box is counts exactly."""
    return {name: value if "boxes" in name else value.to(torch.float16) for name, value in sight._asdict().items()}


def _fingerprint(network: StudentNetwork, settings: CorpusTraining) -> str:
    """Return what tells this eye, and the way it looks, from others."""
    sizes = network.settings
    way = (settings.seed, settings.looks, settings.jitter, sizes.pixels, sizes.glance, sizes.seen_at)
    digest = hashlib.sha256(repr(way).encode())
    for name, value in network.eye.state_dict().items():
        if name.startswith(("stem.", "place", "region.", "proposer.")):
            digest.update(value.numpy().tobytes())
    return digest.hexdigest()[:12]
