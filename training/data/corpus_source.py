"""The examples of a corpus file, each to be had by its number, without holding the file in memory.

Of JSON lines only the places where they begin are kept, eight bytes each; other layouts (arrays, tables) are held as
JSON. What cannot be learned from is found when a source is opened, not in the middle of a night's training.
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

import numpy as np

from models.corpus import Entry, PromptKind
from models.corpus_files.lines import BadLine, Found
from models.corpus_files.reading import read_candidates, read_line
from models.errors import BadSetting
from training.data.example import Example, example_of, example_of_entry
from training.data.held import Held

_REPORT_EVERY = 10_000  # lines

Report = Callable[[int], object]


class Choice(NamedTuple):
    """Which examples of a file are learned from: those of a split that `critic` scored at least `threshold` (all that
    it did not score are left out, too; without a critic none is), of one kind or of both."""

    split: str = "train"
    critic: str = ""
    threshold: float = 0.8
    kind: PromptKind | Literal["both"] = "both"

    def takes(self, found: Found) -> bool:
        """Say whether an example is among them."""
        return self._takes(found.split, found.set_aside, example_of(found))

    def takes_entry(self, entry: Entry) -> bool:
        """Say whether an entry of a corpus is among them."""
        return self._takes(entry.split, entry.set_aside, example_of_entry(entry))

    def _takes(self, split: str, set_aside: str, example: Example) -> bool:
        if set_aside or split != self.split:
            return False
        if self.kind not in ("both", example.kind):
            return False
        return not self.critic or example.scores.get(self.critic, -1.0) >= self.threshold


EVERYTHING = Choice()  # of the split to learn from


class CorpusSource(Sequence[Example]):
    """The chosen examples of a file, in its order."""

    def __init__(self, path: Path, choice: Choice = EVERYTHING, *, report: Report | None = None) -> None:
        """Look through the file. Raises BadSetting for a line that cannot be used, and where nothing is left."""
        self.path = path
        self._lines = path.suffix.lower() == ".jsonl"
        chosen = _chosen(path, choice, by_line=self._lines, report=report)
        starts = (start for start, _ in chosen) if self._lines else ()
        self._starts = np.fromiter(starts, dtype=np.int64)
        self._held = Held(example_of(found) for _, found in chosen)
        if not len(self):
            raise BadSetting(f"{path} holds nothing to learn from: {_wanted(choice)} is in it.")

    def __len__(self) -> int:
        return len(self._starts) if self._lines else len(self._held)

    def __getitem__(self, number: int) -> Example:  # type: ignore[reportIncompatibleMethodOverride]  # no slices
        if not self._lines:
            return self._held[number]
        start = int(self._starts[number])
        with self.path.open("rb") as file:
            file.seek(start)
            found = read_line(number, file.readline())
        if isinstance(found, BadLine):
            raise BadSetting(f"{self.path} has changed since it was opened; start again.")
        return example_of(found)


def _chosen(path: Path, choice: Choice, *, by_line: bool, report: Report | None) -> Iterator[tuple[int, Found]]:
    """Yield what is chosen, and where its line begins if lines are what is read."""
    rows = _with_starts(path) if by_line else ((0, found) for found in read_candidates(path))
    for number, (start, found) in enumerate(rows, start=1):
        if isinstance(found, BadLine):
            raise BadSetting(f"{path}, line {found.line}, cannot be learned from: {found.reason}.")
        if choice.takes(found):
            yield start, found
        if report is not None and number % _REPORT_EVERY == 0:
            report(number)


def _with_starts(path: Path) -> Iterator[tuple[int, Found | BadLine]]:
    start = 0
    try:
        with path.open("rb") as file:
            for number, raw in enumerate(file, start=1):
                if raw.strip():
                    yield start, read_line(number, raw)
                start += len(raw)
    except OSError as error:
        raise BadSetting(f"{path} cannot be read: {error.strerror}.") from None


def _wanted(choice: Choice) -> str:
    kind = "" if choice.kind == "both" else f" of the kind {choice.kind!r}"
    scored = f" that {choice.critic!r} scored at least {choice.threshold:g}" if choice.critic else ""
    return f"no example{kind} of the split {choice.split!r}{scored}"
