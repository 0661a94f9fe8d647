"""From a picture to the square of bytes that a model's vision encoder takes, faster than with Pillow alone.

Pictures stay bytes until they are where they are learned from: a batch of 64 pictures of 480 x 480 is 44 MB as bytes
and 177 MB as numbers, and turning one into the other takes longer than decoding the JPEG.
"""

import io
from collections.abc import Sequence

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image, ImageOps
from torch import Tensor

from models.errors import BadPicture

_ORIENTATION = 0x0112


def opened(data: bytes, name: str) -> Image.Image:
    """Return the pixels of a picture file, RGB and upright. Raises BadPicture.

    For files that were looked at before (`models.pictures.read_picture` does, and takes three times as long).
    """
    try:
        with Image.open(io.BytesIO(data)) as image:
            image.load()
            turned = image.getexif().get(_ORIENTATION, 1) != 1
            return _rgb(ImageOps.exif_transpose(image) if turned else image)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as problem:
        raise BadPicture(f'"{name}" cannot be learned from: {problem}.') from problem


def square(image: Image.Image, side: int) -> Tensor:
    """Return [3, side, side] uint8, the proportions not kept: antialiased bicubic, as BLIP-2's own preprocessing."""
    # In this order torch sees that the channels lie last in memory, and keeps it so; it is faster, too.
    pixels = torch.from_numpy(np.array(_rgb(image)))[None].permute(0, 3, 1, 2)
    if image.size == (side, side):
        return pixels[0]
    return F.interpolate(pixels, (side, side), mode="bicubic", antialias=True)[0]


def as_image(pixels: Tensor) -> Image.Image:
    """Return bytes [3, H, W] as a picture."""
    return Image.fromarray(pixels.permute(1, 2, 0).contiguous().numpy())


def _rgb(image: Image.Image) -> Image.Image:
    return image if image.mode == "RGB" else image.convert("RGB")


def normalised(pixels: Tensor, mean: Sequence[float], deviation: Sequence[float]) -> Tensor:
    """Return bytes [B, 3, S, S] as numbers around 0, computed where the bytes are."""
    return pixels.float().div_(255).sub_(_channels(mean, pixels)).div_(_channels(deviation, pixels))


def _channels(values: Sequence[float], like: Tensor) -> Tensor:
    return torch.tensor(values, device=like.device).view(1, 3, 1, 1)
