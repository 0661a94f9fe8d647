"""A student's folder: model.safetensors (float16), tokenizer.json, settings.json and card.md.

A folder may also hold a mark reader (in the same weights file), the numbers of the domain detector and a calibration.

Only safetensors are read, so a folder from anywhere can be opened safely. Everything is written temp + rename.
"""

import os
from pathlib import Path
from typing import NamedTuple

import torch
from pydantic import Field, ValidationError
from safetensors import SafetensorError
from safetensors.torch import load, save
from torch import Tensor, nn

from models.embedded.confidence import Calibration
from models.embedded.mark_reader import MarkReader, ReaderSettings
from models.embedded.network import StudentNetwork
from models.embedded.settings import StudentSettings
from models.embedded.vocabulary import Vocabulary, load_vocabulary
from models.errors import ModelUnavailable
from models.records import Record, Setting

WEIGHTS, TOKENIZER, SETTINGS, CARD = "model.safetensors", "tokenizer.json", "settings.json", "card.md"
_DOMAIN = "domain."  # prefix of the detector's numbers in the weights file; they stay float32
_READER = "reader."  # prefix of the mark reader's weights


class Stage(Record):
    """One stage of a training: `supervision` is what it learned from, `seeds` which scenes it saw."""

    name: str
    seed: int
    steps: int
    minutes: float
    scenes: int
    supervision: str
    seeds: str


Training = dict[str, Setting | tuple[Stage, ...]]


class FolderSettings(Record):
    """settings.json: the network's sizes, the mark reader's and the calibration where there are any, and how all of it
    was trained; `training["chain"]` lists the stages in their order."""

    format: str = "deixis-student-1"
    student: StudentSettings
    reader: ReaderSettings | None = None
    calibration: Calibration | None = None
    training: Training = Field(default_factory=dict)

    @property
    def chain(self) -> tuple[Stage, ...]:
        """Return the stages; for a folder that does not list them, the one stage that it tells of."""
        told = self.training.get("chain")
        if isinstance(told, tuple):
            return told
        facts = {name: self.training.get(name, 0) for name in ("seed", "steps", "minutes", "scenes")}
        seeds = f"train 0 to {int(str(facts['scenes'])) - 1}"
        return (Stage.model_validate({"name": "student", **facts, "supervision": "scene truth", "seeds": seeds}),)


class StoredStudent(NamedTuple):
    """What a folder holds; `domain` is empty where no detector was fitted, `reader` None where none was trained."""

    network: StudentNetwork
    vocabulary: Vocabulary
    settings: FolderSettings
    domain: dict[str, Tensor]
    reader: MarkReader | None = None


def save_student(
    folder: Path,
    network: StudentNetwork,
    vocabulary: Vocabulary,
    *,
    training: Training | None = None,
    domain: dict[str, Tensor] | None = None,
    reader: MarkReader | None = None,
    calibration: Calibration | None = None,
) -> None:
    """Write a student's weights, tokenizer and settings, and what else there is."""
    folder.mkdir(parents=True, exist_ok=True)
    tensors = _halved(network)
    tensors |= {_DOMAIN + name: value.float().contiguous() for name, value in (domain or {}).items()}
    if reader is not None:
        tensors |= {_READER + name: value for name, value in _halved(reader).items()}
    settings = FolderSettings(
        student=network.settings,
        reader=reader.settings if reader is not None else None,
        calibration=calibration,
        training=training or {},
    )
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
    reader = MarkReader(settings.reader, settings.student.mark_style) if settings.reader else None
    weights = {name: value.float() for name, value in tensors.items() if not name.startswith((_DOMAIN, _READER))}
    try:
        network.load_state_dict(weights)
        if reader is not None:
            reader.load_state_dict({name: value.float() for name, value in _with(_READER, tensors).items()})
    except RuntimeError as error:
        raise _damaged(folder / WEIGHTS, "its weights are not those of the network in settings.json") from error
    if len(vocabulary) != settings.student.vocabulary:
        raise _damaged(
            folder / TOKENIZER, f"it has {len(vocabulary)} pieces and the network {settings.student.vocabulary}"
        )
    ready = reader.eval().requires_grad_(False) if reader is not None else None
    return StoredStudent(network.eval().requires_grad_(False), vocabulary, settings, _with(_DOMAIN, tensors), ready)


def _halved(module: nn.Module) -> dict[str, Tensor]:
    return {name: value.detach().to(torch.float16).contiguous() for name, value in module.state_dict().items()}


def _with(prefix: str, tensors: dict[str, Tensor]) -> dict[str, Tensor]:
    """Return the tensors whose names begin with a prefix, without it."""
    return {name.removeprefix(prefix): value for name, value in tensors.items() if name.startswith(prefix)}


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
