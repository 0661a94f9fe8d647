"""The first look: convolutions from the pixels of a whole picture to three feature maps, and from those of a crop."""

import math
from typing import NamedTuple

import torch
from torch import Tensor, nn

from models.embedded.blocks import Residual, downscale

FINE, MIDDLE = 32, 80  # channels of the maps at a quarter and an eighth of the glance's side
CLOSEST = 128  # channels of the last map of a close look
_GROUPS = 8  # of channels, that norms take together


class Maps(NamedTuple):
    """Feature maps [B, C, side, side]: stride 4, 8 and 16."""

    fine: Tensor
    middle: Tensor
    coarse: Tensor


def narrowed(channels: int, narrowing: int) -> int:
    """Return so many times fewer channels, rounded up to what norms can take together."""
    return channels if narrowing == 1 else math.ceil(channels / narrowing / _GROUPS) * _GROUPS


class Stem(nn.Module):
    """Convolutions from pixels to the three maps; the coarse one has `width` channels, which is narrowed already."""

    def __init__(self, width: int, narrowing: int = 1) -> None:
        super().__init__()
        fine, middle = narrowed(FINE, narrowing), narrowed(MIDDLE, narrowing)
        self.fine = nn.Sequential(downscale(3, fine, 4, 4, 0), Residual(fine))
        self.middle = nn.Sequential(downscale(fine, middle, 3, 2, 1), Residual(middle))
        self.coarse = nn.Sequential(downscale(middle, width, 3, 2, 1), Residual(width))

    def forward(self, pictures: Tensor) -> Maps:
        fine = self.fine(pictures.contiguous(memory_format=torch.channels_last))
        middle = self.middle(fine)
        return Maps(fine, middle, self.coarse(middle))


def close_look(narrowing: int = 1) -> nn.Sequential:
    """Return convolutions from a crop's pixels to a map of a sixteenth of its sides."""
    first, second, third, last = (narrowed(channels, narrowing) for channels in (24, 48, 96, CLOSEST))
    return nn.Sequential(
        downscale(3, first, 4, 2, 1),
        downscale(first, second, 3, 2, 1),
        Residual(second),
        downscale(second, third, 3, 2, 1),
        Residual(third),
        downscale(third, last, 3, 2, 1),
    )
