"""Training batches of the critic: labelled candidates of some pictures, with what the frozen verbalizers see of them.

A batch depends on nothing but the labels, the settings and the number of the step, so a run that was interrupted goes
on as if it had not been.
"""

import random
from collections.abc import Sequence
from typing import NamedTuple

import torch
from torch import Tensor

from models.critic_labels import CriticLabel
from models.embedded.critic_network import Texts
from training.embedded.critic_settings import CriticTraining
from training.embedded.critic_sights import Sights

_HIGHEST = 3.0  # rating: accepted


class CriticBatch(NamedTuple):
    """Texts, their `labels` [N] (1 accepted), and the targets of both ratings [N], from 0 to 1."""

    texts: Texts
    labels: Tensor
    qa: Tensor
    rationale: Tensor


def batch_of(sights: Sights, labels: Sequence[CriticLabel]) -> CriticBatch:
    """Return a batch of these candidates."""
    return CriticBatch(
        texts=sights.of([each.candidate for each in labels]),
        labels=torch.tensor([each.label == "accept" for each in labels]).long(),
        qa=torch.tensor([each.qa / _HIGHEST for each in labels]),
        rationale=torch.tensor([each.rationale / _HIGHEST for each in labels]),
    )


def choose_labels(
    by_picture: Sequence[Sequence[CriticLabel]], settings: CriticTraining, step: int
) -> list[CriticLabel]:
    """Return the labels of a step: of `pictures` pictures up to `each` candidates. In an epoch every picture comes
    once, in an order of its own."""
    rng = random.Random(f"critic {settings.seed}/{step}")
    start = step * settings.pictures
    places = [_place(settings.seed, start + number, len(by_picture)) for number in range(settings.pictures)]
    return [
        label for place in places for label in rng.sample(by_picture[place], min(settings.each, len(by_picture[place])))
    ]


def _place(seed: int, number: int, count: int) -> int:
    epoch, place = divmod(number, count)
    return random.Random(f"critic order {seed}/{epoch}").sample(range(count), count)[place]
