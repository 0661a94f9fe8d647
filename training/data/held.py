"""Examples of a file that is read whole, and the records of such a file."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from models.corpus_files.json_values import json_values
from models.corpus_files.lines import BadLine
from models.errors import BadSetting
from training.data.example import Example


class Held(Sequence[Example]):
    """Examples in memory, as JSON: records of them would take several times as much."""

    def __init__(self, examples: Iterable[Example]) -> None:
        self._held = [each.model_dump_json() for each in examples]

    @property
    def digest(self) -> str:
        """Return what tells these examples from others: a hash of all of them."""
        told = hashlib.sha256()
        for each in self._held:
            told.update(each.encode())
        return told.hexdigest()

    def __len__(self) -> int:
        return len(self._held)

    def __getitem__(self, number: int) -> Example:  # type: ignore[reportIncompatibleMethodOverride]  # no slices
        return Example.model_validate_json(self._held[number])


def records_in(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the records of a JSON array with the lines they begin in. Raises BadSetting for what is none."""
    for line, value in json_values(path):
        if isinstance(value, BadLine):
            raise BadSetting(f"{path}, line {value.line}, cannot be learned from: {value.reason}.")
        yield line, value
