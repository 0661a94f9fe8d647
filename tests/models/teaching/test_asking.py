"""A teacher is asked for simple questions, and whatever way it lists them they are read."""

import pytest

from models.teaching.asking import QuestionSettings, question_request, read_questions
from tests.fakes.verbalizations import told_scene

WHERE, WHO = "Where is this?", "Who holds the ball?"
LISTS = {
    "as asked": f"1. {WHERE}\n2. {WHO}",
    "other numbers": f"1) {WHERE}\n(2) {WHO}",
    "bullets": f"- {WHERE}\n* {WHO}",
    "bare": f"{WHERE}\n{WHO}",
    "bold": f"**1. {WHERE}**\n**2.** {WHO}",
    "labels": f"Question 1: {WHERE}\nQ2: {WHO}",
    "quotes": f'1. "{WHERE}"\n2. “{WHO}”',
    "chat around": f"Sure! Here are two:\n\n1. {WHERE}\n\n2. {WHO}\n\nLet me know.",
    "answers behind": f"1. {WHERE} A park.\n2. {WHO} (the child)",
    "json": f'["{WHERE}", "{WHO}"]',
    "json in a fence": f'```json\n["{WHERE}",\n "{WHO}"]\n```',
    "thinking": f"<think>What about: Is it late?</think>\n1. {WHERE}\n2. {WHO}",
    "twice": f"1. {WHERE}\n2. {WHO}\n3. {WHERE.lower()}",
    "windows lines": f"1. {WHERE}\r\n2. {WHO}\r\n",
}


@pytest.mark.parametrize("reply", LISTS.values(), ids=LISTS)
def test_questions_are_read_whatever_way_they_are_listed(reply: str) -> None:
    assert read_questions(reply) == (WHERE, WHO)


@pytest.mark.parametrize("reply", ["", "   ", "I'm sorry, I cannot do that.", "<think>Where is this?", "[1, 2]", "?"])
def test_a_reply_without_questions_has_none(reply: str) -> None:
    assert read_questions(reply) == ()


def test_no_more_are_read_than_were_asked_for_and_none_that_is_a_story() -> None:
    reply = "\n".join([f"{'very ' * 80}long?", *(f"{number}. Is it {number}?" for number in range(40))])

    assert read_questions(reply, most=15) == tuple(f"Is it {number}?" for number in range(15))


@pytest.mark.parametrize("sign", ["[", " ", "*", "1", "'", "Q: ", "<think>", "\n", "- "])
def test_a_reply_of_one_sign_over_and_over_has_no_questions(sign: str) -> None:
    assert read_questions(sign * 300_000) == ()


def test_a_wide_question_mark_ends_a_question_too() -> None:
    assert read_questions("1. 天気はどうですか？") == ("天気はどうですか?",)


def test_the_request_tells_all_but_what_was_asked_before_and_how_many_are_wanted() -> None:
    request = question_request(told_scene(), QuestionSettings(count=7, temperature=0.3, seed=5))

    text = request.messages[0].text
    assert "exactly 7 short, simple questions" in text
    assert "- a barking dog [(" in text
    assert "We are in a park by day" in text
    assert "Where is this?" not in text
    assert (request.temperature, request.seed) == (0.3, 5)
