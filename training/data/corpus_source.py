"""The examples of a corpus, each to be had by its number, without holding its files in memory.

Of JSON lines only the places where they begin are kept, eight bytes each; other layouts (arrays, tables) are held as
JSON. What cannot be learned from is found when a source is opened, not in the middle of a night's training: lines that
cannot be used, and texts about pictures that are not there, which are left out.
"""

import hashlib
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

import numpy as np

from models.corpus import PromptKind
from models.corpus_files.lines import BadLine, Found
from models.corpus_files.reading import read_candidates, read_line
from models.errors import BadSetting
from training.corpus.import_entries import export_files
from training.data.example import Example, example_of
from training.data.held import Held
from training.data.picture_places import There

REPORT_EVERY = 100_000  # lines, or texts that are looked at again

Report = Callable[[int], object]


class Choice(NamedTuple):
    """Which examples of a file are learned from: those of a split that `critic` scored at least `threshold` (all that
    it did not score are left out, too; without a critic none is), of one kind or of both."""

    split: str = "train"
    critic: str = ""
    threshold: float = 0.8
    kind: PromptKind | Literal["both"] = "both"

    def takes(self, example: Example, *, split: str = "train", set_aside: str = "") -> bool:
        """Say whether an example of a split is among them; what was set aside never is."""
        if set_aside or split != self.split:
            return False
        if self.kind not in ("both", example.kind):
            return False
        return not self.critic or example.scores.get(self.critic, -1.0) >= self.threshold


EVERYTHING = Choice()  # of the split to learn from


class CorpusSource(Sequence[Example]):
    """The chosen examples of a file, or of an export in its folder, in their order. `digest` tells what they are."""

    def __init__(
        self,
        path: Path,
        choice: Choice = EVERYTHING,
        *,
        there: There | None = None,
        report: Report | None = None,
    ) -> None:
        """Look through the files. Raises BadSetting for a line that cannot be used, and where nothing is left."""
        self.path = path
        self._files = export_files(path) if path.is_dir() else [path]
        self._lines = all(each.suffix.lower() == ".jsonl" for each in self._files)
        there = there or There()
        chosen = _Chosen(choice, there, report)
        if self._lines:
            starts = [np.fromiter(chosen.starts(each), dtype=np.int64) for each in self._files]
            self._starts = np.concatenate(starts)
            self._ends = np.cumsum([len(each) for each in starts]).tolist()
        self._held = Held(() if self._lines else (example for each in self._files for example in chosen.rows(each)))
        self.digest = chosen.digest if self._lines else self._held.digest
        if not len(self):
            there.refuse_none(path)
            raise nothing_in(path, choice)

    def __len__(self) -> int:
        return len(self._starts) if self._lines else len(self._held)

    def __getitem__(self, number: int) -> Example:  # type: ignore[reportIncompatibleMethodOverride]  # no slices
        if not self._lines:
            return self._held[number]
        start = int(self._starts[number])
        path = self._files[bisect_right(self._ends, number % len(self))]
        with path.open("rb") as file:
            file.seek(start)
            found = read_line(number, file.readline())
        if isinstance(found, BadLine):
            raise BadSetting(f"{path} has changed since it was opened; start again.")
        return example_of(found)


class _Chosen:
    """Picks from files what is to be learned from."""

    def __init__(self, choice: Choice, there: There, report: Report | None) -> None:
        self._choice = choice
        self._there = there
        self._report = report
        self._seen = 0
        self._lines = hashlib.sha256()

    @property
    def digest(self) -> str:
        """Return the hash of the lines that were chosen."""
        return self._lines.hexdigest()

    def starts(self, path: Path) -> Iterator[int]:
        """Yield the bytes of a file at which the lines start."""
        start = 0
        for number, raw in enumerate(_lines_of(path), start=1):
            if raw.strip() and self._example(path, read_line(number, raw)) is not None:
                self._lines.update(raw)
                yield start
            start += len(raw)

    def rows(self, path: Path) -> Iterator[Example]:
        """Yield the examples of a file of another layout."""
        for found in read_candidates(path):
            example = self._example(path, found)
            if example is not None:
                yield example

    def _example(self, path: Path, found: Found | BadLine) -> Example | None:
        self._seen += 1
        if self._report is not None and self._seen % REPORT_EVERY == 0:
            self._report(self._seen)
        if isinstance(found, BadLine):
            raise BadSetting(f"{path}, line {found.line}, cannot be learned from: {found.reason}.")
        example = example_of(found)
        chosen = self._choice.takes(example, split=found.split, set_aside=found.set_aside)
        return example if chosen and self._there(example.image) else None


def _lines_of(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            yield from file
    except OSError as error:
        raise BadSetting(f"{path} cannot be read: {error.strerror}.") from None


def nothing_in(corpus: object, choice: Choice) -> BadSetting:
    """Return the problem that nothing of a corpus is chosen."""
    kind = "" if choice.kind == "both" else f" of the kind {choice.kind!r}"
    scored = f" that {choice.critic!r} scored at least {choice.threshold:g}" if choice.critic else ""
    wanted = f"no example{kind} of the split {choice.split!r}{scored}"
    return BadSetting(f"{corpus} holds nothing to learn from: {wanted} is in it.")
