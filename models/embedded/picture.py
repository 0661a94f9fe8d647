"""Pictures and boxes as the student's eye takes them: a square, the picture's shape kept, grey beside it."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from models.records import Box

PADDING = (118, 118, 118)
_THINNEST = 0.01  # of the picture: boxes at its edge keep this width and height


class Placement(NamedTuple):
    """How a picture lies in the square: pixels times scale plus offset, across and down."""

    scale_x: float
    scale_y: float
    left: float
    top: float

    def place(self, box: Box, side: int) -> tuple[float, float, float, float]:
        """Return a box of the picture as shares (0..1) of the square."""
        return (
            (box.x0 * self.scale_x + self.left) / side,
            (box.y0 * self.scale_y + self.top) / side,
            (box.x1 * self.scale_x + self.left) / side,
            (box.y1 * self.scale_y + self.top) / side,
        )

    def original(self, box: Box) -> Box:
        """Return a box of the square, in its pixels, as a box of the picture."""
        return Box(
            (box.x0 - self.left) / self.scale_x,
            (box.y0 - self.top) / self.scale_y,
            (box.x1 - self.left) / self.scale_x,
            (box.y1 - self.top) / self.scale_y,
        )


class Fitted(NamedTuple):
    """A square picture and where the original lies in it."""

    image: Image.Image
    placement: Placement


def fit(image: Image.Image, side: int) -> Fitted:
    """Shrink or grow a picture into a square of `side` pixels, in the middle."""
    scale = side / max(image.size)
    width, height = (max(1, round(length * scale)) for length in image.size)
    return lay(image, (width, height), ((side - width) // 2, (side - height) // 2), side)


def lay(
    image: Image.Image,
    size: tuple[int, int],
    corner: tuple[int, int],
    side: int,
    filter: Image.Resampling = Image.Resampling.BILINEAR,  # noqa: A002 - Pillow's word for it
) -> Fitted:
    """Resize a picture to `size` and lay it into a grey square at `corner`."""
    placement = Placement(size[0] / image.width, size[1] / image.height, *corner)
    small = image.convert("RGB").resize(size, filter, reducing_gap=3.0)
    if size == (side, side):
        return Fitted(small, placement)
    square = Image.new("RGB", (side, side), PADDING)
    square.paste(small, corner)
    return Fitted(square, placement)


def inside(box: Box, image: Image.Image) -> Box:
    """Return the part of a box that lies in the picture, at least a pixel wide and high."""
    x0 = min(max(box.x0, 0.0), image.width - 1.0)
    y0 = min(max(box.y0, 0.0), image.height - 1.0)
    return Box(x0, y0, max(min(box.x1, image.width), x0 + 1), max(min(box.y1, image.height), y0 + 1))


def within(box: Sequence[float]) -> tuple[float, float, float, float]:
    """Return the part of a box (shares of the square) that lies in the picture, and at least a little of it."""
    x0, y0 = (min(max(edge, 0.0), 1 - _THINNEST) for edge in box[:2])
    x1, y1 = (min(max(edge, start + _THINNEST), 1.0) for edge, start in zip(box[2:], (x0, y0), strict=True))
    return (x0, y0, x1, y1)


def to_pixels(images: Sequence[Image.Image]) -> Tensor:
    """Return [B, 3, S, S] in -1..1."""
    stacked = np.stack([np.asarray(image) for image in images])
    return torch.from_numpy(stacked).permute(0, 3, 1, 2).float() / 127.5 - 1
