"""The index of a corpus: one SQLite file that knows of every entry where it is and what it can be found by.

It holds nothing that cannot be made again from the journal, so it may be thrown away at any time; one of another
version, or a damaged one, is made anew. The entries themselves stay in the journal, under their picture's key.
"""

import contextlib
import json
import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from training.corpus.browsing.facts import Facts
from training.corpus.browsing.search import Rated, Search, in_one, in_parts, query_of
from training.corpus.journal.turns import Turns, transaction

VERSION = 1
TABLES = f"""
BEGIN IMMEDIATE;
CREATE TABLE facts (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
CREATE TABLE pictures (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, scored INTEGER NOT NULL);
CREATE TABLE entries (id INTEGER PRIMARY KEY, picture INTEGER NOT NULL, number INTEGER NOT NULL,
                      name TEXT NOT NULL, image TEXT NOT NULL, type TEXT NOT NULL, teacher TEXT NOT NULL,
                      prompt TEXT NOT NULL, steer TEXT NOT NULL, reason TEXT NOT NULL, marks TEXT NOT NULL);
CREATE INDEX entries_of_picture ON entries (picture);
CREATE INDEX entries_of_image ON entries (image);
CREATE INDEX entries_by_name ON entries (name);
CREATE INDEX entries_by_facts ON entries (reason, type, teacher, prompt, steer, marks);
-- Apart, so that a search that asks for no words need not read them.
CREATE TABLE texts (entry INTEGER PRIMARY KEY, text TEXT NOT NULL);
CREATE TABLE scores (entry INTEGER NOT NULL, critic TEXT NOT NULL, score REAL NOT NULL,
                     PRIMARY KEY (entry, critic)) WITHOUT ROWID;
CREATE INDEX scores_in_order ON scores (critic, score, entry);
PRAGMA user_version = {VERSION};
COMMIT;
"""


class Read(NamedTuple):
    """A picture as it was read from the journal: the facts of its entries in their order, and their scores by critic
    and name. `scored` says whether the run's own critic is through with it."""

    key: str
    scored: bool
    entries: tuple[Facts, ...]
    scores: Mapping[str, Mapping[str, float]]


class Hit(NamedTuple):
    """An entry that was found: the one of that `number` under its picture's `key`."""

    key: str
    number: int
    facts: Facts
    scores: Mapping[str, float]


class Hits(NamedTuple):
    """Some of what was found, and how much of it there is."""

    total: int
    shown: tuple[Hit, ...]


class Size(NamedTuple):
    """How many entries an index knows, about how many pictures, and of how many of these it has the critic's scores."""

    entries: int
    pictures: int
    scored: int


