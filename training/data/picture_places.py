"""Where the pictures of examples lie, and how each is opened by the name that an example gives it."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from PIL import Image

from models.errors import BadSetting
from training.data.pixels import opened

_BEHIND_PLACE = "//"  # stands in no folder's name, so no place's name with it begins another one's
BESIDE = "pictures"  # the folder beside a file, or in a folder, that is looked into first
_VCR = "vcr1images/"
_ENDS = ("", ".jpg", ".png", ".jpeg", ".webp")


class PicturePlace(Protocol):
    """Where the pictures of a source lie; `name` tells it from others."""

    name: str

    def holds(self, image: str) -> bool:
        """Tell whether there is such a picture; it is not opened."""
        ...

    def read(self, image: str) -> bytes:
        """Return the bytes of a picture's file. Raises BadSetting where they cannot be read."""
        ...

    def fingerprint(self, image: str) -> str:
        """Return the SHA-256 of these bytes."""
        ...

    def check(self, image: str) -> None:
        """Raise BadPicture for a picture that is damaged, unless somebody could open it before."""
        ...


class PicturesIn:
    """The pictures in a folder, by their paths in it or by their names without an ending. Each is looked for once."""

    def __init__(self, folder: Path) -> None:
        self.name = str(folder)
        self._folder = folder
        self._files: dict[str, Path | None] = {}

    def holds(self, image: str) -> bool:
        return self._file(image) is not None

    def read(self, image: str) -> bytes:
        path = self._file(image)
        if path is None:
            raise BadSetting(
                f'The picture "{image}" is not in {self.name}; name the folder of the pictures with --pictures.'
            )
        try:
            return path.read_bytes()
        except OSError as error:
            # Not passed over, as a damaged one is: a disk that is away for a minute must not change what is learned.
            raise BadSetting(f"The picture {path} cannot be read any more: {error.strerror}.") from None

    def fingerprint(self, image: str) -> str:
        return hashlib.sha256(self.read(image)).hexdigest()

    def check(self, image: str) -> None:
        opened(self.read(image), image)

    def _file(self, image: str) -> Path | None:
        if image not in self._files:
            self._files[image] = find_picture(self._folder, image)
        return self._files[image]


class There:
    """Tells which pictures of a source are in their place, and remembers which are not; without a place all are."""

    def __init__(self, place: PicturePlace | None = None) -> None:
        self._place = place
        self.where = place.name if place is not None else "its folder"
        self.missing: set[str] = set()

    def __call__(self, image: str) -> bool:
        if self._place is None or self._place.holds(image):
            return True
        self.missing.add(image)
        return False

    def refuse_none(self, path: Path) -> None:
        """Raise BadSetting where pictures of a file are missing; to be asked where nothing is left of it."""
        if self.missing:
            raise BadSetting(
                f"{path} holds nothing to learn from: none of its pictures is in {self.where}; name the folder of the "
                "pictures with --pictures."
            )


class Pictures:
    """The pictures of several places. Where there is more than one, a picture's name begins with that of its place: a
    path alone may be that of another picture elsewhere."""

    def __init__(self, places: Sequence[PicturePlace]) -> None:
        self._places = {each.name: each for each in places}
        self._fingerprints: dict[str, str] = {}

    def name(self, place: PicturePlace, image: str) -> str:
        """Return the name of a picture by which it is opened here."""
        return f"{self._before(place)}{image}"

    def open(self, name: str) -> Image.Image:
        """Return a picture, RGB and upright. Raises BadPicture for one that is damaged, BadSetting where there is
        none."""
        place, image = self._found(name)
        return opened(place.read(image), name)

    def fingerprint(self, name: str) -> str:
        """Return the SHA-256 of a picture's file, which is read for it once: that of one picture is the same under all
        of its names, in whatever folders it lies."""
        if name not in self._fingerprints:
            place, image = self._found(name)
            self._fingerprints[name] = place.fingerprint(image)
        return self._fingerprints[name]

    def check(self, name: str) -> None:
        """Raise BadPicture for a picture that is damaged; of a run they were opened before, and are not again."""
        place, image = self._found(name)
        place.check(image)

    def _found(self, name: str) -> tuple[PicturePlace, str]:
        for place in self._places.values():
            if name.startswith(before := self._before(place)):
                return place, name.removeprefix(before)
        raise BadSetting(f'Nobody knows where the picture "{name}" lies; it is in none of {", ".join(self._places)}.')

    def _before(self, place: PicturePlace) -> str:
        return f"{place.name}{_BEHIND_PLACE}" if len(self._places) > 1 else ""


def folder_beside(file: Path) -> Path:
    """Return where the pictures of a file lie, or of a folder with files: in `pictures/`, else beside them."""
    own = file if file.is_dir() else file.parent
    return own / BESIDE if (own / BESIDE).is_dir() else own


def find_picture(folder: Path, image: str) -> Path | None:
    """Return the file of a picture, None where there is none; one that lies in the folder without those that its name
    has before it is found, too, and VCR's with or without the folder that its files name or leave out."""
    for known_as in dict.fromkeys((image, image.removeprefix(_VCR), f"{_VCR}{image}", image.rpartition("/")[2])):
        for end in _ENDS:
            path = folder / f"{known_as}{end}"
            if path.is_file() and path.resolve().is_relative_to(folder.resolve()):
                return path
    return None
