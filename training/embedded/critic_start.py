"""Make a critic of the verbalizers, which stay as they are. Or go on from the weights of a critic, which has all of
that."""

from pathlib import Path
from typing import NamedTuple

from models.embedded.critic_network import CriticNetwork, CriticSettings
from models.embedded.critic_weights import CRITIC_FORMAT, open_critic
from models.embedded.verbalizer_weights import StoredVerbalizers, open_verbalizers
from models.embedded.vocabulary import Vocabulary
from models.embedded.weights import Stage
from models.model_format import format_of
from training.embedded.critic_settings import CriticTraining
from training.embedded.verbalizer_sights import SIGHTS

_FOUND = 0.3  # lower than what the verbalizers show people: to a critic, what is missed is not there


class Start(NamedTuple):
    """A critic to be trained, its words, the score from which on a region counts as found, and the stages that its
    verbalizers, or all of it, went through."""

    network: CriticNetwork
    vocabulary: Vocabulary
    threshold: float
    stages: tuple[Stage, ...]


def start_from(folder: Path, settings: CriticTraining) -> Start:
    """Return a critic with the verbalizers in a folder, or the critic in it as it is, whose sizes the settings must
    have. Raises ModelUnavailable for what is neither."""
    if format_of(folder) == CRITIC_FORMAT:
        return _go_on_from(folder)
    stored = open_verbalizers(folder)
    network = CriticNetwork(sizes_of(stored, settings))
    network.verbalizers.load_state_dict(stored.network.state_dict())
    return Start(network, stored.vocabulary, min(_FOUND, stored.settings.threshold), stored.settings.chain)


def _go_on_from(folder: Path) -> Start:
    network, vocabulary, settings = open_critic(folder)
    network.train().freeze()
    return Start(network, vocabulary, settings.threshold, settings.chain)


def sizes_of(stored: StoredVerbalizers, settings: CriticTraining) -> CriticSettings:
    """Return the sizes of the critic of some verbalizers, with the labels that their eye sorts by."""
    sizes = {name: len(labels) for name, labels in SIGHTS.items()}
    return CriticSettings(
        verbalizers=stored.settings.network,
        labels=SIGHTS if stored.settings.network.teller.concepts == sizes else {},
        voters=settings.voters,
        hidden=settings.hidden,
        text_words=settings.text_words,
    )
