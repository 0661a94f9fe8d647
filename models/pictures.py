"""Read a picture from the bytes a person gave: the right pixels, or one sentence that says why not.

The kind of file is told by its content, never by its name. Every failure is a BadPicture that names the file and the
reason; safe to call from several threads at once.
"""

import contextlib
import hashlib
import io
import logging
import re
from collections.abc import Iterator
from typing import IO, NamedTuple

from PIL import Image

from models.errors import BadPicture
from models.picture_colours import to_rgb
from models.picture_formats import MEDIA_TYPES, READABLE, begins_like_a_picture, foreign_format, png_damage
from models.picture_jpeg import scan_feed
from models.records import ImageRecord

MAX_BYTES = 32 * 1024 * 1024
MAX_PIXELS = 50_000_000
MIN_SIDE = 8
MAX_ASPECT = 50
DISPLAY_SIDE = 2048

_log = logging.getLogger(__name__)

# These decoders hold the picture several times over while they work (measured by tests/benchmarks/pictures.py).
_PIXELS_OF_HUNGRY_FORMATS = {"WEBP": 25_000_000, "TIFF": 36_000_000, "progressive JPEG": 36_000_000}
_ORIENTATION = 0x0112
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_ON_ITS_SIDE = frozenset(_UPRIGHT[orientation] for orientation in (5, 6, 7, 8))
# Where a fax code is damaged, libtiff leaves rows of memory as it found them, different at each reading.
_FAX = frozenset({"group3", "group4", "tiff_ccitt"})
_TIFF_SUBFILE, _TIFF_IS_THUMBNAIL, _DNG_VERSION = 254, 1, 50706


class _Decoded(NamedTuple):
    image: Image.Image
    turn: Image.Transpose | None
    kind: str


class Picture(NamedTuple):
    """A picture as it is meant to be seen: RGB, upright; `notes` are remarks for the reader."""

    record: ImageRecord
    image: Image.Image
    media_type: str
    notes: tuple[str, ...]


def read_picture(data: bytes, *, name: str = "", source: str = "") -> Picture:
    """Decode a picture file. Raises BadPicture with one sentence that names the file, the reason and the way out."""
    notes: list[str] = []
    with _said_of(name):
        _check_bytes(data)
        decoded = _decode(data, notes)
        # _decode has let go of the stored pixels, so turning them takes no third copy.
        image = decoded.image if decoded.turn is None else decoded.image.transpose(decoded.turn)
    # What is left of the file's metadata would be written again into every export.
    image.info.clear()
    record = _record(data, image.size, name, source)
    return Picture(record, image, MEDIA_TYPES[decoded.kind], tuple(notes))


def read_record(data: bytes, *, name: str = "", source: str = "") -> ImageRecord:
    """Return the record of a picture file by its header, many times faster than `read_picture`, whose other part it
    leaves undone: damaged pixels go unnoticed. Raises BadPicture likewise."""
    with _said_of(name):
        _check_bytes(data)
        with _opened(data) as opened:
            width, height = opened.size
            # A TIFF tells the size that it will have once its decoder has turned it.
            turned = opened.format != "TIFF" and _turn(opened, []) in _ON_ITS_SIDE
    return _record(data, (height, width) if turned else (width, height), name, source)


def _record(data: bytes, size: tuple[int, int], name: str, source: str) -> ImageRecord:
    return ImageRecord(
        id=hashlib.sha256(data).hexdigest(), width=size[0], height=size[1], source=source or _file_name(name)
    )


@contextlib.contextmanager
def _said_of(name: str) -> Iterator[None]:
    """Turn whatever is raised into a BadPicture that names the file."""
    file = _file_name(name)
    shown = f'"{file}"' if file else "The picture"
    try:
        yield
    except BadPicture as problem:
        raise BadPicture(f"{shown} cannot be used: {problem}.") from problem.__cause__
    except Exception as problem:  # decoders raise whatever a damaged file drives them to; this is the user's edge
        _log.info("picture refused: %r", problem, exc_info=True)
        reason = _decoding_problem(problem)
        raise BadPicture(f"{shown} cannot be used: {reason}.") from problem


def display_jpeg(image: Image.Image) -> bytes:
    """Return a JPEG for the page: at most 2048 pixels on the longer side, quality 90, no metadata."""
    longer = max(image.size)
    if longer > DISPLAY_SIDE:
        share = DISPLAY_SIDE / longer
        size = (max(1, round(image.width * share)), max(1, round(image.height * share)))
        image = image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    file = io.BytesIO()
    image.convert("RGB").save(file, "JPEG", quality=90, comment=b"")
    return file.getvalue()


