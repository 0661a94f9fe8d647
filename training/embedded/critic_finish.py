"""After training: fit the temperature of the chances, measure the critic, write its card."""

from collections.abc import Callable
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor

from models.embedded.critic import EmbeddedCritic
from models.embedded.critic_weights import StoredCritic, open_critic, save_critic
from models.embedded.folder import WEIGHTS
from training.embedded.critic_card import write_critic_card
from training.embedded.critic_data import Labelled
from training.embedded.critic_measures import CriticMeasures, measure_critic
from training.embedded.finish import write_measured

_TEMPERATURES = torch.logspace(-1, 1, 81, dtype=torch.float64)


def finish_critic(
    folder: Path, *, name: str, aside: Labelled, measured: Labelled, report: Callable[[str], None] = lambda _line: None
) -> CriticMeasures:
    """Add temperature, figures and card to a critic's folder and return the figures.

    The temperature is fitted on the labels that were left `aside` in training; with none there it stays 1.
    """
    stored = open_critic(folder)
    report("fitting the temperature of the chances")
    temperature = fit_temperature(stored, aside)
    settings = stored.settings.model_copy(update={"temperature": temperature})
    save_critic(folder, stored._replace(settings=settings))
    critic = EmbeddedCritic(open_critic(folder), name)
    measures = measure_critic(critic, measured, report=report)
    mebibytes = (folder / WEIGHTS).stat().st_size / 2**20
    write_measured(folder, write_critic_card(critic.stored.settings, measures, mebibytes=mebibytes), measures)
    return measures


def fit_temperature(stored: StoredCritic, data: Labelled) -> float:
    """Return the temperature at which the labels are likeliest (Guo, Pleiss, Sun and Weinberger, 2017)."""
    plain = stored._replace(settings=stored.settings.model_copy(update={"temperature": 1.0}))
    critic, odds, labels = EmbeddedCritic(plain, "being finished"), [], []
    for image_id in data.pictures:
        own = [each for each in data.labels if each.candidate.image_id == image_id]
        opinions = critic.judge(data.open_image(image_id), [each.candidate for each in own])
        odds += [opinion.accept for opinion in opinions]
        labels += [each.label == "accept" for each in own]
    if not labels:
        return 1.0
    logits = torch.tensor(odds, dtype=torch.float64).clamp(1e-9, 1 - 1e-9).logit()
    return best_temperature(logits, torch.tensor(labels, dtype=torch.float64))


def best_temperature(odds: Tensor, labels: Tensor) -> float:
    """Return the temperature, from 0.1 to 10, that makes labels [N] (1 accepted) likeliest by their log-odds [N]."""
    losses = [F.binary_cross_entropy_with_logits(odds / each, labels).item() for each in _TEMPERATURES]
    return round(float(_TEMPERATURES[int(torch.tensor(losses).argmin())]), 4)
