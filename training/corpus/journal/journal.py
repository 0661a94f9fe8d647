"""The journal of a corpus run: one SQLite file that remembers every finished piece of work, also after a power cut.

A row is kept once under its stage and key; a second one of that key changes nothing. What `keep` was given is on the
disk when it returns (write-ahead log, synchronous=FULL), all of it or nothing. The file belongs to one process at a
time: a lock on the file beside it is held from the first look to the end, and the system takes it back from a process
that dies. Others may read meanwhile (`only_read`), and keep nobody from writing.
"""

import contextlib
import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal, NamedTuple, Self

from models.errors import StoreProblem
from training.corpus.journal.lock import held
from training.corpus.journal.turns import Turns, transaction

VERSION = 2
APPLICATION = 0x44785243  # what `file` and SQLite's own tools see of us: no other program's database has it
PAGE = 500  # rows that are read at a time
PATIENCE = 10.0  # seconds that a reader may take to mend what a process that died left in the log
State = Literal["ok", "failed"]
STRUCK = "struck out"  # what the rows of struck out work are counted under, among what the stages have spent

TABLES = f"""
BEGIN IMMEDIATE;
CREATE TABLE done (stage TEXT NOT NULL, key TEXT NOT NULL, state TEXT NOT NULL CHECK (state IN ('ok', 'failed')),
                   reason TEXT NOT NULL, value TEXT NOT NULL);
CREATE UNIQUE INDEX done_once ON done (stage, key);
CREATE INDEX done_failed ON done (stage) WHERE state = 'failed';
CREATE TABLE spent (stage TEXT NOT NULL, name TEXT NOT NULL, amount INTEGER NOT NULL, PRIMARY KEY (stage, name));
PRAGMA application_id = {APPLICATION};
PRAGMA user_version = {VERSION};
COMMIT;
"""

_KEEPING = "INSERT INTO done VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
_ADDING = "INSERT INTO spent VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET amount = amount + excluded.amount"


class Done(NamedTuple):
    """A piece of work in its final state: `value` is JSON, "" where it failed for the `reason`."""

    key: str
    state: State
    reason: str = ""
    value: str = ""


class Counts(NamedTuple):
    """How many pieces of a stage's work were done, and how many failed."""

    ok: int
    failed: int


