"""The critic of the paper: BLIP-2's first stage, which judges whether a QAR is right, and rates both of its parts.

Section 2.3 of Park et al. (2023): the matching head says whether people would accept question, answer and rationale
about a picture; two small heads on the same states rate the question with its answer, and the rationale. The heads keep
the names they have in the released checkpoint.
"""

from collections.abc import Mapping
from typing import NamedTuple

from torch import Tensor, nn

from models.blip2.first_stage import FirstStage

HEADS = ("qa_head.", "r_head.")


class Rated(NamedTuple):
    """What every query token says of N statements: `accept` [N, Q, 2] (no, yes), `qa` and `rationale` [N, Q]."""

    accept: Tensor
    qa: Tensor
    rationale: Tensor

    @property
    def score(self) -> Tensor:
        """Return how likely each statement is to be accepted [N], from 0 to 1."""
        return chance_of(self.accept)


def chance_of(matching: Tensor) -> Tensor:
    """Return how likely each of N statements is to be accepted [N], by what every query token says of "they belong
    together" [N, Q, 2] (no, yes)."""
    return matching.float().mean(1).softmax(-1)[:, 1]


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
        return self.rate(self.stage.see(pixels)[of], words, mask)

    def rate(self, seen: Tensor, words: Tensor, mask: Tensor) -> Rated:
        """Judge texts [N, L] about what was seen of their pictures [N, P, W]."""
        states = self.stage.judge(seen, words, mask)
        accept = self.stage.model.itm_head(states)
        return Rated(accept, self.qa_head(states).squeeze(-1), self.r_head(states).squeeze(-1))

    def aside(self) -> dict[str, Tensor]:
        """Return the two heads as they lie beside the weights of a first stage."""
        return {name: value for name, value in self.state_dict().items() if name.startswith(HEADS)}

    def take_aside(self, aside: Mapping[str, Tensor]) -> None:
        """Take over the heads that are among those tensors."""
        self.load_state_dict({**self.state_dict(), **{name: aside[name] for name in self.aside() if name in aside}})


def _rating(width: int) -> nn.Sequential:
    return nn.Sequential(nn.Linear(width, width), nn.ReLU(), nn.Linear(width, 1))
