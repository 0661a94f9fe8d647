"""Connections to SQLite and PostgreSQL, opened so that nothing acknowledged is lost and no two writers collide.

SQLite: WAL, synchronous=FULL, foreign keys on; a transaction that writes begins with BEGIN IMMEDIATE, because a
deferred one that reads first fails with "database is locked" whatever the timeout. Python's own transaction handling
is off.
"""

import contextlib
import logging
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, NullPool, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from models.errors import StoreProblem

log = logging.getLogger(__name__)

BUSY_SECONDS = 30.0
POSTGRES_NAMES = frozenset({"postgres", "postgresql", "postgresql+psycopg"})


def database_url(place: str | Path) -> URL:
    """Return the address of a database: a file's path, `sqlite:///path` or `postgresql+psycopg://...`."""
    text = str(place)
    if "://" not in text:
        return URL.create("sqlite", database=str(Path(text).expanduser().absolute()))
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise StoreProblem(
            "The database address cannot be read; write it as sqlite:///path or postgresql+psycopg://user@host/name."
        ) from None
    if url.drivername in POSTGRES_NAMES:
        return url.set(drivername="postgresql+psycopg")
    if url.drivername not in {"sqlite", "sqlite+pysqlite"}:
        raise StoreProblem(f"A database of kind {url.drivername!r} is not known; take sqlite or postgresql+psycopg.")
    if not url.database or url.database == ":memory:" or url.query:
        raise StoreProblem("An SQLite database needs a file: write it as a path or as sqlite:///path, without options.")
    return URL.create("sqlite", database=str(Path(url.database).absolute()))


def sqlite_file(url: URL) -> Path | None:
    """Return the file of an SQLite database, None for PostgreSQL."""
    return Path(str(url.database)) if url.get_backend_name() == "sqlite" else None


def shown(url: URL) -> str:
    """Return the address as messages may show it: without password and options."""
    if file := sqlite_file(url):
        return str(file)
    return url.set(password=None, query={}).render_as_string()


def open_engine(url: URL, *, foreign_keys: bool = True, pooled: bool = True) -> Engine:
    """Return an engine whose transactions read; `.execution_options(begin="IMMEDIATE")` gives the one that writes."""
    pool: dict[str, Any] = {} if pooled else {"poolclass": NullPool}
    if sqlite_file(url) is None:
        return _postgres_engine(url, pool)
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False}, **pool)
    _take_over_transactions(engine, foreign_keys=foreign_keys)
    return engine


def _postgres_engine(url: URL, pool: dict[str, Any]) -> Engine:
    # Overflowing connections are closed after use, and to open one costs more than a transaction: thirty raters at
    # once need more than the five that SQLAlchemy keeps.
    kept = pool or {"pool_size": 16, "max_overflow": 4}
    try:
        return create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": 10}, **kept)
    except ImportError:
        raise StoreProblem(
            "PostgreSQL needs the psycopg package, which is not installed: pip install -e '.[postgres]'."
        ) from None


def _take_over_transactions(engine: Engine, *, foreign_keys: bool) -> None:
    @event.listens_for(engine, "connect")
    def _set_up(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None
        connection.execute(f"PRAGMA foreign_keys={'ON' if foreign_keys else 'OFF'}")
        connection.execute("PRAGMA synchronous=FULL")
        # What is erased leaves the file, too; not every build of SQLite does so by itself.
        connection.execute("PRAGMA secure_delete=ON")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(f"BEGIN {connection.get_execution_options().get('begin', 'DEFERRED')}")


def switch_to_wal(file: Path) -> None:
    """Make readers and the writer of an SQLite file independent of each other; the file remembers it."""
    connection = sqlite3.connect(file, timeout=BUSY_SECONDS, isolation_level=None)
    try:
        if connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
            return
        mode = _set_wal(connection)
    finally:
        connection.close()
    if mode != "wal":
        log.warning("the file system below %s has no write-ahead log; SQLite keeps journal_mode=%s", file, mode)


def empty_log(url: URL) -> None:
    """Write what an SQLite database has in its log into its file, and leave no byte in the log, where older pages of
    what was erased would stay. PostgreSQL looks after its log itself."""
    file = sqlite_file(url)
    if file is None:
        return
    with contextlib.closing(sqlite3.connect(file, timeout=BUSY_SECONDS, isolation_level=None)) as connection:
        (busy, *_) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        log.warning("somebody kept reading %s, so that its log could not be emptied and holds older pages", file)


def _set_wal(connection: sqlite3.Connection) -> str:
    # Two processes that switch at once both hold a read lock; SQLite then fails at once instead of waiting.
    give_up = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            return connection.execute("PRAGMA journal_mode=WAL").fetchone()[0]
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > give_up:
                raise
            time.sleep(0.02)


@contextmanager
def problems_of(url: URL) -> Iterator[None]:
    """Turn what a database driver raises into one clear StoreProblem, without the password."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as error:
        original = getattr(error, "orig", None) or error
        log.debug("database error", exc_info=True)
        raise StoreProblem(_sentence(url, original)) from None


def _sentence(url: URL, error: BaseException) -> str:
    said = " ".join(str(error).split()) or type(error).__name__
    if sqlite_file(url) is None:
        return f"The PostgreSQL database {shown(url)} cannot be used: {_without_password(said, url)}"
    for words, sentence in SQLITE_SENTENCES.items():
        if words in said:
            return sentence.format(file=shown(url))
    return f"The database {shown(url)} cannot be used: {said}."


SQLITE_SENTENCES = {
    "file is not a database": "{file} is not an SQLite database; it was left as it is. Choose another with --db.",
    "malformed": "The database {file} is damaged; put a backup in its place with `deixis db restore`.",
    "unable to open": "The database {file} cannot be opened; check that its folder exists and may be written to.",
    "readonly": "The database {file} cannot be written to; check who owns the file and its folder.",
    "locked": "The database {file} is held by another program; close that program and try again.",
    "disk is full": "The disk that holds the database {file} is full; this change was not made. Make room, try again.",
    "disk I/O error": "The disk that holds the database {file} is full or failing; this change was not made.",
}


def _without_password(said: str, url: URL) -> str:
    return said.replace(str(url.password), "***") if url.password else said