class Journal:
    """An open journal, safe to use from several threads. Raises StoreProblem, here and in every method.

    With `only_read` it must be there, nothing can be kept, and somebody else may be at work on it.
    """

    def __init__(self, path: Path, *, only_read: bool = False) -> None:
        self._path = path
        self._turns = Turns(lambda said: _sentence(path, said))
        with contextlib.ExitStack() as opened, self._turns.told():
            if not only_read:
                path.parent.mkdir(parents=True, exist_ok=True)
                opened.enter_context(held(path.with_name(f"{path.name}-lock")))
            connection = _connect(path, mode="ro" if only_read else "rwc")
            self._connection = opened.enter_context(contextlib.closing(connection))
            there = self._check()
            if not only_read:
                self._take(new=not there)
            elif not there:
                raise StoreProblem(f"The journal {path} is empty; look again when its run has begun.")
            self._opened = opened.pop_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the file back; further calls fail."""
        with self._turns.taken():
            self._opened.close()

    def keep(
        self, stage: str, rows: Sequence[Done], *, spent: Mapping[str, int] | None = None, aside: bool = False
    ) -> None:
        """Keep the rows, and add to what the stage has `spent`; durable on return.

        `aside` says that another thread is busy meanwhile, as that of an event loop with calls under way.
        """
        with self._used() as connection, transaction(connection):
            if aside:
                for some in _portions(rows):
                    places = ", ".join(["(?, ?, ?, ?, ?)"] * len(some))
                    values = [value for row in some for value in (stage, *row)]
                    connection.execute(f"INSERT INTO done VALUES {places} ON CONFLICT DO NOTHING", values)  # noqa: S608
            else:
                connection.executemany(_KEEPING, ((stage, *row) for row in rows))
            connection.executemany(_ADDING, ((stage, name, amount) for name, amount in (spent or {}).items()))

    def replace(self, stage: str, rows: Sequence[Done]) -> None:
        """Keep the rows in the place of those with their keys; all of them or none."""
        with self._used() as connection, transaction(connection):
            connection.executemany(
                "INSERT OR REPLACE INTO done VALUES (?, ?, ?, ?, ?)", ((stage, *row) for row in rows)
            )
            _count_struck(connection, stage, len(rows))

    def keys(self, stage: str) -> set[str]:
        """Return the keys of all finished work of a stage; about 130 bytes of memory each."""
        with self._used() as connection:
            return {key for (key,) in connection.execute("SELECT key FROM done WHERE stage = ?", (stage,))}

    def keys_in_turn(self, stage: str) -> list[str]:
        """Return the keys of all finished work of a stage, what was finished last behind."""
        with self._used() as connection:
            rows = connection.execute("SELECT key FROM done WHERE stage = ? ORDER BY rowid", (stage,))
            return [key for (key,) in rows]

    def struck(self, stage: str) -> int:
        """Return how much work of a stage was ever struck out or replaced; while it stays, what was read is so."""
        return self.spent(STRUCK).get(stage, 0)

    def known(self, stage: str, keys: Sequence[str]) -> set[str]:
        """Return which of the keys are finished, at the cost of these alone."""
        asking = "SELECT key FROM done WHERE stage = ? AND key IN (SELECT value FROM json_each(?))"
        with self._used() as connection:
            return {key for (key,) in connection.execute(asking, (stage, json.dumps(keys)))}

    def find(self, stage: str, keys: Sequence[str]) -> dict[str, Done]:
        """Return the finished ones among the keys, at the cost of these alone."""
        asking = (
            "SELECT key, state, reason, value FROM done WHERE stage = ? AND key IN (SELECT value FROM json_each(?))"
        )
        with self._used() as connection:
            return {row[0]: Done(*row) for row in connection.execute(asking, (stage, json.dumps(keys)))}

    def forget(self, stages: Sequence[str]) -> None:
        """Strike out all work of these stages, so that the next run does it again; what was spent stays spent."""
        with self._used() as connection, transaction(connection):
            for stage in stages:
                struck = connection.execute("DELETE FROM done WHERE stage = ?", (stage,))
                _count_struck(connection, stage, struck.rowcount)

    def forget_keys(self, stage: str, keys: Sequence[str]) -> None:
        """Strike out some work of a stage."""
        with self._used() as connection, transaction(connection):
            asking = "DELETE FROM done WHERE stage = ? AND key = ?"
            struck = connection.executemany(asking, ((stage, key) for key in keys))
            _count_struck(connection, stage, struck.rowcount)

    def read(self, stage: str) -> Iterator[Done]:
        """Yield the finished work of a stage in the order of its keys; the journal may be written to meanwhile."""
        after, page = "", self._page(stage, "", first=True)
        while page:
            yield from page
            after = page[-1].key
            page = self._page(stage, after, first=False)

    def count(self, stage: str) -> Counts:
        """Return how much of a stage is finished."""
        with self._used() as connection:
            (finished,) = connection.execute("SELECT count(*) FROM done WHERE stage = ?", (stage,)).fetchone()
            (failed,) = connection.execute(
                "SELECT count(*) FROM done WHERE stage = ? AND state = 'failed'", (stage,)
            ).fetchone()
        return Counts(finished - failed, failed)

    def reasons(self, stage: str, most: int) -> dict[str, int]:
        """Return why work of a stage failed, the most frequent reasons first, each with how often it is one."""
        asking = (
            "SELECT reason, count(*) AS often FROM done WHERE stage = ? AND state = 'failed' "
            "GROUP BY reason ORDER BY often DESC, reason LIMIT ?"
        )
        with self._used() as connection:
            return dict(connection.execute(asking, (stage, most)).fetchall())

    def spent(self, stage: str) -> dict[str, int]:
        """Return what a stage has spent, in all its runs, by name."""
        with self._used() as connection:
            return dict(connection.execute("SELECT name, amount FROM spent WHERE stage = ?", (stage,)).fetchall())

    def forget_failures(self, stage: str) -> int:
        """Strike out what failed, so that the next run tries it again, and return how much that was."""
        with self._used() as connection, transaction(connection):
            struck = connection.execute("DELETE FROM done WHERE stage = ? AND state = 'failed'", (stage,))
            _count_struck(connection, stage, struck.rowcount)
            return struck.rowcount

    def _page(self, stage: str, after: str, *, first: bool) -> list[Done]:
        beyond = ">=" if first else ">"
        asking = (
            f"SELECT key, state, reason, value FROM done WHERE stage = ? AND key {beyond} ? ORDER BY key LIMIT {PAGE}"  # noqa: S608
        )
        with self._used() as connection:
            return [Done(*row) for row in connection.execute(asking, (stage, after))]

    def _take(self, *, new: bool) -> None:
        """Set how the file is written, and make it ours if it is new."""
        connection = self._connection
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        # Keys are hashes, so every row touches another page of the index: what is copied seldom is copied together.
        connection.execute("PRAGMA wal_autocheckpoint = 8000")
        connection.execute("PRAGMA cache_size = -16384")
        if new:
            connection.executescript(TABLES)

    def _check(self) -> bool:
        """Say whether the file holds a journal already. Raises StoreProblem where it holds anything else."""
        (application,) = self._connection.execute("PRAGMA application_id").fetchone()
        (version,) = self._connection.execute("PRAGMA user_version").fetchone()
        (tables,) = self._connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        if tables and application != APPLICATION:
            raise StoreProblem(f"{self._path} is a database, but no journal of a corpus run; choose another place.")
        if tables and version != VERSION:
            raise StoreProblem(
                f"The journal {self._path} has format {version}, this program writes format {VERSION}: "
                "finish the run with the Deixis that began it, or choose another place."
            )
        return bool(tables)

    @contextlib.contextmanager
    def _used(self) -> Iterator[sqlite3.Connection]:
        with self._turns.taken():
            yield self._connection


def _count_struck(connection: sqlite3.Connection, stage: str, count: int) -> None:
    if count:
        connection.execute(_ADDING, (STRUCK, stage, count))


def _connect(path: Path, *, mode: str) -> sqlite3.Connection:
    address = f"{path.absolute().as_uri()}?mode={mode}"
    # Autocommit: the transactions here are begun and ended in words.
    return sqlite3.connect(address, uri=True, timeout=PATIENCE, isolation_level=None, check_same_thread=False)


def _portions(rows: Sequence[Done]) -> Iterator[Sequence[Done]]:
    """Yield the rows in a few portions, of sizes that are few as well, so that SQLite has seen the statement before.

    Each statement has to get Python's lock back from the thread that is busy. Where none is, one row after the other
    takes less.
    """
    while rows:
        size = min(len(rows), 64)
        size -= size % 16 if size > 16 else 0
        yield rows[:size]
        rows = rows[size:]


def _sentence(path: Path, said: str) -> str:
    for words, sentence in SENTENCES.items():
        if words in said:
            return sentence.format(path=path)
    return f"The journal {path} cannot be used: {said}."


DAMAGED = "The journal {path} is damaged; move it away to begin anew, or put a copy of it in its place."
SENTENCES = {
    "locked": "Another run is using the journal {path}; wait until it has ended, or choose another place.",
    "not a database": DAMAGED,
    "malformed": DAMAGED,
    "no such table": DAMAGED,
    "unable to open": "The journal {path} cannot be opened; check that it is a file in a folder you may write to.",
    "readonly": "The journal {path} cannot be written to; check who owns the file and its folder.",
    "disk is full": "The disk that holds the journal {path} is full; make room and run again, nothing kept is lost.",
    "disk I/O error": "The disk that holds the journal {path} is full or failing; run again when it is mended.",
}
