"""Files near the limits of size, of the kinds that cost a reader the most memory and time."""

from collections.abc import Callable

import numpy as np
from PIL import Image

from tests.benchmarks import picture_makers as make


def _waves(width: int, height: int) -> np.ndarray:
    across, down = np.arange(width, dtype=np.uint32), np.arange(height, dtype=np.uint32)
    return ((across[None] * down[:, None] >> 12) & 255).astype(np.uint8)


def _photo(width: int, height: int, kind: str, **settings: object) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6
    return make.saved(Image.fromarray(_waves(width, height)).convert("RGB"), kind, exif=exif, **settings)


def _grey_16_bit() -> bytes:
    return make.png(_waves(8000, 6200).astype(np.uint16) * 257, 0, depth=16)


def _with_alpha(channels: int) -> bytes:
    return make.png(np.dstack([_waves(8000, 6200)] * channels), {2: 4, 4: 6}[channels])


LARGE_PICTURES: dict[str, Callable[[], bytes]] = {
    "photo.jpg": lambda: _photo(8000, 6200, "JPEG", quality=50),
    "progressive.jpg": lambda: _photo(6000, 5900, "JPEG", quality=50, subsampling=0, progressive=True),
    "grey_16_bit.png": _grey_16_bit,
    "grey_alpha.png": lambda: _with_alpha(2),
    "alpha.png": lambda: _with_alpha(4),
    "photo.webp": lambda: _photo(5000, 4900, "WEBP", quality=30, method=0),
    "scan.tif": lambda: _photo(6000, 5900, "TIFF", compression="tiff_adobe_deflate", strip_size=2**30),
}
