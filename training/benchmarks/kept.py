"""The scores of one model, kept picture by picture as they come, so that an evaluation can be stopped at any moment.

A folder belongs to one model and one way of asking it; its rows are known by what the model was shown, picture and
items alike, so that nothing old is taken for what has changed. Each process writes a journal of its own there.
"""

import contextlib
import hashlib
import json
import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Self

from training.benchmarks.items import Item, ItemSet
from training.benchmarks.predictions import Said
from training.corpus.journal.journal import Done, Journal

STAGE = "scored"
SECONDS = 1.0  # that finished work waits for more, to be made durable together
_NAME = "scores-{}.sqlite3"
_DIGITS = 24  # of a sha256


def folder_for(home: Path, hangs_on: Mapping[str, Any]) -> Path:
    """Return where the scores are kept that hang on all of this: the model, its weights, how it is asked."""
    text = json.dumps(hangs_on, sort_keys=True, ensure_ascii=False)
    return home / hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:_DIGITS]


def key_of(items: ItemSet, picture: str, group: Sequence[Item]) -> str:
    """Return what the scores of a picture's items are known by: all that a model is shown of them."""
    parts = (picture, items.stamp(picture), *(item.model_dump_json() for item in group))
    return hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()


class Kept:
    """The scores in a folder, open for the process `rank` of `count`; to be used in a with statement.

    With `fresh` what is there is struck out. Raises StoreProblem, here and in every method, where another program is at
    work on it or the disk fails.
    """

    def __init__(
        self,
        folder: Path,
        *,
        rank: int = 0,
        count: int = 1,
        fresh: bool = False,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._folder = folder
        self._rank, self._count = rank, count
        self._fresh = fresh
        self._clock = clock
        self._pending: list[Done] = []
        self._committed = clock()

    def __enter__(self) -> Self:
        with contextlib.ExitStack() as opened:
            self._journal = opened.enter_context(Journal(self._folder / _NAME.format(self._rank)))
            if self._fresh:
                self._journal.forget([STAGE])
            self._opened = opened.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        with self._opened:
            self.flush()

    def find(self, keys: Sequence[str]) -> dict[str, Said]:
        """Return what this process knows of these pictures: what it kept before, and what processes kept that are no
        longer, because there were more of them then."""
        found = self._journal.find(STAGE, keys)
        for rank in range(self._rank + self._count, self._ranks_there(), self._count):
            with Journal(self._folder / _NAME.format(rank)) as journal:
                if self._fresh:
                    journal.forget([STAGE])
                found |= journal.find(STAGE, keys)
        return {key: Said.model_validate_json(row.value) for key, row in found.items()}

    def keep(self, key: str, said: Said) -> None:
        """Keep what was said of a picture; it is durable a second later, or when this is closed."""
        self._pending.append(Done(key, "ok", value=said.model_dump_json()))
        if self._clock() - self._committed >= SECONDS:
            self.flush()

    def flush(self) -> None:
        """Make durable what is not yet."""
        if self._pending:
            self._journal.keep(STAGE, self._pending)
        self._pending.clear()
        self._committed = self._clock()

    def remove(self) -> None:
        """Remove what all processes kept, once none of them has it open any more."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _ranks_there(self) -> int:
        """Return one more than the largest number of a journal in the folder."""
        numbers = (path.stem.rpartition("-")[2] for path in self._folder.glob(_NAME.format("*")))
        return max((int(number) + 1 for number in numbers if number.isdecimal()), default=0)
