"""Pictures as they are read to be learned from; `models/squares.py` makes of them what a vision encoder takes.

Pictures stay bytes until they are where they are learned from: a batch of 64 pictures of 480 x 480 is 44 MB as bytes
and 177 MB as numbers, and turning one into the other takes longer than decoding the JPEG.
"""

import io

from PIL import Image, ImageOps, UnidentifiedImageError
from simplejpeg import decode_jpeg, decode_jpeg_header

from models.errors import BadPicture
from models.pixel_memory import lend
from models.squares import rgb

_ORIENTATION = 0x0112
_JPEG = b"\xff\xd8"
_MARK, _ABOUT, _PIXELS_FOLLOW = 0xFF, 0xE1, 0xDA  # APP1, where EXIF and XMP are, and SOS
_MOST_PIXELS = 4_000_000  # Pillow keeps more in several pieces, which cannot be written to at once

# The memory of so many pictures stays with Pillow for the next ones (its "block allocator"; each at most 16 MB). What
# malloc gives lies elsewhere every time, so nothing of it is in the processor's cache: a quarter of all the time here.
Image.core.set_blocks_max(4)


def opened(data: bytes, name: str) -> Image.Image:
    """Return the pixels of a picture file, RGB and upright. Raises BadPicture.

    For files that were looked at before (`models.pictures.read_picture` does, and takes three times as long).
    """
    return _plain_jpeg(data) or _any_picture(data, name)


def _plain_jpeg(data: bytes) -> Image.Image | None:
    """Return the pixels of a JPEG as most are: whole, in the usual colours, and nowhere said to be turned; else None.

    They are decoded into Pillow's memory: the very bytes that it decodes itself, in seven tenths of its time.
    """
    if not data.startswith(_JPEG) or _may_be_turned(data):
        return None
    try:
        high, wide, colours, _ = decode_jpeg_header(data)
        size = (int(wide), int(high))
        if colours != "YCbCr" or size[0] * size[1] > _MOST_PIXELS:
            return None
        image = Image.new("RGB", size, None)
        lent = lend(image)
        if lent.lender is None:  # a copy: PILLOW_BLOCK_SIZE or PILLOW_ALIGNMENT has Pillow keep pictures otherwise
            return None
        decode_jpeg(data, "RGBA", buffer=lent.pixels)
    except ValueError:  # Pillow reads more, and says what it cannot read
        return None
    return image


def _may_be_turned(data: bytes) -> bool:
    """Tell whether anything in a JPEG's head could say so, EXIF or XMP, or whether that head is odd."""
    place = len(_JPEG)
    while place + 4 <= len(data) and data[place] == _MARK and data[place + 1] != _ABOUT:
        if data[place + 1] == _PIXELS_FOLLOW:
            return False
        place += 2 + int.from_bytes(data[place + 2 : place + 4], "big")
    return True


def _any_picture(data: bytes, name: str) -> Image.Image:
    try:
        with Image.open(io.BytesIO(data)) as image:
            image.load()
            turned = image.getexif().get(_ORIENTATION, 1) != 1
            return rgb(ImageOps.exif_transpose(image) if turned else image)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as problem:
        why = "it is no picture" if isinstance(problem, UnidentifiedImageError) else str(problem)
        raise BadPicture(f'"{name}" cannot be learned from: {why}.') from problem
