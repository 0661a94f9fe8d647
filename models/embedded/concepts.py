"""What a region's token says in words of its own: which thing, which colour, which feeling, which part in which story.

The eye sorts every region into each set of labels, and lays the vectors of the labels, weighted by how sure it is, on
the region's token. What is known of "the toddler whose vase broke" then hangs on one vector that is the same in every
picture, so that the speaker can learn it from few of them. After the concept bottlenecks of Koh et al. (ICML 2020),
with the token itself beside them: what has no label is still seen.
"""

from collections.abc import Mapping

import torch
from torch import Tensor, nn

from models.embedded.blocks import silent


class Concepts(nn.Module):
    """`sizes` are the numbers of labels by the name of their set."""

    def __init__(self, width: int, sizes: Mapping[str, int]) -> None:
        super().__init__()
        self.sizes = tuple(sizes.values())
        self.judge = nn.Linear(width, sum(self.sizes))
        self.recall = silent(sum(self.sizes), width)

    def forward(self, regions: Tensor) -> tuple[Tensor, Tensor]:
        """Return the tokens [B, K, D] with what is recalled of them, and the scores [B, K, C] of all labels."""
        scores = self.judge(regions)
        shares = [each.float().softmax(-1) for each in scores.split(self.sizes, -1)]
        return regions + self.recall(torch.cat(shares, -1).to(regions.dtype)), scores
