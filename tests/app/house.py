"""A service with one picture in it, and what tests of it need."""

import threading
from collections.abc import Iterator
from pathlib import Path

from app.ask_request import AskRequest
from app.asking import Asking
from app.shelf import ModelShelf
from db.image_files import ImageFiles
from db.store import Store
from models.records import Box, Region, Turn
from tests.app.servers import picture_file

ME = "a browser"
PATIENCE = 10.0  # seconds; never waited for in full unless something is broken


class House:
    """The service, its store, its files and the picture."""

    def __init__(self, store: Store, folder: Path, shelf: ModelShelf) -> None:
        self.files = ImageFiles(folder)
        self.store = store
        self.asking = Asking(store=store, files=self.files, shelf=shelf)
        self.image_id = self.asking.receive_picture(picture_file(), "picture.png", owner=ME).image.id

    def request(self, typed: str = "why is [0] sad?", **fields: object) -> AskRequest:
        regions = (Region(id=0, box=Box(10, 20, 110, 220), gesture="drag"),)
        return AskRequest.model_validate({"image_id": self.image_id, "typed": typed, "regions": regions, **fields})

    def ask(self, typed: str = "why is [0] sad?", *, owner: str = ME, **fields: object) -> list[Turn]:
        return list(self.asking.ask(self.request(typed, **fields), owner=owner))

    def stored(self) -> tuple[Turn, ...]:
        return tuple(turn for talk in self.store.conversations_of(ME) for turn in talk.turns)


def until(turns: Iterator[Turn], words: str, role: str = "student") -> Turn:
    """Take turns until one holds the words."""
    for turn in turns:
        if any(answer.role == role and words in answer.text for answer in turn.answers):
            return turn
    raise AssertionError(f"nobody said {words!r}")


def answer_threads() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name.startswith("voice ")]


def wait_for_silence() -> None:
    for thread in answer_threads():
        thread.join(PATIENCE)
    assert answer_threads() == []
