"""How regions lie to each other, as far as it tells who belongs to whom: plain numbers of boxes and of who is near.

All boxes are shares of the square picture, xyxy.
"""

import torch
from torch import Tensor

LIES = 7  # numbers for a pair of regions
_FAR = 4.0  # widths


def gaps(boxes: Tensor) -> Tensor:
    """Return [R, R]: the empty space between two of the boxes [R, 4] side by side, in widths of the wider one; negative
    where they stand before each other."""
    left, right = boxes[:, None, 0].maximum(boxes[None, :, 0]), boxes[:, None, 2].minimum(boxes[None, :, 2])
    widths = (boxes[:, 2] - boxes[:, 0]).clamp(min=1e-3)
    return (left - right) / widths[:, None].maximum(widths[None, :])


def lie(boxes: Tensor, people: Tensor, one: int, other: int) -> Tensor:
    """Return how `other` lies to `one` of R regions: both gaps (in widths of the wider and of the narrower), how far
    apart the middles and the feet are, how much larger the one is, and how many other people are nearer to the other
    and to the one. `people` [R] are the chances that a region shows a person."""
    apart = gaps(boxes[[one, other]])[0, 1]
    widths, heights = (boxes[[one, other], 2:] - boxes[[one, other], :2]).clamp(min=1e-3).unbind(-1)
    middles = (boxes[[one, other], 0] + boxes[[one, other], 2]) / 2
    every = gaps(boxes)
    others = people.clone()
    others[[one, other]] = 0
    return torch.stack(
        [
            apart.clamp(-1, _FAR),
            (apart * widths.max() / widths.min()).clamp(-1, _FAR) / 2,
            (middles[0] - middles[1]).abs() * 4,
            (boxes[one, 3] - boxes[other, 3]) * 3,
            (widths * heights).log().diff()[0].clamp(-3, 3) / 2,
            (others * (every[:, other] < apart)).sum() / 2,
            (others * (every[:, one] < apart)).sum() / 2,
        ]
    )
