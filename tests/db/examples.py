"""Small records for the tests of the store."""

import hashlib
from datetime import UTC, datetime, timedelta

from models.records import Answer, Box, ImageRecord, Question, Region

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


class Clock:
    """Goes on by a second whenever it is read."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


def content(number: int = 0) -> bytes:
    return f"picture {number}".encode()


def image(number: int = 0) -> ImageRecord:
    return ImageRecord(id=hashlib.sha256(content(number)).hexdigest(), width=640, height=480, source="a test")


def region(region_id: int) -> Region:
    return Region(id=region_id, box=Box(1.5, 2, 30, 40), label="a dog", gesture="drag")


def question(number: int = 0, *, regions: tuple[int, ...] = (0,), text: str = "why is [0] sad?") -> Question:
    return Question(
        image_id=image(number).id, text=text, typed="why is [this dog] sad?", regions=tuple(map(region, regions))
    )


def answer(text: str = "It lost its ball.", **fields: object) -> Answer:
    return Answer.model_validate({"text": text, "model": "embedded:student", "complete": True, **fields})
