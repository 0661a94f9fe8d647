"""What the critic's frozen verbalizers see of labelled pictures and of what is said about them, kept on disk (float16).

It is computed once. The folder's name carries a fingerprint of the verbalizers, so that others look anew; a file is
about a picture and knows which candidates it holds. Files are written temp + rename.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import torch
from safetensors import safe_open
from torch import Tensor

from models.embedded.critic_network import FROZEN, CriticNetwork, Texts
from models.embedded.critic_sight import texts_of
from models.embedded.vocabulary import Vocabulary
from models.judging import Candidate
from training.embedded.critic_shown import Opener
from training.loop.tensor_files import write_tensors

_HELD = "candidates"


class Sights:
    """Candidates as the network takes them, from the disk."""

    def __init__(self, folder: Path, network: CriticNetwork, vocabulary: Vocabulary, *, threshold: float) -> None:
        self._network = network
        self._vocabulary = vocabulary
        self._threshold = threshold
        self._home = folder / f"sights-{_fingerprint(network, threshold)}"
        self._rows: dict[str, dict[str, int]] = {}

    def prepare(
        self, candidates: Iterable[Candidate], open_image: Opener, report: Callable[[int], None] | None = None
    ) -> None:
        """Look at all pictures that are not known yet with all that is said about them, each once."""
        groups: dict[str, list[Candidate]] = {}
        for each in candidates:
            groups.setdefault(each.image_id, []).append(each)
        self._home.mkdir(parents=True, exist_ok=True)
        for number, (image_id, own) in enumerate(groups.items(), 1):
            held = _held(self._path(image_id))
            if not {_digest(each) for each in own} <= held.keys():
                held = self._look(image_id, own, open_image)
            self._rows[image_id] = held
            if report is not None:
                report(number)

    def of(self, candidates: Sequence[Candidate]) -> Texts:
        """Return candidates that were prepared, in their order."""
        known = {image_id: _load(self._path(image_id)) for image_id in {each.image_id for each in candidates}}
        rows = [(known[each.image_id], self._rows[each.image_id][_digest(each)]) for each in candidates]
        return Texts(*(_stacked([texts[field][row] for texts, row in rows]) for field in range(len(Texts._fields))))

    def _look(self, image_id: str, candidates: Sequence[Candidate], open_image: Opener) -> dict[str, int]:
        seen = texts_of(self._network, self._vocabulary, open_image(image_id), candidates, threshold=self._threshold)
        digests = [_digest(each) for each in candidates]
        halved = {name: _halved(value) for name, value in seen._asdict().items()}
        write_tensors(self._path(image_id), halved, {_HELD: json.dumps(digests)})
        return _numbered(digests)

    def _path(self, image_id: str) -> Path:
        return self._home / f"{image_id}.safetensors"


def _held(path: Path) -> dict[str, int]:
    """Return the row of every candidate that a file holds; nothing where there is none."""
    if not path.exists():
        return {}
    with safe_open(path, "pt") as file:
        return _numbered(json.loads(file.metadata()[_HELD]))


def _numbered(digests: Iterable[str]) -> dict[str, int]:
    return {digest: row for row, digest in enumerate(digests)}


def _load(path: Path) -> Texts:
    with safe_open(path, "pt") as file:
        kept = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 - no mapping
    return Texts(**{name: value.float() if value.is_floating_point() else value for name, value in kept.items()})


def _halved(value: Tensor) -> Tensor:
    return value.to(torch.float16) if value.is_floating_point() else value


def _stacked(rows: Sequence[Tensor]) -> Tensor:
    """Return rows as one tensor; of texts, shorter ones are filled up with PAD, which is 0."""
    return torch.nn.utils.rnn.pad_sequence(list(rows), batch_first=True)


def _digest(candidate: Candidate) -> str:
    boxes = [(region.id, tuple(region.box)) for region in candidate.regions]
    return hashlib.sha256(repr((candidate.qar, boxes)).encode()).hexdigest()[:16]


def _fingerprint(network: CriticNetwork, threshold: float) -> str:
    settings = network.settings
    digest = hashlib.sha256(repr((threshold, settings.text_words, settings.spoken, settings.labels)).encode())
    for name, value in network.state_dict().items():
        if name.split(".")[0] in FROZEN:
            digest.update(value.numpy().tobytes())
    return digest.hexdigest()[:12]
