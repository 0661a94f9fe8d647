"""The sample picture that the corpus writes into files of every kind, and what a case of the corpus holds."""

import io
from typing import NamedTuple

import numpy as np
from PIL import Image

WIDTH, HEIGHT = 64, 48


class Good(NamedTuple):
    """A readable file, its pixels (height, width, 3), how far a pixel may be off, and words of an expected note."""

    name: str
    data: bytes
    pixels: np.ndarray
    tolerance: int = 1
    note: str = ""


def base() -> np.ndarray:
    """Return smooth colours without any symmetry: red grows to the right, green downwards, one corner is dark."""
    x, y = np.meshgrid(np.linspace(40, 220, WIDTH), np.linspace(30, 200, HEIGHT))
    pixels = np.stack([x, y, 255 - x / 2 - y / 4], axis=-1)
    pixels[:16, :24] *= 0.25
    return np.round(pixels).astype(np.uint8)


RGB = base()
GREY = RGB[..., 1]
ALPHA = np.round(np.linspace(0, 255, WIDTH)[None, :].repeat(HEIGHT, axis=0)).astype(np.uint8)
PALETTE = np.array([[250, 10, 10], [10, 240, 20], [20, 30, 230], [240, 230, 30]], dtype=np.uint8)
INDEXES = ((np.arange(WIDTH)[None, :] // 16 + np.arange(HEIGHT)[:, None] // 24) % 4).astype(np.uint8)


def grey3(grey: np.ndarray) -> np.ndarray:
    return np.repeat(grey[..., None], 3, axis=-1)


def on_white(colours: np.ndarray, alpha: np.ndarray) -> np.ndarray:
    share = alpha[..., None] / 255
    return np.round(colours * share + 255 * (1 - share)).astype(np.uint8)


def written(pixels: np.ndarray, kind: str, **settings: object) -> bytes:
    """Return the file that Pillow writes for these pixels."""
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, kind, **settings)
    return file.getvalue()
