"""Open the pictures of a benchmark by the paths that its files give, and keep the regions that lie in them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from PIL import Image

from models.errors import BadPicture
from models.pictures import read_picture
from models.records import Box, Region
from models.regions import clamp
from training.corpus.pictures.source import PictureFolder

Size = tuple[int, int]  # width and height in pixels
_LONGEST_LABEL = 80
_ASPECT = 0.02  # how far the shapes of a picture and its copy may differ, by rounding


class Stated(NamedTuple):
    """A region as a file states it, in pixels."""

    id: int
    box: Box
    label: str = ""


class Opener:
    """Opens the pictures at paths of a folder, or below one of the prefixes there, in the sizes that boxes count."""

    def __init__(self, folder: Path, prefixes: Sequence[str], sizes: Mapping[str, Size]) -> None:
        self._pictures = PictureFolder(folder)
        self._prefixes = prefixes
        self._sizes = sizes

    def __call__(self, path: str) -> Image.Image:
        """Return a picture, RGB. Raises BadPicture."""
        there = self._place(path)
        image = read_picture(self._pictures.bytes_of(there), name=there).image
        return _resized(image, self._sizes.get(path, image.size), there)

    def stamp(self, path: str) -> str:
        """Return length and time of change of a picture's file; "" where there is none."""
        there = self._place(path)
        if not self.holds(there):
            return ""
        found = (self._pictures.root / there).stat()
        return f"{found.st_size} {found.st_mtime_ns}"

    def holds(self, path: str) -> bool:
        """Return whether a picture lies exactly there, below no prefix."""
        return self._pictures.holds(path)

    def _place(self, path: str) -> str:
        places = [path, *(f"{prefix}/{path}" for prefix in self._prefixes)]
        return next((each for each in places if self.holds(each)), path)


def opener(
    folder: Path | None, *prefixes: str, sizes: Mapping[str, Size] | None = None
) -> Callable[[str], Image.Image]:
    """Return what opens the picture at a path of a folder, or below one of the prefixes there.

    A picture is brought to the size that the benchmark's boxes count, if `sizes` has it. Without a folder no picture
    can be opened: then only predictions that are there already can be scored. What it returns raises BadPicture.
    """
    # `sizes` may still grow: regions are read later than this is made.
    return _no_picture if folder is None else Opener(folder, prefixes, {} if sizes is None else sizes)


def regions_in(stated: Iterable[Stated], size: Size) -> tuple[Region, ...]:
    """Return the regions as far as they lie in a picture of that size; without those that do not, or are no box."""
    kept: dict[int, Region] = {}
    for each in stated:
        try:
            region = Region(id=each.id, box=clamp(each.box, *size), label=" ".join(each.label.split())[:_LONGEST_LABEL])
        except ValueError:
            continue
        kept.setdefault(region.id, region)
    return tuple(kept.values())


def _resized(image: Image.Image, size: Size, path: str) -> Image.Image:
    if image.size == size:
        return image
    if abs(image.width * size[1] / (image.height * size[0]) - 1) > _ASPECT:
        raise BadPicture(
            f"The picture {path} has {image.width} x {image.height} pixels, and its boxes count those of {size[0]} x "
            f"{size[1]}, another shape; it may have been turned or cut."
        )
    return image.resize(size, Image.Resampling.BICUBIC)


def _no_picture(path: str) -> Image.Image:
    raise BadPicture(f"The picture {path} cannot be opened: the benchmark was read without its pictures.")
