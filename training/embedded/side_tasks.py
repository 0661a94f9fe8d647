"""What helps the student's eye while it learns and is left behind afterwards.

Every region token says what its entity is (one label per tag set) and which other tokens take part in the same
happening; the picture's tokens say where the scene is.
"""

from collections.abc import Mapping
from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from models.embedded.vision import Seen

NOTHING = -1  # label of what does not apply
# Against 1 for every other tag set: what answers hang on most, and what is learned last.
WEIGHTS = {"situation_role": 4.0, "thing": 1.5, "feeling": 1.5, "colour": 1.5}


class SideLabels(NamedTuple):
    """`tags` [B, K, T] and `happenings` [B, K] of the regions, `places` [B]; NOTHING where there is none."""

    tags: Tensor
    happenings: Tensor
    places: Tensor


class SideLosses(NamedTuple):
    """The weighted mean loss, and the share of tags that were right, per tag set."""

    loss: Tensor
    right: tuple[float, ...]


class SideTasks(nn.Module):
    """Linear heads over region and picture tokens."""

    def __init__(self, width: int, tag_sizes: Mapping[str, int], places: int) -> None:
        super().__init__()
        self.tag_sizes = tuple(tag_sizes.values())
        weights = [WEIGHTS.get(name, 1.0) for name in tag_sizes]
        self.weights = [weight / sum(weights) for weight in weights]
        self.tags = nn.Linear(width, sum(self.tag_sizes))
        self.place = nn.Linear(width, places)
        self.partner = nn.Linear(width, width)

    def forward(self, seen: Seen, labels: SideLabels) -> SideLosses:
        scores = self.tags(seen.regions).float().split(self.tag_sizes, -1)
        losses, right = [], []
        for number, score in enumerate(scores):
            truth = labels.tags[..., number]
            known = truth != NOTHING
            if known.any():
                losses.append(self.weights[number] * F.cross_entropy(score[known], truth[known]))
                right.append((score[known].argmax(-1) == truth[known]).float().mean().item())
            else:
                right.append(float("nan"))
        total = torch.stack(losses).sum() if losses else torch.zeros(())
        total = total + 0.3 * F.cross_entropy(self.place(seen.picture.mean(1)).float(), labels.places)
        return SideLosses(total + 0.5 * self._partners(seen.regions, labels.happenings), tuple(right))

    def _partners(self, regions: Tensor, happenings: Tensor) -> Tensor:
        """Binary cross-entropy of "these two regions are in one happening", over all pairs of different regions."""
        likeness = (self.partner(regions) @ regions.transpose(1, 2)).float() / regions.shape[-1] ** 0.5
        known = happenings != NOTHING
        pairs = known[:, :, None] & known[:, None, :]
        pairs &= ~torch.eye(happenings.shape[1], dtype=torch.bool, device=happenings.device)
        if not pairs.any():
            return likeness.sum() * 0
        together = (happenings[:, :, None] == happenings[:, None, :]).float()
        return F.binary_cross_entropy_with_logits(likeness[pairs], together[pairs])


def word_loss(scores: Tensor, words: Tensor, weights: Tensor) -> Tensor:
    """Cross-entropy of the next word [..., V] against [...], weighted by [...]; 0 leaves a word out."""
    losses = F.cross_entropy(scores.float().flatten(0, -2), words.flatten(), reduction="none")
    return (losses * weights.flatten()).sum() / weights.sum().clamp(min=1)
