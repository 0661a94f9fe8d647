"""Pictures with regions drawn into them, and the texts about them, by position: what a torch DataLoader wants.

What stands at a position depends on the settings and on nothing else: not on the number of workers, and not on what was
read before. A run that stopped at position 12,345 goes on with `range(12_345, end)` as its sampler.
"""

import random
from collections.abc import Callable, Sequence
from functools import partial
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
from training.data.passing_over import PassedOver, Used, first_usable

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
        passed: PassedOver | None = None,
    ) -> None:
        """`passed` remembers the damaged pictures that are met."""
        self._passed = passed or PassedOver()
        self._sources = tuple(sources)
        self._open = open_picture
        self.settings = settings
        self.mixture = Mixture([len(source) for source in sources], weights or [1.0] * len(sources), seed=seed)

    def __len__(self) -> int:
        return sum(self.mixture.sizes)

    def __getitem__(self, position: int) -> Sample:
        """Return what stands at a position; positions have no end."""
        image, example = self.view(position)
        settings = self.settings
        pixels = marked_square(image, example.regions, settings.marks, settings.side, mark_first=settings.mark_first)
        return Sample(pixels, example, position)

    def view(self, position: int) -> Placed:
        """Return the picture at a position before anything is drawn into it, and the example with the regions that are
        to be drawn; where that picture is damaged, another one of the same source."""
        return self.used(position, partial(self._view, position))

    def used(self, position: int, use: Callable[[Example], Used]) -> Used:
        """Return what is made of the example at a position, as its source has it; of another one of the same source
        where that raises BadPicture."""
        return first_usable(
            self.mixture, position, lambda place: use(self._sources[place.source][place.number]), self._passed
        )

    def _view(self, position: int, example: Example) -> Placed:
        settings = self.settings
        if not settings.learning:
            return Placed(self._open(example), in_order(example, settings.numbering.most))
        rng = random.Random(f"{self.mixture.seed}/{position}")
        numbered = renumber(example, settings.numbering, rng)
        return vary(self._open(example), numbered, settings.geometry, rng)


def collate(samples: Sequence[Sample]) -> Samples:
    """Put samples together."""
    pixels = torch.stack([sample.pixels for sample in samples])
    return Samples(pixels, tuple(each.example for each in samples), tuple(each.position for each in samples))
