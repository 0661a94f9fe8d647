"""Make a critic of the verbalizers: their eye and words as they are, and what reads their questions to start from."""

from pathlib import Path
from typing import NamedTuple

import torch
from torch import Tensor

from models.embedded.critic_network import FROZEN, CriticNetwork, CriticSettings
from models.embedded.verbalizer_weights import StoredVerbalizers, open_verbalizers
from models.embedded.vocabulary import Vocabulary
from models.embedded.weights import Stage
from training.embedded.critic_settings import CriticTraining
from training.embedded.verbalizer_sights import SIGHTS

# A reading layer of theirs is a querying layer under other names; queries and texts begin with the same feed-forward.
_READING = (("layers.", "reading."), ("query_forward.norm.", "norm_forward."), ("query_forward.", ""),
            ("text_forward.norm.", "norm_forward."), ("text_forward.", ""))  # fmt: skip


class Start(NamedTuple):
    """A critic that has learned nothing yet, its words, the score from which on a region counts as found, and the
    stages that its eye and words went through."""

    network: CriticNetwork
    vocabulary: Vocabulary
    threshold: float
    stages: tuple[Stage, ...]


def start_from(folder: Path, settings: CriticTraining) -> Start:
    """Return a critic with the eye and the words of the verbalizers in a folder. Raises ModelUnavailable for others."""
    stored = open_verbalizers(folder)
    network = CriticNetwork(sizes_of(stored, settings))
    network.spell(stored.vocabulary)
    _carry_over(network, stored)
    return Start(network, stored.vocabulary, stored.settings.threshold, stored.settings.chain)


def sizes_of(stored: StoredVerbalizers, settings: CriticTraining) -> CriticSettings:
    """Return the sizes of the critic of some verbalizers: theirs, with the labels that their eye sorts by in words."""
    sight = stored.settings.network.teller
    sizes = {name: len(labels) for name, labels in SIGHTS.items()}
    labels = SIGHTS if sight.concepts == sizes else {}
    return CriticSettings(
        sight=sight.model_copy(update={"labels": labels}),
        queries=settings.queries,
        layers=settings.layers,
        text_words=settings.text_words,
    )


@torch.no_grad()
def _carry_over(network: CriticNetwork, stored: StoredVerbalizers) -> None:
    own, given = network.state_dict(), stored.network.state_dict()
    for name, value in own.items():
        if name.startswith("proposals."):
            value.copy_(given[name])
        elif name.split(".")[0] in FROZEN:
            value.copy_(given[f"teller.{name}"])
        elif name.startswith(("layers.", "inject.")) and (there := _their_name(name)) in given:
            value.copy_(given[there])
    _carry_places(own["text_place"], given["teller.question_place"])


def _their_name(name: str) -> str:
    for own, there in _READING:
        name = name.replace(own, there)
    return f"teller.{name}"


def _carry_places(own: Tensor, given: Tensor) -> None:
    """A text has START before what a question begins with."""
    count = min(own.shape[1] - 1, given.shape[1])
    own[:, 1 : 1 + count] = given[:, :count]
