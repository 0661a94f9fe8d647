"""Pictures with regions drawn into them, and the texts about them, by position: what a torch DataLoader wants.

What stands at a position depends on the settings and on nothing else: not on the number of workers, and not on what was
read before. A run that stopped at position 12,345 goes on with `range(12_345, end)` as its sampler.
"""

import random
from collections.abc import Callable, Sequence
from typing import NamedTuple

import torch
from PIL import Image
from torch import Tensor
from torch.utils.data import Dataset

from models.marks import MarkStyle
from models.records import Record
from models.squares import marked_square
from training.data.example import Example
from training.data.geometry import GeometrySettings, Placed, vary
from training.data.mixture import Mixture
from training.data.numbering import NumberingSettings, in_order, renumber

OpenPicture = Callable[[Example], Image.Image]  # RGB and upright


class RegionSettings(Record):
    """`side` is that of the square the model takes; `marks` how the checkpoint knows regions. With `learning` off,
    nothing is varied: what is measured is the picture as it is, with regions numbered in their order.

    `mark_first` draws before the picture is made small, as the released code does: lines then shrink with it.
    """

    side: int = 224
    marks: MarkStyle = MarkStyle()
    mark_first: bool = False
    numbering: NumberingSettings = NumberingSettings()
    geometry: GeometrySettings = GeometrySettings()
    learning: bool = True


class Sample(NamedTuple):
    """`pixels` [3, S, S] uint8, and the example as it is drawn there; `position` is where it stands."""

    pixels: Tensor
    example: Example
    position: int


class Samples(NamedTuple):
    """A batch: `pixels` [B, 3, S, S] uint8 (`models.squares.normalised` makes numbers of them), and the examples."""

    pixels: Tensor
    examples: tuple[Example, ...]
    positions: tuple[int, ...]


class RegionDataset(Dataset[Sample]):
    """Examples of sources in a mixture; see `Mixture` for `weights` and `seed`."""

    def __init__(
        self,
        sources: Sequence[Sequence[Example]],
        open_picture: OpenPicture,
        settings: RegionSettings,
        *,
        weights: Sequence[float] | None = None,
        seed: int = 0,
    ) -> None:
        self._sources = tuple(sources)
        self._open = open_picture
        self.settings = settings
        self.mixture = Mixture([len(source) for source in sources], weights or [1.0] * len(sources), seed=seed)

    def __len__(self) -> int:
        return sum(self.mixture.sizes)

    def __getitem__(self, position: int) -> Sample:
        """Return what stands at a position; positions have no end. Raises BadPicture for a picture that is damaged."""
        image, example = self.view(position)
        settings = self.settings
        pixels = marked_square(image, example.regions, settings.marks, settings.side, mark_first=settings.mark_first)
        return Sample(pixels, example, position)

    def view(self, position: int) -> Placed:
        """Return the picture at a position before anything is drawn into it, and the example with the regions that are
        to be drawn. Raises BadPicture for a picture that is damaged."""
        example = self.example(position)
        rng = random.Random(f"{self.mixture.seed}/{position}")
        image = self._open(example)
        settings = self.settings
        if settings.learning:
            return vary(image, renumber(example, settings.numbering, rng), settings.geometry, rng)
        return Placed(image, in_order(example, settings.numbering.most))

    def example(self, position: int) -> Example:
        """Return the example at a position as its source has it."""
        place = self.mixture.place(position)
        return self._sources[place.source][place.number]


def collate(samples: Sequence[Sample]) -> Samples:
    """Put samples together."""
    pixels = torch.stack([sample.pixels for sample in samples])
    return Samples(pixels, tuple(each.example for each in samples), tuple(each.position for each in samples))
