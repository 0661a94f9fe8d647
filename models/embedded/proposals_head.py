"""Where people, animals and objects are: a small head on the maps of a glance that proposes boxes.

The three maps meet in one of the middle map's size. Every cell of it says, for each kind, whether the middle of such a
thing lies in it, and how far the sides of that thing's box are. There are no anchors, as in CenterNet ("Objects as
Points", Zhou et al. 2019). Boxes of one kind that mostly cover each other are taken for one thing; a person behind a
dog, or an ice cream in front of a coat, are of two kinds and both stay.
"""

import math
from typing import Literal, NamedTuple, get_args

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from models.embedded.stem import FINE, MIDDLE, Maps, narrowed

ProposalKind = Literal["person", "animal", "object"]
PROPOSAL_KINDS: tuple[ProposalKind, ...] = get_args(ProposalKind)

SAME_THING = 0.5  # boxes of one kind that overlap more than this (IoU) are one thing; in drawn scenes no two things do
_CANDIDATES = 100  # cells of a picture that are looked at before those that say the same thing are dropped
_LAYERS = 3  # of looking around
_USUAL_SIDE = 0.12  # distance from a cell to a side, as a share of the picture, that an untrained head says
_FARTHEST = 4.0  # natural logarithm of how many times farther or nearer than that a side may lie
_RARE = 0.02  # the chance of a middle that an untrained head says, as most cells hold none


class Proposed(NamedTuple):
    """What every cell says: `centres` [B, kinds, H, W] logits, and `sizes` [B, 4, H, W], how far the left, upper, right
    and lower side of the box lie from the cell's centre, in shares of the picture (always positive)."""

    centres: Tensor
    sizes: Tensor

    def boxes(self) -> Tensor:
        """Return the box of every cell [B, 4, H, W] as left, top, right, bottom in shares of the picture."""
        height, width = self.sizes.shape[-2:]
        across, down = cell_centres(height, width, self.sizes.device)
        left, up, right, low = self.sizes.unbind(1)
        return torch.stack([across - left, down - up, across + right, down + low], 1)


class Proposals(NamedTuple):
    """The boxes proposed for one picture, most certain first: `boxes` [N, 4] in 0..1 (xyxy), `scores` [N] in 0..1 and
    `kinds` [N], indices into PROPOSAL_KINDS."""

    boxes: Tensor
    scores: Tensor
    kinds: Tensor


class ProposalHead(nn.Module):
    """From the maps of a glance to what its cells say; `width` is that of the coarse map, of an eye that may be so many
    times narrower."""

    def __init__(self, width: int, *, channels: int = 64, narrowing: int = 1) -> None:
        super().__init__()
        self.fine = nn.Conv2d(narrowed(FINE, narrowing), channels, 2, 2)
        self.middle = nn.Conv2d(narrowed(MIDDLE, narrowing), channels, 1)
        self.coarse = nn.Conv2d(width, channels, 1)
        self.norm = nn.GroupNorm(8, channels)
        self.look = nn.Sequential(*(_separable(channels) for _ in range(_LAYERS)))
        self.centres = nn.Conv2d(channels, len(PROPOSAL_KINDS), 1)
        self.sizes = nn.Conv2d(channels, 4, 1)
        self._say_the_usual()

    def forward(self, maps: Maps) -> Proposed:
        coarse = F.interpolate(self.coarse(maps.coarse), size=maps.middle.shape[-2:], mode="bilinear")
        merged = F.relu(self.norm(self.fine(maps.fine) + self.middle(maps.middle) + coarse))
        seen = self.look(merged)
        # Exponentials want more digits than the autocast of a training leaves them.
        reach = self.sizes(seen).float().clamp(-_FARTHEST, _FARTHEST)
        return Proposed(self.centres(seen).float(), _USUAL_SIDE * reach.exp())

    @torch.no_grad()
    def _say_the_usual(self) -> None:
        """Let an untrained head say what is likely of any cell."""
        for layer, usual in ((self.centres, math.log(_RARE / (1 - _RARE))), (self.sizes, 0.0)):
            if layer.bias is not None:
                layer.bias.fill_(usual)


def decode(
    proposed: Proposed, *, keep: int = 30, threshold: float = 0.1, same_thing: float = SAME_THING
) -> list[Proposals]:
    """Return at most `keep` boxes for every picture, with scores of at least `threshold`.

    Of the boxes of one kind that overlap by more than `same_thing` (IoU) only the most certain one is kept.
    """
    chances = proposed.centres.sigmoid()
    cells = chances.shape[-2] * chances.shape[-1]
    # Not only peaks: a flank whose box is another one is often the better box, or a thing beside the first.
    scores, places = chances.flatten(1).topk(min(_CANDIDATES, chances[0].numel()))
    boxes = proposed.boxes().clamp(0, 1).flatten(2).transpose(1, 2)
    found = []
    for picture, score, place in zip(boxes, scores, places, strict=True):
        sure = score >= threshold
        candidates = Proposals(picture[place[sure] % cells], score[sure], place[sure] // cells)
        kept = _unlike(candidates, same_thing)[:keep]
        found.append(Proposals(*(each[kept] for each in candidates)))
    return found


def _separable(channels: int) -> nn.Sequential:
    """A 3x3 convolution in two steps, along the map and across the channels: a seventh of the multiplications."""
    return nn.Sequential(
        nn.Conv2d(channels, channels, 3, padding=1, groups=channels, bias=False),
        nn.Conv2d(channels, channels, 1, bias=False),
        nn.GroupNorm(8, channels),
        nn.ReLU(),
    )


def cell_centres(height: int, width: int, device: torch.device | None = None) -> tuple[Tensor, Tensor]:
    """Return how far across [1, W] and down [H, 1] the cells' centres lie, in shares of the picture."""
    across = (torch.arange(width, device=device) + 0.5) / width
    down = (torch.arange(height, device=device) + 0.5) / height
    return across[None, :], down[:, None]


def overlaps(boxes: Tensor) -> Tensor:
    """Return the intersection over union [N, N] of boxes [N, 4] with each other."""
    return shared_parts(boxes, boxes)


def shared_parts(boxes: Tensor, others: Tensor) -> Tensor:
    """Return the intersection over union [N, M] of boxes [N, 4] with others [M, 4]."""
    corner = torch.maximum(boxes[:, None, :2], others[None, :, :2])
    opposite = torch.minimum(boxes[:, None, 2:], others[None, :, 2:])
    shared = (opposite - corner).clamp(min=0).prod(-1)
    areas, other_areas = ((each[:, 2:] - each[:, :2]).prod(-1) for each in (boxes, others))
    return shared / (areas[:, None] + other_areas[None, :] - shared).clamp(min=1e-9)


def _unlike(candidates: Proposals, same_thing: float) -> Tensor:
    """Return the indices of candidates (best first) that no better one of their kind covers."""
    alike = overlaps(candidates.boxes) > same_thing
    alike &= candidates.kinds[:, None] == candidates.kinds[None, :]
    dropped = torch.zeros(len(alike), dtype=torch.bool, device=alike.device)
    for index in range(len(alike)):
        if not dropped[index]:
            dropped[index + 1 :] |= alike[index, index + 1 :]
    return (~dropped).nonzero()[:, 0]
