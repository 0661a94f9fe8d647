"""Servers, browsers and services for the tests of the app."""

import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
import uvicorn
from fastapi import FastAPI
from starlette.testclient import TestClient

from app.server import server_of
from db.store import Store
from tests.app.house import House
from tests.app.rating import make_item, start_round
from tests.app.servers import Server, build_server, shelf_of, victim_of
from tests.fakes.answerers import DummyAnswerer


@pytest.fixture
def make_server(tmp_path: Path, new_database: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Server]]:
    """Return a function that builds a server, see `build_server`.

    It looks for an admin at every request, so that no test has to wait until it is closed.
    """
    monkeypatch.setattr("app.people.BELIEVED_OPEN", 0.0)
    servers: list[Server] = []

    def make(student: DummyAnswerer | None = None, *, folder: Path = tmp_path / "data", **settings: Any) -> Server:
        servers.append(build_server(folder, new_database, student, **settings))
        return servers[-1]

    yield make
    for server in servers:
        server.asking.store.close()


@pytest.fixture(scope="module")
def quiet(tmp_path_factory: pytest.TempPathFactory, new_database: Path) -> Iterator[Server]:
    """One server for the tests of a file that leave nothing there for each other: making one takes more time."""
    server = build_server(tmp_path_factory.mktemp("quiet") / "data", new_database)
    yield server
    server.asking.store.close()


@pytest.fixture
def server(make_server: Callable[..., Server]) -> Server:
    return make_server()


@pytest.fixture
def browser(server: Server) -> TestClient:
    return server.browser()


@pytest.fixture
def serve() -> Iterator[Callable[[FastAPI], httpx2.Client]]:
    """Return a function that serves an app on a real port and returns a client of it."""
    running: list[tuple[uvicorn.Server, threading.Thread, httpx2.Client]] = []

    def start(app: FastAPI) -> httpx2.Client:
        listening = socket.create_server(("127.0.0.1", 0))
        server = server_of(app, shutdown_seconds=1)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        client = httpx2.Client(base_url=address, timeout=30, trust_env=False)
        running.append((server, thread, client))
        return client

    yield start
    for server, thread, client in running:
        client.close()
        server.should_exit = True
        thread.join(10)


@pytest.fixture
def house_of(store: Store, tmp_path: Path) -> Callable[..., House]:
    """Return a function that makes a service with the models given."""

    def make(*answerers: DummyAnswerer, teacher: str = "") -> House:
        return House(store, tmp_path / "pictures", shelf_of(*answerers, teacher=teacher))

    return make


@pytest.fixture
def victim(server: Server) -> dict[str, Any]:
    """A browser that has asked something, and the ids of what it owns."""
    return victim_of(server)


@pytest.fixture
def round_of_three(server: Server) -> None:
    start_round(server, *(make_item(server, name) for name in ("one", "two", "three")))
