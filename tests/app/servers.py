"""A whole server with predictable models, and what a browser does with it."""

import contextlib
import io
import shutil
import sqlite3
from pathlib import Path
from typing import Any, NamedTuple

import httpx2
from fastapi import FastAPI
from PIL import Image
from starlette.testclient import TestClient

from app.asking import Asking
from app.server import create_app
from app.settings import Settings
from app.shelf import ModelShelf
from models.base import RegionProposer
from tests.fakes.answerers import Builder, DummyAnswerer, DummyPointer
from tests.fakes.scorers import DummyScorer

HERE = "http://127.0.0.1:7860"


def picture_file(width: int = 320, height: int = 240, colour: str = "teal") -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(file, "PNG")
    return file.getvalue()


class Server(NamedTuple):
    """A server, its service and the models behind it."""

    app: FastAPI
    asking: Asking
    student: DummyAnswerer
    teacher: DummyAnswerer
    folder: Path

    def browser(self, **options: Any) -> TestClient:
        """Return a new browser without cookies."""
        return TestClient(self.app, base_url=HERE, raise_server_exceptions=False, **options)

    def picture_files(self) -> list[Path]:
        return [file for file in (self.folder / "pictures").rglob("*") if file.is_file()]


def shelf_of(
    *answerers: DummyAnswerer,
    teacher: str = "",
    pointer: RegionProposer | None = None,
    scorer: DummyScorer | None = None,
) -> ModelShelf:
    """Return a shelf of the models given; the first one chooses, the others cannot."""
    able = answerers[0].name
    chooser = scorer or DummyScorer(able)
    builder = Builder(**{answerer.name: answerer for answerer in answerers})
    names = [answerer.name for answerer in answerers]
    return ModelShelf(
        names,
        student=able,
        teacher=teacher,
        build=builder,
        build_pointer=lambda _name: pointer or DummyPointer(),
        build_scorer=lambda _name: chooser,
        why_no_choice=lambda name: "" if name == able else f'"{name}" cannot be asked to choose yet.',
    )


def build_server(folder: Path, database: Path, student: DummyAnswerer | None = None, **settings: Any) -> Server:
    """Build a server without Gradio's page, with the student given or one that answers.

    A new folder gets a copy of the database. Whoever calls this closes its store.
    """
    student, teacher = student or DummyAnswerer("student"), DummyAnswerer("teacher", ("Because", "it", "rains."))
    if not folder.exists():
        folder.mkdir(mode=0o700)
        shutil.copy(database, folder)
    shelf = shelf_of(student, teacher, teacher="teacher")
    app = create_app(Settings(data_dir=folder, **settings), shelf=shelf, with_page=False)
    return Server(app, app.state.asking, student, teacher, folder)


def victim_of(server: Server) -> dict[str, Any]:
    """Return a browser that has asked something, and the ids of what it owns."""
    browser = server.browser()
    picture = upload(browser)
    reply = ask(browser, picture)
    return {"browser": browser, "image": picture["id"], **reply}


def upload(browser: httpx2.Client, content: bytes | None = None, name: str = "picture.png") -> dict[str, Any]:
    """Send a picture and return what the server says of it."""
    reply = browser.post("/api/images", files={"file": (name, content or picture_file(), "image/png")})
    assert reply.status_code == 200, reply.text
    return reply.json()


def ask(
    browser: httpx2.Client, picture: dict[str, Any], question: str = "why is [0] sad?", **more: Any
) -> dict[str, Any]:
    """Ask about a box of a picture and return the reply."""
    body = {"image": picture["id"], "question": question, "regions": [{"id": 0, "box": [10, 20, 110, 220]}], **more}
    reply = browser.post("/api/ask", json=body)
    assert reply.status_code == 200, reply.text
    return reply.json()


def state_of(server: Server) -> tuple[Any, ...]:
    """Everything that a request could have changed."""
    with contextlib.closing(sqlite3.connect(server.folder / "deixis.sqlite3")) as connection:
        database = "".join(connection.iterdump())
    return database, tuple(sorted(server.picture_files())), len(server.student.asked)
