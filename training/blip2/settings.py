"""Everything that decides a training of BLIP-2's first stage; printed at its start and saved with its outputs."""

from typing import ClassVar

from pydantic import Field

from models.blip2.manner import Manner
from models.statements import CRITIC, STUDENT
from training.data.geometry import GeometrySettings
from training.data.numbering import NumberingSettings
from training.loop.settings import LoopSettings


class Blip2Settings(LoopSettings):
    """One run: `batch` statements in a step, over all processes; each learns from its share in so many `parts`, whose
    gradients are added up, where memory is short. `side` is that of the square pictures.

    Without `sees`, the vision encoder stays as it is; `kept_sights` then computes once, and keeps on disk, what it
    says. `checkpointing` computes twice what would have to be remembered; `compiled` lets torch.compile write kernels.
    """

    cut_off: ClassVar[bool] = False

    steps: int = Field(default=10_000, gt=0)
    batch: int = Field(default=256, gt=0)
    parts: int = Field(default=1, gt=0)
    rate: float = 1e-5
    last_rate: float = 0.1
    warm_up: int = Field(default=1_000, gt=0)
    decay_from: float = 0.0
    weight_decay: float = 0.05
    average: float = 0.0
    side: int = Field(default=480, gt=0)
    sees: bool = False
    kept_sights: bool = False
    checkpointing: bool = False
    compiled: bool = False
    manner: Manner = Manner()


class CriticSettings(Blip2Settings):
    """A critic, whose vision encoder learns, too."""

    steps: int = Field(default=800, gt=0)
    warm_up: int = Field(default=80, gt=0)
    sees: bool = True
    manner: Manner = Manner(mark_first=False, text=CRITIC)


class RegionTextSettings(Blip2Settings):
    """What learns from texts about regions. Without `varied`, regions keep their order and pictures their view."""

    varied: bool = True
    numbering: NumberingSettings = NumberingSettings()
    geometry: GeometrySettings = GeometrySettings()


class StudentSettings(RegionTextSettings):
    """A student that compares. With `same_picture`, what is true of a picture may be taken for wrong about it, as the
    released code has it."""

    same_picture: bool = False
    manner: Manner = Manner(mark_first=False, text=STUDENT)
