"""The pictures in an export, each once: as they were found, or with the regions drawn in that a text is about.

    pictures/<path>                   plain: the file itself, byte for byte
    marked/<path>-<regions>.png       every region of an entry, drawn as for a student; a JPEG stays one
    picture_files.jsonl               what each of them shows, and the hash of its bytes

Texts that name no region go with the plain picture even where others are marked, as in the paper.
"""

import hashlib
import io
import posixpath
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any

import orjson

from models.corpus_files.entries import SHOWN
from models.errors import BadPicture, BadSetting
from models.marks import draw_regions
from models.pictures import read_picture
from models.records import Record, Region
from models.references import mentioned
from training.corpus.export.choice import PicturesAs
from training.corpus.export.files import HashedFile
from training.corpus.export.manifest import ExportedFile
from training.corpus.export.whole_folder import writing

PLAIN, MARKED, LIST = "pictures", "marked", "picture_files.jsonl"
_JPEGS = frozenset((".jpg", ".jpeg", ".jpe", ".jfif"))

ReadPicture = Callable[[str, str], bytes]  # the file of a picture, by its id and its path


class PictureFile(Record):
    """A picture file of an export: the picture of that `path` and id with these `regions` drawn in."""

    file: str
    path: str
    image_id: str = ""
    regions: tuple[int, ...] = ()
    bytes: int
    sha256: str


class NoPictureFiles:
    """Leaves the pictures where they are."""

    def beside(self, fields: dict[str, Any]) -> dict[str, Any]:
        return fields

    def finish(self) -> list[ExportedFile]:
        return []


class PictureFiles:
    """Writes the pictures of entries into the folder of an export as the entries come.

    Of every file 8 bytes of a hash are remembered. Raises BadPicture for a picture that is not as it was listed.
    """

    def __init__(self, folder: Path, listed: HashedFile, read: ReadPicture, *, marked: bool) -> None:
        self._folder = folder
        self._list = listed
        self._read = read
        self._marked = marked
        self._written: set[int] = set()

    def beside(self, fields: dict[str, Any]) -> dict[str, Any]:
        """Return the fields of an entry with the place of its picture in the export, where that now is."""
        regions = fields["regions"] if self._marked and _names_a_region(fields["qar"]) else []
        file = _place(fields["image"], fields["image_id"], regions)
        known = int.from_bytes(hashlib.sha256(file.encode()).digest()[:8], "big")
        if known not in self._written:
            self._written.add(known)
            self._write(file, fields["image"], fields["image_id"], [Region.model_validate(each) for each in regions])
        return {**fields, SHOWN: file}

    def finish(self) -> list[ExportedFile]:
        """Close the list of the files and return it."""
        self._list.close()
        return [ExportedFile(path=LIST, entries=len(self._written), bytes=self._list.size, sha256=self._list.sha256)]

    def _write(self, file: str, path: str, image_id: str, regions: list[Region]) -> None:
        content = self._read(image_id, path)
        if image_id and hashlib.sha256(content).hexdigest() != image_id:
            raise BadPicture(f"The picture {path} has changed since it was listed; put the earlier file in its place.")
        if regions:
            content = _with_regions(content, path, regions)
        place = self._folder / file
        with writing(place):
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
        line = PictureFile(
            file=file,
            path=path,
            image_id=image_id,
            regions=tuple(each.id for each in regions),
            bytes=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
        )
        self._list.write(f"{line.model_dump_json(exclude_defaults=True)}\n".encode())


@contextmanager
def open_picture_files(
    folder: Path, wanted: PicturesAs, read: ReadPicture | None
) -> Iterator[PictureFiles | NoPictureFiles]:
    """Give what brings the pictures along as they are wanted. Raises BadSetting where they are not at hand."""
    if wanted == "none":
        yield NoPictureFiles()
        return
    if read is None:
        raise BadSetting("The pictures are not at hand, so they cannot be exported; leave --pictures away.")
    listed = HashedFile(folder / LIST)
    try:
        yield PictureFiles(folder, listed, read, marked=wanted == "marked")
    finally:
        listed.abandon()


def inside(path: str, image_id: str) -> str:
    """Return a picture's path such that it leads into the folder it is put behind, wherever it led before."""
    clean = posixpath.normpath(path)
    leads_out = Path(clean).anchor or ".." in Path(clean).parts or clean == "."
    return f"{image_id}{PurePosixPath(path).suffix}" if leads_out else clean


def _place(path: str, image_id: str, regions: list[dict[str, Any]]) -> str:
    own = inside(path, image_id)
    if not regions:
        return f"{PLAIN}/{own}"
    # With the path, for "a.png" and "a.bmp" differ in nothing else.
    drawn = orjson.dumps([path, [(each["id"], each["box"]) for each in regions]])
    stem, suffix = PurePosixPath(own).with_suffix(""), ".jpg" if _is_jpeg(path) else ".png"
    return f"{MARKED}/{stem}-{hashlib.sha256(drawn).hexdigest()[:12]}{suffix}"


def _names_a_region(qar: dict[str, str]) -> bool:
    return bool(mentioned(f"{qar['question']} {qar['answer']} {qar['rationale']}"))


def _is_jpeg(path: str) -> bool:
    return PurePosixPath(path).suffix.lower() in _JPEGS


def _with_regions(content: bytes, path: str, regions: list[Region]) -> bytes:
    """Return a picture file with the regions drawn in: a PNG without loss, or a JPEG whose thin lines keep their
    colours."""
    marked, file = draw_regions(read_picture(content, name=path).image, regions), io.BytesIO()
    if _is_jpeg(path):
        marked.save(file, "JPEG", quality=95, subsampling=0)
    else:
        marked.save(file, "PNG")
    return file.getvalue()
