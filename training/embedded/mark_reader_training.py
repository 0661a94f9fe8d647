"""Train the mark reader: cross-entropy of every edge's bin, and of whether the mark is there at all."""

import math
import time
from collections.abc import Callable
from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from models.embedded.mark_reader import Edges, MarkReader
from models.marks import MarkStyle
from training.embedded.mark_scenes import MarkBatch, draw_mark_batch
from training.embedded.scene_cache import SceneCache
from training.embedded.settings import ReaderTraining


class ReaderProgress(NamedTuple):
    """Where a run is; the losses are means since the last report."""

    step: int
    steps: int
    edges: float
    seen: float
    seconds: float


class ReaderTrainer:
    """A run that can be stopped after any step and go on from its state."""

    def __init__(self, settings: ReaderTraining, style: MarkStyle, cache: SceneCache) -> None:
        self.settings = settings
        self.step = 0
        self.seconds = 0.0
        self._cache = cache
        torch.manual_seed(settings.seed)
        self.reader = MarkReader(settings.reader, style)
        self._optimizer = torch.optim.AdamW(self.reader.parameters(), lr=settings.rate, weight_decay=0.01)
        self._bfloat16 = torch.cpu._is_avx512_bf16_supported()  # torch has no public word for it
        self._since_report: list[tuple[float, float]] = []

    def run(
        self,
        until: int,
        *,
        report: Callable[[ReaderProgress], None] | None = None,
        every: int = 50,
        should_stop: Callable[[], bool] = lambda: False,
    ) -> None:
        """Train up to step `until`, or until `should_stop` says so between two steps."""
        started = time.perf_counter() - self.seconds
        while self.step < min(until, self.settings.steps) and not should_stop():
            self._learn(draw_mark_batch(self._cache, self.settings, self.reader.style, self.step))
            self.step += 1
            self.seconds = time.perf_counter() - started
            if report is not None and self.step % every == 0:
                report(self._progress())

    def state(self) -> dict[str, object]:
        """Return all that `restore` needs."""
        return {
            "step": self.step,
            "seconds": self.seconds,
            "reader": self.reader.state_dict(),
            "optimizer": self._optimizer.state_dict(),
        }

    def restore(self, state: dict) -> None:
        self.step, self.seconds = state["step"], state["seconds"]
        self.reader.load_state_dict(state["reader"])
        self._optimizer.load_state_dict(state["optimizer"])

    def _learn(self, batch: MarkBatch) -> None:
        done = self.step / self.settings.steps
        warm = min(1.0, (self.step + 1) / self.settings.warm_up)
        for group in self._optimizer.param_groups:
            group["lr"] = self.settings.rate * warm * max(0.01, 0.5 * (1 + math.cos(math.pi * done)))
        with torch.autocast("cpu", torch.bfloat16, enabled=self._bfloat16):
            found = self.reader(batch.pictures, batch.rows, batch.ids)
        edges = edge_loss(found, batch.edges, batch.present)
        seen = F.binary_cross_entropy_with_logits(found.seen, batch.present.float())
        self._optimizer.zero_grad()
        (edges + 2 * seen).backward()
        nn.utils.clip_grad_norm_(self.reader.parameters(), 1.0)
        self._optimizer.step()
        self._since_report.append((edges.item(), seen.item()))

    def _progress(self) -> ReaderProgress:
        edges, seen = (math.fsum(losses) / len(losses) for losses in zip(*self._since_report, strict=True))
        self._since_report = []
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
