"""What a critic's folder holds (`models/embedded/folder.py` reads and writes it)."""

from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import Field

from models.embedded.critic_network import CriticNetwork, CriticSettings
from models.embedded.folder import ModelFolder, halved, write_folder
from models.embedded.vocabulary import Vocabulary
from models.embedded.weights import Stage, Training, stages_in
from models.records import Record

CRITIC_FORMAT = "deixis-critic-2"


class CriticFolder(Record):
    """settings.json: the sizes of the network, the score from which on a region counts as found, the temperature that
    turns votes into chances, and how it was trained."""

    format: Literal["deixis-critic-2"] = CRITIC_FORMAT
    network: CriticSettings
    threshold: float = Field(default=0.3, ge=0, le=1)
    temperature: float = Field(default=1.0, gt=0)
    training: Training = Field(default_factory=dict)

    @property
    def chain(self) -> tuple[Stage, ...]:
        """Return the stages of the training, the verbalizers' among them."""
        return stages_in(self.training)


class StoredCritic(NamedTuple):
    """What a folder holds."""

    network: CriticNetwork
    vocabulary: Vocabulary
    settings: CriticFolder


def save_critic(folder: Path, stored: StoredCritic) -> None:
    """Write a critic's weights, tokenizer and settings."""
    settings = stored.settings.model_copy(update={"network": stored.network.settings})
    write_folder(folder, settings, stored.vocabulary, halved(stored.network))


def open_critic(folder: Path) -> StoredCritic:
    """Read a critic's folder. Raises ModelUnavailable with the file that is missing or damaged."""
    files = ModelFolder(folder, "The embedded critic's", "deixis train embedded --only critic")
    settings = files.settings(CriticFolder)
    vocabulary = files.vocabulary(settings.network.verbalizers.teller.vocabulary)
    network = CriticNetwork(settings.network)
    files.fill(network)
    return StoredCritic(network.eval().requires_grad_(False), vocabulary, settings)
