"""What the verbalizers' folder holds; how a folder is written and read, and what is said of damage: `folder.py`."""

from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import Field

from models.embedded.folder import ModelFolder, halved, write_folder
from models.embedded.verbalizer_network import VerbalizerNetwork, VerbalizerSettings
from models.embedded.vocabulary import Vocabulary
from models.embedded.weights import Stage, Training, stages_in
from models.records import Record

FORMAT = "deixis-verbalizers-1"


class VerbalizerFolder(Record):
    """settings.json: the sizes of the network, the score from which on a proposal is shown, and how it was trained."""

    format: Literal["deixis-verbalizers-1"] = "deixis-verbalizers-1"
    network: VerbalizerSettings
    threshold: float = Field(default=0.3, ge=0, le=1)
    training: Training = Field(default_factory=dict)

    @property
    def chain(self) -> tuple[Stage, ...]:
        """Return the stages of the training."""
        return stages_in(self.training)


class StoredVerbalizers(NamedTuple):
    """What a folder holds."""

    network: VerbalizerNetwork
    vocabulary: Vocabulary
    settings: VerbalizerFolder


def save_verbalizers(
    folder: Path,
    network: VerbalizerNetwork,
    vocabulary: Vocabulary,
    *,
    threshold: float | None = None,
    training: Training | None = None,
) -> None:
    """Write the verbalizers' weights, tokenizer and settings."""
    settings = VerbalizerFolder(network=network.settings, training=training or {})
    if threshold is not None:
        settings = settings.model_copy(update={"threshold": threshold})
    write_folder(folder, settings, vocabulary, halved(network))


def open_verbalizers(folder: Path) -> StoredVerbalizers:
    """Read a folder. Raises ModelUnavailable with the file that is missing or damaged."""
    files = ModelFolder(folder, "The embedded verbalizers'", "deixis train embedded --only verbalizers")
    settings = files.settings(VerbalizerFolder)
    vocabulary = files.vocabulary(settings.network.teller.vocabulary)
    network = VerbalizerNetwork(settings.network)
    files.fill(network)
    return StoredVerbalizers(network.eval().requires_grad_(False), vocabulary, settings)
