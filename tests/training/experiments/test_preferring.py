"""Simulated judges prefer what is true, and what says more; who stands first does not matter."""

import pytest

from models.records import QAR
from training.experiments.annotators import Annotator, draw_annotators
from training.experiments.preferring import CRITERIA, Choice, Text, majority, prefer, words_of
from training.experiments.rated_items import Truth

PEOPLE = draw_annotators(40, 3)


def text(key: str, answer: Truth = "right", rationale: Truth = "right", words: int = 6, difficulty: float = 0) -> Text:
    return Text(key, difficulty, answer, rationale, words)


def share(first: Text, second: Text, criterion: str, choice: Choice) -> float:
    said = [prefer(each, first, second)[criterion] for each in PEOPLE]  # type: ignore[index]
    return sum(each == choice for each in said) / len(said)


def test_what_is_right_is_preferred_to_what_is_wrong_and_overall_as_well() -> None:
    right, wrong = text("a"), text("b", "wrong", "wrong")

    assert share(right, wrong, "correctness", "first") > 0.9
    assert share(right, wrong, "plausibility", "first") > 0.9
    assert share(right, wrong, "overall", "first") > 0.9
    assert share(right, wrong, "informativeness", "first") < 0.6


def test_who_says_more_informs_more_whether_it_is_true_or_not() -> None:
    assert share(text("a", words=12), text("b", words=3), "informativeness", "first") > 0.8
    assert share(text("a", "wrong", words=12), text("b", words=3), "correctness", "second") > 0.9


def test_two_alike_are_often_neither() -> None:
    assert share(text("a"), text("b"), "correctness", "tie") > 0.3


def test_what_is_hard_to_see_is_often_taken_for_something_else() -> None:
    plain = share(text("a"), text("b", "wrong"), "correctness", "first")
    hard = [
        share(text(f"a{n}", difficulty=1), text(f"b{n}", "wrong", difficulty=1), "correctness", "first")
        for n in range(20)
    ]

    assert sum(hard) / len(hard) < plain - 0.2


def test_sides_do_not_matter_even_to_those_who_do_not_look() -> None:
    blind = Annotator(name="blind", seed=1, inattention=1.0)
    turned = {"first": "second", "second": "first", "tie": "tie"}

    for person in (blind, *PEOPLE[:5]):
        for number in range(10):
            one, other = text(f"a{number}", words=number), text(f"b{number}", "wrong")
            there, back = prefer(person, one, other), prefer(person, other, one)
            assert {name: turned[choice] for name, choice in there.items()} == back
    assert set(prefer(blind, text("a"), text("b"))) == set(CRITERIA)


@pytest.mark.parametrize(
    ("said", "winner"),
    [(["first", "first", "second"], "first"), (["first", "tie", "second"], None), (["tie", "tie", "tie"], "tie")],
)
def test_the_majority_decides_or_nobody(said: list[Choice], winner: Choice | None) -> None:
    assert majority(said) == winner


def test_words_count_once_and_only_those_that_say_something() -> None:
    assert words_of(QAR(question="Why?", answer="The dog runs.", rationale="A dog is running to the ball.")) == 3
