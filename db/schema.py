"""Which schema a database has, and bringing it to the one this program knows.

Revisions are the numbered files in `db/migrations/versions`. Alembic is imported only when there is something to do.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text

from db.engine import open_engine, problems_of, shown, sqlite_file, switch_to_wal
from models.errors import StoreProblem

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"
# Any number that no other program takes will do: PostgreSQL lets one process at a time hold it.
MIGRATION_LOCK = 0x0DE1_0515


def newest_revision() -> str:
    """Return the revision that this program's tables are written for."""
    return max(_known_revisions())


def _known_revisions() -> set[str]:
    return {file.name.partition("_")[0] for file in (MIGRATIONS / "versions").glob("[0-9]*_*.py")}


def is_known_revision(revision: str) -> bool:
    """Say whether this program can read a database at that revision, after migrating it if need be."""
    return revision in _known_revisions()


def revision_of(connection: Connection) -> str | None:
    """Return the revision a database is at; None where Deixis has put nothing yet."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def bring_up_to_date(engine: Engine) -> None:
    """Migrate if need be. Of several processes that open a new database at once, one migrates and the others wait.

    Raises StoreProblem, with the database as it was, when it belongs to a newer Deixis or to another program.
    """
    url = engine.url
    with problems_of(url):
        with engine.connect() as connection:
            current = _checked_revision(connection)
        if file := sqlite_file(url):
            switch_to_wal(file)
        if current != newest_revision():
            _migrate(engine)


def _checked_revision(connection: Connection) -> str | None:
    current, address = revision_of(connection), shown(connection.engine.url)
    if current is not None and not is_known_revision(current):
        raise StoreProblem(
            f"The database {address} is at schema revision {current!r}, which this Deixis does not know (it knows up "
            f"to {newest_revision()}): a newer Deixis made it. Update this one or choose another --db."
        )
    if current is None and (foreign := _tables_in_the_way(connection)):
        raise StoreProblem(
            f"The database {address} belongs to another program (it has the table {foreign[0]!r}); it was left as it "
            "is. Choose another with --db."
        )
    return current


def _tables_in_the_way(connection: Connection) -> list[str]:
    from db.tables import Base

    there = sorted(set(inspect(connection).get_table_names()) - {"alembic_version"})
    if connection.dialect.name == "sqlite":
        return there
    return [name for name in there if name in Base.metadata.tables]


def _migrate(engine: Engine) -> None:
    # Batch migrations rebuild tables, and dropping the old one would empty its children while foreign keys are on.
    migrating = open_engine(engine.url, foreign_keys=False, pooled=False).execution_options(begin="IMMEDIATE")
    with migrating.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": MIGRATION_LOCK})
        if _checked_revision(connection) == newest_revision():
            return  # another process was faster
        upgrade(connection)
        if connection.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
            raise StoreProblem(
                f"The database {shown(engine.url)} has rows that point nowhere, so it was not migrated; "
                "see `deixis db check`."
            )


def upgrade(connection: Connection) -> None:
    """Run the missing revisions inside the connection's open transaction."""
    from alembic import command

    command.upgrade(alembic_config(connection), "head")


def alembic_config(connection: Connection) -> "Config":
    """Return what Alembic needs to know: where the revisions are, and on which connection to work."""
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    return config
