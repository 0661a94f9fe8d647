"""A model's folder: model.safetensors (float16), tokenizer.json, settings.json and card.md; how it is written and read.

Only safetensors are read, so a folder from anywhere can be opened safely. Everything is written temp + rename, the
weights last, so that a reader finds what fits them.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple, TypeVar

import torch
from pydantic import ValidationError
from safetensors import SafetensorError
from safetensors.torch import load, save
from torch import Tensor, nn

from models.embedded.vocabulary import Vocabulary, load_vocabulary
from models.errors import ModelUnavailable
from models.model_format import SETTINGS, format_of
from models.records import Record
from models.whole_file import write_whole

WEIGHTS, TOKENIZER, CARD = "model.safetensors", "tokenizer.json", "card.md"
HOME = Path(__file__).parent  # of the models that ship
_Settings = TypeVar("_Settings", bound=Record)


class ModelFolder(NamedTuple):
    """A folder; `whose` it is ("The embedded student's") and the `command` that makes it again stand in errors.

    Whatever cannot be read is a ModelUnavailable with the file, the reason and the way out.
    """

    path: Path
    whose: str
    command: str

    def settings(self, kind: type[_Settings]) -> _Settings:
        """Return what settings.json says."""
        try:
            return kind.model_validate_json(self._read(SETTINGS))
        except ValidationError as error:
            told, wanted = format_of(self.path), kind.model_fields["format"].default
            other = f'it is of another kind of model ("{told}", not "{wanted}")'
            values = f"{error.error_count()} of its values cannot be read"
            raise self.damaged(SETTINGS, values if told in (None, wanted) else other) from error

    def vocabulary(self, size: int) -> Vocabulary:
        """Return the tokenizer, which must have as many pieces as its network knows."""
        self._read(TOKENIZER)
        try:
            vocabulary = load_vocabulary(self.path / TOKENIZER)
        except Exception as error:  # tokenizers raises plain Exception for a file it cannot parse
            raise self.damaged(TOKENIZER, "it is not a tokenizer") from error
        if len(vocabulary) != size:
            raise self.damaged(TOKENIZER, f"it has {len(vocabulary)} pieces and the network {size}")
        return vocabulary

    def tensors(self) -> dict[str, Tensor]:
        """Return the weights as they are stored."""
        try:
            return load(self._read(WEIGHTS))
        except SafetensorError as error:
            raise self.damaged(WEIGHTS, "it is not a whole safetensors file") from error

    def fill(self, network: nn.Module, tensors: Mapping[str, Tensor] | None = None) -> None:
        """Load weights, all of the file's or those given, into a network, as float32."""
        given = self.tensors() if tensors is None else tensors
        try:
            network.load_state_dict({name: value.float() for name, value in given.items()})
        except RuntimeError as error:
            raise self.damaged(WEIGHTS, f"its weights are not those of the network in {SETTINGS}") from error

    def damaged(self, name: str, reason: str) -> ModelUnavailable:
        """Return the error that says what is wrong with a file."""
        return ModelUnavailable(f"{self.whose} file {self.path / name} is damaged: {reason}. {self._way_out}")

    def _read(self, name: str) -> bytes:
        path = self.path / name
        try:
            return path.read_bytes()
        except OSError as error:
            raise ModelUnavailable(
                f"{self.whose} file {path} cannot be read ({error.strerror or error}). {self._way_out}"
            ) from error

    @property
    def _way_out(self) -> str:
        return f"Restore it from the repository, or make it again with: {self.command}"


def write_folder(folder: Path, settings: Record, vocabulary: Vocabulary, tensors: Mapping[str, Tensor]) -> None:
    """Write a model; a card and figures that are there stay."""
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f"{TOKENIZER}.part"
    vocabulary.save(part)
    part.replace(folder / TOKENIZER)
    write_whole(folder / SETTINGS, f"{settings.model_dump_json(indent=2)}\n".encode())
    write_whole(folder / WEIGHTS, save(dict(tensors)))


def halved(module: nn.Module) -> dict[str, Tensor]:
    """Return a network's weights as they are stored: float16."""
    return {name: value.detach().to(torch.float16).contiguous() for name, value in module.state_dict().items()}


def weights_name(*folders: Path) -> str:
    """Return a short name for the weights of models, by their bytes: whatever hangs on them can be told by it."""
    digest = hashlib.sha256()
    for folder in folders:
        digest.update((folder / WEIGHTS).read_bytes())
    return digest.hexdigest()[:12]


def names_of(*kinds: str, home: Path = HOME) -> list[str]:
    """Return the names of the folders that hold a model of one of those formats ("deixis-student-1").

    So do, for all anyone can tell, those whose settings are damaged: opening one says what is wrong with it.
    """
    return sorted(path.parent.name for path in home.glob(f"*/{SETTINGS}") if format_of(path.parent) in (*kinds, None))


def find_folder(name: str, what: str, *kinds: str, home: Path = HOME, prefix: str = "embedded") -> Path:
    """Return the folder of the `what` ("student") of that name. Raises ModelUnavailable with the names there are, each
    with the prefix of those in `home`."""
    known = names_of(*kinds, home=home)
    # Compared with what is there, not joined first: a name must not lead out of the folder.
    if name not in known:
        there = ", ".join(f"{prefix}:{each}" for each in known) or "none"
        raise ModelUnavailable(f'There is no {prefix} {what} "{name}". In {home} there is: {there}.')
    return home / name
