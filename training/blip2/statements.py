"""What the student that compares learns from, by position: a picture with regions drawn, and a statement about it."""

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import torch

from models.blip2.telling import Teller
from training.blip2.objectives import Pairs
from training.blip2.region_texts import shown_of
from training.blip2.sights import Sights
from training.data.example import Example
from training.data.numbering import in_order
from training.data.region_dataset import RegionDataset, Sample
from training.data.texts import statement

_READERS = 8  # threads that open pictures
_DIGITS = 14  # of a fingerprint: seven bytes, which a tensor's numbers hold


class Statements:
    """Pairs from a dataset; with `sights`, what was seen stands in the place of pictures. By what `fingerprint` returns
    of its name, a hash in hexadecimal digits, a picture is known to be the same as another one."""

    def __init__(
        self,
        dataset: RegionDataset,
        teller: Teller,
        fingerprint: Callable[[str], str],
        sights: Sights | None = None,
    ) -> None:
        self._dataset = dataset
        self._teller = teller
        self._fingerprint = fingerprint
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
            torch.tensor(list(self._readers.map(self._number, samples))),
        )

    def _sample(self, position: int) -> Sample:
        if self._sights is None:
            return self._dataset[position]
        return self._dataset.used(position, partial(self._seen, self._sights, position))

    def _seen(self, sights: Sights, position: int, example: Example) -> Sample:
        numbered = in_order(example, self._dataset.settings.numbering.most)
        return Sample(sights.of(shown_of(numbered)), numbered, position)

    def _number(self, sample: Sample) -> int:
        """Return the number of a sample's picture, the same under all of its names and in every process."""
        return int(self._fingerprint(sample.example.image)[:_DIGITS], 16)

    def _text(self, sample: Sample) -> str:
        rng = random.Random(f"statement {self._dataset.mixture.seed}/{sample.position}")
        return statement(sample.example.qar, self._teller.manner.text, rng)
