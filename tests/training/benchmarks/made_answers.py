"""A model that answers, and a critic, that say what they are told to."""

from collections.abc import Iterator, Sequence

from PIL import Image

from models.judging import Candidate
from models.records import Answer, Question


class Answering:
    """Says what it was told to say to a question, else nothing."""

    name = "answering"

    def __init__(self, said: dict[str, str], confidence: float | None = None) -> None:
        self._said = said
        self._confidence = confidence
        self.asked: list[Question] = []

    def answer(self, image: Image.Image, question: Question) -> Iterator[Answer]:  # noqa: ARG002
        self.asked.append(question)
        for text in ("", next((said for asked, said in self._said.items() if asked in question.text), "")):
            yield Answer(text=text, model=self.name, confidence=self._confidence, complete=True)


class Accepting:
    """A critic that accepts some answers more than others."""

    name = "accepting"

    def __init__(self, chances: dict[str, float]) -> None:
        self._chances = chances
        self.judged: list[Candidate] = []

    def criticise(self, image: Image.Image, candidates: Sequence[Candidate]) -> tuple[float, ...]:  # noqa: ARG002
        self.judged += candidates
        return tuple(self._chances[each.qar.answer] for each in candidates)
