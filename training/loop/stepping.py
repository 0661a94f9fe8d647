"""The training loop that all networks share: step, average, report, and all that is needed to go on later.

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
however often it was interrupted: a batch depends on the step alone, and so do the random numbers that a step draws.

A batch may be learned from in several parts (`_parts`), whose gradients are added up; and several processes may each
draw their own share of it (`training/loop/processes.py`).
"""

import copy
import math
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import nullcontext
from functools import cached_property
from typing import Any, Generic, TypeVar

import torch
from torch import Tensor, nn

from models.embedded.weights import Stage
from models.errors import BadSetting
from training.loop.checkpoint import State
from training.loop.devices import has_bfloat16, to_device
from training.loop.processes import ALONE, Processes, are_several
from training.loop.settings import LoopSettings, rate_at
from training.loop.told import Plain, all_told, plain
from training.loop.weights import fingerprint, learned_of, moments_of, put_into, put_moments

Settings = TypeVar("Settings", bound=LoopSettings)
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
        processes: Processes = ALONE,
    ) -> None:
        """`network` is what is averaged and kept, `beside` by name what learns with it and is left behind.

        Raises BadSetting for one of several processes that knows nothing of the others.
        """
        if processes is ALONE and are_several():
            raise BadSetting("This model is trained by one process; start it without torchrun.")
        self.settings = settings
        self.device = device
        self.processes = processes
        self.bfloat16 = settings.bfloat16 and has_bfloat16(device)
        self.step = 0
        self.seconds = 0.0
        self.pace = 0.0  # steps a second, since the last report
        self.earlier: tuple[Stage, ...] = ()
        self.network = network
        self.parts = nn.ModuleDict({"network": network, **(beside or {})}).to(device)
        self._learner = processes.learner(_Learner(self.parts, self._losses))
        self._averages = self._copied()
        self._optimizer = torch.optim.AdamW(self._groups(), lr=settings.rate, betas=betas, fused=True)
        self._since_report: list[Facts] = []
        self._told_before: list[Plain] = []  # what the steps before those told since the last report
        self._drawer = ThreadPoolExecutor(1, thread_name_prefix="batches")
        self._ahead: tuple[int, Future[Batch]] | None = None

    @abstractmethod
    def _draw(self, step: int) -> Batch:
        """Return the batch of a step, or this process's share. Called from another thread while a step is learned."""

    @abstractmethod
    def _losses(self, batch: Batch) -> tuple[Tensor, Facts]:
        """Return what is learned from a batch, and what a report is to know of it."""

    @abstractmethod
    def _progress(self, since: Sequence[Facts]) -> Progress:
        """Sum up the steps since the last report."""

    def _parts(self, batch: Batch) -> Sequence[Batch]:
        """Return the batch in parts of equal size, each of which is learned from by itself: memory is for one."""
        return (batch,)

    def _groups(self) -> list[dict[str, Any]]:
        """Return the parameters for the optimizer: matrices are decayed, vectors (norms, biases) are not."""
        learning = [parameter for parameter in self.parts.parameters() if parameter.requires_grad]
        matrices = [parameter for parameter in learning if parameter.ndim > 1]
        vectors = [parameter for parameter in learning if parameter.ndim <= 1]
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

    @property
    def averaged(self) -> dict[str, Tensor]:
        """Return what is kept of the weights that learn, by name."""
        return self._averages if self.settings.average else learned_of(self.network)

    @cached_property
    def _began_with(self) -> str:
        return fingerprint(self.parts)

    def start_from(self, earlier: tuple[Stage, ...]) -> None:
        """Begin with the network's weights as they now are, which came from the stages given."""
        self._averages = self._copied()
        self.earlier = earlier

    def averaged_network(self) -> Network:
        """Return the network as it would be shipped now, on the processor."""
        network = copy.deepcopy(self.network).cpu()
        network.load_state_dict({**network.state_dict(), **self.averaged})
        return network.eval()

    def is_stopped(self, should_stop: Callable[[], bool]) -> bool:
        """Tell whether any process is asked to stop, so that all of them do after the same step."""
        return bool(self.processes.most(int(should_stop())))

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
        reported = (self.step, self.seconds)
        end = min(until, self.settings.steps)
        while self.step < end and not self.is_stopped(should_stop):
            self._since_report += self._learn(draw_next=self.step + 1 < end)
            self.step += 1
            self.seconds = time.perf_counter() - started
            if report is not None and self.step % every == 0:
                self.pace = (self.step - reported[0]) / (self.seconds - reported[1])
                reported = (self.step, self.seconds)
                since = all_told(self._told_before, self._since_report)
                self._told_before, self._since_report = [], []
                report(self._progress(since))

    def state(self) -> State:
        """Return all that `restore` needs; weights that do not learn are where the run began."""
        tensors = {f"parts.{name}": value for name, value in learned_of(self.parts).items()}
        tensors |= {f"averaged.{name}": value for name, value in self._averages.items()}
        tensors |= {f"optimizer.{name}": value for name, value in moments_of(self._optimizer, self.parts).items()}
        facts = {
            "step": self.step,
            "seconds": self.seconds,
            "earlier": [stage.model_dump() for stage in self.earlier],
            "began_with": self._began_with,
            "told": self._told_before + plain(tuple(self._since_report)),
        }
        return State(tensors, facts)

    def restore(self, state: State) -> None:
        """Go on where another trainer's `state` was taken, be it on another device.

        Raises KeyError, RuntimeError or ValueError for a state of other networks.
        """
        if state.facts["began_with"] != self._began_with:
            raise ValueError("the weights that do not learn are others now")
        self.step, self.seconds = state.facts["step"], state.facts["seconds"]
        self.earlier = tuple(Stage.model_validate(stage) for stage in state.facts["earlier"])
        self._told_before, self._since_report = state.facts.get("told", []), []  # older trainers kept none
        put_into(learned_of(self.parts), _under("parts.", state.tensors))
        put_into(self._averages, _under("averaged.", state.tensors))
        put_moments(self._optimizer, self.parts, _under("optimizer.", state.tensors))

    def _learn(self, *, draw_next: bool) -> list[Facts]:
        for group in self._optimizer.param_groups:
            group["lr"] = rate_at(self.step, self.settings) * self._share_of_rate(group)
        parts = self._parts(to_device(self._drawn(), self.device))
        self._optimizer.zero_grad()
        torch.manual_seed(hash((self.settings.seed, self.step, self.processes.rank)))  # for dropout
        learned: list[Facts] = []
        for number, part in enumerate(parts, 1):
            with nullcontext() if number == len(parts) else self.processes.apart(self._learner):
                with torch.autocast(self.device.type, torch.bfloat16, enabled=self.bfloat16):
                    loss, facts = self._learner(part)
                if number == 1:
                    self._draw_ahead(draw_next=draw_next)
                (loss / len(parts)).backward()
            learned.append(facts)
        nn.utils.clip_grad_norm_(self.parts.parameters(), _LONGEST_GRADIENT)
        self._optimizer.step()
        self._average()
        return learned

    def _drawn(self) -> Batch:
        """Return the batch of this step, which may have been drawn ahead."""
        if self._ahead is not None and self._ahead[0] == self.step:
            return self._ahead[1].result()
        return self._draw(self.step)

    def _draw_ahead(self, *, draw_next: bool) -> None:
        # Not earlier: drawing is Python, and so is what builds the loss; the backward pass leaves Python alone.
        self._ahead = (self.step + 1, self._drawer.submit(self._draw, self.step + 1)) if draw_next else None

    @torch.no_grad()
    def _average(self) -> None:
        if not self.settings.average:
            return
        # A young average follows closely: without this the first thousand steps would remember the random start.
        keep = min(self.settings.average, (1 + self.step) / (10 + self.step))
        own = self.network.state_dict()
        averages, new = list(self._averages.values()), [own[name] for name in self._averages]
        torch._foreach_lerp_(averages, new, 1 - keep)  # type: ignore[reportPrivateImportUsage]  # hundreds in one call

    def _copied(self) -> dict[str, Tensor]:
        """Return the averages at the start; none where the last weights are kept."""
        if not self.settings.average:
            return {}
        return {name: value.clone() for name, value in learned_of(self.network).items()}


class _Learner(nn.Module):
    """What a step learns from a batch, as a module: gradients of several processes are averaged around its call."""

    def __init__(self, parts: nn.Module, losses: Callable[[Any], tuple[Tensor, Any]]) -> None:
        super().__init__()
        self.parts = parts
        self._losses = losses

    def forward(self, batch: Any) -> tuple[Tensor, Any]:  # Any: a trainer's own batch and facts
        return self._losses(batch)


def mean(values: Sequence[float]) -> float:
    """Return the mean of what is known: NaN stands for a loss that a step did not have."""
    known = [value for value in values if not math.isnan(value)]
    return math.fsum(known) / len(known) if known else math.nan


def _under(prefix: str, tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Return the tensors whose names begin with a prefix, without it."""
    return {name.removeprefix(prefix): value for name, value in tensors.items() if name.startswith(prefix)}
