"""The training of the embedded critic on labelled candidates; the loop itself is in `training/loop/stepping.py`."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import torch
from torch import Tensor

from models.critic_labels import CriticLabel
from models.embedded.critic_network import CriticNetwork
from training.embedded.critic_batches import CriticBatch, batch_of, choose_labels
from training.embedded.critic_settings import CriticTraining
from training.embedded.critic_sights import Sights
from training.loop.stepping import CPU, Stepping, mean
from training.losses import critic_loss

_APART = 1_000_000  # seeds of two runs


class CriticProgress(NamedTuple):
    """Where a run is; all figures are means since the last report. `right` is the share of candidates whose label was
    the likelier one while they were learned from."""

    step: int
    steps: int
    accept: float
    qa: float
    rationale: float
    right: float
    rate: float
    seconds: float


class _Facts(NamedTuple):
    accept: float
    qa: float
    rationale: float
    right: float


class CriticTrainer(Stepping[CriticTraining, CriticNetwork, CriticBatch, _Facts, CriticProgress]):
    """A run of the critic; only what lies on the verbalizers learns."""

    def __init__(
        self,
        settings: CriticTraining,
        network: CriticNetwork,
        labels: Sequence[CriticLabel],
        sights: Sights,
        *,
        device: torch.device = CPU,
    ) -> None:
        by_picture: dict[str, list[CriticLabel]] = {}
        for each in labels:
            by_picture.setdefault(each.candidate.image_id, []).append(each)
        self._by_picture = list(by_picture.values())
        self._sights = sights
        super().__init__(settings, network, device=device)

    def _groups(self) -> list[dict[str, Any]]:
        """Return the parameters for the optimizer, the table of words apart: most of its rows are seldom met."""
        table = list(self.network.impression.parameters())
        apart = {id(each) for each in table}
        groups = super()._groups()
        for group in groups:
            group["params"] = [each for each in group["params"] if id(each) not in apart]
        return [*groups, {"params": table, "weight_decay": 0.0, "share": self.settings.table_rate}]

    def _share_of_rate(self, group: Mapping[str, Any]) -> float:
        return group.get("share", 1.0)

    def _draw(self, step: int) -> CriticBatch:
        return batch_of(self._sights, choose_labels(self._by_picture, self.settings, step))

    def _losses(self, batch: CriticBatch) -> tuple[Tensor, _Facts]:
        # What is left out of the voters' inputs depends on nothing but the step, as the batch does.
        torch.manual_seed(self.settings.seed * _APART + self.step)
        votes = self.network(batch.texts)
        weights = (self.settings.qa_weight, self.settings.rationale_weight)
        losses = critic_loss(votes.accept, votes.qa, votes.rationale, *batch.targets, weights=weights)
        right = ((votes.odds.detach() > 0).long() == batch.targets.accepted).float().mean()
        facts = _Facts(losses.accept.item(), losses.qa.item(), losses.rationale.item(), right.item())
        return losses.loss, facts

    def _progress(self, since: Sequence[_Facts]) -> CriticProgress:
        means = {name: mean([getattr(facts, name) for facts in since]) for name in _Facts._fields}
        return CriticProgress(self.step, self.settings.steps, **means, rate=self.last_rate, seconds=self.seconds)
