"""What the eye notices by itself: people, animals and things that nobody points at.

Much is asked about a region whose answer lies beside it: whose dog took the sausage, who else is sad, how many people
stand to the left. A small head proposes where things are; of those, the likeliest that no region covers are looked at
as closely as regions are, but have no number, so that nothing can be said of them but what they are.
"""

from collections.abc import Sequence
from typing import NamedTuple

import torch
from torch import Tensor

from models.embedded.proposals_head import Proposed, decode, shared_parts
from models.embedded.tensors import place_boxes

LIKELY = 0.35  # the score from which on a proposal is believed
SAME_AS_A_REGION = 0.45  # overlap (IoU) with a region that is pointed at; people point a little beside what they mean


class Noticed(NamedTuple):
    """Boxes [B, N, 4] (0..1, xyxy), and which of the N places hold one [B, N]."""

    boxes: Tensor
    present: Tensor


def notice(proposed: Proposed, boxes: Tensor, present: Tensor, count: int) -> Noticed:
    """Return the `count` likeliest things that are not pointed at; `boxes` [B, K, 4] and `present` [B, K] are."""
    found = decode(proposed, threshold=LIKELY)
    chosen = [
        each.boxes[~covered(each.boxes, regions[given])][:count]
        for each, regions, given in zip(found, boxes, present, strict=True)
    ]
    return placed(chosen, count)


def nothing(pictures: int) -> Noticed:
    """Return that nothing was looked for in so many pictures."""
    return placed([torch.zeros(0, 4)] * pictures, 0)


def placed(boxes: Sequence[Tensor], count: int) -> Noticed:
    """Return the boxes [n, 4] of every picture in `count` places."""
    return Noticed(*place_boxes([dict(enumerate(each.tolist())) for each in boxes], count))


def covered(boxes: Tensor, regions: Tensor) -> Tensor:
    """Return which boxes [N] a region [M, 4] already points at."""
    if not len(regions):
        return torch.zeros(len(boxes), dtype=torch.bool)
    return (shared_parts(boxes, regions) > SAME_AS_A_REGION).any(1)
