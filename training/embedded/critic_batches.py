"""Training batches of the critic: labelled candidates of some pictures, with what the frozen verbalizers see of them.

A batch depends on nothing but the labels, the settings and the number of the step, so a run that was interrupted goes
on as if it had not been.
"""

import random
from collections.abc import Sequence
from typing import NamedTuple

from models.critic_labels import CriticLabel
from models.embedded.critic_network import Texts
from training.critics.targets import Targets, targets_of
from training.embedded.critic_settings import CriticTraining
from training.embedded.critic_sights import Sights


class CriticBatch(NamedTuple):
    """N texts, and what people said of each."""

    texts: Texts
    targets: Targets


def batch_of(sights: Sights, labels: Sequence[CriticLabel]) -> CriticBatch:
    """Return a batch of these candidates."""
    return CriticBatch(sights.of([each.candidate for each in labels]), targets_of(labels))


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
