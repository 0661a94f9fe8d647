"""What every training run has decided before its first step."""

import math
from typing import ClassVar, TypeVar

from pydantic import Field

from models.records import Record


class LoopSettings(Record):
    """Learning warms up, is constant, and falls to `last_rate` of itself along half a cosine, from `decay_from` (a
    share of all steps) on. `average` is how much of itself the moving average of the weights keeps at a step; with 0
    the last weights are what is kept. Without `bfloat16` nothing is computed in it, even where the device could.

    The cosine heads for zero and is `cut_off` at `last_rate`, as the embedded models learned that ship; else it ends
    there. That is no choice of a run, but of a kind of model."""

    cut_off: ClassVar[bool] = True

    seed: int = 0
    steps: int = Field(default=1_000, gt=0)
    rate: float = 1.2e-3
    last_rate: float = 0.02
    warm_up: int = 100
    decay_from: float = 0.55
    weight_decay: float = 0.03
    average: float = 0.998
    bfloat16: bool = True


_Settings = TypeVar("_Settings", bound=LoopSettings)
_RISING = 10  # times fewer steps


def rising_in_time(settings: _Settings, steps: int | None = None) -> _Settings:
    """Return the settings with so many steps, or their own, and a warm-up of a tenth of them at most, so that a short
    run reaches its rate."""
    taken = steps or settings.steps
    return settings.model_copy(update={"steps": taken, "warm_up": min(settings.warm_up, max(1, taken // _RISING))})


def rate_at(step: int, settings: LoopSettings) -> float:
    """Return the learning rate of a step: linear warm-up, constant, half a cosine down to `last_rate`.

    Where it is not cut off, as LAVIS's LinearWarmupCosineLRScheduler: last + (1 - last) (1 + cos) / 2.
    """
    warm = min(1.0, (step + 1) / settings.warm_up)
    done = step / settings.steps
    if done < settings.decay_from:
        return settings.rate * warm
    fall = 0.5 * (1 + math.cos(math.pi * (done - settings.decay_from) / (1 - settings.decay_from)))
    last = settings.last_rate
    return settings.rate * warm * (max(last, fall) if settings.cut_off else last + (1 - last) * fall)
