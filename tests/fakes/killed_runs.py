"""Kill a run again and again until it is through: `python -m tests.fakes.killed_runs FOLDER KILLS SEED`.

Every life is a fork of this process, which has imported all there is to import. It ends itself by SIGKILL when it has
touched the disk or begun a step so many times; what Python does with files is told by audit hooks, so that it may die
before any of them: in the middle of a save, between writing and renaming, or while a step is learned. Prints what each
life was lost in.
"""

import json
import os
import random
import signal
import sys
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from tests.fakes.line_trainer import SETTINGS, Line, run_line

LONGER = SETTINGS.model_copy(update={"steps": 60})
_MOST = 24  # events of a life
_ON_DISK = {"open": "file", "os.rename": "rename", "os.mkdir": "file"}


class _Fate:
    """Ends this process after so many events."""

    def __init__(self, events: int, told: int) -> None:
        self._left = events
        self._told = told

    def meet(self, what: str) -> None:
        self._left -= 1
        if self._left == 0:
            os.write(self._told, what.encode())
            os.kill(os.getpid(), signal.SIGKILL)


def live(folder: Path, events: int, told: int) -> None:
    """Train until the end, or until the fate."""
    fate = _Fate(events, told)

    def audit(event: str, arguments: Any) -> None:
        if event in _ON_DISK and str(arguments[0]).startswith(str(folder)):
            fate.meet(_ON_DISK[event])

    class Mortal(Line):
        def _losses(self, x: Tensor) -> tuple[Tensor, float]:
            fate.meet("step")
            return super()._losses(x)

    sys.addaudithook(audit)
    run_line(folder, LONGER, Mortal)


def warm_up() -> None:
    """Import what a first step imports; without a backward pass, after which torch does not let fork."""
    weight = torch.nn.Parameter(torch.ones(2, 2))
    weight.grad = torch.ones(2, 2)
    torch.nn.utils.clip_grad_norm_([weight], 1.0)
    torch.optim.AdamW([weight], fused=True).step()


def main(folder: Path, kills: int, seed: int) -> None:
    torch.set_num_threads(1)
    warm_up()
    rng, lost = random.Random(seed), []
    while True:
        read, told = os.pipe()
        events = rng.randint(1, _MOST) if len(lost) < kills else 10**9
        child = os.fork()
        if child == 0:
            live(folder, events, told)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        os.close(told)
        if status == 0:
            break
        lost.append(os.read(read, 100).decode())
    sys.stdout.write(json.dumps(lost))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
