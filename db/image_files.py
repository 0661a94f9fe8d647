"""The pictures on disk: content-addressed files that are never changed and never seen half-written.

<folder>/ab/<id>.original       the bytes as received; their sha256 is the id
<folder>/ab/<id>.display.jpg    what pages show
"""

import contextlib
import hashlib
import os
import re
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from models.errors import NotFound, StoreProblem

IMAGE_ID = re.compile(r"[0-9a-f]{64}")
ORIGINAL, DISPLAY, UNFINISHED = ".original", ".display.jpg", ".unfinished"
# A write takes seconds at most; a file still unfinished after an hour belongs to a process that died.
UNFINISHED_SECONDS = 3600.0


class ImageFiles:
    """The originals and display copies below one folder, by picture id. Safe for many threads and processes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, image_id: str, original: bytes, display: bytes) -> None:
        """Store both files durably unless they are there already.

        Each is written beside its place, synced and renamed, so a reader sees all of it or nothing.
        Raises StoreProblem when the folder cannot take them.
        """
        place = self._place(image_id, ORIGINAL)
        if hashlib.sha256(original).hexdigest() != image_id:
            raise ValueError(f"the id {image_id} is not the sha256 of the original's bytes")
        try:
            if not place.parent.is_dir():
                place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                sync_folder(self._folder)
            _write_once(place, original)
            _write_once(self._place(image_id, DISPLAY), display)
        except OSError as error:
            raise StoreProblem(f"The picture cannot be stored in {place.parent}: {error.strerror}.") from None

    def original(self, image_id: str) -> Path:
        """Return the file as received. Raises NotFound."""
        return self._existing(image_id, ORIGINAL)

    def display(self, image_id: str) -> Path:
        """Return the JPEG that pages show. Raises NotFound."""
        return self._existing(image_id, DISPLAY)

    def delete(self, image_id: str) -> None:
        """Remove both files; those already gone are fine. Call it through db/keeping.py, which knows who needs them."""
        for suffix in (DISPLAY, ORIGINAL):
            place = self._place(image_id, suffix)
            try:
                place.unlink(missing_ok=True)
            except OSError as error:
                raise StoreProblem(f"The picture file {place} cannot be removed: {error.strerror}.") from None

    def ids(self) -> Iterator[str]:
        """Yield the id of every picture that has a file."""
        names = {file.name.partition(".")[0] for file in self._folder.glob("[0-9a-f][0-9a-f]/*")}
        return (name for name in sorted(names) if IMAGE_ID.fullmatch(name))

    def remove_unfinished(self) -> None:
        """Remove what processes that died left half-written."""
        for file in self._folder.glob(f"[0-9a-f][0-9a-f]/*{UNFINISHED}"):
            with contextlib.suppress(FileNotFoundError):
                if time.time() - file.stat().st_mtime > UNFINISHED_SECONDS:
                    file.unlink()

    def _existing(self, image_id: str, suffix: str) -> Path:
        place = self._place(image_id, suffix)
        if not place.is_file():
            raise NotFound(f"The picture {image_id[:12]} is no longer on the disk; open it again.")
        return place

    def _place(self, image_id: str, suffix: str) -> Path:
        if not IMAGE_ID.fullmatch(image_id):
            raise NotFound(f"There is no picture {image_id[:12]!r}.")
        return self._folder / image_id[:2] / f"{image_id}{suffix}"


def _write_once(place: Path, content: bytes) -> None:
    if place.exists():
        return
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=".", suffix=UNFINISHED)
    unfinished = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(place)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    sync_folder(place.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder survive a power cut."""
    if os.name != "posix":
        return  # Windows cannot open a folder to sync it
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
