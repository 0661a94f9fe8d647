"""Drawn scenes as pictures of a corpus, without regions: what is in them is for the detector to find.

Their seeds are of the split "user", from which nobody trains, and lie apart from those of every other use of it.
"""

from collections import OrderedDict
from collections.abc import Iterator

from models.corpus import Picture
from models.errors import BadPicture, BadSetting
from models.pictures import read_record
from training.corpus.demo.drawn_picture import draw_picture
from training.corpus.pictures.source import Found

FIRST_SEED = 2_000_000_000
SEEDS_APART = 10_000_000
_PREFIX, _SUFFIX = "scene_", ".png"
_KEPT = 32  # files; one takes about 60 KB


class DrawnScenes:
    """A source of `count` drawn scenes; equal seeds draw equal scenes, and different ones share none."""

    def __init__(self, count: int, *, seed: int = 0) -> None:
        if not 0 <= count <= SEEDS_APART:
            raise BadSetting(f"{count} scenes cannot be drawn; ask for up to {SEEDS_APART} with one seed.")
        if seed < 0:
            raise BadSetting(f"The seed {seed} means nothing; take 0 or a larger number.")
        self._numbers = range(FIRST_SEED + seed * SEEDS_APART, FIRST_SEED + seed * SEEDS_APART + count)
        self._kept: OrderedDict[str, bytes] = OrderedDict()

    def pictures(self) -> Iterator[Found]:
        """Yield the scenes in the order of their seeds."""
        for number in self._numbers:
            path = f"{_PREFIX}{number}{_SUFFIX}"
            yield Picture(image=read_record(self._file(path), name=path), path=path)

    def read(self, picture: Picture) -> bytes:
        """Return a scene as a PNG file. Raises BadPicture for one that is not among these."""
        return self._file(picture.path)

    def _file(self, path: str) -> bytes:
        """Return the file of a scene; those drawn last are not drawn again."""
        if path not in self._kept:
            self._kept[path] = draw_picture(self._number(path)).png
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return self._kept[path]

    def _number(self, path: str) -> int:
        number = path.removeprefix(_PREFIX).removesuffix(_SUFFIX)
        if not number.isascii() or not number.isdigit() or int(number) not in self._numbers:
            raise BadPicture(f"The picture {path} is not one of the {len(self._numbers)} scenes of this seed.")
        return int(number)
