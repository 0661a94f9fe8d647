"""Train the mark reader: cross-entropy of every edge's bin, and of whether the mark is there at all."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor

from models.embedded.mark_reader import Edges, MarkReader
from models.marks import MarkStyle
from training.embedded.mark_scenes import MarkBatch, draw_mark_batch
from training.embedded.scene_cache import SceneCache
from training.embedded.settings import ReaderTraining
from training.loop.stepping import CPU, Stepping, mean


class ReaderProgress(NamedTuple):
    """Where a run is; the losses are means since the last report."""

    step: int
    steps: int
    edges: float
    seen: float
    seconds: float


class Facts(NamedTuple):
    """The losses of a step."""

    edges: float
    seen: float


class ReaderTrainer(Stepping[ReaderTraining, MarkReader, MarkBatch, Facts, ReaderProgress]):
    """A run of the mark reader."""

    def __init__(
        self, settings: ReaderTraining, style: MarkStyle, cache: SceneCache, *, device: torch.device = CPU
    ) -> None:
        self._cache = cache
        torch.manual_seed(settings.seed)
        super().__init__(settings, MarkReader(settings.reader, style), betas=(0.9, 0.999), device=device)

    def _groups(self) -> list[dict[str, Any]]:
        return [{"params": list(self.parts.parameters()), "weight_decay": self.settings.weight_decay}]

    def _draw(self, step: int) -> MarkBatch:
        return draw_mark_batch(self._cache, self.settings, self.network.style, step)

    def _losses(self, batch: MarkBatch) -> tuple[Tensor, Facts]:
        found = self.network(batch.pictures, batch.rows, batch.ids)
        edges = edge_loss(found, batch.edges, batch.present)
        seen = F.binary_cross_entropy_with_logits(found.seen, batch.present.float())
        return edges + 2 * seen, Facts(edges.item(), seen.item())

    def _progress(self, since: Sequence[Facts]) -> ReaderProgress:
        edges, seen = mean([facts.edges for facts in since]), mean([facts.seen for facts in since])
        return ReaderProgress(self.step, self.settings.steps, edges, seen, self.seconds)


def edge_loss(found: Edges, edges: Tensor, present: Tensor) -> Tensor:
    """Mean cross-entropy of the four edges of the ids that are there; an edge between two bins is shared by them."""
    if not bool(present.any()):
        return found.across.sum() * 0
    across = _shared_cross_entropy(found.across[present], edges[present][:, [0, 2]])
    return (across + _shared_cross_entropy(found.down[present], edges[present][:, [1, 3]])) / 2


def _shared_cross_entropy(scores: Tensor, places: Tensor) -> Tensor:
    """`scores` [N, 2, bins]; `places` [N, 2] in shares of the side."""
    bins = scores.shape[-1]
    at = (places * bins - 0.5).clamp(0, bins - 1)
    lower = at.floor().clamp(max=bins - 2)
    upper_share = at - lower
    logs = scores.log_softmax(-1)
    first = logs.gather(-1, lower.long()[..., None])[..., 0]
    second = logs.gather(-1, lower.long()[..., None] + 1)[..., 0]
    return -((1 - upper_share) * first + upper_share * second).mean()
