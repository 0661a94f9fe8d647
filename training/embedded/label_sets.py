"""How wrongly things are sorted into sets of labels, when not every set applies to every thing."""

from collections.abc import Sequence
from math import isnan
from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor

NOTHING = -1  # the label of what does not apply


class SetLosses(NamedTuple):
    """`losses` [sets]: the mean cross-entropy of each set, 0 where it applies to nothing; `right`: the share of things
    that were sorted rightly, nan where it applies to nothing."""

    losses: Tensor
    right: tuple[float, ...]

    @property
    def mean(self) -> Tensor:
        """Return the mean loss of the sets that apply, 0 where none does."""
        return self.losses.sum() / max(1, sum(not isnan(share) for share in self.right))


def set_losses(scores: Tensor, labels: Tensor, sizes: Sequence[int]) -> SetLosses:
    """Compare `scores` [..., sum of sizes] of the labels of all sets with the true `labels` [..., sets]."""
    losses, right = [], []
    for score, truth in zip(scores.float().split(list(sizes), -1), labels.unbind(-1), strict=True):
        known = truth != NOTHING
        if known.any():
            losses.append(F.cross_entropy(score[known], truth[known]))
            right.append((score[known].argmax(-1) == truth[known]).float().mean().item())
        else:
            losses.append(score.sum() * 0)
            right.append(float("nan"))
    return SetLosses(torch.stack(losses), tuple(right))
