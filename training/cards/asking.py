"""How a student, a teacher or a critic is asked: what scores the choices in its name, and what it says of itself.

Contrastive: similarity, likelihood, or a critic's chance of acceptance. Generative: the model answers, and its words
are matched with the choices by rule (training/benchmarks/generated.py); where all choices are numbers, the number that
it says is read, and no list is shown to it.
"""

import re
import time
from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol, runtime_checkable

from PIL import Image

from models.base import Answerer, Critic, Scorer
from models.choosing import check_choices
from models.errors import BadQuestion
from models.judging import Candidate
from models.records import QAR, Answer, Question
from training.benchmarks.generated import Generated
from training.benchmarks.spoken_numbers import number_in
from training.cards.records import Kind, Manner

ACCEPTANCE = "chance of acceptance"
_ALL = re.compile(r"\ball\b", re.IGNORECASE)
_LEAST = 1e-12  # so that a critic that accepts nothing still has shares


class Way(NamedTuple):
    """How a model is asked in one manner, by what its choice is told; without a scorer, `why` it cannot be asked.

    `sees_choices` says whether it can be asked which of the choices holds.
    """

    scorer: Scorer | None = None
    scored_by: str = ""
    why: str = ""
    sees_choices: bool = True


class Asked(NamedTuple):
    """A model and its ways."""

    name: str
    kind: Kind
    ways: dict[Manner, Way]


class Heard(NamedTuple):
    """What was said to one question, how likely its speaker held it to be right (None: nothing said), and after how
    many seconds."""

    text: str
    confidence: float | None
    seconds: float


@runtime_checkable
class HeardScorer(Scorer, Protocol):
    """A scorer that remembers what it heard, an entry for every call of `score`."""

    heard: list[Heard]


class Hearing:
    """A scorer made of a model that answers, which keeps what was said. `listed` as for `Generated`.

    An answer that is as like to one choice as to another chooses none. Of what is counted "all of them" is the largest
    number to choose from.
    """

    def __init__(self, answerer: Answerer, *, listed: bool) -> None:
        self.name = answerer.name
        self.heard: list[Heard] = []
        self._answerer = answerer
        self._last: Answer | None = None
        self._matched = Generated(self, listed=listed)

    def answer(self, image: Image.Image, question: Question) -> Iterator[Answer]:
        """Yield what the model answers."""
        for grown in self._answerer.answer(image, question):
            self._last = grown
            yield grown

    def score(self, image: Image.Image, question: Question, choices: Sequence[str]) -> tuple[float, ...]:
        """Return the share of belief of every choice. Raises BadQuestion where the answer is like none of them."""
        started, self._last = time.perf_counter(), None
        numbers = [number_in(choice) for choice in choices]
        try:
            if None in numbers or len(set(numbers)) < len(numbers):
                return _one_best(self._matched.score(image, question, choices))
            return self._counted(image, question, choices, numbers)
        finally:
            text, sure = (self._last.text, self._last.confidence) if self._last else ("", None)
            self.heard.append(Heard(text, sure, time.perf_counter() - started))

    def _counted(
        self, image: Image.Image, question: Question, choices: Sequence[str], numbers: Sequence[int | None]
    ) -> tuple[float, ...]:
        """Ask freely, and read the number."""
        check_choices(choices)
        for _ in self.answer(image, question):
            pass
        said = self._last.text if self._last else ""
        number = max(each or 0 for each in numbers) if _ALL.search(said) else number_in(said)
        if number not in numbers:
            raise BadQuestion(f'The answer "{said[:80]}" says none of the numbers to choose from.')
        return tuple(float(each == number) for each in numbers)


def _one_best(shares: tuple[float, ...]) -> tuple[float, ...]:
    if shares.count(max(shares)) > 1:
        raise BadQuestion("The answer is as like to one choice as to another.")
    return shares


class CriticScorer:
    """A critic as one that chooses: it judges the question with each of the choices as its answer.

    It is given no reason: one that fits the right answer alone would tell which that is.
    """

    def __init__(self, critic: Critic) -> None:
        self.name = critic.name
        self.heard: list[Heard] = []
        self._critic = critic

    def score(self, image: Image.Image, question: Question, choices: Sequence[str]) -> tuple[float, ...]:
        """Return the chances of acceptance, together 1."""
        check_choices(choices)
        started = time.perf_counter()
        candidates = [
            Candidate(
                id=str(place),
                image_id=question.image_id,
                regions=question.regions,
                qar=QAR(question=question.text, answer=choice, rationale=""),
            )
            for place, choice in enumerate(choices)
        ]
        chances = self._critic.criticise(image, candidates)
        best = max(range(len(choices)), key=lambda place: chances[place])
        self.heard.append(Heard(choices[best], chances[best], time.perf_counter() - started))
        whole = sum(chances) + _LEAST * len(chances)
        return tuple((chance + _LEAST) / whole for chance in chances)
