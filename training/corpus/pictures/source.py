"""Where the pictures of a corpus come from: they are listed one by one, and their bytes are read when they are needed.

A source lists a picture, or says why something is none (`Refused`), and never holds more than one at a time. Only a
picture's header is read when it is listed; one whose pixels are damaged is refused by `open_picture`.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, Protocol

from PIL import Image

from models.corpus import Picture
from models.errors import BadPicture
from models.pictures import MAX_BYTES, read_picture, read_record
from models.records import ImageRecord, Region


class Refused(NamedTuple):
    """What is not used, and why: a file, a line or a field of one."""

    place: str
    reason: str


Found = Picture | Refused


class PictureSource(Protocol):
    """Pictures to make a corpus of."""

    def pictures(self) -> Iterator[Found]:
        """Yield all pictures, each time in the same order; a picture may come twice.

        Raises BadSetting when the source as a whole cannot be read.
        """
        ...

    def read(self, picture: Picture) -> bytes:
        """Return the bytes of a picture's file. Raises BadPicture when it is not there any more."""
        ...


def open_picture(source: PictureSource, picture: Picture) -> Image.Image:
    """Return a picture's pixels: RGB, upright, as large as its record says.

    Raises BadPicture when they are damaged, or when the file is another than it was when it was listed.
    """
    data = source.read(picture)
    if hashlib.sha256(data).hexdigest() != picture.image.id:
        raise BadPicture(f"The picture {picture.path} has changed since it was listed; list the pictures again.")
    return read_picture(data, name=picture.path).image


class PictureFolder:
    """The files of a folder, by the paths that lists of pictures give; nothing outside of it is ever read."""

    def __init__(self, folder: Path, *, source: str = "") -> None:
        self.root = folder.resolve()
        self._source = source

    def read(self, picture: Picture) -> bytes:
        """Return the bytes of a picture's file; see `PictureSource`."""
        return self.bytes_of(picture.path)

    def picture(self, path: str, regions: tuple[Region, ...] = (), *, split: str = "train") -> Picture:
        """Return the picture that lies at a path of the folder. Raises BadPicture, which names the path."""
        return Picture(image=self.record(path), path=path, regions=regions, split=split)

    def record(self, path: str) -> ImageRecord:
        """Return the record of the picture at a path of the folder. Raises BadPicture, which names the path."""
        return read_record(self.bytes_of(path), name=path, source=self._source or path)

    def holds(self, path: str) -> bool:
        """Say whether a file lies at a path of the folder."""
        try:
            return self._file(path).is_file()
        except (BadPicture, OSError):
            return False

    def bytes_of(self, path: str) -> bytes:
        """Return the bytes of the file at a path of the folder. Raises BadPicture, which names the path."""
        file = self._file(path)
        try:
            if not file.is_file():
                raise BadPicture(f"There is no picture {path} in {self.root}.")
            with file.open("rb") as opened:
                return opened.read(MAX_BYTES + 1)
        except OSError as error:
            raise BadPicture(f"The picture {path} cannot be read: {error.strerror}.") from None

    def _file(self, path: str) -> Path:
        """Return the file that a path leads to. Raises BadPicture when that is outside of the folder."""
        try:
            path.encode()
            file = (self.root / path).resolve()
        except (ValueError, OSError, RuntimeError):  # a zero byte, half a character, a name too long, a link to itself
            raise BadPicture(f"The picture {path!r} cannot be read: its name leads nowhere; rename it.") from None
        if not file.is_relative_to(self.root):
            raise BadPicture(f"The picture {path} lies outside of {self.root}; copy it there.")
        return file
