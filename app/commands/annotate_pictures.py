"""The pictures that a file of candidates speaks of: found in a folder or in the store, and kept for the round."""

from pathlib import Path
from typing import TYPE_CHECKING

from app.commands.annotate_place import Place
from models.errors import BadPicture, NotFound
from models.records import ImageRecord

if TYPE_CHECKING:
    from PIL.Image import Image

    from models.corpus_files.lines import Found
    from models.pictures import Picture

_NOBODY = "nobody"


class PictureFolder:
    """Finds pictures by the paths or the ids that a file gives, each once."""

    def __init__(self, place: Place, folder: Path | None) -> None:
        self._place = place
        self._folder = folder.resolve() if folder else None
        self._found: dict[str, ImageRecord | BadPicture] = {}
        self._files: dict[str, Path] = {}

    def find(self, found: "Found") -> ImageRecord:
        """Return the picture of a candidate. Raises BadPicture when there is none or another than its id says."""
        name = found.image or found.image_id
        if name not in self._found:
            try:
                self._found[name] = self._read(found.image) if found.image else self._known(found.image_id)
            except BadPicture as problem:
                self._found[name] = problem
        record = self._found[name]
        if isinstance(record, BadPicture):
            raise record
        if found.image_id and record.id != found.image_id:
            raise BadPicture(f"the picture {found.image} is another than its image_id says.")
        return record

    def pixels(self, image_id: str) -> "Image":
        """Return a picture that was found, upright and in RGB."""
        from models.pictures import read_picture

        if image_id in self._files:
            return self._open(self._files[image_id])[1].image
        try:
            data = self._place.files.original(image_id).read_bytes()
        except OSError as error:
            raise BadPicture(f"the picture {image_id[:12]}... cannot be read: {error.strerror}.") from None
        return read_picture(data).image

    def keep(self, image_id: str) -> None:
        """Put a picture that was found into the store, for everybody who is shown it."""
        if image_id not in self._files:
            return
        from db.keeping import keep_picture
        from models.pictures import display_jpeg

        data, picture = self._open(self._files[image_id])
        display = display_jpeg(picture.image)
        store, files = self._place
        keep_picture(store, files, picture.record, original=data, display=display, owner=None)

    def _read(self, name: str) -> ImageRecord:
        from training.data.picture_places import find_picture

        if self._folder is None:
            raise BadPicture(f"the picture {name} is in no folder; name one with --images.")
        if (path := find_picture(self._folder, name)) is None:
            raise BadPicture(f"there is no picture {name} in {self._folder}.")
        return self._take(path.resolve())

    def _known(self, image_id: str) -> ImageRecord:
        """Return a picture of the store, else one of the folder that is named by its id."""
        try:
            return self._place.store.image(image_id, owner=_NOBODY)
        except NotFound:
            pass
        for path in sorted(self._folder.glob(f"{image_id}.*")) if self._folder else ():
            if (record := self._take(path)).id == image_id:
                return record
        raise BadPicture(f"the picture {image_id[:12]}... is neither in the store nor in the folder of --images.")

    def _take(self, path: Path) -> ImageRecord:
        record = self._open(path)[1].record
        self._files[record.id] = path
        return record

    def _open(self, path: Path) -> "tuple[bytes, Picture]":
        from models.pictures import MAX_BYTES, read_picture

        try:
            with path.open("rb") as file:
                data = file.read(MAX_BYTES + 1)
        except OSError as error:
            raise BadPicture(f"the picture {path} cannot be read: {error.strerror}.") from None
        return data, read_picture(data, name=path.name)
