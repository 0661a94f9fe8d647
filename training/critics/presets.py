"""How critics are trained on people's labels, by name."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple

from training.blip2.presets import CRITICS
from training.critics.embedded import train_embedded
from training.critics.enough import Enough
from training.critics.order import Order
from training.critics.paper import train_paper
from training.critics.report import PresetName
from training.embedded.critic_settings import CriticTraining

# Gentler than from the beginning: what many labels taught must not be forgotten over a few.
_EMBEDDED = CriticTraining(pictures=8, each=4, rate=2e-4, warm_up=10, average=0.95)
_SMOKE = CriticTraining(pictures=2, each=2, rate=2e-4, warm_up=1, average=0.0)


class Preset(NamedTuple):
    """How many labels it takes, and what trains: it returns the critic's folder, None where it was stopped."""

    enough: Enough
    train: Callable[[Order], Path | None]


PRESETS: Mapping[PresetName, Preset] = {
    "embedded": Preset(Enough(), partial(train_embedded, preset=_EMBEDDED)),
    "paper": Preset(Enough(), partial(train_paper, preset=CRITICS["paper"])),
    "smoke": Preset(Enough(learned=4, each=1, measured=1), partial(train_embedded, preset=_SMOKE, steps=4)),
}

_TRANSFORMERS = "config.json"  # is in every folder that transformers wrote, so in BLIP-2's and in its critic's


def usual_preset(start: Path) -> PresetName:
    """Return how a critic is trained that begins with the weights in a folder: BLIP-2 as in the paper, else as the
    embedded critic."""
    return "paper" if (start / _TRANSFORMERS).is_file() else "embedded"
