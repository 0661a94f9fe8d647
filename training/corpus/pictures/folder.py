"""The pictures of a folder and of the folders below it, without regions.

What is looked at is what is called like a picture; names that begin with a dot, and folders that are links, are passed
over. Memory holds the names of one folder at a time.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from models.errors import BadPicture, BadSetting
from training.corpus.pictures.source import Found, PictureFolder, Refused

# Also those that cannot be read: it is better to say so than to leave them out.
CALLED = frozenset(
    (
        ".jpg", ".jpeg", ".jpe", ".jfif", ".mpo", ".png", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".heic", ".heif",
        ".avif", ".jp2", ".jxl", ".psd", ".eps", ".raw", ".dng", ".cr2", ".nef", ".arw",
    )
)  # fmt: skip


class Folder(PictureFolder):
    """A source of all pictures in a folder."""

    def pictures(self) -> Iterator[Found]:
        """Yield the pictures by name, folder after folder. Raises BadSetting when there is no such folder."""
        if not self.root.is_dir():
            raise BadSetting(f"{self.root} is not a folder; name the folder that holds the pictures.")
        for path in _paths(self.root):
            name = path.relative_to(self.root).as_posix()
            try:
                yield self.picture(name)
            except BadPicture as problem:
                yield Refused(name.encode("utf-8", "backslashreplace").decode(), str(problem))


def _paths(folder: Path) -> Iterator[Path]:
    for parent, folders, files in os.walk(folder):
        # Changed in place, because os.walk goes where this list leads.
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith(".") and Path(name).suffix.lower() in CALLED:
                yield Path(parent, name)