def _file_name(name: str) -> str:
    """Return the last part of a path, short, without control characters and lone surrogates."""
    last = re.split(r"[/\\]", name)[-1]
    clean = "".join(character for character in last if character.isprintable()).strip()
    return clean if len(clean) <= 60 else clean[:40] + "…" + clean[-15:]


def _check_bytes(data: bytes) -> None:
    if not data:
        raise BadPicture("the file is empty")
    if len(data) > MAX_BYTES:
        raise BadPicture(
            f"it has {len(data) / 2**20:.0f} MB and at most {MAX_BYTES // 2**20} MB are read; save it as a JPEG"
        )
    foreign = foreign_format(data)
    if foreign is not None:
        raise BadPicture(f"it is {foreign}")


def _decode(data: bytes, notes: list[str]) -> _Decoded:
    feed = scan_feed(data) if data.startswith(b"\xff\xd8") else None
    with _opened(data, feed) as opened:
        damage = png_damage(data) if opened.format == "PNG" else None
        if damage is not None:
            raise BadPicture(f"the file is damaged ({damage}); get it again from its source")
        kind = opened.format or ""
        # Asked before the pixels are loaded: a GIF goes to its second frame and back to tell.
        if getattr(opened, "is_animated", False):
            notes.append(_frames_note(kind))
        opened.load()
        if feed is not None and feed.left_over:
            notes.append("the file is damaged in places, so some parts may look wrong")
        turn = _turn(opened, notes)
        image = to_rgb(opened, notes)
        return _Decoded(image, turn, kind)


def _opened(data: bytes, feed: IO[bytes] | None = None) -> Image.Image:
    """Read the header of a file; `feed` are its bytes where they are to be read otherwise."""
    try:
        opened = Image.open(feed or io.BytesIO(data), formats=READABLE)
    except Image.UnidentifiedImageError:
        if begins_like_a_picture(data):
            raise BadPicture("the file is damaged or cut off; get it again from its source") from None
        raise BadPicture("it is not a picture in a known format; save it as PNG or JPEG") from None
    try:
        _check_header(opened, opened.format or "")
    except BaseException:
        opened.close()
        raise
    return opened


def _check_header(opened: Image.Image, kind: str) -> None:
    """Refuse by the size that the header tells, before memory for pixels is taken."""
    width, height = opened.size
    hungry = "progressive JPEG" if opened.info.get("progressive") else kind
    limit = _PIXELS_OF_HUNGRY_FORMATS.get(hungry, MAX_PIXELS)
    if width * height > limit:
        raise BadPicture(
            f"it has {width} x {height} pixels and at most {limit // 1_000_000} million are read; save it smaller"
        )
    if min(width, height) < MIN_SIDE:
        raise BadPicture(f"it has {width} x {height} pixels; each side needs at least {MIN_SIDE}")
    if max(width, height) > MAX_ASPECT * min(width, height):
        raise BadPicture(
            f"it has {width} x {height} pixels; a side may be at most {MAX_ASPECT} times the other, so cut out a part"
        )
    if kind == "TIFF" and opened.info.get("compression") in _FAX:
        raise BadPicture("it is a TIFF with fax compression, in which damage goes unnoticed; save it as PNG")
    tags = getattr(opened, "tag_v2", {})
    if _DNG_VERSION in tags or tags.get(_TIFF_SUBFILE, 0) & _TIFF_IS_THUMBNAIL:
        raise BadPicture("it is a camera raw file or begins with a thumbnail; save it as PNG or JPEG")


def _turn(opened: Image.Image, notes: list[str]) -> Image.Transpose | None:
    """Return the turn that EXIF asks for. TIFF is already turned by its decoder."""
    try:
        return _UPRIGHT.get(opened.getexif().get(_ORIENTATION, 1))
    except Exception as problem:  # EXIF is free-form; a damaged one says nothing about the pixels
        _log.info("EXIF ignored: %r", problem)
        notes.append("its camera data (EXIF) is damaged, so it is shown as it is stored")
        return None


def _frames_note(kind: str) -> str:
    if kind == "TIFF":
        return "only the first page of the file is used"
    if kind == "MPO":
        return "only the first of the file's pictures is used"
    return "only the first frame of the animation is used"


def _decoding_problem(problem: Exception) -> str:
    if isinstance(problem, Image.DecompressionBombError | Image.DecompressionBombWarning):
        return f"it has more than {MAX_PIXELS // 1_000_000} million pixels; save it smaller"
    if isinstance(problem, MemoryError):
        return "there is not enough memory to read it; save it smaller"
    if "truncated" in str(problem).lower():
        return "the file is cut off; get it again from its source"
    return "the file is damaged; get it again from its source"
