"""Gather rows by key without holding them in memory: annotations by picture, whatever order a file has them in."""

import sqlite3
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Self


class Groups:
    """Texts by key, in a private file of SQLite's that is gone once it is closed."""

    def __init__(self) -> None:
        # An empty name: a database on disk that has no name and is deleted by SQLite itself.
        self._rows = sqlite3.connect("", isolation_level=None)
        self._rows.execute("CREATE TABLE rows (id INTEGER PRIMARY KEY, key TEXT NOT NULL, text TEXT NOT NULL)")
        self._rows.execute("BEGIN")
        self._ordered = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._rows.close()

    def add(self, key: str, text: str) -> None:
        """Add a text to a key."""
        self._rows.execute("INSERT INTO rows (key, text) VALUES (?, ?)", (key, text))

    def add_all(self, rows: Iterable[tuple[str, str]]) -> None:
        """Add texts to their keys."""
        self._rows.executemany("INSERT INTO rows (key, text) VALUES (?, ?)", rows)

    def keys(self) -> Iterator[str]:
        """Yield each key once, in the order in which they were first added."""
        self._order()
        for (key,) in self._rows.execute("SELECT key FROM rows GROUP BY key ORDER BY MIN(id)"):
            yield key

    def of(self, key: str) -> list[str]:
        """Return the texts of a key in the order in which they were added, none for one that was never added."""
        self._order()
        return [text for (text,) in self._rows.execute("SELECT text FROM rows WHERE key = ? ORDER BY id", (key,))]

    def _order(self) -> None:
        if not self._ordered:
            self._rows.execute("CREATE INDEX by_key ON rows (key, id)")
            self._ordered = True
