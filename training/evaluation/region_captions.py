"""How good captions are, given the region: CIDEr against what people wrote, with two controls.

Withheld: the whole picture is given in the region's place, so that the caption is what could be said without pointing.
Swapped: the caption is held against what was said of another region of the picture. What is lost there is what the
region gave. Narratives of whole pictures have one control: what was said of another picture.
"""

import random
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import numpy as np
from PIL import Image

from models.base import Captioner, Narrator
from models.errors import BadPicture
from models.records import Box, Record, Region
from models.regions import clamp, scale
from training.data.descriptions import Description
from training.evaluation.cider import Cider
from training.evaluation.over_pictures import Between, interval

_KNOWN_AS = 1.0  # boxes that differ by less than a pixel are one region


class Told(NamedTuple):
    """A caption of a region (all of a picture without one), what people said of it, and what of `another`, where there
    is one; `withheld` is the caption without the region."""

    image: str
    box: Box | None
    caption: str
    references: tuple[str, ...]
    another: tuple[str, ...] = ()
    withheld: str | None = None


class Measured(Record):
    """A mean, from 0 to 10, over `n` captions, with the interval (95 %) over pictures; None for none."""

    value: float | None
    n: int
    interval: Between | None


class CaptionQuality(Record):
    """CIDEr of captions, `of_regions` or of whole pictures, and of their controls; `different` texts are among so many
    `captions`. `split` is RefCOCO's.

    So many of the `pictures` the model `learned` from, and so many more were `left_out` because it did; None where it
    does not say what it learned from.
    """

    model: str
    data: str
    split: str = "train"
    of_regions: bool
    pictures: int
    learned: int | None = None
    left_out: int | None = None
    captions: int
    different: int
    cider: Measured
    withheld: Measured
    swapped: Measured


def caption_regions(
    captioner: Captioner,
    descriptions: Iterable[Description],
    open_image: Callable[[str], Image.Image],
    *,
    pictures: int,
    seed: int = 0,
    report: Callable[[int], object] = lambda _count: None,
) -> list[Told]:
    """Caption the described regions of so many pictures, drawn by a seed; every picture is opened once.

    Raises BadPicture for one whose described region lies outside of it.
    """
    told: list[Told] = []
    for count, (name, found) in enumerate(_drawn(descriptions, pictures, seed), start=1):
        image = open_image(name)
        by_box: dict[Box, list[str]] = {}
        for each in found:
            by_box.setdefault(_box_in(image, each), []).append(each.text)
        regions = [Region(id=number, box=box) for number, box in enumerate(by_box)]
        whole = Region(id=0, box=Box(0, 0, *image.size))
        captions = captioner.caption(image, regions)
        (withheld,) = captioner.caption(image, (whole,))
        references = [tuple(texts) for texts in by_box.values()]
        told += [
            Told(name, region.box, caption, references[place], _another(references, place), withheld)
            for place, (region, caption) in enumerate(zip(regions, captions, strict=True))
        ]
        report(count)
    return told


def narrate_pictures(
    narrator: Narrator,
    descriptions: Iterable[Description],
    open_image: Callable[[str], Image.Image],
    *,
    pictures: int,
    seed: int = 0,
    report: Callable[[int], object] = lambda _count: None,
) -> list[Told]:
    """Narrate so many pictures, drawn by a seed, by the likeliest words."""
    drawn = _drawn(descriptions, pictures, seed)
    references = [tuple(each.text for each in found) for _, found in drawn]
    told: list[Told] = []
    for place, (name, _) in enumerate(drawn):
        (narrative,) = narrator.narrate(open_image(name), 1, temperature=0)
        told.append(Told(name, None, narrative, references[place], _another(references, place)))
        report(place + 1)
    return told


def quality_of(told: Sequence[Told], *, model: str, data: str) -> CaptionQuality:
    """Measure captions and their controls, all by the same weights of words."""
    cider = Cider([each.references for each in told])
    return CaptionQuality(
        model=model,
        data=data,
        of_regions=any(each.box is not None for each in told),
        pictures=len({each.image for each in told}),
        captions=len(told),
        different=len({each.caption for each in told}),
        cider=_measured([(each.image, cider.score(each.caption, each.references)) for each in told]),
        withheld=_measured(
            [
                (each.image, cider.score(each.withheld, each.references))
                for each in told
                if each.withheld is not None and each.another
            ]
        ),
        swapped=_measured([(each.image, cider.score(each.caption, each.another)) for each in told if each.another]),
    )


class Withheld:
    """A captioner that is never told the region: it gets the whole picture."""

    def __init__(self, captioner: Captioner) -> None:
        self.name = f"{captioner.name}, region withheld"
        self._captioner = captioner

    def caption(self, image: Image.Image, regions: Sequence[Region]) -> tuple[str, ...]:
        if not regions:
            return ()
        return self._captioner.caption(image, (Region(id=0, box=Box(0, 0, *image.size)),)) * len(regions)


def _drawn(descriptions: Iterable[Description], pictures: int, seed: int) -> list[tuple[str, list[Description]]]:
    by_picture: dict[str, list[Description]] = {}
    for each in descriptions:
        by_picture.setdefault(each.image, []).append(each)
    chosen = random.Random(seed).sample(sorted(by_picture), min(pictures, len(by_picture)))
    return [(name, by_picture[name]) for name in chosen]


def _box_in(image: Image.Image, description: Description) -> Box:
    """Return a box in whole pixels of the picture as it is: of two that are nearly the same one region is made."""
    width, height = description.size or image.size
    box = description.box or Box(0, 0, width, height)
    try:
        inside = clamp(scale(box, image.width / width, image.height / height), *image.size)
    except ValueError as problem:
        raise BadPicture(f"{description.image}: {problem}.") from None
    x0, y0, x1, y1 = (round(side / _KNOWN_AS) * _KNOWN_AS for side in inside)
    return Box(x0, y0, max(x1, x0 + _KNOWN_AS), max(y1, y0 + _KNOWN_AS))


def _another(references: Sequence[tuple[str, ...]], place: int) -> tuple[str, ...]:
    """Return what was said of the next one, of the first after the last; nothing where there is no other."""
    return references[(place + 1) % len(references)] if len(references) > 1 else ()


def _measured(scored: Sequence[tuple[str, float]]) -> Measured:
    values = np.array([score for _, score in scored])
    if not len(values):
        return Measured(value=None, n=0, interval=None)
    between = interval([image for image, _ in scored], lambda places: float(values[places].mean()))
    return Measured(value=round(float(values.mean()), 4), n=len(values), interval=between)
