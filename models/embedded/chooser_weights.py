"""What a chooser's folder holds (`models/embedded/folder.py` reads and writes it)."""

from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import Field

from models.embedded.chooser_network import ChooserNetwork, StackSettings
from models.embedded.folder import ModelFolder, halved, write_folder
from models.embedded.settings import StudentSettings
from models.embedded.vocabulary import Vocabulary
from models.embedded.weights import Stage, Training, stages_in
from models.records import Record

CHOOSER_FORMAT = "deixis-chooser-1"


class ChooserFolder(Record):
    """settings.json: the sizes of eye and words (`student`) and of the querying stack, the temperature that turns
    matching scores into shares of belief, and how it was trained."""

    format: Literal["deixis-chooser-1"] = CHOOSER_FORMAT
    student: StudentSettings
    stack: StackSettings
    temperature: float = Field(default=1.0, gt=0)
    training: Training = Field(default_factory=dict)

    @property
    def chain(self) -> tuple[Stage, ...]:
        """Return the stages of the training."""
        return stages_in(self.training)


class StoredChooser(NamedTuple):
    """What a folder holds."""

    network: ChooserNetwork
    vocabulary: Vocabulary
    settings: ChooserFolder


def save_chooser(
    folder: Path,
    network: ChooserNetwork,
    vocabulary: Vocabulary,
    *,
    temperature: float = 1.0,
    training: Training | None = None,
) -> None:
    """Write a chooser's weights, tokenizer and settings."""
    settings = ChooserFolder(
        student=network.student, stack=network.stack, temperature=temperature, training=training or {}
    )
    write_folder(folder, settings, vocabulary, halved(network))


def open_chooser(folder: Path) -> StoredChooser:
    """Read a chooser's folder. Raises ModelUnavailable with the file that is missing or damaged."""
    files = ModelFolder(folder, "The embedded chooser's", "deixis train embedded --only chooser")
    settings = files.settings(ChooserFolder)
    vocabulary = files.vocabulary(settings.student.vocabulary)
    network = ChooserNetwork(settings.student, settings.stack)
    files.fill(network)
    network.spell(vocabulary)
    return StoredChooser(network.eval().requires_grad_(False), vocabulary, settings)
