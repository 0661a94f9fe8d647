"""After training: fit the temperature of the chances, measure the critic, write its card."""

from collections.abc import Callable, Mapping
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor

from models.embedded.critic import EmbeddedCritic
from models.embedded.critic_weights import StoredCritic, open_critic, save_critic
from models.embedded.folder import WEIGHTS
from training.embedded.critic_card import write_critic_card
from training.embedded.critic_data import Labelled, said_of
from training.embedded.critic_measures import CriticMeasures, measure_critic
from training.embedded.critic_run import learned_from, left_aside
from training.embedded.critic_settings import Shown
from training.embedded.critic_shown import shown_as
from training.embedded.finish import write_measured

_TEMPERATURES = torch.logspace(-1, 1, 81, dtype=torch.float64)


def finish_critic(
    folder: Path,
    *,
    name: str,
    learned: Labelled,
    measured: Labelled,
    controls: Mapping[Shown, Path] | None = None,
    report: Callable[[str], None] = lambda _line: None,
) -> CriticMeasures:
    """Add temperature, figures and card to a critic's folder and return the figures.

    `learned` is what it was trained with; the temperature is fitted on the part of it that was left aside, and with
    none there it stays 1. `controls` are the folders of critics that were trained on something else.
    """
    critic = _calibrated(folder, name, left_aside(learned), report)
    trained: dict[Shown, EmbeddedCritic] = {
        shown: _calibrated(other, f"trained on {shown}", shown_as(shown, left_aside(learned)), report)
        for shown, other in (controls or {}).items()
    }
    measures = measure_critic(critic, measured, learned=learned_from(learned), trained=trained, report=report)
    mebibytes = (folder / WEIGHTS).stat().st_size / 2**20
    write_measured(folder, write_critic_card(critic.stored.settings, measures, mebibytes=mebibytes), measures)
    return measures


def _calibrated(folder: Path, name: str, aside: Labelled, report: Callable[[str], None]) -> EmbeddedCritic:
    """Add the temperature to a critic's folder and return the critic."""
    report(f"fitting the temperature of {name}")
    stored = open_critic(folder)
    settings = stored.settings.model_copy(update={"temperature": fit_temperature(stored, aside)})
    save_critic(folder, stored._replace(settings=settings))
    return EmbeddedCritic(open_critic(folder), name)


def fit_temperature(stored: StoredCritic, data: Labelled) -> float:
    """Return the temperature at which the labels are likeliest (Guo, Pleiss, Sun and Weinberger, 2017)."""
    return best_temperature(*odds_of(stored, data)) if data.labels else 1.0


def odds_of(stored: StoredCritic, data: Labelled) -> tuple[Tensor, Tensor]:
    """Return the log-odds of acceptance [N] at a temperature of 1, and the labels [N], 1 for accepted."""
    plain = stored._replace(settings=stored.settings.model_copy(update={"temperature": 1.0}))
    chances = [each.accept for each in said_of(data, EmbeddedCritic(plain, "being finished").judge)]
    odds = torch.tensor(chances, dtype=torch.float64).clamp(1e-9, 1 - 1e-9).logit()
    return odds, torch.tensor(data.accepted, dtype=torch.float64)


def best_temperature(odds: Tensor, labels: Tensor) -> float:
    """Return the temperature, from 0.1 to 10, that makes labels [N] (1 accepted) likeliest by their log-odds [N]."""
    losses = [F.binary_cross_entropy_with_logits(odds / each, labels).item() for each in _TEMPERATURES]
    return round(float(_TEMPERATURES[int(torch.tensor(losses).argmin())]), 4)
