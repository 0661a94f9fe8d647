"""The student's eye: picture tokens, and one token for every region that is pointed at.

The pointing is carried by coordinates. A region's token is made of what lies inside its box (a 16x8 crop of the fine
map, tall because people are and their faces are small), around it (a 6x6 crop of twice the box), where it is, and which
number it has. Marks drawn into the pixels are not read: the eye only learns not to be disturbed by them.
"""

from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from models.embedded.blocks import Layer, Residual, downscale
from models.embedded.settings import StudentSettings

FINE, MIDDLE = 32, 80  # channels of the maps at a quarter and an eighth of the picture's side


class Maps(NamedTuple):
    """Feature maps [B, C, side, side]: stride 4, 8 and 16."""

    fine: Tensor
    middle: Tensor
    coarse: Tensor


class Seen(NamedTuple):
    """What the eye hands on: `picture` [B, P, D], `regions` [B, K, D], `present` [B, K] True where given."""

    picture: Tensor
    regions: Tensor
    present: Tensor

    @property
    def tokens(self) -> Tensor:
        return torch.cat([self.picture, self.regions], 1)


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


def crop(maps: Tensor, boxes: Tensor, rows: int, columns: int) -> Tensor:
    """Sample boxes [B, K, 4] (0..1, xyxy) of maps [B, C, H, W] at rows x columns points; [B*K, C, rows, columns]."""
    batch, count, _ = boxes.shape
    rightwards = (torch.arange(columns, device=boxes.device) + 0.5) / columns
    downwards = (torch.arange(rows, device=boxes.device) + 0.5) / rows
    across = boxes[..., None, 0] + (boxes[..., 2] - boxes[..., 0])[..., None] * rightwards
    down = boxes[..., None, 1] + (boxes[..., 3] - boxes[..., 1])[..., None] * downwards
    grid = torch.stack(
        [across[:, :, None, :].expand(-1, -1, rows, -1), down[:, :, :, None].expand(-1, -1, -1, columns)], -1
    )
    points = grid.reshape(batch, count * rows, columns, 2) * 2 - 1
    sampled = F.grid_sample(maps.float(), points.float(), align_corners=False)
    return sampled.view(batch, -1, count, rows, columns).transpose(1, 2).flatten(0, 1)


def enlarge(boxes: Tensor, factor: float) -> Tensor:
    """Grow boxes [..., 4] around their centres."""
    middle = (boxes[..., :2] + boxes[..., 2:]) / 2
    half = (boxes[..., 2:] - boxes[..., :2]) * factor / 2
    return torch.cat([middle - half, middle + half], -1)


class RegionEncoder(nn.Module):
    """One token per box from the crops inside and around it, its place and its number."""

    def __init__(self, settings: StudentSettings) -> None:
        super().__init__()
        width = settings.width
        self.inside = nn.Sequential(downscale(FINE, 64, 3, 2, 1), Residual(64), downscale(64, 96, 3, 2, 1))
        self.from_inside = nn.Linear(96 * 8, width)
        self.around = downscale(MIDDLE, 64, 3, 2, 1)
        self.from_around = nn.Linear(64 * 9, width)
        self.from_place = nn.Linear(8, width)
        self.absent = nn.Parameter(torch.randn(settings.regions, width) * 0.02)

    def forward(self, maps: Maps, boxes: Tensor, present: Tensor, numbers: Tensor) -> Tensor:
        batch, count, _ = boxes.shape
        inside = self.from_inside(self.inside(crop(maps.fine, boxes, 16, 8)).flatten(1))
        around = self.from_around(self.around(crop(maps.middle, enlarge(boxes, 2.0), 6, 6)).flatten(1))
        size = boxes[..., 2:] - boxes[..., :2]
        place = self.from_place(torch.cat([boxes, size, (boxes[..., :2] + boxes[..., 2:]) / 2], -1))
        tokens = (inside + around).view(batch, count, -1) + place + numbers
        return torch.where(present[..., None], tokens, self.absent.to(tokens.dtype))


class Eye(nn.Module):
    """Picture and boxes to tokens that know of each other."""

    def __init__(self, settings: StudentSettings) -> None:
        super().__init__()
        side = settings.pixels // 16
        self.stem = Stem(settings.width)
        self.place = nn.Parameter(torch.randn(1, side * side, settings.width) * 0.02)
        self.region = RegionEncoder(settings)
        self.layers = nn.ModuleList([Layer(settings.width, settings.heads) for _ in range(settings.vision_layers)])
        self.norm = nn.LayerNorm(settings.width)

    def forward(self, pictures: Tensor, boxes: Tensor, present: Tensor, numbers: Tensor) -> Seen:
        """`pictures` [B, 3, S, S] in -1..1; `boxes` [B, K, 4] in 0..1; `numbers` [K, D] are the id vectors."""
        maps = self.stem(pictures)
        patches = maps.coarse.flatten(2).transpose(1, 2) + self.place
        regions = self.region(maps, boxes, present, numbers)
        tokens = torch.cat([patches, regions.to(patches.dtype)], 1)
        for layer in self.layers:
            tokens = layer(tokens)
        tokens = self.norm(tokens)
        return Seen(tokens[:, : patches.shape[1]], tokens[:, patches.shape[1] :], present)
