"""A person's question is answered about the regions it names, in the sense it asks."""

import re

import pytest

from models.corpus import ChatRequest, Message
from models.offline_teacher.teacher import OfflineTeacher
from models.prompting import Said, read_reply
from models.teaching.prompt import current_prompt
from models.teaching.wording import sections
from tests.fakes.verbalizations import told_scene

SCENE = told_scene(
    (
        "a crying child in a red shirt",
        "dropped pink ice cream",
        "a smiling adult in a blue coat",
        "a barking dog",
        "a relaxed chef in a white jacket",
    )
)


def asked(question: str) -> Said:
    text = current_prompt("answer").filled(**sections(SCENE, "regions"), question=question)
    return said(text)


def said(prompt: str) -> Said:
    request = ChatRequest(messages=(Message(speaker="user", text=prompt),))
    return read_reply(OfflineTeacher().reply(request).text, complete=True)


ANSWERS = {
    "Why is [0] sad?": r"treat|ground|eat|slipped",
    "What made [0] cry?": r"treat|ground|eat|slipped|dog|bark",
    "What will [0] do next?": r"\[0\] (?:will|is going to|is about to)",
    "How does [2] feel?": r"happy|glad|delighted|overjoyed|joy|happiness|delight",
    "What does [3] want?": r"guard|chase",
    "What is [3] doing?": r"barking",
    "What is [1] for?": r"cold and sweet",
    "What is the job of [4]?": r"cook|meals",
    "Where is [0]?": r"park",
    "How many of [0], [2] and [4] are happy?": r"(?i)one|\[2\]",
    "What condition is [1] in?": r"ground|melts",
    "What should [2] do about [3]?": r"keep away",
    "Is [2] happy?": r"^Yes, \[2\] is happy",
    "Is [0] happy?": r"^No, \[0\] is sad",
    "Does [2] look scared?": r"^No, \[2\] is happy",
    "[0] is not happy, right?": r"^Yes, \[0\] is sad",
    "Is [2] dressed in blue?": r"^Yes, \[2\] is dressed in blue",
    "Is [2] wearing green?": r"^No, \[2\] is dressed in blue",
    "Which of [0] and [2] is smiling?": r"^It is \[2\]",
    "Which of [0] and [2] is not happy?": r"^It is \[0\]",
    "Which of [0], [2] and [4] wears red?": r"^It is \[0\]",
    "Which of [0] and [1] is the largest?": r"^It is \[[01]\]",
}


@pytest.mark.parametrize("question", ANSWERS)
def test_a_question_is_answered_in_its_own_sense(question: str) -> None:
    answer = asked(question)

    assert re.search(ANSWERS[question], answer.answer), answer
    assert answer.rationale.endswith(".")


@pytest.mark.parametrize("question", [each for each in ANSWERS if each.count("[") == 1])
def test_the_answer_or_its_reason_is_about_the_region_that_is_meant(question: str) -> None:
    answer = asked(question)

    meant = re.findall(r"\[\d\]", question)[0]
    assert meant in f"{answer.answer} {answer.rationale}"


def test_a_question_about_anything_else_is_still_answered() -> None:
    answer = asked("Who invented bread?")

    assert answer.answer
    assert answer.rationale


def test_the_baseline_answers_from_the_words_of_the_question() -> None:
    question = "Why is a crying child in a red shirt looking at dropped pink ice cream?"

    answer = said(current_prompt("answer-descriptions").filled(question=question))

    assert "[" not in f"{answer.answer} {answer.rationale}"
    assert "ice cream" in f"{answer.answer} {answer.rationale}"


def test_a_question_that_tells_of_nothing_known_gets_an_answer_that_says_little() -> None:
    answer = said(current_prompt("answer-descriptions").filled(question="Hm?"))

    assert answer == Said("Nothing out of the ordinary.", "Nothing here is out of its place.")
