"""Training batches of the critic: labelled candidates of some pictures, with what the frozen eye saw of these.

A batch depends on nothing but the labels, the settings and the number of the step, so a run that was interrupted goes
on as if it had not been.
"""

import random
from collections.abc import Sequence
from typing import NamedTuple

import torch
from torch import Tensor

from models.critic_labels import CriticLabel
from models.embedded.critic_network import CriticNetwork, Pictures, Texts
from models.embedded.critic_sight import gather_pictures, gather_texts, read
from models.embedded.vocabulary import Vocabulary
from training.embedded.critic_settings import CriticTraining
from training.embedded.critic_sights import Sights

_HIGHEST = 3.0  # rating: accepted


class CriticBatch(NamedTuple):
    """Pictures, texts about them, `labels` [N] (1 accepted), and the targets of both ratings [N], from 0 to 1."""

    pictures: Pictures
    texts: Texts
    labels: Tensor
    qa: Tensor
    rationale: Tensor


class Reader(NamedTuple):
    """What turns labelled candidates into tensors."""

    network: CriticNetwork
    vocabulary: Vocabulary
    sights: Sights

    def batch(self, labels: Sequence[CriticLabel]) -> CriticBatch:
        """Return a batch of these candidates; each brings its own picture tokens, those of equal ones are shared."""
        limits = self.network.settings
        candidates = [each.candidate for each in labels]
        readings = [
            read(self.vocabulary, each, slots=limits.sight.regions, longest=limits.text_words) for each in candidates
        ]
        sights = [self.sights.of(each) for each in candidates]
        firsts = {each.image_id: row for row, each in reversed(list(enumerate(candidates)))}
        numbers = {image_id: number for number, image_id in enumerate(firsts)}
        return CriticBatch(
            pictures=gather_pictures(self.network, [sights[row] for row in firsts.values()]),
            texts=gather_texts(self.network, readings, sights, [numbers[each.image_id] for each in candidates]),
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
