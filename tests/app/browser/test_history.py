"""What stays: reloads, drafts, past conversations, deleting."""

import pytest
from playwright.sync_api import expect

from tests.app.browser.ask_page import AskPage, close_to, picture
from tests.app.browser.speaker import Speaker
from tests.app.browser.watched import Watched

pytestmark = pytest.mark.browser


def test_a_reload_brings_back_conversation_picture_and_regions(fresh_page: AskPage) -> None:
    fresh_page.start()
    fresh_page.draw(100, 100, 300, 400)
    fresh_page.ask("why is [0] sad?")

    fresh_page.reload()

    expect(fresh_page.page.locator(".turn-question")).to_have_text("why is [0] sad?")
    expect(fresh_page.page.locator(".answer-text")).to_have_text("[0] is sad because the ice cream fell.")
    expect(fresh_page.chips).to_have_count(1)
    expect(fresh_page.question).to_have_value("")
    assert close_to(fresh_page.boxes()[0], (100, 100, 300, 400))


def test_a_reload_loses_no_region_and_no_word_that_was_not_sent(fresh_page: AskPage) -> None:
    fresh_page.start()
    fresh_page.draw(100, 100, 300, 400)
    fresh_page.ask("why is [0] sad?")
    fresh_page.draw(450, 200, 700, 500)
    fresh_page.question.fill("and what about [1]")

    fresh_page.reload()

    expect(fresh_page.chips).to_have_count(2)
    expect(fresh_page.question).to_have_value("and what about [1]")
    assert fresh_page.state()["next_id"] == 2


def test_a_picture_that_was_never_asked_about_survives_a_reload(fresh_page: AskPage) -> None:
    fresh_page.start()
    fresh_page.draw(100, 100, 300, 400)

    fresh_page.reload()

    expect(fresh_page.chips).to_have_count(1)
    expect(fresh_page.turns).to_have_count(0)


def test_a_new_tab_shows_the_latest_conversation(fresh_page: AskPage) -> None:
    fresh_page.start()
    fresh_page.draw(100, 100, 300, 400)
    fresh_page.ask("why is [0] sad?")

    other = AskPage(fresh_page.page.context.new_page(), fresh_page.address).open()

    expect(other.page.locator(".turn-question")).to_have_text("why is [0] sad?")
    expect(other.chips).to_have_count(1)
    assert other.state()["next_id"] == 1


def test_another_browser_sees_nothing_of_it(fresh_page: AskPage, phone_page: AskPage) -> None:
    fresh_page.start()
    fresh_page.ask("what happened?")
    address = fresh_page.state()["image"]["url"]

    phone_page.open()

    expect(phone_page.page.locator(".drop-area")).to_be_visible()
    assert phone_page.page.evaluate("fetch('/api/conversations').then((r) => r.json())") == []
    assert phone_page.page.request.get(phone_page.address + address).status == 404


def test_a_past_conversation_is_opened_with_its_picture(fresh_page: AskPage) -> None:
    fresh_page.start()
    fresh_page.draw(100, 100, 300, 400)
    fresh_page.ask("why is [0] sad?")
    fresh_page.upload(picture((640, 480), colour="#336633"))
    expect(fresh_page.turns).to_have_count(0)
    fresh_page.ask("what is this place?")

    fresh_page.page.get_by_role("button", name="Past conversations").click()
    expect(fresh_page.page.locator(".history-item")).to_have_count(2)
    fresh_page.page.get_by_role("button", name="why is [0] sad?").click()

    expect(fresh_page.page.locator(".turn-question")).to_have_text("why is [0] sad?")
    expect(fresh_page.chips).to_have_count(1)
    assert fresh_page.state()["image"]["width"] == 800
    fresh_page.ask("and what next?")
    expect(fresh_page.turns).to_have_count(2)


def test_deleting_a_conversation_asks_first_and_takes_the_picture_along(fresh_page: Watched) -> None:
    fresh_page.start()
    fresh_page.ask("what happened?")
    address = fresh_page.address + fresh_page.state()["image"]["url"]
    fresh_page.page.get_by_role("button", name="Past conversations").click()
    fresh_page.page.get_by_role("button", name="Delete this conversation").click()
    fresh_page.page.get_by_role("button", name="Keep").click()
    fresh_page.page.get_by_role("button", name="Delete this conversation").click()
    fresh_page.expect_errors()

    fresh_page.page.get_by_role("dialog").get_by_role("button", name="Delete", exact=True).click()

    expect(fresh_page.page.locator(".history-item")).to_have_count(0)
    expect(fresh_page.page.locator(".drop-area")).to_be_attached()
    expect(fresh_page.turns).to_have_count(0)
    assert fresh_page.page.request.get(address).status == 404


def test_a_turn_is_deleted_by_the_second_press(fresh_page: AskPage) -> None:
    fresh_page.start()
    fresh_page.ask("what happened first?")
    fresh_page.ask("what happened then?")
    latest = fresh_page.turns.first

    latest.get_by_role("button", name="Delete").click()
    expect(fresh_page.turns).to_have_count(2)
    latest.get_by_role("button", name="Press again to delete").click()

    expect(fresh_page.turns).to_have_count(1)
    fresh_page.reload()
    expect(fresh_page.page.locator(".turn-question")).to_have_text("what happened first?")


def test_after_its_last_turn_a_deleted_conversation_can_be_followed_by_another(fresh_page: AskPage) -> None:
    fresh_page.open()
    fresh_page.page.locator(".scene").first.click()
    expect(fresh_page.svg).to_be_visible()
    turn = fresh_page.ask("what happened?")
    turn.get_by_role("button", name="Delete").click()
    turn.get_by_role("button", name="Press again to delete").click()
    expect(fresh_page.turns).to_have_count(0)

    fresh_page.ask("what happened here?")

    expect(fresh_page.turns).to_have_count(1)


def test_a_new_conversation_keeps_the_picture_and_the_old_one(fresh_page: AskPage) -> None:
    fresh_page.start()
    fresh_page.draw(100, 100, 300, 400)
    fresh_page.ask("why is [0] sad?")

    fresh_page.page.get_by_role("button", name="New conversation").click()
    expect(fresh_page.turns).to_have_count(0)
    fresh_page.ask("what is [0]?")

    expect(fresh_page.turns).to_have_count(1)
    conversations = fresh_page.page.evaluate("fetch('/api/conversations').then((r) => r.json())")
    assert [len(conversation["turns"]) for conversation in conversations] == [1, 1]


def test_an_answer_cut_off_by_a_closed_tab_is_kept_as_far_as_it_went(fresh_page: Watched, student: Speaker) -> None:
    fresh_page.start()
    student.pause()
    fresh_page.send("what happened?")
    expect(fresh_page.page.locator(".answer-text")).to_have_text("Everybody")
    fresh_page.expect_errors()  # Gradio logs that its stream was cut

    fresh_page.reload()
    student.go_on()

    expect(fresh_page.page.locator(".turn-question")).to_have_text("what happened?")
    assert student.closed.wait(10)
