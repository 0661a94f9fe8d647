"""What the words of a text suggest by themselves, before anything is looked at.

A table of words and of pairs of neighbouring words, each with what it adds: to acceptance and to both ratings
(`VOTES`), or to a gist of the text that others read. A text alone tells much (of some stories a teacher is seldom
right), and a table learns that in few steps.
"""

import torch
from torch import Tensor, nn

from models.embedded.vocabulary import FIRST_SLOT, PAD

PAIRS = 1 << 14  # rows that pairs share, by a hash of both words
_PRIME = 7_919
VOTES = 3  # acceptance, answer, rationale


class Impression(nn.Module):
    """Silent until it has learned, unless its rows begin with a `spread`. `regions` is how many slots there are: which
    of them a text names tells nothing."""

    def __init__(self, vocabulary: int, regions: int, width: int = VOTES, *, spread: float = 0.0) -> None:
        super().__init__()
        self.vocabulary, self.regions = vocabulary, regions
        self.table = nn.Embedding(vocabulary + PAIRS, width)
        nn.init.normal_(self.table.weight, std=spread)

    def forward(self, words: Tensor) -> Tensor:
        """Return the sum [N, width] of what texts [N, L] suggest."""
        is_slot = (words >= FIRST_SLOT) & (words < FIRST_SLOT + self.regions)
        alike = torch.where(is_slot, FIRST_SLOT, words)
        pairs = self.vocabulary + (alike[:, :-1] * _PRIME + alike[:, 1:]) % PAIRS
        there = alike != PAD
        counts = torch.cat([there, there[:, 1:]], 1)
        return (self.table(torch.cat([alike, pairs], 1)) * counts[..., None]).sum(1)
