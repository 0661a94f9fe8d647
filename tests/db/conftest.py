"""The store's tests run twice: on a file of their own, and on an emptied database of a private PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from db.image_files import ImageFiles
from db.store import Store, open_store
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
def postgres_address(cluster: str) -> str:
    # One database, emptied before each test, is ten times faster than a database for each.
    address = cluster.format("postgres")
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        others = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
        connection.execute(text(f"{others} AND datname = current_database()"))
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return address


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database that holds nothing yet."""
    if request.param == "sqlite":
        return str(tmp_path / "deixis.sqlite3")
    return request.getfixturevalue("postgres_address")


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
