"""A model that speaks in a thread of its own becomes a series of growing answers."""

import threading
from collections.abc import Callable, Mapping

import pytest

from models.errors import AnswerFailed, ModelUnavailable
from models.records import Setting
from models.streaming import growing_answers


class Recital:
    """Says the given pieces; None waits until it is stopped, an error is raised."""

    def __init__(self, *pieces: str | Exception | None, note: str = "") -> None:
        self.settings: Mapping[str, Setting] = {"device": "none"}
        self.stopped = threading.Event()
        self._pieces = pieces
        self._note = note

    def run(self, say: Callable[[str], None]) -> str:
        for piece in self._pieces:
            if isinstance(piece, Exception):
                raise piece
            if piece is None:
                self.stopped.wait(10)
            else:
                say(piece)
        return self._note

    def stop(self) -> None:
        self.stopped.set()


def test_the_last_answer_is_complete_and_carries_the_note() -> None:
    answers = list(growing_answers(Recital("Answer: A.", "\nRationale: B.", note="cut"), name="x"))

    assert [(a.text, a.rationale, a.complete, a.note) for a in answers] == [
        ("A.", "", False, ""),
        ("A.", "B.", False, ""),
        ("A.", "B.", True, "cut"),
    ]
    assert all(answer.model == "x" and answer.settings == {"device": "none"} for answer in answers)


def test_seconds_grow_and_the_first_words_are_timed_when_they_can_be_read() -> None:
    answers = list(growing_answers(Recital("", "Answer: ", "A", " b."), name="x"))

    assert [answer.first_words_seconds is None for answer in answers] == [True, True, False, False, False]
    assert [answer.seconds for answer in answers] == sorted(answer.seconds for answer in answers)
    assert len({answer.first_words_seconds for answer in answers[2:]}) == 1


@pytest.mark.parametrize("error", [AnswerFailed("no"), ModelUnavailable("gone"), ZeroDivisionError("a bug")])
def test_an_error_in_the_thread_is_raised_to_the_reader_after_the_words(error: Exception) -> None:
    answers = growing_answers(Recital("Answer: half", error), name="x")

    assert next(answers).text == "half"
    with pytest.raises(type(error), match=str(error)):
        next(answers)


def test_a_silent_model_gives_a_sign_of_life_and_can_be_stopped() -> None:
    speech = Recital("Answer: half", None)
    answers = growing_answers(speech, name="x")

    first, second = next(answers), next(answers)
    answers.close()  # type: ignore[attr-defined]  # a generator

    assert first.text == second.text == "half"
    assert second.seconds > first.seconds
    assert speech.stopped.is_set()
    assert not [thread for thread in threading.enumerate() if thread.name == "deixis-speech"]


def test_nothing_said_is_no_answer() -> None:
    with pytest.raises(AnswerFailed, match=r"x ended without an answer\. too short"):
        list(growing_answers(Recital("  ", note="too short"), name="x"))
