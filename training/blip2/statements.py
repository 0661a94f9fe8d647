"""What the student that compares learns from, by position: a picture with regions drawn, and a statement about it."""

import hashlib
import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import torch

from models.blip2.telling import Teller
from training.blip2.objectives import Pairs
from training.blip2.settings import StudentSettings
from training.blip2.sights import Shown, Sights
from training.data.example import Example
from training.data.numbering import in_order
from training.data.region_dataset import RegionDataset, RegionSettings, Sample
from training.data.texts import statement

_READERS = 8  # threads that open pictures


class Statements:
    """Pairs from a dataset; with `sights`, what was seen stands in the place of pictures."""

    def __init__(self, dataset: RegionDataset, teller: Teller, sights: Sights | None = None) -> None:
        self._dataset = dataset
        self._teller = teller
        self._sights = sights
        self._readers = ThreadPoolExecutor(_READERS, thread_name_prefix="pictures")

    def pairs(self, positions: range) -> Pairs:
        """Return a pair for each position."""
        samples = list(self._readers.map(self._sample, positions))
        words = self._teller.words([self._text(sample) for sample in samples])
        return Pairs(
            torch.stack([sample.pixels for sample in samples]),
            words.numbers,
            words.mask,
            self._teller.said(words),
            torch.tensor([_number(sample.example.image) for sample in samples]),
        )

    def _sample(self, position: int) -> Sample:
        if self._sights is None:
            return self._dataset[position]
        return self._dataset.used(position, partial(self._seen, self._sights, position))

    def _seen(self, sights: Sights, position: int, example: Example) -> Sample:
        numbered = in_order(example, self._dataset.settings.numbering.most)
        return Sample(sights.of(shown_of(numbered)), numbered, position)

    def _text(self, sample: Sample) -> str:
        rng = random.Random(f"statement {self._dataset.mixture.seed}/{sample.position}")
        return statement(sample.example.qar, self._teller.manner.text, rng)


def region_settings(settings: StudentSettings) -> RegionSettings:
    """Return how pictures are made ready for a run."""
    return RegionSettings(
        side=settings.side,
        marks=settings.manner.mark_style,
        mark_first=settings.manner.mark_first,
        numbering=settings.numbering,
        geometry=settings.geometry,
        learning=settings.varied,
    )


def all_shown(examples: Iterator[Example], most: int) -> Iterator[Shown]:
    """Yield what examples that are not varied show."""
    return (shown_of(in_order(example, most)) for example in examples)


def shown_of(example: Example) -> Shown:
    """Return the picture of an example, and the regions that are drawn into it."""
    return example.image, example.regions


def _number(image: str) -> int:
    """Return a number for the name of a picture, the same everywhere."""
    return int.from_bytes(hashlib.sha256(image.encode()).digest()[:7])
