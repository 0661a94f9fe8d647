"""Models that answer, and critics, as scorers that also tell what they said, how sure they were, and how long it took.

A model answers, and its words are matched with the choices by rule (training/benchmarks/generated.py); where all
choices are numbers, the number that it says is read, and no list is shown to it. A critic chooses what it would sooner
accept.
"""

import re
import time
from collections.abc import Iterator, Sequence

from PIL import Image

from models.base import Answerer, Critic
from models.choosing import check_choices
from models.errors import BadQuestion
from models.judging import Candidate
from models.records import QAR, Answer, Question, without_surrogates
from training.benchmarks.generated import Generated
from training.benchmarks.predictions import Heard
from training.benchmarks.spoken_numbers import number_in

_ALL = re.compile(r"\ball\b", re.IGNORECASE)
_LEAST = 1e-12  # so that a critic that accepts nothing still has shares


class Hearing:
    """A scorer made of a model that answers; see `HeardScorer`. `listed` as for `Generated`.

    An answer that is as like to one choice as to another chooses none. Of what is counted "all of them" is the largest
    number to choose from.
    """

    def __init__(self, answerer: Answerer, *, listed: bool) -> None:
        self.name = answerer.name
        self._answerer = answerer
        self._last: Answer | None = None
        self._heard: Heard | None = None
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
            seconds = time.perf_counter() - started
            self._heard = Heard(text=without_surrogates(text), confidence=sure, seconds=seconds)

    def take_heard(self) -> Heard | None:
        """Return what the model answered last, once."""
        heard, self._heard = self._heard, None
        return heard

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
    """A critic as one that chooses; see `HeardScorer`. It judges the question with each of the choices as its answer.

    It is given no reason: one that fits the right answer alone would tell which that is.
    """

    def __init__(self, critic: Critic) -> None:
        self.name = critic.name
        self._critic = critic
        self._heard: Heard | None = None

    def score(self, image: Image.Image, question: Question, choices: Sequence[str]) -> tuple[float, ...]:
        """Return the chances of acceptance, together 1."""
        self._heard = None
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
        seconds = time.perf_counter() - started
        self._heard = Heard(text=choices[best], confidence=chances[best], seconds=seconds)
        whole = sum(chances) + _LEAST * len(chances)
        return tuple((chance + _LEAST) / whole for chance in chances)

    def take_heard(self) -> Heard | None:
        """Return the choice that the critic would soonest accept, once."""
        heard, self._heard = self._heard, None
        return heard
