"""Turn a model that speaks in a thread of its own into the growing answers that `base.Answerer` promises.

A thread, because a model may be silent for a long time: the reader still gets a sign of life twice a second, and can
stop between any two of them.
"""

import queue
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple, Protocol

from models.errors import AnswerFailed
from models.prompting import read_reply
from models.records import Answer, Setting

HEARTBEAT = 0.5  # seconds between two signs of life of a silent model


class Speech(Protocol):
    """One reply of a model while it is being made.

    `settings` are what it is made with (temperature, device ...); a speech that finds out better replaces them.
    """

    @property
    def settings(self) -> Mapping[str, Setting]: ...

    def run(self, say: Callable[[str], None]) -> str:
        """Say the reply piece by piece, in a thread of its own, and return a note for the reader or "".

        An empty piece means: still busy. Raises a DeixisError when the reply cannot be finished.
        """
        ...

    def stop(self) -> None:
        """Make `run` end soon. Called from the reader's thread, at most once."""
        ...


class Patience(NamedTuple):
    """How long a reader waits, in seconds; None is for ever.

    `silence` is the wait for the next piece, once a first one has come; before it, a back end's own time limits hold.
    `ending` is the wait for a stopped speech to end.
    """

    silence: float | None = None
    ending: float | None = None


class _End(NamedTuple):
    note: str
    failure: BaseException | None


def growing_answers(speech: Speech, *, name: str, patience: Patience | None = None) -> Iterator[Answer]:
    """Yield the answer as it grows, the last one complete. Closing the iterator stops the speech.

    Every word that was said is yielded before an error is raised, so that a reader keeps what there is.
    """
    started = time.perf_counter()
    reply = note = ""
    first_words: float | None = None

    def answer(*, complete: bool) -> Answer:
        nonlocal first_words
        said = read_reply(reply, complete=complete)
        if first_words is None and (said.answer or said.rationale):
            first_words = time.perf_counter() - started
        return Answer(
            text=said.answer,
            rationale=said.rationale,
            model=name,
            seconds=time.perf_counter() - started,
            first_words_seconds=first_words,
            settings=dict(speech.settings),
            note=note,
            complete=complete,
        )

    for piece in _pieces(speech, patience or Patience()):
        if isinstance(piece, _End):
            note = piece.note
            break
        reply += piece
        yield answer(complete=False)
    final = answer(complete=True)
    if not final.text:
        raise AnswerFailed(f"{name} ended without an answer. {note}".strip())
    yield final


def _pieces(speech: Speech, patience: Patience) -> Iterator[str | _End]:
    """Yield the pieces, "" for a sign of life, and the end; raise what the speech raised."""
    spoken: queue.SimpleQueue[str | _End] = queue.SimpleQueue()
    thread = threading.Thread(target=_speak, args=(speech, spoken), name="deixis-speech", daemon=True)
    thread.start()
    ended = False
    heard: float | None = None
    try:
        while not ended:
            try:
                piece = spoken.get(timeout=HEARTBEAT)
            except queue.Empty:
                _lose_patience(heard, patience.silence)
                yield ""
                continue
            heard = time.monotonic()
            if isinstance(piece, _End):
                ended = True
                if piece.failure is not None:
                    raise piece.failure
            yield piece
    finally:
        if not ended:
            speech.stop()
        thread.join(patience.ending)


def _lose_patience(heard: float | None, longest: float | None) -> None:
    if heard is None or longest is None or time.monotonic() - heard < longest:
        return
    raise AnswerFailed(
        f"The model has said nothing for {longest:.0f} seconds, so it was given up. "
        "Ask again, or allow it a longer timeout."
    )


def _speak(speech: Speech, spoken: "queue.SimpleQueue[str | _End]") -> None:
    try:
        note = speech.run(spoken.put)
    except BaseException as failure:  # handed to the reader, who raises it
        spoken.put(_End("", failure))
    else:
        spoken.put(_End(note, None))
