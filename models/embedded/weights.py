"""A student's folder: model.safetensors (float16), tokenizer.json, settings.json and card.md.

Only safetensors are read, so a folder from anywhere can be opened safely. Everything is written temp + rename.
"""

import os
from pathlib import Path
from typing import NamedTuple

import torch
from pydantic import Field, ValidationError
from safetensors import SafetensorError
from safetensors.torch import load, save
from torch import Tensor

from models.embedded.network import StudentNetwork
from models.embedded.settings import StudentSettings
from models.embedded.vocabulary import Vocabulary, load_vocabulary
from models.errors import ModelUnavailable
from models.records import Record, Setting

WEIGHTS, TOKENIZER, SETTINGS, CARD = "model.safetensors", "tokenizer.json", "settings.json", "card.md"
_DOMAIN = "domain."  # prefix of the detector's numbers in the weights file; they stay float32


class FolderSettings(Record):
    """settings.json: the network's sizes, and how it was trained, for the reader."""

    format: str = "deixis-student-1"
    student: StudentSettings
    training: dict[str, Setting] = Field(default_factory=dict)


class StoredStudent(NamedTuple):
    """What a folder holds; `domain` is empty where no detector was fitted."""

    network: StudentNetwork
    vocabulary: Vocabulary
    settings: FolderSettings
    domain: dict[str, Tensor]


def save_student(
    folder: Path,
    network: StudentNetwork,
    vocabulary: Vocabulary,
    *,
    training: dict[str, Setting] | None = None,
    domain: dict[str, Tensor] | None = None,
) -> None:
    """Write a student's weights, tokenizer and settings."""
    folder.mkdir(parents=True, exist_ok=True)
    tensors = {name: value.detach().to(torch.float16).contiguous() for name, value in network.state_dict().items()}
    tensors |= {_DOMAIN + name: value.float().contiguous() for name, value in (domain or {}).items()}
    settings = FolderSettings(student=network.settings, training=training or {})
    vocabulary.save(folder / f"{TOKENIZER}.part")
    (folder / f"{TOKENIZER}.part").replace(folder / TOKENIZER)
    write_whole(folder / SETTINGS, f"{settings.model_dump_json(indent=2)}\n".encode())
    write_whole(folder / WEIGHTS, save(tensors))


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that a reader sees the old or the new one, never a part."""
    part = path.with_name(f"{path.name}.part")
    with part.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def open_student(folder: Path) -> StoredStudent:
    """Read a student's folder. Raises ModelUnavailable with the file that is missing or damaged."""
    settings = _settings(folder)
    vocabulary = _vocabulary(folder)
    tensors = _tensors(folder)
    network = StudentNetwork(settings.student)
    weights = {name: value.float() for name, value in tensors.items() if not name.startswith(_DOMAIN)}
    try:
        network.load_state_dict(weights)
    except RuntimeError as error:
        raise _damaged(folder / WEIGHTS, "its weights are not those of the network in settings.json") from error
    if len(vocabulary) != settings.student.vocabulary:
        raise _damaged(
            folder / TOKENIZER, f"it has {len(vocabulary)} pieces and the network {settings.student.vocabulary}"
        )
    domain = {name.removeprefix(_DOMAIN): value for name, value in tensors.items() if name.startswith(_DOMAIN)}
    return StoredStudent(network.eval().requires_grad_(False), vocabulary, settings, domain)


def _settings(folder: Path) -> FolderSettings:
    try:
        return FolderSettings.model_validate_json(_read(folder / SETTINGS))
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
            f"The embedded student's file {path} cannot be read ({error.strerror or error}). "
            "Restore it from the repository, or make it again with: deixis train embedded --only student"
        ) from error


def _damaged(path: Path, reason: str) -> ModelUnavailable:
    return ModelUnavailable(
        f"The embedded student's file {path} is damaged: {reason}. "
        "Restore it from the repository, or make it again with: deixis train embedded --only student"
    )
