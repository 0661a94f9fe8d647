"""What a model that writes learns from, by position: a picture as it is shown, what it is asked, what it is to say."""

import random
from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple, Protocol

from PIL import Image
from torch import Tensor

from models.records import Region
from models.regions import scale
from training.blip2.sights import Sights
from training.blip2.statements import shown_of
from training.data.descriptions import Description
from training.data.example import Example
from training.data.mixture import Mixture, Place
from training.data.numbering import in_order
from training.data.passing_over import PassedOver, first_usable
from training.data.region_dataset import RegionDataset
from training.data.texts import Halves

Picture = Image.Image | Tensor


class Turn(NamedTuple):
    """`picture` has its regions drawn: as a family of models takes it, bytes [3, S, S], or what was seen [P, W]. What
    is `said` goes on, unless it `ends`, behind where it was cut."""

    picture: Picture
    asked: str
    said: str
    ends: bool = True


class Asking(Protocol):
    """A family of models: how it is shown pictures, and what it is asked."""

    def answering(self, image: Image.Image, example: Example, rng: random.Random) -> Turn:
        """Return an example as a student is asked, and is to answer."""
        ...

    def halves(self, example: Example, rng: random.Random) -> Halves:
        """Return the texts of the same."""
        ...

    def describing(self, image: Image.Image, region: Region | None, said: str) -> Turn:
        """Return how a region, or the whole picture, is asked about and is to be described."""
        ...


class StudentTurns:
    """Questions and answers from a dataset; with `sights`, what was seen stands in the place of pictures."""

    def __init__(self, dataset: RegionDataset, asking: Asking, sights: Sights | None = None) -> None:
        self._dataset = dataset
        self._asking = asking
        self._sights = sights

    def __call__(self, position: int) -> Turn:
        rng = random.Random(f"turn {self._dataset.mixture.seed}/{position}")
        if self._sights is None:
            return self._asking.answering(*self._dataset.view(position), rng)
        return self._dataset.used(position, partial(self._seen, self._sights, rng))

    def _seen(self, sights: Sights, rng: random.Random, example: Example) -> Turn:
        numbered = in_order(example, self._dataset.settings.numbering.most)
        return Turn(sights.of(shown_of(numbered)), *self._asking.halves(numbered, rng))


class DescriptionTurns:
    """Descriptions of regions, or of whole pictures, from several sources in a mixture."""

    def __init__(
        self,
        sources: Sequence[Sequence[Description]],
        weights: Sequence[float],
        open_image: Callable[[str], Image.Image],
        asking: Asking,
        *,
        seed: int,
        passed: PassedOver | None = None,
    ) -> None:
        """`passed` remembers the damaged pictures that are met."""
        self._passed = passed or PassedOver()
        self._sources = tuple(sources)
        self._open = open_image
        self._asking = asking
        self._mixture = Mixture([len(source) for source in sources], weights, seed=seed)

    def __call__(self, position: int) -> Turn:
        return first_usable(self._mixture, position, self._turn, self._passed)

    def _turn(self, place: Place) -> Turn:
        found = self._sources[place.source][place.number]
        image = self._open(found.image)
        return self._asking.describing(image, region_in(image, found), found.text)


def region_in(image: Image.Image, description: Description) -> Region | None:
    """Return the region that is described, in pixels of the picture as it is; None for all of it."""
    if description.box is None:
        return None
    width, height = description.size or image.size
    return Region(id=0, box=scale(description.box, image.width / width, image.height / height))
