"""The Protocols that models are used through: one method and a name each."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from PIL import Image

from models.records import Answer, Point, Question, Region


class Answerer(Protocol):
    """A student or a teacher: answers a question about a picture."""

    name: str  # the resolved model string, such as "embedded:student"; answers carry it

    def answer(self, image: Image.Image, question: Question) -> Iterator[Answer]:
        """Yield the growing answer; the last one is complete.

        `image` is RGB with the pixels that the question's boxes count. Closing the iterator stops the model.
        Raises AnswerFailed when the model cannot finish.
        """
        ...


class RegionProposer(Protocol):
    """Finds the region that a click means."""

    name: str

    def region_at(self, image: Image.Image, point: Point) -> Region:
        """Return the region under the point, with id 0. Falls back to a small box, never to nothing."""
        ...


class Scorer(Protocol):
    """Tells how well each of several answers fits a question about a picture."""

    name: str  # the resolved model string, such as "embedded:chooser"

    def score(self, image: Image.Image, question: Question, choices: Sequence[str]) -> tuple[float, ...]:
        """Return a score for every choice, the share of belief it gets: from 0 to 1, together 1.

        `image` and `question` as for `Answerer.answer`; choices name regions as `[id]`. Raises BadQuestion for fewer
        than two choices, for equal ones, and for text that is too long to be read.
        """
        ...
