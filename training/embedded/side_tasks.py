"""What the student's eye is taught beside the words that it helps to say.

Every region token says what its entity is (one label per tag set: these are the network's concepts) and which other
tokens take part in the same happening; the picture's tokens say where the scene is. The last two heads are left behind.
"""

from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from models.embedded.settings import StudentSettings
from models.embedded.vision import Seen
from training.embedded.label_sets import NOTHING, set_losses
from training.embedded.other_things import OtherThings
from training.scenes.tags import PLACES, SPELLED, TAG_SETS

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


def with_concepts(settings: StudentSettings) -> StudentSettings:
    """Return the settings of a student that sorts what it sees into the tag sets, and knows what they are called."""
    sizes = {name: len(labels) for name, labels in TAG_SETS.items()}
    return settings.model_copy(update={"concepts": sizes, "labels": SPELLED})


class SideTasks(nn.Module):
    """The loss of the concepts, and linear heads over region and picture tokens."""

    def __init__(self, width: int) -> None:
        super().__init__()
        weights = [WEIGHTS.get(name, 1.0) for name in TAG_SETS]
        self.weights = [weight / sum(weights) for weight in weights]
        self.place = nn.Linear(width, len(PLACES))
        self.partner = nn.Linear(width, width)

    def forward(self, seen: Seen, labels: SideLabels, others: OtherThings | None = None) -> SideLosses:
        if seen.concepts is None:
            raise ValueError("the network knows no concepts; make its settings with `with_concepts`")
        concepts, truth = seen.concepts, labels.tags
        if others is not None and seen.others is not None and seen.others.concepts is not None:
            concepts, truth = torch.cat([concepts, seen.others.concepts], 1), torch.cat([truth, others.tags], 1)
        tags = set_losses(concepts, truth, [len(known) for known in TAG_SETS.values()])
        total = (tags.losses * tags.losses.new_tensor(self.weights)).sum()
        total = total + 0.3 * F.cross_entropy(self.place(seen.picture.mean(1)).float(), labels.places)
        return SideLosses(total + 0.5 * self._partners(seen.regions, labels.happenings), tags.right)

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