class Index:
    """An open index, safe to use from several threads. Raises StoreProblem, here and in every method."""

    def __init__(self, path: Path) -> None:
        self._turns = Turns(lambda said: f"The index {path} cannot be used: {said}; delete it, and it is made again.")
        with self._turns.told():
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            try:
                self._connection = _opened(path)
            except sqlite3.DatabaseError:
                path.unlink(missing_ok=True)
                self._connection = _opened(path)

    def close(self) -> None:
        with self._turns.taken():
            self._connection.close()

    # -- fill

    def pictures(self) -> dict[str, bool]:
        """Return the keys of the pictures that are known, and whether the run's own critic was through with them."""
        with self._used() as connection:
            rows = connection.execute("SELECT key, scored FROM pictures")
            return {key: bool(scored) for key, scored in rows}

    def struck(self) -> int:
        """Return what the journal said it had struck out when this was begun; 0 for a new index."""
        with self._used() as connection:
            row = connection.execute("SELECT value FROM facts WHERE name = 'struck'").fetchone()
            return row[0] if row else 0

    def add(self, pictures: Sequence[Read]) -> None:
        """Put pictures in; those that are known get their scores anew."""
        with self._used() as connection, transaction(connection):
            for each in pictures:
                _put(connection, each)

    def clear(self, *, struck: int = 0) -> None:
        """Forget everything, for what was known is no longer so, and begin anew."""
        with self._used() as connection, transaction(connection):
            for table in ("pictures", "entries", "texts", "scores"):
                connection.execute(f"DELETE FROM {table}")  # noqa: S608
            connection.execute("INSERT OR REPLACE INTO facts VALUES ('struck', ?)", (struck,))

    # -- look

    def find(self, search: Search, rated: Rated, *, start: int = 0, limit: int = 20) -> Hits:
        """Return entries from the one of number `start`, in the order of the search."""
        asked = query_of(search, rated)
        with self._used() as connection:
            (total,) = connection.execute(f"SELECT count(*) {asked.counted}", asked.values).fetchone()
            some = f"SELECT e.id {asked.listed} LIMIT ? OFFSET ?"
            ids = connection.execute(some, (*asked.values, limit, start)).fetchall()
            return Hits(total, tuple(_hits(connection, [each for (each,) in ids])))

    def named(self, names: Collection[str]) -> tuple[Hit, ...]:
        """Return the entries of these names, as far as there are any."""
        asking = "SELECT id FROM entries WHERE name IN (SELECT value FROM json_each(?)) ORDER BY id"
        with self._used() as connection:
            ids = connection.execute(asking, (json.dumps(list(names)),)).fetchall()
            return tuple(_hits(connection, [each for (each,) in ids]))

    def known(self, names: Collection[str]) -> tuple[str, ...]:
        """Return which of these are names of entries."""
        asking = "SELECT name FROM entries WHERE name IN (SELECT value FROM json_each(?))"
        with self._used() as connection:
            return tuple(name for (name,) in connection.execute(asking, (json.dumps(list(names)),)))

    def scores_of(self, names: Collection[str], critic: str) -> dict[str, float]:
        """Return what a critic scored the entries of these names, as far as it did."""
        asking = (
            "SELECT e.name, s.score FROM json_each(?) j CROSS JOIN entries e ON e.name = j.value "
            "CROSS JOIN scores s ON s.entry = e.id AND s.critic = ?"
        )
        with self._used() as connection:
            return dict(connection.execute(asking, (json.dumps(list(names)), critic)).fetchall())

    def counts(self) -> dict[str, dict[str, int]]:
        """Return how many entries have each type, teacher, prompt, steer, reason and set of marks."""
        asking = "SELECT reason, type, teacher, prompt, steer, marks, count(*) FROM entries GROUP BY 1, 2, 3, 4, 5, 6"
        names = ("reason", "type", "teacher", "prompt", "steer", "mark")
        found: dict[str, dict[str, int]] = {name: {} for name in names}
        with self._used() as connection:
            rows = connection.execute(asking).fetchall()
        for *facts, marks, count in rows:
            for name, fact in (*zip(names, facts, strict=False), *(("mark", each) for each in in_parts(marks))):
                found[name][fact] = found[name].get(fact, 0) + count
        return found

    def size(self) -> Size:
        """Return how much there is."""
        asking = "SELECT (SELECT count(*) FROM entries), count(*), coalesce(sum(scored), 0) FROM pictures"
        with self._used() as connection:
            return Size(*connection.execute(asking).fetchone())

    def scored(self, steps: int = 100) -> dict[str, tuple[int, ...]]:
        """Return of every critic how many of its scores are in each of so many equal steps from 0 to 1, and last those
        of 1 and above."""
        # A little more, since 0.29 * 100 is less than 29 to a computer.
        asking = "SELECT critic, CAST(max(0, min(?, score * ? + 1e-9)) AS INTEGER), count(*) FROM scores GROUP BY 1, 2"
        found: dict[str, list[int]] = {}
        with self._used() as connection:
            for critic, step, count in connection.execute(asking, (steps, steps)):
                found.setdefault(critic, [0] * (steps + 1))[step] = count
        return {critic: tuple(counts) for critic, counts in sorted(found.items())}

    def image_beside(self, image: str, by: int) -> str:
        """Return the picture before (-1) or after (1) one in the order of the index, "" at its end."""
        ahead, order, last = (">", "", "max") if by > 0 else ("<", "DESC", "min")
        asking = (
            f"SELECT image FROM entries WHERE id {ahead} (SELECT {last}(id) FROM entries WHERE image = ?) "  # noqa: S608
            f"ORDER BY id {order} LIMIT 1"
        )
        with self._used() as connection:
            row = connection.execute(asking, (image,)).fetchone()
        return row[0] if row else ""

    @contextlib.contextmanager
    def _used(self) -> Iterator[sqlite3.Connection]:
        with self._turns.taken():
            yield self._connection


