"""What a critic learns from: what people said of statements, each head against its own target."""

from typing import NamedTuple

from torch import Tensor

from models.blip2.critic_network import Rated
from training.losses import CriticLoss, critic_loss


class Labels(NamedTuple):
    """What people said of N statements: `accepted` [N] is 1 or 0; the ratings [N] are on the scale of the labels."""

    accepted: Tensor
    qa: Tensor
    rationale: Tensor


def critic_losses(rated: Rated, labels: Labels) -> CriticLoss:
    """Return what is to be made small: each head against its own target."""
    return critic_loss(rated.accept, rated.qa, rated.rationale, labels.accepted, labels.qa, labels.rationale)
