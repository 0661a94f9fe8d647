"""The store's tests run twice: on a file of their own, and on an emptied database of a private PostgreSQL."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from db.image_files import ImageFiles
from db.schema import newest_revision, revision_of
from db.store import Store, open_store
from db.tables import Base
from tests.db.examples import Clock
from tests.db.postgres_cluster import programs, running


@pytest.fixture(scope="session")
def cluster() -> Iterator[str]:
    folder = programs()
    if folder is None:
        pytest.skip("PostgreSQL's programs are neither on PATH nor in /usr/lib/postgresql")
    with running(folder) as addresses:
        yield addresses


@pytest.fixture
def postgres_address(cluster: str, request: pytest.FixtureRequest) -> str:
    # One database, emptied before each test, is ten times faster than a database for each.
    address = cluster.format("postgres")
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        others = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
        connection.execute(text(f"{others} AND datname = current_database()"))
        if "store" in request.fixturenames and revision_of(connection) == newest_revision():
            connection.execute(text(f"TRUNCATE {', '.join(Base.metadata.tables)} RESTART IDENTITY"))
        else:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return address


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path, new_database: Path) -> str:
    """The address of a database that holds nothing yet.

    For a `store` it has its tables: opening it would make them, and most tests take less time than that.
    """
    if request.param == "postgresql":
        return request.getfixturevalue("postgres_address")
    file = tmp_path / "deixis.sqlite3"
    return str(shutil.copy(new_database, file) if "store" in request.fixturenames else file)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(address: str, clock: Clock) -> Iterator[Store]:
    with open_store(address, clock=clock) as opened:
        yield opened


@pytest.fixture
def files(tmp_path: Path) -> ImageFiles:
    return ImageFiles(tmp_path / "pictures")
