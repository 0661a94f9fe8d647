"""The training loop that all embedded networks share: step, average, report, and all that is needed to go on later.

A trainer builds its network and what helps it to learn, and says what a step learns from, what its loss is and how to
sum up many:

    class MyTrainer(Stepping[MySettings, MyNetwork, MyBatch, MyFacts, MyProgress]):
        def __init__(self, settings, ..., device=CPU):
            torch.manual_seed(settings.seed)
            super().__init__(settings, MyNetwork(...), beside={"side": SideTasks(...)}, device=device)

        def _draw(self, step):               # what depends on nothing but the settings and the step
            return draw_my_batch(..., step)

        def _losses(self, batch):            # under autocast, on the device
            ...
            return loss, MyFacts(...)

        def _progress(self, since):          # the facts of all steps since the last report
            return MyProgress(self.step, self.settings.steps, mean([each.loss for each in since]), ...)

The next batch is drawn while the gradients of this one are computed, by a second processor core
where there is one.
What is kept for use is the moving average of the network's weights. Arithmetic is bfloat16 where the device has it
(autocast), weights and optimizer stay float32. On a processor with one thread a run gives the same weights every time,
however often it was interrupted.
"""

import copy
import math
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Generic, TypeVar

import torch
from torch import Tensor, nn

from models.embedded.weights import Stage
from training.embedded.devices import has_bfloat16, to_device
from training.embedded.settings import RunSettings

Settings = TypeVar("Settings", bound=RunSettings)
Network = TypeVar("Network", bound=nn.Module)
Batch = TypeVar("Batch")
Facts = TypeVar("Facts")
Progress = TypeVar("Progress")

CPU = torch.device("cpu")
_LONGEST_GRADIENT = 1.0


class Stepping(ABC, Generic[Settings, Network, Batch, Facts, Progress]):
    """A run that can be stopped after any step and go on from its state."""

    def __init__(
        self,
        settings: Settings,
        network: Network,
        *,
        beside: Mapping[str, nn.Module] | None = None,
        betas: tuple[float, float] = (0.9, 0.98),
        device: torch.device = CPU,
    ) -> None:
        """`network` is what is averaged and kept, `beside` by name what learns with it and is left behind."""
        self.settings = settings
        self.device = device
        self.bfloat16 = has_bfloat16(device)
        self.step = 0
        self.seconds = 0.0
        self.earlier: tuple[Stage, ...] = ()
        self.network = network
        self.parts = nn.ModuleDict({"network": network, **(beside or {})}).to(device)
        self.averaged = self._weights()
        self._optimizer = torch.optim.AdamW(self._groups(), lr=settings.rate, betas=betas, fused=True)
        self._since_report: list[Facts] = []
        self._drawer = ThreadPoolExecutor(1, thread_name_prefix="batches")
        self._ahead: tuple[int, Future[Batch]] | None = None

    @abstractmethod
    def _draw(self, step: int) -> Batch:
        """Return the batch of a step. Called from another thread while a step is learned."""

    @abstractmethod
    def _losses(self, batch: Batch) -> tuple[Tensor, Facts]:
        """Return what is learned from a batch, and what a report is to know of it."""

    @abstractmethod
    def _progress(self, since: Sequence[Facts]) -> Progress:
        """Sum up the steps since the last report."""

    def _groups(self) -> list[dict[str, Any]]:
        """Return the parameters for the optimizer: matrices are decayed, vectors (norms, biases) are not."""
        matrices = [parameter for parameter in self.parts.parameters() if parameter.ndim > 1]
        vectors = [parameter for parameter in self.parts.parameters() if parameter.ndim <= 1]
        return [
            {"params": matrices, "weight_decay": self.settings.weight_decay},
            {"params": vectors, "weight_decay": 0.0},
        ]

    def _share_of_rate(self, _group: Mapping[str, Any]) -> float:
        """Return how much of the rate of this step a group of parameters learns at."""
        return 1.0

    @property
    def last_rate(self) -> float:
        """Return the learning rate of the last step."""
        return rate_at(self.step - 1, self.settings)

    def start_from(self, earlier: tuple[Stage, ...]) -> None:
        """Begin with the network's weights as they now are, which came from the stages given."""
        self.averaged = self._weights()
        self.earlier = earlier

    def averaged_network(self) -> Network:
        """Return the network as it would be shipped now, on the processor."""
        network = copy.deepcopy(self.network).cpu()
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
        end = min(until, self.settings.steps)
        while self.step < end and not should_stop():
            self._since_report.append(self._learn(draw_next=self.step + 1 < end))
            self.step += 1
            self.seconds = time.perf_counter() - started
            if report is not None and self.step % every == 0:
                since, self._since_report = self._since_report, []
                report(self._progress(since))

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

    def restore(self, state: Mapping[str, Any]) -> None:
        """Go on where another trainer's `state` was taken, be it on another device."""
        self.step, self.seconds = state["step"], state["seconds"]
        self.earlier = tuple(Stage.model_validate(stage) for stage in state["earlier"])
        self.parts.load_state_dict(state["parts"])
        self.averaged = {name: value.to(self.device) for name, value in state["averaged"].items()}
        self._optimizer.load_state_dict(state["optimizer"])

    def _learn(self, *, draw_next: bool) -> Facts:
        for group in self._optimizer.param_groups:
            group["lr"] = rate_at(self.step, self.settings) * self._share_of_rate(group)
        batch = to_device(self._drawn(), self.device)
        with torch.autocast(self.device.type, torch.bfloat16, enabled=self.bfloat16):
            loss, facts = self._losses(batch)
        self._optimizer.zero_grad()
        # Not earlier: drawing is Python, and so is what builds the loss; the backward pass leaves Python alone.
        self._ahead = (self.step + 1, self._drawer.submit(self._draw, self.step + 1)) if draw_next else None
        loss.backward()
        nn.utils.clip_grad_norm_(self.parts.parameters(), _LONGEST_GRADIENT)
        self._optimizer.step()
        self._average()
        return facts

    def _drawn(self) -> Batch:
        """Return the batch of this step, which may have been drawn ahead."""
        if self._ahead is not None and self._ahead[0] == self.step:
            return self._ahead[1].result()
        return self._draw(self.step)

    @torch.no_grad()
    def _average(self) -> None:
        # A young average follows closely: without this the first thousand steps would remember the random start.
        keep = min(self.settings.average, (1 + self.step) / (10 + self.step))
        own = self.network.state_dict()
        averages, new = list(self.averaged.values()), [own[name] for name in self.averaged]
        torch._foreach_lerp_(averages, new, 1 - keep)  # type: ignore[reportPrivateImportUsage]  # hundreds in one call

    def _weights(self) -> dict[str, Tensor]:
        return {name: value.detach().clone() for name, value in self.network.state_dict().items()}


def rate_at(step: int, settings: RunSettings) -> float:
    """Return the learning rate of a step: linear warm-up, constant, half a cosine down to `last_rate`."""
    warm = min(1.0, (step + 1) / settings.warm_up)
    done = step / settings.steps
    if done < settings.decay_from:
        return settings.rate * warm
    fall = 0.5 * (1 + math.cos(math.pi * (done - settings.decay_from) / (1 - settings.decay_from)))
    return settings.rate * warm * max(settings.last_rate, fall)


def mean(values: Sequence[float]) -> float:
    """Return the mean of what is known: NaN stands for a loss that a step did not have."""
    known = [value for value in values if not math.isnan(value)]
    return math.fsum(known) / len(known) if known else math.nan
