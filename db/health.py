"""How a database is: whole or damaged, at which schema, with which settings, holding how much. Changes nothing."""

import dataclasses

from sqlalchemy import Connection, inspect, text
from sqlalchemy.engine import URL

from db.engine import open_engine, problems_of, shown, sqlite_file
from db.schema import newest_revision, revision_of
from models.errors import StoreProblem

TABLES = (
    *("images", "image_owners", "conversations", "turns", "answers", "choices"),
    *("rounds", "items", "candidates", "slots", "submissions", "ratings", "comparisons", "skips", "adjudications"),
    "audit",
)
# What PRAGMA answers when nothing acknowledged can be lost and no row can point nowhere; 2 is FULL.
WANTED_PRAGMAS = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
POSTGRES_SETTINGS = ("server_version", "fsync", "synchronous_commit")


@dataclasses.dataclass(frozen=True)
class Health:
    """What an examination found; `problems` are sentences, none where all is well."""

    address: str
    kind: str
    revision: str | None
    newest_revision: str
    settings: dict[str, str | int]
    counts: dict[str, int]
    problems: tuple[str, ...]

    @property
    def ok(self) -> bool:
        return not self.problems


def examine(url: URL) -> Health:
    """Look at a database as it is, without making or migrating it. Raises StoreProblem if it cannot be opened."""
    file = sqlite_file(url)
    if file and not file.is_file():
        raise StoreProblem(f"There is no database at {file} yet; `deixis app` or `deixis db upgrade` makes it.")
    engine = open_engine(url, pooled=False)
    with problems_of(url):
        with engine.connect() as connection:
            health = _examined(connection, shown(url))
        if file:
            with engine.execution_options(begin="IMMEDIATE").connect() as connection:
                connection.execute(text("SELECT 1"))  # fails where nothing can be written
    return health


def _examined(connection: Connection, address: str) -> Health:
    sqlite = connection.dialect.name == "sqlite"
    revision = revision_of(connection)
    settings = _pragmas(connection) if sqlite else _postgres_settings(connection)
    problems = [*_schema_problems(revision), *(_sqlite_problems(connection, settings) if sqlite else ())]
    there = inspect(connection).get_table_names()
    return Health(
        address=address,
        kind=connection.dialect.name,
        revision=revision,
        newest_revision=newest_revision(),
        settings=settings,
        counts={name: _count(connection, name) for name in TABLES if name in there},
        problems=tuple(problems),
    )


def _pragmas(connection: Connection) -> dict[str, str | int]:
    names = (*WANTED_PRAGMAS, "busy_timeout")
    return {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in names}


def _postgres_settings(connection: Connection) -> dict[str, str | int]:
    return {name: connection.exec_driver_sql(f"SHOW {name}").scalar_one() for name in POSTGRES_SETTINGS}


def _schema_problems(revision: str | None) -> list[str]:
    if revision == newest_revision():
        return []
    if revision is None:
        return ["There are no Deixis tables in it; `deixis db upgrade` makes them."]
    return [f"Its schema revision is {revision}, this Deixis wants {newest_revision()}; run `deixis db upgrade`."]


def _sqlite_problems(connection: Connection, settings: dict[str, str | int]) -> list[str]:
    problems = [
        f"PRAGMA {name} is {settings[name]}, it should be {wanted}; `deixis db upgrade` sets it."
        for name, wanted in WANTED_PRAGMAS.items()
        if settings[name] != wanted
    ]
    damage = [row[0] for row in connection.exec_driver_sql("PRAGMA integrity_check(5)") if row[0] != "ok"]
    problems += [f"The file is damaged: {words}." for words in damage]
    lost = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if lost:
        problems.append(f"{len(lost)} rows point nowhere, the first in table {lost[0][0]!r}.")
    return problems


def _count(connection: Connection, table: str) -> int:
    return connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()  # noqa: S608 - from TABLES above
