"""Which pictures a model learned from: a list beside it, so that nobody measures it on one of them unawares."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from models.errors import BadSetting
from models.whole_file import write_whole
from training.data.picture_ids import PictureIds

FILE = "learned-pictures.txt"
_BY_NAME = PictureIds()


class LearnedPictures:
    """Tells which pictures are among those that a model learned from, by the ids that are known today and by those
    that need nothing but the name: the same `image_data.json` need not be at hand."""

    def __init__(self, learned: Iterable[str], ids: PictureIds) -> None:
        self._learned = frozenset(learned)
        self._ids = ids

    def __contains__(self, image: str) -> bool:
        return self._ids(image) in self._learned or _BY_NAME(image) in self._learned


def all_learned(images: Iterable[str], ids: PictureIds, *, begun_with: Path | None = None) -> tuple[str, ...]:
    """Return the ids of pictures, sorted, with those that the model in the folder `begun_with` learned from.

    Raises BadSetting where that one's list is damaged.
    """
    known_as = {name for image in images for name in (ids(image), _BY_NAME(image))}
    earlier = _listed(begun_with) if begun_with is not None else None
    return tuple(sorted(known_as.union(earlier or ())))


def write_learned(folder: Path, learned: Sequence[str]) -> None:
    """Leave the ids of pictures in a model's folder, one a line."""
    write_whole(folder / FILE, "".join(f"{each}\n" for each in learned).encode())


def read_learned(folder: Path, ids: PictureIds) -> LearnedPictures | None:
    """Return what a model's folder says of it; None where it says nothing. Raises BadSetting for a damaged list."""
    listed = _listed(folder)
    return None if listed is None else LearnedPictures(listed, ids)


def _listed(folder: Path) -> list[str] | None:
    path = folder / FILE
    if not path.is_file():
        return None
    try:
        return path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadSetting(f"{path} cannot be read, so nobody knows what the model learned from: {error}.") from None
