"""The texts that QARs become."""

import random

from models.records import QAR
from models.statements import CRITIC, STUDENT, TextSettings, written
from training.data.texts import halves, question_and_reply, statement

ONE = QAR(question="Why is [0] sad?", answer="[1] fell", rationale="[1] lies on the floor")
LONG = QAR(question="Why?", answer=" ".join(f"w{number}" for number in range(90)), rationale="so")


def test_half_of_a_students_statements_have_their_rationale() -> None:
    said = [statement(ONE, STUDENT, random.Random(number)) for number in range(400)]

    assert set(said) == {
        "question: why is [0] sad? answer: [1] fell",
        "question: why is [0] sad? answer: [1] fell rationale: [1] lies on the floor",
    }
    assert 170 < sum("rationale" in each for each in said) < 230


def test_a_critic_reads_every_rationale_and_no_prompt() -> None:
    said = {statement(ONE, CRITIC, random.Random(number)) for number in range(50)}

    assert said == {"why is [0] sad? answer: [1] fell rationale: [1] lies on the floor"}


def test_what_is_too_long_loses_its_end() -> None:
    assert len(written(LONG, CRITIC, rationale=True).split()) == 70
    assert written(LONG, TextSettings(words=3, plain=False), rationale=True) == "Why? Answer: w0"


def test_a_writers_text_is_cut_in_its_first_half() -> None:
    whole = "question: why is [0] sad? answer: [1] fell rationale: [1] lies on the floor"
    cuts = set()
    for number in range(200):
        read, said, ends = halves(ONE, STUDENT, random.Random(number))
        assert ends
        assert f"{read} {said}" == whole
        cuts.add(len(said.split()))

    assert cuts == set(range(7, 13)), "from one word read to half of the thirteen"


def test_a_text_of_one_word_still_has_something_to_say() -> None:
    read, said, _ = halves(QAR(question="", answer="yes", rationale=""), CRITIC, random.Random(0))

    assert read
    assert said


def test_a_writers_text_that_is_too_long_does_not_end_where_it_is_cut() -> None:
    read, said, ends = halves(LONG, STUDENT, random.Random(0))

    assert len(f"{read} {said}".removeprefix("question: ").split()) == 70
    assert not ends


def test_who_has_learned_is_asked_for_answer_and_rationale() -> None:
    assert question_and_reply(ONE, STUDENT) == (
        "question: why is [0] sad? answer:",
        "[1] fell rationale: [1] lies on the floor",
        True,
    )
    bare = QAR(question="Why?", answer="So", rationale="")
    assert question_and_reply(bare, TextSettings(plain=False)) == ("Why? Answer:", "So", True)
