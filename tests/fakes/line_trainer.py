"""The smallest trainer there is, and a whole run of it that can be killed anywhere."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import torch
import torch.nn.functional as F
from safetensors.torch import save_file
from torch import Tensor, nn

from training.loop.running import RunFolders, Watch, go_on, restore
from training.loop.settings import LoopSettings
from training.loop.stepping import CPU, Stepping

SETTINGS = LoopSettings(steps=12, rate=0.1, warm_up=1, average=0.5)


class Report(NamedTuple):
    step: int
    loss: float
    seen: int


class Line(Stepping[LoopSettings, nn.Linear, Tensor, float, Report]):
    """Learns y = x W with a helper that is left behind; the steps it was asked for are kept."""

    def __init__(self, settings: LoopSettings = SETTINGS, device: torch.device = CPU) -> None:
        torch.manual_seed(settings.seed)
        self.asked: list[int] = []
        self.history: list[Tensor] = []
        super().__init__(settings, nn.Linear(3, 2), beside={"helper": nn.Linear(2, 1)}, device=device)

    def _draw(self, step: int) -> Tensor:
        self.asked.append(step)
        return torch.randn(4, 3, generator=torch.Generator().manual_seed(step))

    def _losses(self, x: Tensor) -> tuple[Tensor, float]:
        said = F.dropout(self.network(x), 0.2)
        loss = (said.float() - x[:, :2]).square().mean() + self.parts["helper"](said).float().square().mean()
        return loss, loss.item()

    def _progress(self, since: Sequence[float]) -> Report:
        self.history.append(self.network.weight.detach().clone())
        return Report(self.step, sum(since) / len(since), len(since))


def run_line(folder: Path, settings: LoopSettings = SETTINGS, kind: type[Line] = Line) -> Line:
    """Train, or go on; all is kept after every third step, and every step is reported."""
    trainer, folders = kind(settings), RunFolders(folder, folder)
    if folders.checkpoint.exists():
        restore(trainer, folders)
    go_on(trainer, folders, Watch(every=1, keep_every=3), lambda: _keep(trainer, folder / "model.safetensors"))
    return trainer


def _keep(trainer: Line, path: Path) -> None:
    part = path.with_suffix(".part")
    save_file({name: value.clone() for name, value in trainer.averaged.items()}, part)
    part.replace(path)
