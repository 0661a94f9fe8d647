"""The shelf of models: each is loaded when it is first used, once, and lent to so many at a time.

Loading and waiting block the thread that asks, so they are called from worker threads only; `states` never blocks.
"""

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from typing import Generic, Literal, TypeVar

from models.base import Answerer, RegionProposer, Scorer
from models.errors import BadQuestion, BadSetting, DeixisError, ModelUnavailable
from models.records import Record

log = logging.getLogger(__name__)

Model = TypeVar("Model")
State = Literal["not loaded", "loading", "ready", "failed"]

# A model on this machine takes one question after the other; an endpoint has queues of its own.
PLACES = 1
PLACES_OF_ENDPOINTS = 8
_LOOK_UP = 0.2  # seconds between two looks whether somebody who waits in line still wants to


class NotWanted(Exception):
    """Whoever waited for a model gave up."""


class ModelState(Record):
    """What a model menu shows; `error` says why loading failed, `no_choice` why it cannot choose among answers."""

    name: str
    state: State
    error: str = ""
    no_choice: str = ""


def _no_choice(name: str) -> str:
    return f'"{name}" cannot be asked to choose: this app has nothing that rates answers for it.'


def _shares_nothing(_name: str, _load: Callable[[], Answerer]) -> Scorer | None:
    return None


def _no_scorer(name: str) -> Scorer:
    raise BadSetting(_no_choice(name))


class ModelShelf:
    """The models of the menu, by name. Safe to use from many threads."""

    def __init__(
        self,
        names: Sequence[str],
        *,
        student: str,
        teacher: str = "",
        pointer: str = "classical",
        build: Callable[[str], Answerer],
        build_pointer: Callable[[str], RegionProposer],
        build_scorer: Callable[[str], Scorer] = _no_scorer,
        share_scorer: Callable[[str, Callable[[], Answerer]], Scorer | None] = _shares_nothing,
        why_no_choice: Callable[[str], str] = _no_choice,
    ) -> None:
        """`share_scorer` makes a scorer of the model itself, which it loads by its second argument where it is not
        loaded yet; where it returns None the scorer has weights of its own, and `build_scorer` loads them."""

        def scorer(name: str) -> Scorer:
            return share_scorer(name, self._models[name].load) or build_scorer(name)

        self.student = student
        self.teacher = teacher or None
        self._models = {name: _Slot(name, build, places=_places(name)) for name in names}
        self._scorers = {name: _Slot(name, scorer, places=PLACES) for name in names}
        self._pointer = _Slot(pointer, build_pointer, places=PLACES)
        self._why_no_choice = why_no_choice

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._models)

    def check(self, name: str) -> str:
        """Return the name if it is on the menu. Raises BadQuestion: nobody else may choose what this machine loads."""
        if name not in self._models:
            there = ", ".join(self._models)
            raise BadQuestion(f'"{name[:80]}" is not a model of this app; it has {there}. Add one with --model.')
        return name

    def check_chooser(self, name: str) -> str:
        """Return the name if that model is on the menu and can choose among answers. Raises BadQuestion, BadSetting."""
        if refusal := self._why_no_choice(self.check(name)):
            raise BadSetting(refusal)
        return name

    def states(self) -> tuple[ModelState, ...]:
        return tuple(
            slot.state.model_copy(update={"no_choice": self._why_no_choice(name)})
            for name, slot in self._models.items()
        )

    def warm(self, name: str) -> None:
        """Load a model in the background; a failure shows in its state and when it is asked."""
        threading.Thread(target=self._models[self.check(name)].load_quietly, name=f"load {name}", daemon=True).start()

    @contextmanager
    def lend(self, name: str, *, given_up: threading.Event | None = None) -> Iterator[Answerer]:
        """Load the model if need be and wait for a place.

        Raises ModelUnavailable, BadQuestion for a name that is not on the menu, and NotWanted once `given_up` is set.
        """
        with self._models[self.check(name)].lend(given_up or threading.Event()) as answerer:
            yield answerer

    @contextmanager
    def lend_scorer(self, name: str, *, given_up: threading.Event | None = None) -> Iterator[Scorer]:
        """Lend what chooses in a model's name; as `lend`, and raises BadSetting for a model that cannot choose."""
        with self._scorers[self.check_chooser(name)].lend(given_up or threading.Event()) as scorer:
            yield scorer

    @contextmanager
    def lend_pointer(self) -> Iterator[RegionProposer]:
        """Lend what finds the region under a click."""
        with self._pointer.lend(threading.Event()) as proposer:
            yield proposer


def _places(name: str) -> int:
    return PLACES_OF_ENDPOINTS if name.startswith("openai:") else PLACES


class _Slot(Generic[Model]):
    """One model: not there, being loaded by one thread while others wait, or there."""

    def __init__(self, name: str, build: Callable[[str], Model], *, places: int) -> None:
        self._name = name
        self._build = build
        self._places = threading.BoundedSemaphore(places)
        self._lock = threading.Lock()
        self._loaded: Future[Model] | None = None

    @property
    def state(self) -> ModelState:
        with self._lock:
            loaded = self._loaded
        if loaded is None:
            return ModelState(name=self._name, state="not loaded")
        if not loaded.done():
            return ModelState(name=self._name, state="loading")
        error = loaded.exception()
        return ModelState(name=self._name, state="failed" if error else "ready", error=str(error) if error else "")

    def load_quietly(self) -> None:
        try:
            self.load()
        except DeixisError as error:
            log.warning("model not loaded name=%s reason=%s", self._name, error)

    @contextmanager
    def lend(self, given_up: threading.Event) -> Iterator[Model]:
        model = self.load()
        while not self._places.acquire(timeout=_LOOK_UP):
            if given_up.is_set():
                raise NotWanted
        try:
            if given_up.is_set():
                raise NotWanted
            yield model
        finally:
            self._places.release()

    def load(self) -> Model:
        """Return the model, loading it in this thread unless another one is at it. A failure is tried again."""
        with self._lock:
            there = self._loaded
            loaded = Future() if there is None or _failed(there) else there
            self._loaded = loaded
        if loaded is not there:
            self._fill(loaded)
        return loaded.result()

    def _fill(self, loaded: "Future[Model]") -> None:
        try:
            loaded.set_result(self._build(self._name))
        except DeixisError as error:
            loaded.set_exception(error)
        except Exception:
            log.exception("loading %s failed", self._name)
            sentence = f"{self._name} could not be loaded for a reason nobody foresaw; it is in the log."
            loaded.set_exception(ModelUnavailable(sentence))
        except BaseException as end:  # Ctrl+C while loading must not leave others waiting
            loaded.set_exception(end)
            raise


def _failed(loaded: "Future[Model]") -> bool:
    return loaded.done() and loaded.exception() is not None
