"""What a training of BLIP-2's first stage tells of itself."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import psutil
import torch
from torch import Tensor

from training.loop.processes import Processes
from training.loop.stepping import Stepping


class Blip2Progress(NamedTuple):
    """Where a run is: `losses` are means since the last report, `samples` statements a second over all processes,
    `gigabytes` the most memory that was taken (of a GPU), or that is taken (of a processor)."""

    step: int
    steps: int
    losses: Mapping[str, float]
    rate: float
    samples: float
    gigabytes: float
    seconds: float


class Facts(NamedTuple):
    """The figures of a part of a step, where they were computed: to read each at once would keep a GPU waiting."""

    values: Tensor


def facts_of(processes: Processes, *values: Tensor) -> Facts:
    """Return the means of some figures over all processes."""
    own = torch.stack([value.detach().float() for value in values])
    return Facts(processes.gather(own[None]).mean(0))


def progress_of(
    trainer: Stepping[Any, Any, Any, Any, Any], names: Sequence[str], since: Sequence[Facts]
) -> Blip2Progress:
    """Sum up the steps since the last report."""
    means = torch.stack([facts.values for facts in since]).mean(0).tolist()
    return Blip2Progress(
        trainer.step,
        trainer.settings.steps,
        losses=dict(zip(names, means, strict=True)),
        rate=trainer.last_rate,
        samples=trainer.pace * trainer.settings.batch,
        gigabytes=_memory(trainer.device) / 1e9,
        seconds=trainer.seconds,
    )


def _memory(device: torch.device) -> int:
    return torch.cuda.max_memory_allocated(device) if device.type == "cuda" else psutil.Process().memory_info().rss
