"""Drawn scenes as pictures of a corpus, without regions: what is in them is for the detector to find.

Their seeds are of the split "user", from which nobody trains, and lie apart from those of every other use of it.
"""

from collections.abc import Iterator

from models.corpus import Picture
from models.errors import BadPicture, BadSetting
from models.pictures import read_record
from training.corpus.demo.drawn_picture import draw_picture
from training.corpus.pictures.source import Found

FIRST_SEED = 2_000_000_000
SEEDS_APART = 10_000_000
_PREFIX, _SUFFIX = "scene_", ".png"
_KEPT_BYTES = 64 * 2**20  # of files; one takes about 60 KB


class DrawnScenes:
    """A source of `count` drawn scenes; equal seeds draw equal scenes, and different ones share none.

    So many bytes of files are `kept`, and not drawn again.
    """

    def __init__(self, count: int, *, seed: int = 0, kept: int = _KEPT_BYTES) -> None:
        if not 0 <= count <= SEEDS_APART:
            raise BadSetting(f"{count} scenes cannot be drawn; ask for up to {SEEDS_APART} with one seed.")
        if seed < 0:
            raise BadSetting(f"The seed {seed} means nothing; take 0 or a larger number.")
        self._numbers = range(FIRST_SEED + seed * SEEDS_APART, FIRST_SEED + seed * SEEDS_APART + count)
        self._kept: dict[str, bytes] = {}
        self._room = kept

    def __getstate__(self) -> dict[str, object]:
        """Return what another process needs, which can draw for itself."""
        return {**self.__dict__, "_kept": {}, "_room": self._room + sum(map(len, self._kept.values()))}

    def pictures(self) -> Iterator[Found]:
        """Yield the scenes in the order of their seeds."""
        for number in self._numbers:
            yield self.picture(f"{_PREFIX}{number}{_SUFFIX}")

    def picture(self, path: str) -> Picture:
        """Return the scene of that path. Raises BadPicture for one that is not among these."""
        return Picture(image=read_record(self._file(path), name=path), path=path)

    def read(self, picture: Picture) -> bytes:
        """Return a scene as a PNG file. Raises BadPicture for one that is not among these."""
        return self._file(picture.path)

    def _file(self, path: str) -> bytes:
        """Return the file of a scene. Those drawn first are kept: every stage goes through all of them in one order,
        and of those drawn last it would find none."""
        if path in self._kept:
            return self._kept[path]
        png = draw_picture(self._number(path)).png
        if len(png) <= self._room:
            self._kept[path] = png
            self._room -= len(png)
        return png

    def _number(self, path: str) -> int:
        number = seed_of(path)
        if number is None or number not in self._numbers:
            raise BadPicture(f"The picture {path} is not one of the {len(self._numbers)} scenes of this seed.")
        return number


def seed_of(path: str) -> int | None:
    """Return the seed of the scene that goes by that path, None for the path of something else."""
    number = path.removeprefix(_PREFIX).removesuffix(_SUFFIX)
    named = path.startswith(_PREFIX) and path.endswith(_SUFFIX)
    return int(number) if named and number.isascii() and number.isdigit() else None
