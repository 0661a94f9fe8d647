"""Fit the embedded student's domain detector on drawn scenes, and measure it on scenes, photographs and other drawings.

Fitting and threshold see drawn scenes only, from seeds of the training split that no run trains on; scenes for the
measurement come from the evaluation split; nothing else was looked at before it was measured.
"""

import io
import random
from collections.abc import Callable, Iterable, Iterator

import torch
from PIL import Image

from models.embedded.domain import DomainDetector, describe, fit_detector
from models.embedded.network import StudentNetwork
from models.records import Record
from training.evaluation.foreign_pictures import Foreign, drawings, photographs
from training.evaluation.intervals import Share, share
from training.scenes.graph import Split
from training.scenes.world import draw_scene

QUANTILE = 1.0  # the largest distance of the held-out scenes
_FIRST_SEED = 10_000_000  # of the training split, far above the scenes of any run
_SIZES = (192, 256, 320, 480, 640)


class DomainReport(Record):
    """`scenes`: drawn scenes taken for what they are; `photographs` and `drawings`: foreign pictures noticed.
    `missed` names the foreign pictures that were taken for drawn scenes."""

    scenes: Share
    photographs: Share
    drawings: Share
    missed: tuple[str, ...]
    threshold: float


def fit_on_scenes(network: StudentNetwork, *, fitted: int, held_out: int, quantile: float = QUANTILE) -> DomainDetector:
    """Return a detector fitted on freshly drawn scenes."""
    rows = torch.stack([describe(network, image) for image in scene_pictures("train", _FIRST_SEED, fitted)])
    others = scene_pictures("train", _FIRST_SEED + fitted, held_out)
    return fit_detector(rows, torch.stack([describe(network, image) for image in others]), quantile=quantile)


def measure_detector(
    detector: DomainDetector,
    network: StudentNetwork,
    *,
    scenes: int,
    report: Callable[[str], None] = lambda _line: None,
) -> DomainReport:
    """Return how often the detector is right."""
    known = sum(detector.knows(describe(network, image)) for image in scene_pictures("evaluate", _FIRST_SEED, scenes))
    missed: list[str] = []

    def noticed(pictures: Iterable[Foreign]) -> Share:
        total = right = 0
        for name, image in pictures:
            row = describe(network, image)
            report(f"{name}: {detector.distance(row):.2f} (threshold {detector.threshold:.2f})")
            total += 1
            right += not detector.knows(row)
            if detector.knows(row):
                missed.append(name)
        return share(right, total)

    return DomainReport(
        photographs=noticed(photographs()),
        drawings=noticed(drawings()),
        scenes=share(known, scenes),
        missed=tuple(missed),
        threshold=round(detector.threshold, 3),
    )


def scene_pictures(split: Split, first: int, count: int) -> Iterator[Image.Image]:
    """Yield drawn scenes as people may bring them: of several sizes, as they are or through JPEG or WebP."""
    for seed in range(first, first + count):
        rng = random.Random(f"bring {split} {seed}")
        image = draw_scene(seed, split=split, size=rng.choice(_SIZES)).image
        yield _through(image, rng.choice(("PNG", "JPEG", "WEBP")), rng.randint(60, 95))


def _through(image: Image.Image, encoder: str, quality: int) -> Image.Image:
    if encoder == "PNG":
        return image
    buffer = io.BytesIO()
    image.save(buffer, encoder, quality=quality)
    buffer.seek(0)
    return Image.open(buffer).convert("RGB")
