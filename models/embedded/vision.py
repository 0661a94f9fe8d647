"""The student's eye: picture tokens, and one token for every region that is pointed at.

It glances at the whole picture at a smaller size, and looks closely at what is pointed at: every box is cut out of the
picture at full size, so that a small face is seen as well as a large one. A region's token is made of that crop, of
what lies around it (a 6x6 crop of twice the box in the glance's middle map, and a close look at a wider crop if the
settings say so), where it is, by itself and from the other regions, and which number it has.
Marks drawn into the pixels are not read here (`mark_reader.py` turns them into boxes): the eye only learns not to be
disturbed by them.
"""

from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from models.embedded.blocks import Layer, Residual, downscale, silent
from models.embedded.concepts import Concepts
from models.embedded.settings import StudentSettings

FINE, MIDDLE = 32, 80  # channels of the maps at a quarter and an eighth of the glance's side
CLOSE = (64, 48)  # rows and columns of a close look: tall, because people are and their faces are small
WIDE = (64, 64)  # of a look at the surroundings, which are so many times as large as the box:
SURROUNDINGS = 2.4
STRIDE = 16  # pixels of the glance that a token of the picture stands for, across and down
RELATIONS = 8  # numbers that tell where another region is


class Maps(NamedTuple):
    """Feature maps [B, C, side, side]: stride 4, 8 and 16."""

    fine: Tensor
    middle: Tensor
    coarse: Tensor


class Glance(NamedTuple):
    """Pictures [B, 3, S, S] and the maps of their smaller copies."""

    pictures: Tensor
    maps: Maps


class Seen(NamedTuple):
    """What the eye hands on: `picture` [B, P, D], `regions` [B, K, D], `present` [B, K] True where given, their `boxes`
    [B, K, 4]; `concepts` [B, K, C] are the scores of the labels of each region, if it sorts them, and `shares` how sure
    it is of each, if they are named."""

    picture: Tensor
    regions: Tensor
    present: Tensor
    boxes: Tensor
    concepts: Tensor | None = None
    shares: Tensor | None = None

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
    """Sample boxes [B, K, 4] (0..1, xyxy) of maps or pictures [B, C, H, W] at rows x columns points.

    Returns [B*K, C, rows, columns].
    """
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


def relations(boxes: Tensor, present: Tensor) -> Tensor:
    """Tell of every region where each of the others is: boxes [B, K, 4] in 0..1 xyxy, `present` [B, K].

    Returns [B, K, 8 K]: for every other region that is present a one, how far it lies to the right, lower, and lower
    with its feet; the signs of the first two; the distance; and the logarithm of how many times as large it is.
    """
    middle = (boxes[..., :2] + boxes[..., 2:]) / 2
    apart = middle[:, None, :, :] - middle[:, :, None, :]
    feet = boxes[:, None, :, 3] - boxes[:, :, None, 3]
    size = (boxes[..., 2:] - boxes[..., :2]).clamp(min=1e-3).log().sum(-1)
    larger = size[:, None, :] - size[:, :, None]
    told = torch.stack(
        [
            torch.ones_like(feet),
            apart[..., 0],
            apart[..., 1],
            feet,
            *apart.sign().unbind(-1),
            apart.norm(dim=-1),
            larger,
        ],
        -1,
    )
    others = present[:, None, :] & ~torch.eye(boxes.shape[1], dtype=torch.bool, device=boxes.device)
    return (told * others[..., None]).flatten(2)


