"""Reads marks: finds the box of every id that is drawn into a picture, from the pixels alone.

Every id is looked for by itself, with the same weights. Its colour is known (the mark style belongs to the student), so
the net sees, at every pixel, how near the pixel is to that colour and to the colours of the other ids. Convolutions
turn this into maps of evidence for lines; the maps are summed along the columns and along the rows; two small nets over
these profiles say where the box begins and ends. Edges are distributions over bins, and the mean of the bins around the
most likely one places an edge between two bins.
"""

from collections.abc import Iterable
from typing import NamedTuple

import torch
import torch.nn.functional as F
from PIL import Image, ImageColor
from torch import Tensor, nn

from models.embedded.picture import fit, to_pixels
from models.marks import MarkStyle
from models.records import Box, Record

_NARROW, _WIDE = 0.006, 0.05  # of the squared distance of colours, channels from 0 to 1
_AROUND = 2  # bins on either side of the most likely one that an edge is the mean of


class ReaderSettings(Record):
    """Sizes of the reader. It sees `pixels` squared; a bin is two of them wide. A mark counts as seen from a
    probability of `sure` on."""

    pixels: int = 320
    channels: int = 10
    maps: int = 6
    width: int = 32
    sure: float = 0.9


class Edges(NamedTuple):
    """For N ids: `across` and `down` [N, 2, bins] are scores of first and last edge, `seen` [N] that of presence."""

    across: Tensor
    down: Tensor
    seen: Tensor

    def boxes(self) -> Tensor:
        """Return [N, 4] as shares of the square, xyxy."""
        left_right, top_bottom = mean_edges(self.across), mean_edges(self.down)
        return torch.stack([left_right[:, 0], top_bottom[:, 0], left_right[:, 1], top_bottom[:, 1]], -1)


class _Profile(nn.Module):
    """From sums of evidence along one direction to the scores of two edges."""

    def __init__(self, inputs: int, width: int) -> None:
        super().__init__()
        self.first = nn.Conv1d(inputs, width, 5, padding=2)
        self.layers = nn.ModuleList(
            [nn.Conv1d(width, width, 3, padding=2**power, dilation=2**power) for power in range(6)]
        )
        self.last = nn.Conv1d(width, 2, 3, padding=1)

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Return the scores [N, 2, bins] and what the whole profile holds [N, width]."""
        x = F.relu(self.first(x))
        for layer in self.layers:
            x = x + F.relu(layer(x))
        return self.last(x), x.amax(-1)


class MarkReader(nn.Module):
    """About 46 thousand parameters; see the head of this file."""

    palette: Tensor

    def __init__(self, settings: ReaderSettings, style: MarkStyle) -> None:
        super().__init__()
        self.settings = settings
        self.style = style
        colours = [ImageColor.getrgb(colour)[:3] for colour in style.palette]
        self.register_buffer("palette", torch.tensor(colours).float() / 255, persistent=False)
        channels = settings.channels
        self.shrink = nn.Conv2d(4, channels, 3, 2, 1)
        self.lines = nn.ModuleList([nn.Conv2d(channels, channels, 3, padding=1) for _ in range(2)])
        self.evidence = nn.Conv2d(channels, settings.maps, 1)
        self.across = _Profile(2 * settings.maps, settings.width)
        self.down = _Profile(2 * settings.maps, settings.width)
        self.presence = nn.Sequential(
            nn.Linear(2 * settings.width, settings.width), nn.ReLU(), nn.Linear(settings.width, 1)
        )

    @property
    def marks(self) -> int:
        """How many ids can be told apart: one for each colour."""
        return len(self.style.palette)

    def forward(self, pictures: Tensor, rows: Tensor, ids: Tensor) -> Edges:
        """`pictures` [B, 3, S, S] in -1..1; id `ids[n]` is looked for in picture `rows[n]`."""
        with torch.autocast(pictures.device.type, enabled=False):  # differences of colours need their digits
            x = self._likeness(pictures, rows, ids).contiguous(memory_format=torch.channels_last)
        x = F.relu(self.shrink(x))
        for layer in self.lines:
            x = x + F.relu(layer(x))
        evidence = F.relu(self.evidence(x)).float()
        across, all_across = self.across(_summed(evidence, 2))
        down, all_down = self.down(_summed(evidence, 3))
        seen = self.presence(torch.cat([all_across, all_down], -1))[:, 0]
        return Edges(across.float(), down.float(), seen.float())

    @torch.inference_mode()
    def find(self, image: Image.Image, ids: Iterable[int]) -> dict[int, Box]:
        """Return the boxes, in pixels of the picture, of those ids whose mark is drawn into it."""
        known = sorted({each for each in ids if each < self.marks})
        if not known:
            return {}
        side = self.settings.pixels
        fitted = fit(image, side)
        edges = self(to_pixels([fitted.image]), torch.zeros(len(known), dtype=torch.long), torch.tensor(known))
        found = {}
        for region_id, box, seen in zip(known, edges.boxes().tolist(), edges.seen.sigmoid().tolist(), strict=True):
            x0, y0, x1, y1 = (side * share for share in box)
            placed = fitted.placement.original(Box(x0, y0, x1, y1))
            if seen >= self.settings.sure and placed.width > 1 and placed.height > 1:
                found[region_id] = placed
        return found

    def _likeness(self, pictures: Tensor, rows: Tensor, ids: Tensor) -> Tensor:
        """Return [N, 4, S, S]: near the id's colour, not far from it, near another id's colour, brightness."""
        shares = (pictures + 1) / 2
        brightness = shares.mean(1)
        # |a - b|^2 = |a|^2 - 2ab + |b|^2, for all pixels and all colours in one product.
        products = (
            torch.einsum("bchw,kc->bkhw", shares, -2 * self.palette) + self.palette.square().sum(1)[:, None, None]
        )
        distances = products + shares.square().sum(1, keepdim=True)
        own = distances[rows, ids].clamp(min=0)
        nearest = distances.topk(2, 1, largest=False)
        # The nearest of the other colours: the second nearest of all where the nearest is this one.
        is_own = nearest.indices[rows, 0] == ids[:, None, None]
        other = torch.where(is_own, nearest.values[rows, 1], nearest.values[rows, 0]).clamp(min=0)
        near, far = torch.exp(own * (-1 / _NARROW)), torch.exp(own * (-1 / _WIDE))
        return torch.stack([near, far, torch.exp(other * (-1 / _NARROW)), brightness[rows]], 1)


def mean_edges(scores: Tensor) -> Tensor:
    """Return [..., 2] shares of the side for scores [..., 2, bins]: the mean of the bins around the best one."""
    bins = scores.shape[-1]
    places = torch.arange(bins, device=scores.device)
    best = scores.argmax(-1, keepdim=True)
    near = (places - best).abs() <= _AROUND
    chances = scores.masked_fill(~near, -1e4).softmax(-1)
    return ((chances * places).sum(-1) + 0.5) / bins


def _summed(evidence: Tensor, along: int) -> Tensor:
    """Return [N, 2 * maps, bins]: how much evidence there is along a direction, and the strongest."""
    return torch.cat([torch.log1p(evidence.sum(along)), evidence.amax(along)], 1)
