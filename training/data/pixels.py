"""Pictures as they are read to be learned from; `models/squares.py` makes of them what a vision encoder takes.

Pictures stay bytes until they are where they are learned from: a batch of 64 pictures of 480 x 480 is 44 MB as bytes
and 177 MB as numbers, and turning one into the other takes longer than decoding the JPEG.
"""

import io

from PIL import Image, ImageOps, UnidentifiedImageError

from models.errors import BadPicture
from models.squares import rgb

_ORIENTATION = 0x0112


def opened(data: bytes, name: str) -> Image.Image:
    """Return the pixels of a picture file, RGB and upright. Raises BadPicture.

    For files that were looked at before (`models.pictures.read_picture` does, and takes three times as long).
    """
    try:
        with Image.open(io.BytesIO(data)) as image:
            image.load()
            turned = image.getexif().get(_ORIENTATION, 1) != 1
            return rgb(ImageOps.exif_transpose(image) if turned else image)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as problem:
        why = "it is no picture" if isinstance(problem, UnidentifiedImageError) else str(problem)
        raise BadPicture(f'"{name}" cannot be learned from: {why}.') from problem
