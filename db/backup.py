"""Copying an SQLite database while it is in use, and putting a copy back in its place.

A copy is complete or absent: it is written beside its place, examined, synced and renamed. The pictures are files of
their own (db/image_files.py) and are copied with any tool.
"""

import contextlib
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from sqlalchemy.engine import URL

from db.engine import problems_of, shown, sqlite_file, switch_to_wal
from db.image_files import sync_folder
from db.schema import is_known_revision
from models.errors import StoreProblem

SIDE_FILES = ("-wal", "-shm")


def back_up(url: URL, target: Path, *, overwrite: bool = False) -> None:
    """Write what is committed now to one file. Writers go on meanwhile. Raises StoreProblem."""
    source = _file_or_advice(url, "pg_dump")
    if not source.is_file():
        raise StoreProblem(f"There is no database at {source} to back up.")
    _refuse_to_overwrite(target, source, overwrite=overwrite)
    with _copied(url, source, beside=target) as copy:
        copy.replace(target)
    sync_folder(target.parent)


def restore(url: URL, source: Path, *, now: datetime, overwrite: bool = False) -> Path | None:
    """Put a backup in the database's place; return where the database that was there is kept, if there was one.

    The backup is examined first. Raises StoreProblem, with everything as it was, when it is damaged, from a newer
    Deixis or no database of ours; when there is a database and `overwrite` is false; and when that one is in use.
    """
    target = _file_or_advice(url, "pg_restore")
    if not source.is_file():
        raise StoreProblem(f"There is no backup at {source}.")
    if target.exists() and not overwrite:
        raise StoreProblem(f"There is a database at {target} already; say --yes to replace it (it is kept beside).")
    if target.exists() and source.samefile(target):
        raise StoreProblem(f"{source} is the database itself, not a backup of it.")
    with _copied(url, source, beside=target) as copy:
        _check_is_ours(copy, source)
        kept = _keep_beside(target, now) if target.exists() else None
        copy.replace(target)
    sync_folder(target.parent)
    with problems_of(url):
        switch_to_wal(target)
    return kept


def _file_or_advice(url: URL, tool: str) -> Path:
    file = sqlite_file(url)
    if file is None:
        raise StoreProblem(f"{shown(url)} is PostgreSQL; use its own {tool} for that.")
    return file


def _refuse_to_overwrite(target: Path, source: Path, *, overwrite: bool) -> None:
    if not target.exists():
        return
    if target.is_dir():
        raise StoreProblem(f"{target} is a folder; name a file in it for the backup.")
    if target.samefile(source):
        raise StoreProblem(f"{target} is the database itself; name another file for the backup.")
    if not overwrite:
        raise StoreProblem(f"There is a file at {target} already; say --yes to replace it.")


@contextlib.contextmanager
def _copied(url: URL, source: Path, *, beside: Path) -> Iterator[Path]:
    """Yield a whole, examined, synced copy of a database in the folder of `beside`; remove it if it is not used."""
    try:
        handle, name = tempfile.mkstemp(dir=beside.parent, prefix=f".{beside.name}.", suffix=".unfinished")
    except OSError as error:
        raise StoreProblem(f"Nothing can be written to {beside.parent}: {error.strerror}.") from None
    os.close(handle)
    copy = Path(name)
    try:
        with problems_of(url.set(database=str(source))):
            _copy(source, copy)
        yield copy
    finally:
        for suffix in ("", "-journal", *SIDE_FILES):
            copy.with_name(copy.name + suffix).unlink(missing_ok=True)


def _copy(source: Path, copy: Path) -> None:
    with (
        contextlib.closing(sqlite3.connect(source, timeout=30)) as original,
        contextlib.closing(sqlite3.connect(copy, isolation_level=None)) as new,
    ):
        original.backup(new)
        new.execute("PRAGMA journal_mode=DELETE")  # so that the copy is one file
        problems = [row[0] for row in new.execute("PRAGMA integrity_check(3)") if row[0] != "ok"]
        problems += [
            f"a row of {row[0]} points nowhere" for row in new.execute("PRAGMA foreign_key_check").fetchmany(1)
        ]
    if problems:
        raise StoreProblem(f"{source} is damaged ({problems[0]}), so nothing was copied.")
    with copy.open("rb") as file:
        os.fsync(file.fileno())


def _check_is_ours(copy: Path, source: Path) -> None:
    with contextlib.closing(sqlite3.connect(copy)) as connection:
        try:
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        except sqlite3.Error:
            row = None
    if row is None:
        raise StoreProblem(f"{source} is not a backup of a Deixis database.")
    if not is_known_revision(row[0]):
        raise StoreProblem(
            f"{source} is at schema revision {row[0]!r}, which this Deixis does not know; update it first."
        )


def _keep_beside(target: Path, now: datetime) -> Path:
    """Give the present database a second name, by which it stays when the first one is taken."""
    kept = target.with_name(f"{target.name}.replaced-{now:%Y%m%dT%H%M%S%fZ}")
    log, kept_log = target.with_name(f"{target.name}-wal"), kept.with_name(f"{kept.name}-wal")
    if log.exists():
        shutil.copy2(log, kept_log)  # SQLite removes the log of a database that it cannot read
    try:
        _leave_wal(target)
    except sqlite3.DatabaseError as error:
        if "locked" in str(error):
            kept_log.unlink(missing_ok=True)
            raise StoreProblem(f"The database {target} is in use; stop `deixis app` first.") from None
        log.unlink(missing_ok=True)  # damaged, which may be why somebody restores: kept with its log as it is
    else:
        kept_log.unlink(missing_ok=True)  # all of it is in the file now
    try:
        kept.hardlink_to(target)
    except OSError:
        shutil.copy2(target, kept)  # a file system without hard links
    return kept


def _leave_wal(file: Path) -> None:
    # Leaving WAL needs the file for oneself, so it fails while an app has the database open.
    with contextlib.closing(sqlite3.connect(file, timeout=0.5, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE").fetchone()
