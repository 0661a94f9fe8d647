"""What exactly was measured: a model's files by their hashes, where it is served from, and with which program.

Only what changes what a model says is hashed: weights, settings and words, not the card beside them. Of a model behind
an endpoint nobody here knows more than its name and address; of one that LAVIS names and keeps itself, than its name.
"""

import hashlib
import platform
from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import Field

import models
import training
from models.errors import BadSetting
from models.records import Record
from models.registry import ModelOptions
from training.benchmarks.results import hash_of

OPENAI = "https://api.openai.com/v1"  # what an empty base URL means
_READ = frozenset((".safetensors", ".bin", ".pt", ".pth", ".json", ".txt", ".model", ".jinja"))
_FIGURES = frozenset(("figures.json", "trainer_state.json"))  # what is told of a model, and not part of it
_PROGRAM = frozenset((".py", ".toml", ".txt", ".md"))
_BLOBS, _SHA256_DIGITS = "blobs", 64  # the hub's cache names large files by their sha256


class Checkpoint(Record):
    """A model when it was measured: its `files` by name with their sha256, and `sha256` of all of these together, ""
    where it has none here; the `endpoint` that serves it, without secrets; the `parts` of which it is made."""

    model: str
    sha256: str = ""
    files: dict[str, str] = Field(default_factory=dict)
    endpoint: str = ""
    parts: tuple["Checkpoint", ...] = ()


def checkpoint_of(model: str, options: ModelOptions) -> Checkpoint:
    """Return what stands behind a model string that was loaded. Raises BadSetting for a file that cannot be read."""
    kind, _, rest = model.strip().partition(":")
    find = _KINDS.get(kind)
    return find(model.strip(), rest, options) if find else Checkpoint(model=model)


@cache
def versions() -> dict[str, str]:
    """Return the versions of what computes; "program" is a sha256 of our own sources, prompts and tables."""
    return {
        "deixis": version("deixis"),
        "program": _program(),
        "python": platform.python_version(),
        "torch": version("torch"),
        "transformers": version("transformers"),
    }


def without_secrets(address: str) -> str:
    """Return an address without user, password and query.

    >>> without_secrets("https://me:secret@host:8000/v1?key=1")
    'https://host:8000/v1'
    """
    parts = urlsplit(address)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2], query="", fragment="").geturl()


def _program() -> str:
    digest = hashlib.sha256()
    for package in (models, training):
        home = Path(package.__path__[0])
        for path in sorted(each for each in home.rglob("*") if each.suffix in _PROGRAM and each.name != "card.md"):
            digest.update(f"{package.__name__}/{path.relative_to(home).as_posix()}\n".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _of_files(model: str, paths: Iterable[Path]) -> Checkpoint:
    files = {path.name: _hash(path) for path in sorted(paths)}
    whole = hashlib.sha256("".join(f"{name} {each}\n" for name, each in files.items()).encode()).hexdigest()
    return Checkpoint(model=model, sha256=whole if files else "", files=files)


def _of_folder(model: str, folder: Path) -> Checkpoint:
    there = folder.iterdir() if folder.is_dir() else ()
    return _of_files(model, (each for each in there if each.suffix in _READ and each.name not in _FIGURES))


def _hash(path: Path) -> str:
    stored = path.resolve()
    if stored.parent.name == _BLOBS and len(stored.name) == _SHA256_DIGITS:
        return stored.name
    try:
        found = stored.stat()
    except OSError as error:
        raise BadSetting(f"{path} cannot be read: {error.strerror}.") from None
    return _hashed(stored, found.st_size, found.st_mtime_ns)


@lru_cache(maxsize=1000)  # a command that asks in several manners wants it several times, and 16 GB take a while
def _hashed(path: Path, _size: int, _changed: int) -> str:
    return hash_of(path)


def _embedded(model: str, name: str, _options: ModelOptions) -> Checkpoint:
    return _of_folder(model, Path(models.__path__[0]) / "embedded" / (name or "student"))


def _own(model: str, name: str, options: ModelOptions) -> Checkpoint:
    return _of_folder(model, Path(options.students) / name)


def _folder(model: str, path: str, _options: ModelOptions) -> Checkpoint:
    return _of_folder(model, Path(path).expanduser())


def _huggingface(model: str, folder_or_id: str, _options: ModelOptions) -> Checkpoint:
    from models.huggingface.checkpoints import in_cache

    folder = Path(folder_or_id).expanduser()
    return _of_folder(model, folder if folder.is_dir() else in_cache(folder_or_id) or folder)


def _lavis(model: str, what: str, _options: ModelOptions) -> Checkpoint:
    path = Path(what).expanduser()
    if path.is_dir():
        return _of_folder(model, path)
    if not path.is_file():
        return Checkpoint(model=model)
    return _of_files(model, [path, *(each for each in path.parent.glob("*.json") if each.name not in _FIGURES)])


def _endpoint(model: str, _name: str, options: ModelOptions) -> Checkpoint:
    return Checkpoint(model=model, endpoint=without_secrets(options.base_url) or OPENAI)


def _teacher(model: str, chat: str, options: ModelOptions) -> Checkpoint:
    """Return the chat model and those who see for it; the offline teacher is part of the program."""
    from models.verbalizing.registry import named_verbalizers

    names = named_verbalizers(options.verbalizers)
    parts = [checkpoint_of(chat, options)] if chat != "embedded" else []
    for each in dict.fromkeys(name for name in names.model_dump().values() if name):
        parts.append(checkpoint_of("embedded:verbalizers" if each == "embedded" else each, options))
    return Checkpoint(model=model, parts=tuple(parts))


_KINDS: Mapping[str, Callable[[str, str, ModelOptions], Checkpoint]] = {
    "embedded": _embedded,
    "own": _own,
    "folder": _folder,
    "hf": _huggingface,
    "lavis": _lavis,
    "openai": _endpoint,
    "local": _endpoint,
    "teacher": _teacher,
    "teacher-descriptions": _teacher,
}
