"""Start a chooser from a student's folder (or another chooser's): copy what fits by name and shape."""

from pathlib import Path
from typing import NamedTuple

import torch
from pydantic import ValidationError
from safetensors.torch import load

from models.embedded.chooser_network import ChooserNetwork
from models.embedded.chooser_weights import ChooserFolder
from models.embedded.folder import SETTINGS, TOKENIZER, WEIGHTS
from models.embedded.vocabulary import Vocabulary, load_vocabulary
from models.embedded.weights import FolderSettings, Stage
from models.errors import BadSetting
from training.embedded.chooser_settings import ChooserTraining

_WORDS = "words.weight"
_EYE = "eye."
_PLACES = ("text_place", "question_place")  # a text has START before what a student's question begins with
# A student's reading layers are querying layers under other names; queries and texts begin with the same feed-forward.
_READING = (("layers.", "reading."), ("query_forward.norm.", "norm_forward."), ("query_forward.", ""),
            ("text_forward.norm.", "norm_forward."), ("text_forward.", ""))  # fmt: skip


class Start(NamedTuple):
    """What a folder holds that a chooser may start from."""

    folder: Path
    tensors: dict[str, torch.Tensor]
    vocabulary: Vocabulary
    stages: tuple[Stage, ...]


class CarriedOver(NamedTuple):
    """How much was taken over: tensors of the eye, others, pieces of words; and the stages they came from."""

    eye: int
    others: int
    words: int
    stages: tuple[Stage, ...]


def read_start(folder: Path, settings: ChooserTraining) -> Start:
    """Read a folder to start from; it may be an older student's, whose network is another one.

    Raises BadSetting for one that cannot be read, or of which nothing of the eye fits the chooser that is asked for.
    """
    try:
        tensors = load((folder / WEIGHTS).read_bytes())
        vocabulary = load_vocabulary(folder / TOKENIZER)
    except Exception as error:  # tokenizers raises plain Exception for a file it cannot parse
        raise BadSetting(
            f"{folder} cannot be started from ({error}). Name a student's or a chooser's folder."
        ) from error
    with torch.device("meta"):  # names and shapes only
        own = ChooserNetwork(settings.student, settings.stack).state_dict()
    if not any(name.startswith(_EYE) and name in tensors and own[name].shape == tensors[name].shape for name in own):
        raise BadSetting(f"Nothing of the eye in {folder} fits the chooser's. Start from another folder, or from none.")
    return Start(folder, tensors, vocabulary, _stages(folder))


def carry_over(network: ChooserNetwork, vocabulary: Vocabulary, start: Start) -> CarriedOver:
    """Copy every tensor that has the same name and shape; words by their text."""
    own, given = network.state_dict(), dict(start.tensors)
    given |= {name: given[there] for name in own if name not in given and (there := _students_name(name)) in given}
    fitting = [name for name in own if name != _WORDS and name in given and own[name].shape == given[name].shape]
    eye = [name for name in fitting if name.startswith(_EYE)]
    with torch.no_grad():
        for name in fitting:
            own[name].copy_(given[name])
        _carry_places(own[_PLACES[0]], given.get(_PLACES[1]))
        words = _carry_words(own[_WORDS], vocabulary, given.get(_WORDS), start.vocabulary)
    return CarriedOver(len(eye), len(fitting) - len(eye), words, start.stages)


def _students_name(name: str) -> str:
    for own, there in _READING:
        name = name.replace(own, there)
    return name


def _carry_places(own: torch.Tensor, given: torch.Tensor | None) -> None:
    if given is not None and given.shape[2] == own.shape[2]:
        count = min(own.shape[1] - 1, given.shape[1])
        own[:, 1 : 1 + count] = given[:, :count]


def _carry_words(own: torch.Tensor, vocabulary: Vocabulary, given: torch.Tensor | None, before: Vocabulary) -> int:
    if given is None or given.shape[1] != own.shape[1]:
        return 0
    numbers = {piece: number for number, piece in enumerate(before.pieces)}
    shared = [(number, numbers[piece]) for number, piece in enumerate(vocabulary.pieces) if piece in numbers]
    for number, there in shared:
        own[number] = given[there]
    return len(shared)


def _stages(folder: Path) -> tuple[Stage, ...]:
    """Return the stages that a student's or a chooser's settings.json tells of; none where it is of neither."""
    for kind in (FolderSettings, ChooserFolder):
        try:
            return kind.model_validate_json((folder / SETTINGS).read_bytes()).chain
        except (OSError, ValidationError):
            continue
    return ()
