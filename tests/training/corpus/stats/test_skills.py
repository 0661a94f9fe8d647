"""Skills are told by what question and answer say, and not by numbers that are no counts."""

import doctest

import pytest

import training.corpus.stats.skills
from models.records import QAR
from training.corpus.stats.skills import skills_of


@pytest.mark.parametrize(
    ("question", "answer", "expected"),
    [
        ("What is [0] doing?", "[0] reads a book.", ()),
        ("What is left of [1]?", "A lamp.", ("spatial",)),
        ("Who stands between them?", "The nurse.", ("spatial",)),
        ("How many dogs are there?", "Three.", ("counting",)),
        ("Does [0] have more cups than [1]?", "Yes.", ("counting",)),
        ("When does the shop at 10:30 close?", "At ten o'clock.", ("temporal",)),
        ("Is [10] tall?", "Yes, [10] is tall.", ()),
        ("Who does not smile?", "[2].", ("negation",)),
        ("Is [0] happy?", "She isn't.", ("negation",)),
        ("Is there a knot in the note?", "Yes.", ()),
        ("What will [0] do after this?", "Leave.", ("temporal",)),
        ("What is next to [0]?", "A cat.", ("spatial",)),
        ("What comes next?", "A cat.", ("temporal",)),
    ],
)
def test_a_skill_is_told_by_question_and_answer(question: str, answer: str, expected: tuple[str, ...]) -> None:
    qar = QAR(question=question, answer=answer, rationale="There are two behind [0] before nobody knows.")

    assert skills_of(qar) == expected


def test_worked_examples_are_right() -> None:
    assert doctest.testmod(training.corpus.stats.skills).failed == 0
