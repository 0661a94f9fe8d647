"""Models that answer one question, each in a thread of its own, and what they have said so far."""

import logging
import threading
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import AbstractContextManager
from typing import Generic, Protocol, TypeVar

from app.last_resort import SENTENCE
from app.shelf import NotWanted
from models.errors import AnswerFailed, DeixisError
from models.records import Answer, Role

log = logging.getLogger(__name__)

HEARTBEAT = 0.5  # seconds; whoever reads is asked this often whether they are still there


Model = TypeVar("Model")
Lent = TypeVar("Lent", covariant=True)


class Lend(Protocol[Lent]):
    """Lends a model by name; see ModelShelf.lend."""

    def __call__(self, name: str, *, given_up: threading.Event) -> AbstractContextManager[Lent]: ...


class Voices(Generic[Model]):
    """Answers that grow side by side. What a model says is kept as the newest answer of its role; nothing piles up."""

    def __init__(
        self,
        models: Mapping[Role, str],
        *,
        lend: Lend[Model],
        pose: Callable[[Model], Iterator[Answer]],
        clock: Callable[[], float],
    ) -> None:
        self._models = models
        self._lend = lend
        self._pose = pose
        self._clock = clock
        self._asked_at = clock()
        self._changed = threading.Condition()
        self._news = False
        self._answers: dict[Role, Answer] = {}
        self._speaking = len(models)
        self._given_up = threading.Event()

    def grow(self) -> Iterator[Mapping[Role, Answer]]:
        """Yield all answers whenever one has grown, and as they are when none has for a while; end with the last."""
        for role, name in self._models.items():
            threading.Thread(target=self._speak, args=(role, name), name=f"voice {name}", daemon=True).start()
        over = False
        while not over:
            with self._changed:
                self._changed.wait_for(lambda: self._news or not self._speaking, timeout=HEARTBEAT)
                over = not self._speaking
                self._news = False
            yield self.said

    @property
    def said(self) -> Mapping[Role, Answer]:
        """What each role has said by now; a role that has said nothing is missing."""
        with self._changed:
            return dict(self._answers)

    def give_up(self) -> None:
        """Stop the models after the piece that each is making. Does not wait for them."""
        self._given_up.set()

    def _speak(self, role: Role, name: str) -> None:
        try:
            self._answer(role, name)
        except NotWanted:
            pass
        except DeixisError as error:
            self._fail(role, name, str(error))
        except Exception:  # a back end failed in a way nobody foresaw; the user's edge
            log.exception("%s failed", name)
            self._fail(role, name, SENTENCE)
        finally:
            with self._changed:
                self._speaking -= 1
                self._changed.notify_all()

    def _answer(self, role: Role, name: str) -> None:
        with self._lend(name, given_up=self._given_up) as model:
            waited = self._clock() - self._asked_at
            growing = self._pose(model)
            try:
                complete = self._listen(growing, role, waited)
            finally:
                if isinstance(growing, Generator):
                    growing.close()
        if not complete and not self._given_up.is_set():
            raise AnswerFailed(f"{name} broke off before its answer was complete. Ask again.")

    def _listen(self, growing: Iterator[Answer], role: Role, waited: float) -> bool:
        """Offer the answer as it grows; return whether it is complete."""
        complete = False
        for answer in growing:
            if self._given_up.is_set():
                break
            self._offer(_since_asked(answer, waited).model_copy(update={"role": role}))
            complete = answer.complete
        return complete

    def _fail(self, role: Role, name: str, sentence: str) -> None:
        seconds = self._clock() - self._asked_at
        so_far = self.said.get(role) or Answer(model=name, role=role)
        self._offer(so_far.model_copy(update={"error": sentence, "seconds": seconds, "complete": False}))

    def _offer(self, answer: Answer) -> None:
        with self._changed:
            self._answers[answer.role] = answer
            self._news = True
            self._changed.notify_all()


def _since_asked(answer: Answer, waited: float) -> Answer:
    """Count the times from the question instead of from when the model was loaded and free."""
    first = answer.first_words_seconds
    return answer.model_copy(
        update={
            "seconds": answer.seconds + waited,
            "first_words_seconds": None if first is None else first + waited,
            "settings": {**answer.settings, "waited_seconds": round(waited, 3)},
        }
    )
