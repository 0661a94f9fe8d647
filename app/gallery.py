"""The drawn scenes of the start page, with questions that work at the first click."""

import json
from collections.abc import Iterable
from pathlib import Path

from models.errors import NotFound
from models.records import Record, Region
from static import STATIC_FOLDER

FOLDER = STATIC_FOLDER / "gallery"


class Suggestion(Record):
    """A question about a scene; `regions` are the ids it speaks of."""

    text: str
    regions: tuple[int, ...] = ()


class GalleryPicture(Record):
    """A scene of the gallery. `id` is its name there; the picture itself has the hash of its bytes as its id."""

    id: str
    file: str
    title: str
    width: int
    height: int
    regions: tuple[Region, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()


class Gallery:
    """The scenes of one folder."""

    def __init__(self, pictures: Iterable[GalleryPicture], folder: Path = FOLDER) -> None:
        self._pictures = {picture.id: picture for picture in pictures}
        self._folder = folder

    @property
    def pictures(self) -> tuple[GalleryPicture, ...]:
        return tuple(self._pictures.values())

    def picture(self, name: str) -> GalleryPicture:
        """Return a scene by its name. Raises NotFound."""
        if name not in self._pictures:
            raise NotFound(f"There is no scene {name[:40]!r} in the gallery.")
        return self._pictures[name]

    def content(self, picture: GalleryPicture) -> bytes:
        return (self._folder / picture.file).read_bytes()


def read_gallery(folder: Path = FOLDER) -> Gallery:
    """Read the list that `deixis scenes gallery` writes."""
    listed = json.loads((folder / "gallery.json").read_text("utf-8"))
    return Gallery((GalleryPicture.model_validate(picture) for picture in listed), folder)
