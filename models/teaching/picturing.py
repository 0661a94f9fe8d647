"""The marked picture of a vision teacher: regions drawn into it (`models/marks.py`), as a JPEG file's bytes."""

import io

from PIL import Image

from models.corpus import Picture
from models.marks import MarkStyle, colour_of
from models.prompting import colour_name, draw_marks, shrink
from models.teaching.wording import NOTHING, place_of

_QUALITY = 90


def marked_jpeg(image: Image.Image, picture: Picture) -> bytes:
    """Return the picture with its regions drawn in, shrunk where it is larger than a model needs."""
    return _jpeg(draw_marks(image, picture.regions, MarkStyle()))


def plain_jpeg(image: Image.Image) -> bytes:
    """Return the picture without marks, shrunk likewise."""
    return _jpeg(shrink(image))


def frames_in_words(picture: Picture) -> str:
    """Return a line for every region: its number, the colour of its frame, its place; nothing that it shows."""
    lines = [
        f"[{region.id}] {colour_name(colour_of(region.id))} frame {place_of(region, picture.image)}"
        for region in picture.regions
    ]
    return "\n".join(lines) or NOTHING


def _jpeg(image: Image.Image) -> bytes:
    file = io.BytesIO()
    image.save(file, "JPEG", quality=_QUALITY)
    return file.getvalue()
