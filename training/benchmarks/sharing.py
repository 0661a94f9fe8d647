"""The processes that measure a model together: one, or as many as torchrun started, each with its share of pictures.

They only tell each other what they found, at the beginning and at the end, in memory of the processor, however long one
has to wait for another. `torchrun --nproc-per-node 2 -m app evaluate vcr ...`
"""

import os
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, TypeVar, cast

from models.errors import DeixisError

PATIENCE = timedelta(days=7)  # for the slowest of the others
T = TypeVar("T")


class Alone(DeixisError):
    """Those who measure together with this process are not there any more."""


class Ranks:
    """The only process."""

    rank = 0
    count = 1

    def gather(self, value: T) -> list[T]:
        """Return the values of all processes in the order of their ranks. Raises Alone where another one has ended."""
        return [value]

    def device(self, name: str) -> str:
        """Return where this process computes, if `name` is what a person asked for."""
        return name

    def leave(self) -> None:
        """End what the processes have in common."""


class _Several(Ranks):
    def __init__(self, rank: int, count: int, local: int) -> None:
        import torch.distributed as dist

        dist.init_process_group("gloo", timeout=PATIENCE)
        self.rank, self.count, self._local = rank, count, local

    def gather(self, value: T) -> list[T]:
        import torch.distributed as dist

        found: list[Any] = [None] * self.count
        try:
            dist.all_gather_object(found, value)
        except RuntimeError as error:
            raise Alone("Another process ended before its time; what it said tells why.") from error
        return cast("list[T]", found)

    def device(self, name: str) -> str:
        """Return a CUDA device of this process's own where "auto" or "cuda" was asked for and there is one."""
        import torch

        there = torch.cuda.device_count() if torch.cuda.is_available() else 0
        if name == "cuda" or (name == "auto" and there):
            return f"cuda:{self._local % max(there, 1)}"
        return name

    def leave(self) -> None:
        import torch.distributed as dist

        dist.destroy_process_group()


ALONE = Ranks()


def join_ranks(environment: Mapping[str, str] = os.environ) -> Ranks:
    """Return this process among those that torchrun started, or the only one."""
    count = int(environment.get("WORLD_SIZE", "1"))
    if count == 1:
        return ALONE
    return _Several(int(environment["RANK"]), count, int(environment.get("LOCAL_RANK", "0")))
