"""From two answers on the Ask page to the Compare page, and there without a word of who gave which."""

import pytest
from playwright.sync_api import Locator, expect

from tests.app.browser.ask_page import FIRST_LOAD_MS, AskPage
from tests.app.browser.compare_desk import CompareDesk
from tests.app.browser.conftest import STUDENT, TEACHER
from tests.app.browser.speaker import Speaker
from tests.app.browser.watched import Watched

pytestmark = pytest.mark.browser

COMPARE = "Compare blind"


def ask_both(ask_page: AskPage, teacher: Speaker, text: str = "{region} lost something dear.") -> Locator:
    """Ask the student and a teacher who says something else."""
    teacher.text = text
    ask_page.start()
    ask_page.draw(100, 100, 300, 400)
    ask_page.page.get_by_label("Ask the teacher too").check()
    return ask_page.ask("why is [0] sad?")


def test_two_answers_are_sent_and_compared_by_keyboard(compare_desk: CompareDesk, teacher: Speaker) -> None:
    page = compare_desk.page
    turn = ask_both(AskPage(page, compare_desk.watched.address), teacher)
    send = turn.get_by_role("button", name=COMPARE)
    send.focus()

    page.keyboard.press("Enter")

    sent = turn.locator(".comparing")
    expect(sent.get_by_role("status")).to_have_text("Sent to be compared. Compare them")
    expect(send).to_be_hidden()
    expect(sent.get_by_role("link", name="Compare them")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/compare/?round=from-the-ask-page-compared")
    expect(compare_desk.texts).to_have_count(2, timeout=FIRST_LOAD_MS)
    words = " ".join(compare_desk.texts.all_inner_texts()).replace("\n", "")
    assert "[0] is sad because the ice cream fell." in words  # on which side is drawn
    assert "[0] lost something dear." in words
    assert not any(name in words for name in (STUDENT, TEACHER, "Student", "Teacher"))


def test_one_answer_has_no_such_button(fresh_page: Watched) -> None:
    fresh_page.start()
    turn = fresh_page.ask("what happened?")

    expect(turn.get_by_role("button", name="Send to rating")).to_have_count(1)
    expect(turn.get_by_role("button", name=COMPARE)).to_have_count(0)


def test_the_button_waits_until_both_are_whole(fresh_page: Watched, teacher: Speaker) -> None:
    teacher.text = "{region} lost something dear."
    fresh_page.start()
    fresh_page.page.get_by_label("Ask the teacher too").check()
    teacher.pause()
    fresh_page.send("what happened?")
    expect(fresh_page.page.locator(".answer[data-role=teacher] .answer-text")).to_have_text("Everybody")
    expect(fresh_page.page.get_by_role("button", name=COMPARE)).to_have_count(0)

    teacher.go_on()
    fresh_page.wait_until_answered()

    expect(fresh_page.page.get_by_role("button", name=COMPARE)).to_have_count(1)


def test_equal_answers_are_refused_in_a_sentence_and_nothing_is_lost(fresh_page: Watched, teacher: Speaker) -> None:
    turn = ask_both(fresh_page, teacher, "{region} is sad because the ice cream fell.")
    fresh_page.expect_errors()
    send = turn.get_by_role("button", name=COMPARE)

    send.click()

    expect(turn.locator(".comparing").get_by_role("status")).to_have_text(
        "These answers cannot be compared: both texts are equal."
    )
    expect(send).to_be_visible()
