"""The pictures that labels are about, found by their ids: in a data folder, or in what `annotate export` copied."""

from collections.abc import Sequence
from pathlib import Path

from PIL import Image

from db.image_files import ImageFiles
from models.errors import NotFound
from models.pictures import read_picture


class LabelPictures:
    """Pictures below some folders, the first that has one counts: as a data folder keeps them, or as `ID.png`."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._kept = [ImageFiles(folder) for folder in folders]
        self._named = {
            path.stem: path
            for folder in reversed(folders)
            if folder.is_dir()
            for path in folder.iterdir()
            if path.suffix
        }

    def has(self, image_id: str) -> bool:
        """Say whether the picture is there."""
        return self._find(image_id) is not None

    def open(self, image_id: str) -> Image.Image:
        """Return the picture upright, with the pixels that boxes count. Raises NotFound, and BadPicture for a file that
        is none."""
        path = self._find(image_id)
        if path is None:
            raise NotFound(f"The picture {image_id[:12]} of a label is no longer on the disk.")
        return read_picture(path.read_bytes(), name=path.name).image

    def _find(self, image_id: str) -> Path | None:
        for files in self._kept:
            try:
                return files.original(image_id)
            except NotFound:
                continue
        return self._named.get(image_id)
