"""A chooser's folder: model.safetensors (float16), tokenizer.json, settings.json and card.md.

Only safetensors are read, so a folder from anywhere can be opened safely. Everything is written temp + rename.
"""

from pathlib import Path
from typing import Literal, NamedTuple

import torch
from pydantic import Field, ValidationError
from safetensors import SafetensorError
from safetensors.torch import load, save
from torch import Tensor

from models.embedded.chooser_network import ChooserNetwork, StackSettings
from models.embedded.settings import StudentSettings
from models.embedded.vocabulary import Vocabulary, load_vocabulary
from models.embedded.weights import SETTINGS, TOKENIZER, WEIGHTS, Training, write_whole
from models.errors import ModelUnavailable
from models.records import Record


class ChooserFolder(Record):
    """settings.json: the sizes of eye and words (`student`) and of the querying stack, the temperature that turns
    matching scores into shares of belief, and how it was trained."""

    format: Literal["deixis-chooser-1"] = "deixis-chooser-1"
    student: StudentSettings
    stack: StackSettings
    temperature: float = Field(default=1.0, gt=0)
    training: Training = Field(default_factory=dict)


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
    folder.mkdir(parents=True, exist_ok=True)
    tensors = {name: value.detach().to(torch.float16).contiguous() for name, value in network.state_dict().items()}
    settings = ChooserFolder(
        student=network.student, stack=network.stack, temperature=temperature, training=training or {}
    )
    vocabulary.save(folder / f"{TOKENIZER}.part")
    (folder / f"{TOKENIZER}.part").replace(folder / TOKENIZER)
    write_whole(folder / SETTINGS, f"{settings.model_dump_json(indent=2)}\n".encode())
    write_whole(folder / WEIGHTS, save(tensors))


def open_chooser(folder: Path) -> StoredChooser:
    """Read a chooser's folder. Raises ModelUnavailable with the file that is missing or damaged."""
    settings = _settings(folder)
    vocabulary = _vocabulary(folder)
    tensors = _tensors(folder)
    network = ChooserNetwork(settings.student, settings.stack)
    try:
        network.load_state_dict({name: value.float() for name, value in tensors.items()})
    except RuntimeError as error:
        raise _damaged(folder / WEIGHTS, "its weights are not those of the network in settings.json") from error
    if len(vocabulary) != settings.student.vocabulary:
        raise _damaged(
            folder / TOKENIZER, f"it has {len(vocabulary)} pieces and the network {settings.student.vocabulary}"
        )
    return StoredChooser(network.eval().requires_grad_(False), vocabulary, settings)


def _settings(folder: Path) -> ChooserFolder:
    try:
        return ChooserFolder.model_validate_json(_read(folder / SETTINGS))
    except ValidationError as error:
        raise _damaged(folder / SETTINGS, f"{error.error_count()} of its values cannot be read") from error


def _vocabulary(folder: Path) -> Vocabulary:
    _read(folder / TOKENIZER)
    try:
        return load_vocabulary(folder / TOKENIZER)
    except Exception as error:  # tokenizers raises plain Exception for a file it cannot parse
        raise _damaged(folder / TOKENIZER, "it is not a tokenizer") from error


def _tensors(folder: Path) -> dict[str, Tensor]:
    try:
        return load(_read(folder / WEIGHTS))
    except SafetensorError as error:
        raise _damaged(folder / WEIGHTS, "it is not a whole safetensors file") from error


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ModelUnavailable(
            f"The embedded chooser's file {path} cannot be read ({error.strerror or error}). {_WAY_OUT}"
        ) from error


def _damaged(path: Path, reason: str) -> ModelUnavailable:
    return ModelUnavailable(f"The embedded chooser's file {path} is damaged: {reason}. {_WAY_OUT}")


_WAY_OUT = "Restore it from the repository, or make it again with: deixis train embedded --only chooser"
