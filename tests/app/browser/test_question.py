"""The question field: references at the caret, checks while typing, what is bound and what is refused."""

import pytest
from playwright.sync_api import expect

from tests.app.browser.ask_page import AskPage
from tests.app.browser.speaker import Speaker

pytestmark = pytest.mark.browser


def put_caret(ask_page: AskPage, at: int) -> None:
    ask_page.question.focus()
    ask_page.question.evaluate("(field, at) => field.setSelectionRange(at, at)", at)


def test_clicking_a_region_writes_its_number_at_the_caret(ask_page: AskPage) -> None:
    ask_page.start()
    ask_page.draw(100, 100, 300, 400)
    ask_page.question.fill("why is sad?")
    put_caret(ask_page, len("why is"))

    ask_page.click(200, 250)

    expect(ask_page.question).to_have_value("why is [0] sad?")
    expect(ask_page.question).to_be_focused()
    ask_page.page.keyboard.type(" so")
    expect(ask_page.question).to_have_value("why is [0] so sad?")


def test_a_second_click_does_not_write_the_number_twice(ask_page: AskPage) -> None:
    ask_page.start()
    ask_page.draw(100, 100, 300, 400)
    ask_page.question.fill("who is ")

    ask_page.click(200, 250)
    ask_page.click(200, 250)

    expect(ask_page.question).to_have_value("who is [0]")


def test_clicking_a_region_only_selects_while_no_question_is_being_written(ask_page: AskPage) -> None:
    ask_page.start()
    ask_page.draw(100, 100, 300, 400)
    ask_page.draw(450, 200, 700, 500)

    ask_page.click(200, 250)

    expect(ask_page.question).to_have_value("")
    assert ask_page.selected() == 0


def test_a_chip_writes_its_number_too(ask_page: AskPage) -> None:
    ask_page.start()
    ask_page.draw(100, 100, 300, 400)

    ask_page.page.get_by_role("button", name="Write [0] into the question").click()

    expect(ask_page.question).to_have_value("[0]")
    expect(ask_page.question).to_be_focused()


def test_enter_on_a_region_writes_its_number(ask_page: AskPage) -> None:
    ask_page.start()
    ask_page.draw(100, 100, 300, 400)
    ask_page.page.locator(".region").focus()

    ask_page.page.keyboard.press("Enter")

    expect(ask_page.question).to_have_value("[0]")


def test_an_unknown_number_is_remarked_on_while_typing_and_never_sent(ask_page: AskPage, student: Speaker) -> None:
    ask_page.start()
    ask_page.draw(100, 100, 300, 400)

    ask_page.question.fill("why is [7] sad?")
    expect(ask_page.page.locator(".question-remark")).to_have_text("There is no region [7]. The picture has [0].")
    ask_page.question.press("Enter")
    ask_page.page.get_by_role("button", name="Ask", exact=True).click()

    expect(ask_page.question).to_have_value("why is [7] sad?")
    expect(ask_page.turns).to_have_count(0)
    assert student.asked == []


def test_the_remark_goes_when_the_region_comes(ask_page: AskPage) -> None:
    ask_page.start()
    ask_page.question.fill("why is [0] sad?")
    expect(ask_page.page.locator(".question-remark")).to_contain_text("Drag a box or click something first.")

    ask_page.draw(100, 100, 300, 400)

    expect(ask_page.page.locator(".question-remark")).to_have_text("")


@pytest.mark.parametrize("typed", ["why is [this person] sad?", "why is this person sad?"])
def test_this_person_is_the_selected_region(ask_page: AskPage, student: Speaker, typed: str) -> None:
    ask_page.start()
    ask_page.draw(100, 100, 300, 400)
    ask_page.draw(450, 200, 700, 500)
    ask_page.svg.focus()
    ask_page.page.keyboard.press("0")

    turn = ask_page.ask(typed)

    assert student.asked[0].text == "why is [0] sad?"
    expect(turn.locator(".turn-question .region-chip")).to_have_text("[0]")


def test_what_the_server_refuses_is_said_in_place_and_the_question_stays(ask_page: AskPage, student: Speaker) -> None:
    ask_page.start()
    ask_page.draw(100, 100, 300, 400)
    ask_page.draw(450, 200, 700, 500)
    ask_page.svg.focus()
    ask_page.page.keyboard.press("Escape")

    ask_page.send("why is [this person] sad?")

    expect(ask_page.page.locator(".notice")).to_be_visible()
    expect(ask_page.question).to_have_value("why is [this person] sad?")
    assert student.asked == []


def test_without_a_picture_nothing_is_asked(fresh_page: AskPage) -> None:
    fresh_page.open()

    fresh_page.send("why?")

    expect(fresh_page.page.locator(".notice")).to_contain_text("no picture yet")


def test_without_a_region_the_question_is_about_everything(ask_page: AskPage, student: Speaker) -> None:
    ask_page.start()

    ask_page.ask("what happened?")

    assert student.asked[0].regions == ()


def test_shift_enter_makes_a_new_line(ask_page: AskPage) -> None:
    ask_page.start()
    ask_page.question.fill("one")

    ask_page.question.press("Shift+Enter")
    ask_page.question.press_sequentially("two")

    expect(ask_page.question).to_have_value("one\ntwo")
    expect(ask_page.turns).to_have_count(0)


def test_pointing_time_counts_from_the_first_gesture_to_the_sending(ask_page: AskPage) -> None:
    ask_page.start()
    assert ask_page.state()["pointing_ms"] is None
    ask_page.draw(100, 100, 300, 400)

    ask_page.ask("why is [0] sad?")

    newest, *_ = ask_page.page.evaluate("fetch('/api/conversations').then((r) => r.json())")
    assert newest["turns"][0]["pointing_ms"] > 0
    assert ask_page.state()["pointing_ms"] is None