class RegionEncoder(nn.Module):
    """One token per box from a close look at it, what is around it, its place and its number."""

    def __init__(self, settings: StudentSettings) -> None:
        super().__init__()
        width = settings.width
        self.look = nn.Sequential(
            downscale(3, 24, 4, 2, 1),
            downscale(24, 48, 3, 2, 1),
            Residual(48),
            downscale(48, 96, 3, 2, 1),
            Residual(96),
            downscale(96, 128, 3, 2, 1),
        )
        self.from_look = nn.Linear(128 * (CLOSE[0] // 16) * (CLOSE[1] // 16), width)
        self.around = downscale(MIDDLE, 64, 3, 2, 1)
        self.from_around = nn.Linear(64 * 9, width)
        self.from_place = nn.Linear(8, width)
        self.absent = nn.Parameter(torch.randn(settings.regions, width) * 0.02)
        around = 128 * (WIDE[0] // 16) * (WIDE[1] // 16)
        self.from_surroundings = silent(around, width) if settings.surroundings else None
        self.from_relations = silent(RELATIONS * settings.regions, width) if settings.relations else None

    def forward(self, seen: Glance, boxes: Tensor, present: Tensor, numbers: Tensor) -> Tensor:
        batch, count, _ = boxes.shape
        around = self.from_around(self.around(crop(seen.maps.middle, enlarge(boxes, 2.0), 6, 6)).flatten(1))
        size = boxes[..., 2:] - boxes[..., :2]
        place = self.from_place(torch.cat([boxes, size, (boxes[..., :2] + boxes[..., 2:]) / 2], -1))
        looks = self._look_closely(seen.pictures, boxes, present, CLOSE, self.from_look)
        if self.from_surroundings is not None:
            wide = enlarge(boxes, SURROUNDINGS)
            looks = looks + self._look_closely(seen.pictures, wide, present, WIDE, self.from_surroundings)
        if self.from_relations is not None:
            place = place + self.from_relations(relations(boxes, present).to(place.dtype))
        tokens = (looks + around).view(batch, count, -1) + place + numbers
        return torch.where(present[..., None], tokens, self.absent.to(tokens.dtype))

    def _look_closely(
        self, pictures: Tensor, boxes: Tensor, present: Tensor, size: tuple[int, int], told: nn.Linear
    ) -> Tensor:
        """Return a vector for every box [B*K, D], zeros where no region is: looking is what takes time."""
        given = present.flatten()
        looks = told(self.look(crop(pictures, boxes, *size)[given]).flatten(1))
        empty = torch.zeros(len(given), looks.shape[1], dtype=looks.dtype, device=looks.device)
        return empty.index_put((given.nonzero()[:, 0],), looks)


class Eye(nn.Module):
    """Picture and boxes to tokens that know of each other."""

    def __init__(self, settings: StudentSettings) -> None:
        super().__init__()
        self.glance = settings.glance
        side = settings.glance // STRIDE
        self.stem = Stem(settings.width)
        self.place = nn.Parameter(torch.randn(1, side * side, settings.width) * 0.02)
        self.region = RegionEncoder(settings)
        self.layers = nn.ModuleList([Layer(settings.width, settings.heads) for _ in range(settings.vision_layers)])
        self.norm = nn.LayerNorm(settings.width)
        self.concepts = Concepts(settings.width, settings.concepts) if settings.concepts else None

    def look_over(self, pictures: Tensor) -> Glance:
        """Return the maps of the whole picture at the size of a glance."""
        return Glance(pictures, self.stem(F.interpolate(pictures, size=(self.glance, self.glance), mode="area")))

    def forward(self, pictures: Tensor, boxes: Tensor, present: Tensor, numbers: Tensor) -> Seen:
        """`pictures` [B, 3, S, S] in -1..1; `boxes` [B, K, 4] in 0..1; `numbers` [K, D] are the id vectors."""
        return self.look_at(self.look_over(pictures), boxes, present, numbers)

    def look_at(self, glance: Glance, boxes: Tensor, present: Tensor, numbers: Tensor) -> Seen:
        """As `forward`, for pictures that were looked over."""
        patches = glance.maps.coarse.flatten(2).transpose(1, 2) + self.place
        regions = self.region(glance, boxes, present, numbers)
        tokens = torch.cat([patches, regions.to(patches.dtype)], 1)
        for layer in self.layers:
            tokens = layer(tokens)
        tokens = self.norm(tokens)
        seen = Seen(tokens[:, : patches.shape[1]], tokens[:, patches.shape[1] :], present, boxes)
        if self.concepts is None:
            return seen
        known, scores = self.concepts(seen.regions)
        return seen._replace(regions=known, concepts=scores)
