import contextlib
import sqlite3
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from db.engine import database_url, open_engine, switch_to_wal
from db.schema import MIGRATION_LOCK, MIGRATIONS, newest_revision, revision_of
from db.store import open_store
from db.tables import Base
from models.errors import StoreProblem


def execute(address: str, *statements: str) -> None:
    engine = open_engine(database_url(address), pooled=False)
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))


def tables_of(address: str) -> list[str]:
    engine = open_engine(database_url(address), pooled=False)
    sqlite = "SELECT name FROM sqlite_master ORDER BY name"
    postgres = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
    with engine.connect() as connection:
        return list(connection.execute(text(sqlite if connection.dialect.name == "sqlite" else postgres)).scalars())


def test_migrations_and_tables_agree(address: str) -> None:
    open_store(address).close()

    with open_engine(database_url(address), pooled=False).connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        differences = compare_metadata(context, Base.metadata)
        revision = revision_of(connection)

    assert differences == []
    assert revision == newest_revision()


def test_the_revisions_are_one_line_that_ends_at_the_newest() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))

    assert ScriptDirectory.from_config(config).get_heads() == [newest_revision()]


def test_opening_again_changes_nothing(address: str) -> None:
    open_store(address).close()
    before = tables_of(address)

    open_store(address).close()

    assert tables_of(address) == before


def test_a_database_of_a_newer_deixis_is_refused_and_left_alone(address: str) -> None:
    open_store(address).close()
    execute(address, "UPDATE alembic_version SET version_num = '9999'", "CREATE TABLE dreams (id INTEGER)")
    before = tables_of(address)

    with pytest.raises(StoreProblem, match=r"revision '9999'.*newer Deixis"):
        open_store(address)

    assert tables_of(address) == before


def test_a_database_of_another_program_is_refused_and_left_alone(address: str) -> None:
    execute(address, "CREATE TABLE images (title TEXT)")

    with pytest.raises(StoreProblem, match="another program"):
        open_store(address)

    assert tables_of(address) == ["images"]


def test_a_migration_that_fails_leaves_the_database_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "deixis.sqlite3"
    with sqlite3.connect(file) as connection:
        # A view of that name escapes the look at the tables and makes the second table of the revision fail.
        connection.execute("CREATE VIEW image_owners AS SELECT 1")
    connection.close()

    with pytest.raises(StoreProblem, match="image_owners"):
        open_store(file)

    assert tables_of(str(file)) == ["image_owners"]


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_bytes(b"my notes\n" * 1000)

    with pytest.raises(StoreProblem, match=r"notes\.txt is not an SQLite database"):
        open_store(file)

    assert file.read_bytes() == b"my notes\n" * 1000
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_a_switch_to_wal_waits_for_a_writer_that_came_first(tmp_path: Path) -> None:
    file = tmp_path / "deixis.sqlite3"
    with contextlib.closing(sqlite3.connect(file, isolation_level=None)) as writer, ThreadPoolExecutor(1) as threads:
        writer.execute("BEGIN IMMEDIATE")
        switch = threads.submit(switch_to_wal, file)
        with pytest.raises(TimeoutError):
            switch.result(timeout=0.3)

        writer.execute("COMMIT")
        switch.result(timeout=30)

        assert writer.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_on_postgresql_those_who_would_migrate_wait_for_the_one_that_does(postgres_address: str) -> None:
    waiting = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
    engine = open_engine(database_url(postgres_address), pooled=False)
    with engine.connect() as first, ThreadPoolExecutor(2) as threads:
        first.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": MIGRATION_LOCK})
        others = [threads.submit(open_store, postgres_address) for _ in range(2)]
        until(lambda: first.execute(waiting).scalar_one() == 2)

        first.rollback()
        for other in others:
            other.result(timeout=30).close()

    assert "conversations" in tables_of(postgres_address)


def until(condition: Callable[[], bool]) -> None:
    give_up = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < give_up, "it never came to that"
