"""The critic of the paper: BLIP-2's first stage, which judges whether a QAR is right, and rates both of its parts.

Section 2.3 of Park et al. (2023): the matching head says whether people would accept question, answer and rationale
about a picture; two small heads on the same states rate the question with its answer, and the rationale. The heads keep
the names they have in the released checkpoint.
"""

from typing import NamedTuple

from torch import Tensor, nn

from training.blip2.first_stage import FirstStage
from training.losses import CriticLoss, critic_loss


class Rated(NamedTuple):
    """What every query token says of N statements: `accept` [N, Q, 2] (no, yes), `qa` and `rationale` [N, Q]."""

    accept: Tensor
    qa: Tensor
    rationale: Tensor

    @property
    def score(self) -> Tensor:
        """Return how likely each statement is to be accepted [N], from 0 to 1."""
        return self.accept.float().mean(1).softmax(-1)[:, 1]


class Labels(NamedTuple):
    """What people said of N statements: `accepted` [N] is 1 or 0; the ratings [N] are on the scale of the labels."""

    accepted: Tensor
    qa: Tensor
    rationale: Tensor


class Critic(nn.Module):
    """A first stage with two more heads."""

    def __init__(self, stage: FirstStage) -> None:
        super().__init__()
        width = stage.model.config.qformer_config.hidden_size
        self.stage = stage
        self.qa_head = _rating(width)
        self.r_head = _rating(width)

    def forward(self, pixels: Tensor, words: Tensor, mask: Tensor, of: Tensor) -> Rated:
        """Judge texts [N, L] about pictures [B, 3, S, S].

        `of` [N] says to which picture each belongs, so that a picture is seen once for all that is said of it.
        """
        states = self.stage.judge(self.stage.see(pixels)[of], words, mask)
        accept = self.stage.model.itm_head(states)
        return Rated(accept, self.qa_head(states).squeeze(-1), self.r_head(states).squeeze(-1))


def critic_losses(rated: Rated, labels: Labels) -> CriticLoss:
    """Return what is to be made small: each head against its own target."""
    return critic_loss(rated.accept, rated.qa, rated.rationale, labels.accepted, labels.qa, labels.rationale)


def _rating(width: int) -> nn.Sequential:
    return nn.Sequential(nn.Linear(width, width), nn.ReLU(), nn.Linear(width, 1))
