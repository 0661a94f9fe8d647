"""What critics learn from people's labels: whether a text was accepted, and how each of its parts was rated."""

from collections.abc import Sequence
from typing import NamedTuple

import torch
from torch import Tensor

from models.critic_labels import CriticLabel

_HIGHEST = 3.0  # rating: accepted


class Targets(NamedTuple):
    """Of N texts: `accepted` [N] is 1 or 0; `qa` and `rationale` [N] are ratings from 0 to 1. In the order in which
    `training.losses.critic_loss` takes them."""

    accepted: Tensor
    qa: Tensor
    rationale: Tensor


def targets_of(labels: Sequence[CriticLabel]) -> Targets:
    """Return the targets of labels, each part its own."""
    return Targets(
        torch.tensor([each.label == "accept" for each in labels]).long(),
        torch.tensor([each.qa / _HIGHEST for each in labels]),
        torch.tensor([each.rationale / _HIGHEST for each in labels]),
    )
