"""Students and pointers that behave predictably."""

import threading
from collections.abc import Iterable, Iterator

from PIL import Image

from models.errors import DeixisError
from models.records import Answer, Box, Point, Question, Region


class DummyAnswerer:
    """Says the same words to every question, one at a time, and remembers what it was asked.

    It waits for `go_on` before every word after the first, and notes in `closed` how it ended.
    """

    def __init__(
        self,
        name: str = "dummy",
        words: Iterable[str] = ("It", "fell", "down."),
        *,
        rationale: str = "The cone is empty.",
        failure: Exception | None = None,
        waits: bool = False,
    ) -> None:
        self.name = name
        self.asked: list[Question] = []
        self.go_on = threading.Event()
        self.spoke = threading.Event()
        self.closed = threading.Event()
        self._words = tuple(words)
        self._rationale = rationale
        self._failure = failure
        if not waits:
            self.go_on.set()

    def answer(self, image: Image.Image, question: Question) -> Iterator[Answer]:
        assert image.mode == "RGB"
        self.asked.append(question)
        said: list[str] = []
        try:
            for word in self._words:
                while said and not self.go_on.wait(timeout=0.02):
                    yield self._answer(said)
                said.append(word)
                yield self._answer(said)
                self.spoke.set()
            if self._failure is not None:
                raise self._failure
            yield self._answer(said).model_copy(update={"rationale": self._rationale, "complete": True})
        finally:
            self.closed.set()

    def _answer(self, said: list[str]) -> Answer:
        return Answer(text=" ".join(said), model=self.name, seconds=0.5, first_words_seconds=0.1)


class DummyPointer:
    """Finds a box of 20 pixels around every point."""

    name = "dummy"

    def region_at(self, image: Image.Image, point: Point) -> Region:
        x0, y0 = max(0.0, point.x - 10), max(0.0, point.y - 10)
        box = Box(x0, y0, min(float(image.width), point.x + 10), min(float(image.height), point.y + 10))
        return Region(id=0, kind="point", box=box)


class Builder:
    """Builds from a dict of answerers; an error in it is raised. Remembers what it was asked for."""

    def __init__(self, **answerers: DummyAnswerer | DeixisError | Exception) -> None:
        self.answerers = answerers
        self.built: list[str] = []

    def __call__(self, name: str) -> DummyAnswerer:
        self.built.append(name)
        found = self.answerers[name]
        if isinstance(found, Exception):
            raise found
        return found
