"""The Protocols that models are used through: one method and a name each."""

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, runtime_checkable

from PIL import Image

from models.corpus import ChatReply, ChatRequest
from models.judging import Candidate
from models.records import Answer, Detection, Point, Question, Region, Tag


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


@runtime_checkable
class LookingScorer(Scorer, Protocol):
    """A scorer that is asked several things about a picture and looks it over only once."""

    def look(self, image: Image.Image) -> Callable[[Question, Sequence[str]], tuple[float, ...]]:
        """Look a picture over, and return what `score` would of it; that raises as `score` does."""
        ...


class Captioner(Protocol):
    """Describes regions of a picture, each in a phrase of its own."""

    name: str

    def caption(self, image: Image.Image, regions: Sequence[Region]) -> tuple[str, ...]:
        """Return a description of every region, such as "a smiling child in a red shirt"; ids are not named."""
        ...


class Narrator(Protocol):
    """Describes a whole picture in a few sentences."""

    name: str

    def narrate(
        self, image: Image.Image, count: int = 5, *, temperature: float = 1.1, nucleus: float = 0.95, seed: int = 0
    ) -> tuple[str, ...]:
        """Return `count` narratives, sampled from the `nucleus` share of the likeliest words; the same seed tells the
        same. A temperature of 0 takes the likeliest word every time."""
        ...


class Tagger(Protocol):
    """Finds which of a vocabulary's labels fit a picture, whether or not it was trained on them."""

    name: str

    def tag(self, image: Image.Image, labels: Sequence[str], top: int) -> tuple[Tag, ...]:
        """Return the `top` labels that fit best, best first; scores are comparable within a picture and vocabulary."""
        ...


@runtime_checkable
class BatchTagger(Tagger, Protocol):
    """A tagger that is faster with many pictures at a time."""

    def tag_all(self, images: Sequence[Image.Image], labels: Sequence[str], top: int) -> tuple[tuple[Tag, ...], ...]:
        """Return what `tag` would for every picture."""
        ...


@runtime_checkable
class QuestionAnswerer(Protocol):
    """Answers simple questions about what can be seen; it gives no reasons."""

    name: str

    def reply(self, image: Image.Image, questions: Sequence[str]) -> tuple[str, ...]:
        """Return a short answer to every question."""
        ...


class RegionDetector(Protocol):
    """Finds the regions of a picture that are worth talking about."""

    name: str

    def detect(self, image: Image.Image) -> tuple[Detection, ...]:
        """Return what was found, most certain first; nothing for a picture that shows nothing it knows."""
        ...


@runtime_checkable
class BatchDetector(RegionDetector, Protocol):
    """A detector that is faster with many pictures at a time."""

    def detect_all(self, images: Sequence[Image.Image]) -> tuple[tuple[Detection, ...], ...]:
        """Return what `detect` would for every picture."""
        ...


class ChatModel(Protocol):
    """Completes a chat: the teacher that writes questions, answers and rationales, and whoever else writes texts."""

    name: str

    async def complete(self, request: ChatRequest) -> ChatReply:
        """Return the whole reply.

        Raises ModelUnavailable when no call will ever succeed (a wrong key, an unknown model), CallPostponed when this
        one may succeed later, and CallFailed when it will not.
        """
        ...


class Critic(Protocol):
    """Tells how likely people are to accept a question, answer and rationale about a picture."""

    name: str  # every score carries it

    def criticise(self, image: Image.Image, candidates: Sequence[Candidate]) -> tuple[float, ...]:
        """Return for every candidate the chance, from 0 to 1, that it is accepted. The picture is encoded once."""
        ...