def _opened(path: Path) -> sqlite3.Connection:
    """Open the file of an index, and make it if it is new. Raises DatabaseError for one of another kind, or damaged."""
    connection = sqlite3.connect(path, timeout=10, isolation_level=None, check_same_thread=False)
    try:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        if tables and version != VERSION:
            raise sqlite3.DatabaseError("another version")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")  # what a power cut takes is made again
        connection.execute("PRAGMA cache_size = -65536")  # all of a large index, since searches jump about in it
        if not tables:
            connection.executescript(TABLES)
    except BaseException:
        connection.close()
        raise
    return connection


def _hits(connection: sqlite3.Connection, ids: Sequence[int]) -> Iterator[Hit]:
    """Yield entries by their ids, in this order."""
    asking = (
        "SELECT p.key, e.number, e.name, e.image, e.type, e.teacher, e.prompt, e.steer, e.reason, e.marks, t.text "
        "FROM entries e JOIN pictures p ON p.id = e.picture JOIN texts t ON t.entry = e.id WHERE e.id = ?"
    )
    for each in ids:
        key, number, *facts, marks, text = connection.execute(asking, (each,)).fetchone()
        scores = connection.execute("SELECT critic, score FROM scores WHERE entry = ? ORDER BY critic", (each,))
        own = Facts(*facts, marks=in_parts(marks), text=text)
        yield Hit(key, number, own, dict(scores.fetchall()))


def _put(connection: sqlite3.Connection, read: Read) -> None:
    """Put a picture in. Of one that is known only the scores change, so that its entries stay in their places."""
    row = connection.execute("SELECT id FROM pictures WHERE key = ?", (read.key,)).fetchone()
    picture = row[0] if row else _add(connection, read)
    connection.execute("DELETE FROM scores WHERE entry IN (SELECT id FROM entries WHERE picture = ?)", (picture,))
    connection.execute("UPDATE pictures SET scored = ? WHERE id = ?", (read.scored, picture))
    _score(connection, picture, read.scores)


def _add(connection: sqlite3.Connection, read: Read) -> int:
    adding = "INSERT INTO pictures (key, scored) VALUES (?, ?) RETURNING id"
    (picture,) = connection.execute(adding, (read.key, read.scored)).fetchone()
    (last,) = connection.execute("SELECT coalesce(max(id), 0) FROM entries").fetchone()
    numbered = list(enumerate(read.entries, start=last + 1))
    connection.executemany(
        "INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        ((id_, picture, number, *facts[:-2], in_one(facts.marks)) for number, (id_, facts) in enumerate(numbered)),
    )
    connection.executemany("INSERT INTO texts VALUES (?, ?)", ((id_, facts.text) for id_, facts in numbered))
    return picture


def _score(connection: sqlite3.Connection, picture: int, scores: Mapping[str, Mapping[str, float]]) -> None:
    rows = connection.execute("SELECT name, id FROM entries WHERE picture = ?", (picture,))
    ids = dict(rows.fetchall()) if scores else {}
    connection.executemany(
        "INSERT INTO scores VALUES (?, ?, ?)",
        ((ids[name], critic, score) for critic, own in scores.items() for name, score in own.items()),
    )
