"""What a model said is kept as it comes, so that a card that was stopped goes on where it was.

A line of JSON for each item; a line that was cut off by a kill is asked again. What is found again belongs to the same
model, settings and program, asked the same item under the same condition.
"""

import hashlib
import json
from pathlib import Path
from typing import NamedTuple, TextIO

from models.errors import BadSetting
from training.benchmarks.items import Item
from training.benchmarks.predictions import Scores
from training.cards.asking import Heard

FILE = "asked.jsonl"


class Said(NamedTuple):
    """The scores of an item's choices, None where it could not be read, and what was heard, if anything."""

    scores: Scores | None
    heard: Heard | None


class Kept:
    """Keeps what was said in a file, or without one nowhere; `whom` is all that an answer hangs on beside the item.

    Raises BadSetting where the file cannot be used.
    """

    def __init__(self, path: Path | None = None, whom: str = "") -> None:
        self._whom = whom
        self._said: dict[str, Said] = {}
        self._file: TextIO | None = None
        if path is not None:
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                self._said = _read(path) if path.exists() else {}
                self._file = path.open("a", encoding="utf-8")
            except OSError as error:
                raise BadSetting(f"{path} cannot be used: {error.strerror}.") from None

    def key_of(self, item: Item, condition: str) -> str:
        """Return by what an answer is found again."""
        return hashlib.sha256(f"{self._whom}\n{condition}\n{item.model_dump_json()}".encode()).hexdigest()

    def find(self, key: str) -> Said | None:
        """Return what was said before, None where nothing was."""
        return self._said.get(key)

    def keep(self, key: str, said: Said) -> None:
        """Keep what was said; a kill after this loses nothing of it."""
        if self._file is not None:
            self._file.write(f"{json.dumps([key, said.scores, said.heard], ensure_ascii=False)}\n")
            self._file.flush()

    def close(self) -> None:
        if self._file is not None:
            self._file.close()


def _read(path: Path) -> dict[str, Said]:
    found: dict[str, Said] = {}
    with path.open("rb+") as file:
        whole = 0
        for line in file:
            if not line.endswith(b"\n"):
                break
            try:
                key, scores, heard = json.loads(line)
                found[str(key)] = Said(
                    None if scores is None else tuple(map(float, scores)), None if heard is None else Heard(*heard)
                )
            except (ValueError, TypeError):
                raise BadSetting(f"{path} holds what is no answer; delete it to ask anew.") from None
            whole += len(line)
        file.truncate(whole)
    return found
