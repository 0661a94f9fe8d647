"""The first look at a whole picture: convolutions from its pixels to three feature maps."""

from typing import NamedTuple

import torch
from torch import Tensor, nn

from models.embedded.blocks import Residual, downscale

FINE, MIDDLE = 32, 80  # channels of the maps at a quarter and an eighth of the glance's side


class Maps(NamedTuple):
    """Feature maps [B, C, side, side]: stride 4, 8 and 16."""

    fine: Tensor
    middle: Tensor
    coarse: Tensor


class Stem(nn.Module):
    """Convolutions from pixels to the three maps."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.fine = nn.Sequential(downscale(3, FINE, 4, 4, 0), Residual(FINE))
        self.middle = nn.Sequential(downscale(FINE, MIDDLE, 3, 2, 1), Residual(MIDDLE))
        self.coarse = nn.Sequential(downscale(MIDDLE, width, 3, 2, 1), Residual(width))

    def forward(self, pictures: Tensor) -> Maps:
        fine = self.fine(pictures.contiguous(memory_format=torch.channels_last))
        middle = self.middle(fine)
        return Maps(fine, middle, self.coarse(middle))
