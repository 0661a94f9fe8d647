"""How far a critic moves from the one that it began with: some share of the way, by labels that were left aside.

A few hundred labels are soon learned by heart, and what many labels taught before is lost meanwhile. Weights between
the old ones and the new keep both (Wortsman et al., "Robust fine-tuning of zero-shot models", CVPR 2022).
"""

from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor

from models.embedded.critic_network import CriticNetwork
from models.embedded.critic_weights import StoredCritic
from training.embedded.critic_data import Labelled
from training.embedded.critic_finish import best_temperature, odds_of

SHARES = (0.2, 0.4, 0.6, 0.8, 1.0)
_HALF = 0.5
_ENOUGH = 30  # labels; fewer tell nothing of a share


class Blended(NamedTuple):
    """A critic with its temperature, and which share of the way its weights went."""

    stored: StoredCritic
    share: float


def blend(old: StoredCritic | None, new: StoredCritic, aside: Labelled) -> Blended:
    """Return the critic on the way from the old one to the new that labels which were left aside ask for.

    It goes no further than it must: of the shares whose loss on these is within one standard error of the best one's,
    the smallest is taken (Breiman et al., "Classification and Regression Trees", 1984, section 3.4.3). With too few
    labels it is the mean of both, with the old temperature. Without an old one it is the new one.
    """
    shares = SHARES if old is not None else (1.0,)
    if len(aside.labels) < _ENOUGH or len(set(aside.accepted)) < 2:
        temperature = (old or new).settings.temperature
        share = _HALF if old is not None else 1.0
        return Blended(_with(_between(old, new, share), new, temperature), share)
    tried = [_tried(_between(old, new, share), new, share, aside) for share in shares]
    best = min((losses for losses, _ in tried), key=lambda each: each.mean().item())
    return next(blended for losses, blended in tried if _is_as_good(losses - best))


def _is_as_good(more: Tensor) -> bool:
    """Say whether losses that are larger by so much [N] could as well be those of the best."""
    return more.mean().item() <= more.std().item() / len(more) ** 0.5


def _tried(network: CriticNetwork, new: StoredCritic, share: float, aside: Labelled) -> tuple[Tensor, Blended]:
    """Return how unlikely each label is at the best temperature [N], and the critic with that."""
    odds, labels = odds_of(new._replace(network=network), aside)
    temperature = best_temperature(odds, labels)
    losses = F.binary_cross_entropy_with_logits(odds / temperature, labels, reduction="none")
    return losses, Blended(_with(network, new, temperature), share)


def _between(old: StoredCritic | None, new: StoredCritic, share: float) -> CriticNetwork:
    if old is None:
        return new.network
    network = CriticNetwork(new.network.settings)
    begun = old.network.state_dict()
    network.load_state_dict(
        {
            name: torch.lerp(begun[name], value, share) if value.is_floating_point() else value
            for name, value in new.network.state_dict().items()
        }
    )
    return network.eval().requires_grad_(False)


def _with(network: CriticNetwork, new: StoredCritic, temperature: float) -> StoredCritic:
    return StoredCritic(network, new.vocabulary, new.settings.model_copy(update={"temperature": temperature}))
