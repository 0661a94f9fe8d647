"""The training loop of the embedded student: draw a batch, step, average, report, keep.

What is kept for use is the moving average of the weights. Arithmetic is bfloat16 where the processor has it (autocast),
weights and optimizer stay float32.
"""

import math
import time
from collections.abc import Callable
from typing import NamedTuple

import torch
from torch import nn

from models.embedded.network import StudentNetwork
from models.embedded.vocabulary import Vocabulary
from models.embedded.weights import Stage
from training.embedded.batches import Batch, draw_batch
from training.embedded.scene_cache import SceneCache
from training.embedded.settings import TrainingSettings
from training.embedded.side_tasks import SideTasks, word_loss
from training.scenes.tags import PLACES, TAG_SETS


class Progress(NamedTuple):
    """Where a run is: the losses and the shares of right tags are means since the last report, `cut` is the number of
    texts since then that were too long for the network."""

    step: int
    steps: int
    words: float
    side: float
    tags: dict[str, float]
    rate: float
    seconds: float
    cut: int


class Trainer:
    """A run that can be stopped after any step and go on from its state."""

    def __init__(self, settings: TrainingSettings, cache: SceneCache, vocabulary: Vocabulary) -> None:
        self.settings = settings
        self.step = 0
        self.seconds = 0.0
        self.earlier: tuple[Stage, ...] = ()
        self._cache = cache
        self._vocabulary = vocabulary
        torch.manual_seed(settings.seed)
        sizes = {name: len(labels) for name, labels in TAG_SETS.items()}
        self.network = StudentNetwork(settings.student)
        self._side = SideTasks(settings.student.width, sizes, len(PLACES))
        self.parts = nn.ModuleDict({"network": self.network, "side": self._side})
        self.averaged = {name: value.detach().clone() for name, value in self.network.state_dict().items()}
        self._optimizer = torch.optim.AdamW(_groups(self.parts, settings), betas=(0.9, 0.98), fused=True)
        self.bfloat16 = torch.cpu._is_avx512_bf16_supported()  # torch has no public word for it
        self._since_report: list[tuple[float, float, tuple[float, ...], int]] = []

    def start_from(self, state: dict[str, torch.Tensor], earlier: tuple[Stage, ...]) -> None:
        """Take over a student's weights before the first step, and the stages it came from; side tasks begin anew."""
        self.network.load_state_dict(state)
        self.averaged = {name: value.detach().clone() for name, value in state.items()}
        self.earlier = earlier

    def averaged_network(self) -> StudentNetwork:
        """Return the student as it would be shipped now."""
        network = StudentNetwork(self.settings.student)
        network.load_state_dict(self.averaged)
        return network.eval()

    def run(
        self,
        until: int,
        *,
        report: Callable[[Progress], None] | None = None,
        every: int = 50,
        should_stop: Callable[[], bool] = lambda: False,
    ) -> None:
        """Train up to step `until`, or until `should_stop` says so between two steps."""
        started = time.perf_counter() - self.seconds
        while self.step < min(until, self.settings.steps) and not should_stop():
            batch = draw_batch(self._cache, self._vocabulary, self.settings, self.step)
            self._learn(batch)
            self.step += 1
            self.seconds = time.perf_counter() - started
            if report is not None and self.step % every == 0:
                report(self._progress())

    def state(self) -> dict[str, object]:
        """Return all that `restore` needs."""
        return {
            "step": self.step,
            "seconds": self.seconds,
            "earlier": [stage.model_dump() for stage in self.earlier],
            "parts": self.parts.state_dict(),
            "averaged": self.averaged,
            "optimizer": self._optimizer.state_dict(),
        }

    def restore(self, state: dict) -> None:
        self.step, self.seconds = state["step"], state["seconds"]
        self.earlier = tuple(Stage.model_validate(stage) for stage in state["earlier"])
        self.parts.load_state_dict(state["parts"])
        self.averaged = state["averaged"]
        self._optimizer.load_state_dict(state["optimizer"])

    def _learn(self, batch: Batch) -> None:
        for group in self._optimizer.param_groups:
            group["lr"] = rate_at(self.step, self.settings)
        counted = batch.weights > 0
        with torch.autocast("cpu", torch.bfloat16, enabled=self.bfloat16):
            seen = self.network.see(batch.pictures, batch.boxes, batch.present)
            scores = self.network.score(self.network.read(seen, batch.questions), batch.answers[:, :-1], counted)
            side = self._side(seen, batch.labels)
        words = word_loss(scores, batch.answers[:, 1:][counted], batch.weights[counted])
        self._optimizer.zero_grad()
        (words + self.settings.side_weight * side.loss).backward()
        nn.utils.clip_grad_norm_(self.parts.parameters(), 1.0)
        self._optimizer.step()
        self._average()
        self._since_report.append((words.item(), side.loss.item(), side.right, batch.cut))

    @torch.no_grad()
    def _average(self) -> None:
        # A young average follows closely: without this the first thousand steps would remember the random start.
        keep = min(self.settings.average, (1 + self.step) / (10 + self.step))
        own = self.network.state_dict()
        averages, new = list(self.averaged.values()), [own[name] for name in self.averaged]
        torch._foreach_lerp_(averages, new, 1 - keep)  # type: ignore[reportPrivateImportUsage]  # hundreds in one call

    def _progress(self) -> Progress:
        words, sides, rights, cut = zip(*self._since_report, strict=True)
        self._since_report = []
        tags = {name: _mean([right[number] for right in rights]) for number, name in enumerate(TAG_SETS)}
        rate = rate_at(self.step - 1, self.settings)
        return Progress(self.step, self.settings.steps, _mean(words), _mean(sides), tags, rate, self.seconds, sum(cut))


def rate_at(step: int, settings: TrainingSettings) -> float:
    """Return the learning rate of a step: linear warm-up, constant, half a cosine down to `last_rate`."""
    warm = min(1.0, (step + 1) / settings.warm_up)
    done = step / settings.steps
    if done < settings.decay_from:
        return settings.rate * warm
    fall = 0.5 * (1 + math.cos(math.pi * (done - settings.decay_from) / (1 - settings.decay_from)))
    return settings.rate * warm * max(settings.last_rate, fall)


def _groups(parts: nn.Module, settings: TrainingSettings) -> list[dict]:
    """Matrices are decayed, vectors (norms, biases) are not."""
    matrices = [parameter for parameter in parts.parameters() if parameter.ndim > 1]
    vectors = [parameter for parameter in parts.parameters() if parameter.ndim <= 1]
    return [
        {"params": matrices, "weight_decay": settings.weight_decay},
        {"params": vectors, "weight_decay": 0.0},
    ]


def _mean(values: "tuple[float, ...] | list[float]") -> float:
    known = [value for value in values if not math.isnan(value)]
    return sum(known) / len(known) if known else math.nan
