"""What tests in several folders need."""

import asyncio
import gc
import shutil
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

from db.store import Store, open_store


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Look for garbage seldom: a fifth of the time of collecting and a tenth of that of many tests went into it.

    Nearly a million objects are imported, which stay; later collections need not visit them.
    """
    gc.disable()
    found = yield
    gc.freeze()
    gc.set_threshold(10_000)
    gc.enable()
    return found


@pytest.fixture(scope="session")
def new_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with today's tables and nothing in them: most tests take less time than making those tables."""
    file = tmp_path_factory.mktemp("new") / "deixis.sqlite3"
    open_store(file).close()
    return file


@pytest.fixture
def store(tmp_path: Path, new_database: Path) -> Iterator[Store]:
    """An empty store in a file of its own."""
    with open_store(shutil.copy(new_database, tmp_path / "deixis.sqlite3")) as opened:
        yield opened


@pytest.fixture(autouse=True)
def no_loop_of_the_browser(request: pytest.FixtureRequest) -> Iterator[None]:
    """Hide the event loop that Playwright leaves running in this thread, while a test runs that needs no browser.

    With it nothing else could run a loop here, and whether a test meets it depends on what ran before.
    """
    loop = asyncio._get_running_loop()
    if loop is None or "browser" in request.fixturenames:
        yield
        return
    asyncio._set_running_loop(None)
    yield
    asyncio._set_running_loop(loop)
