"""The square of bytes that a model's vision encoder takes, made in training and in serving alike, and its numbers."""

from collections.abc import Sequence

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image
from torch import Tensor

from models.marks import Mark, MarkStyle, draw_regions
from models.marks_in_memory import can_draw, draw_into
from models.pixel_memory import lend
from models.records import Region
from models.regions import scale


def marked_square(
    image: Image.Image, regions: Sequence[Region], marks: MarkStyle, side: int, *, mark_first: bool
) -> Tensor:
    """Return [3, side, side] uint8 with the regions drawn into it; `mark_first` draws before it is made small."""
    if mark_first or not regions:
        return square(draw_regions(image, regions, marks) if regions else image, side)
    across, down = side / image.width, side / image.height
    placed = [Mark(region.id, scale(region.box, across, down)) for region in regions]
    pixels = _resized(image, side)
    if not can_draw(placed, marks, side):
        return square(draw_regions(as_image(pixels[:3]), placed, marks), side)
    draw_into(pixels.numpy().transpose(1, 2, 0).view(np.uint32)[..., 0], placed, marks)
    return pixels[:3]


def square(image: Image.Image, side: int) -> Tensor:
    """Return [3, side, side] uint8, the proportions not kept: antialiased bicubic, as BLIP-2's own preprocessing."""
    return _resized(image, side)[:3]


def _resized(image: Image.Image, side: int) -> Tensor:
    """Return [4, side, side] uint8, of which the fourth channel means nothing; the channels lie last in memory.

    Pillow keeps four bytes a pixel, and torch makes four of three: leaving them spares a third of the time. In this
    order torch sees that the channels lie last in memory, and keeps it so, which is faster, too.
    """
    lent = lend(rgb(image))
    pixels = torch.from_numpy(lent.pixels.reshape(1, *lent.pixels.shape).transpose(0, 3, 1, 2))
    if image.size == (side, side):
        return pixels[0].clone()
    return F.interpolate(pixels, (side, side), mode="bicubic", antialias=True)[0]


def as_image(pixels: Tensor) -> Image.Image:
    """Return bytes [3, H, W] as a picture."""
    return Image.fromarray(pixels.permute(1, 2, 0).contiguous().numpy())


def normalised(pixels: Tensor, mean: Sequence[float], deviation: Sequence[float]) -> Tensor:
    """Return bytes [B, 3, S, S] as numbers around 0, computed where the bytes are."""
    return pixels.float().div_(255).sub_(_channels(mean, pixels)).div_(_channels(deviation, pixels))


def _channels(values: Sequence[float], like: Tensor) -> Tensor:
    return torch.tensor(values, device=like.device).view(1, 3, 1, 1)


def rgb(image: Image.Image) -> Image.Image:
    """Return a picture of three colours; one that is, as it is."""
    return image if image.mode == "RGB" else image.convert("RGB")
