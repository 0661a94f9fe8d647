"""A model for the browser tests: says what a test tells it to, as fast or as haltingly as the test wants."""

import threading
from collections.abc import Iterator

from PIL import Image

from models.errors import AnswerFailed
from models.records import Answer, Question
from models.references import mentioned

PATIENCE = 20.0  # seconds; a test that forgets to go on fails instead of hanging


class Speaker:
    """Answers every question with `text` and `rationale`, word by word, and remembers what it was asked.

    With `pause()` it stops after its first word until `go_on()`; `asked` holds the questions in order.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.asked: list[Question] = []
        self.closed = threading.Event()
        self._may_go_on = threading.Event()
        self.reset()

    def reset(self) -> None:
        """Forget everything that a test changed."""
        self.text = "{region} is sad because the ice cream fell."
        self.rationale = "{region} looks at the cone on the ground."
        self.note = ""
        self.failure = ""
        self.asked.clear()
        self.closed.clear()
        self._may_go_on.set()

    def pause(self) -> None:
        self._may_go_on.clear()

    def go_on(self) -> None:
        self._may_go_on.set()

    def answer(self, image: Image.Image, question: Question) -> Iterator[Answer]:
        assert image.mode == "RGB"
        self.asked.append(question)
        self.closed.clear()
        named = mentioned(question.text)
        region = f"[{named[0]}]" if named else "Everybody"
        try:
            yield from self._speak(self.text.replace("{region}", region), self.rationale.replace("{region}", region))
        finally:
            self.closed.set()

    def _speak(self, text: str, rationale: str) -> Iterator[Answer]:
        words = text.split(" ")
        for count in range(1, len(words) + 1):
            yield Answer(text=" ".join(words[:count]), model=self.name, seconds=0.1, first_words_seconds=0.05)
            self._may_go_on.wait(PATIENCE)
        if self.failure:
            raise AnswerFailed(self.failure)
        yield Answer(
            text=text,
            rationale=rationale,
            model=self.name,
            seconds=0.2,
            first_words_seconds=0.05,
            note=self.note,
            complete=True,
        )
