"""A scorer that behaves predictably."""

import threading
from collections.abc import Sequence

from PIL import Image

from models.choices import Nature
from models.errors import DeixisError
from models.records import Question

PATIENCE = 20.0  # seconds; a test that forgets to go on fails instead of hanging


class DummyScorer:
    """Gives every choice a share by its number of letters, and remembers what it was asked.

    With `pause()` it waits until `go_on()` before it says anything; `failure` is raised instead of an answer.
    """

    nature: Nature = "likelihood"

    def __init__(self, name: str = "dummy") -> None:
        self.name = name
        self.asked: list[tuple[Question, tuple[str, ...]]] = []
        self._may_go_on = threading.Event()
        self.reset()

    def reset(self) -> None:
        """Forget everything that a test changed."""
        self.failure: DeixisError | None = None
        self.doubt = ""
        self.asked.clear()
        self._may_go_on.set()

    def pause(self) -> None:
        self._may_go_on.clear()

    def go_on(self) -> None:
        self._may_go_on.set()

    def score(self, image: Image.Image, question: Question, choices: Sequence[str]) -> tuple[float, ...]:
        assert image.mode == "RGB"
        self.asked.append((question, tuple(choices)))
        assert self._may_go_on.wait(PATIENCE)
        if self.failure is not None:
            raise self.failure
        lengths = [sum(character.isalnum() for character in choice) for choice in choices]
        return tuple(length / sum(lengths) for length in lengths)

    def doubts(self, image: Image.Image) -> tuple[str, ...]:
        assert image.mode == "RGB"
        return (self.doubt,) if self.doubt else ()
