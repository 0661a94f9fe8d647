"""The processes that learn together: one, or as many as torchrun started, each with its share of every batch.

All hold the same weights. Their gradients are averaged, so that what they learn is what one process learns from the
whole batch; accelerate chooses how they talk (gloo, NCCL) and the device of each.

    torchrun --nproc_per_node 2 -m app train student ...
"""

import os
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import torch
import torch.distributed as dist
from torch import Tensor, nn

from models.errors import BadSetting
from training.loop.devices import choose_device


class Processes:
    """The only process: what several do together it does by itself."""

    rank = 0
    count = 1

    def learner(self, module: nn.Module) -> nn.Module:
        """Return the module whose gradients are averaged over all processes."""
        return module

    def apart(self, _learner: nn.Module) -> AbstractContextManager[None]:
        """Return within what the gradients of a learner are added up and not averaged yet."""
        return nullcontext()

    def gather(self, values: Tensor) -> Tensor:
        """Return the values [N, ...] of all processes [count * N, ...] in the order of their ranks, with gradients."""
        return values

    def most(self, number: int) -> int:
        """Return the largest number that any process has."""
        return number

    def wait(self) -> None:
        """Return when all processes are here."""

    def leave(self) -> None:
        """End what the processes have in common, at the end of the program."""


class Together(Processes):
    """This process among those that torchrun started."""

    def __init__(self, device: str) -> None:
        from accelerate import Accelerator

        self._accelerator = Accelerator(cpu=device == "cpu", device_placement=False)
        self.rank = self._accelerator.process_index
        self.count = self._accelerator.num_processes
        self.device = self._accelerator.device

    def learner(self, module: nn.Module) -> nn.Module:
        return self._accelerator.prepare_model(module, device_placement=False)

    def apart(self, learner: nn.Module) -> AbstractContextManager[None]:
        return self._accelerator.no_sync(learner)

    def gather(self, values: Tensor) -> Tensor:
        gathered: Tensor = _Gathered.apply(values, self.rank, self.count)  # type: ignore[reportAssignmentType]
        return gathered

    def most(self, number: int) -> int:
        found = torch.tensor(number, device=self.device)
        dist.all_reduce(found, dist.ReduceOp.MAX)
        return int(found)

    def wait(self) -> None:
        self._accelerator.wait_for_everyone()

    def leave(self) -> None:
        self._accelerator.end_training()


ALONE = Processes()


def are_several() -> bool:
    """Tell whether torchrun started several processes."""
    return int(os.environ.get("WORLD_SIZE", "1")) > 1


def is_first() -> bool:
    """Tell whether this process is the one that writes and speaks."""
    return int(os.environ.get("RANK", "0")) == 0


def join_processes(device: str) -> tuple[Processes, torch.device]:
    """Return the processes that this one learns with, and where it computes: with several, each has a device of its
    own. Raises BadSetting for a device that is not there."""
    if not are_several():
        return ALONE, choose_device(device)
    if device not in ("auto", "cpu", "cuda"):
        raise BadSetting(f'Several processes cannot share the device "{device}"; name auto, cpu or cuda.')
    together = Together(choose_device(device).type)
    return together, together.device


class _Gathered(torch.autograd.Function):
    """Joins what all processes hold; the gradients of all come back to whom the values belong."""

    @staticmethod
    def forward(ctx: Any, values: Tensor, rank: int, count: int) -> Tensor:  # Any: torch does not say what it is
        ctx.own = slice(rank * len(values), (rank + 1) * len(values))
        parts = [torch.empty_like(values, memory_format=torch.contiguous_format) for _ in range(count)]
        dist.all_gather(parts, values.contiguous())
        return torch.cat(parts)

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> tuple[Tensor, None, None]:
        whole = gradients[0].contiguous()
        dist.all_reduce(whole)
        return whole[ctx.own], None, None
