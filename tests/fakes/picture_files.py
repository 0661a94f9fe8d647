"""Files of pictures to list and open; what they show was made up."""

import io
from pathlib import Path

from PIL import Image


def picture_bytes(
    width: int = 64, height: int = 48, shade: int = 120, kind: str = "PNG", orientation: int = 1
) -> bytes:
    """Return a picture file of one shade."""
    image, file = Image.new("RGB", (width, height), (shade, shade, 40)), io.BytesIO()
    exif = image.getexif()
    exif[0x112] = orientation
    image.save(file, kind, exif=exif)
    return file.getvalue()


def put(folder: Path, name: str, data: bytes | None = None) -> Path:
    """Write a file, by default a picture of a shade of its own."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(picture_bytes(shade=sum(map(ord, name)) % 200) if data is None else data)
    return path
