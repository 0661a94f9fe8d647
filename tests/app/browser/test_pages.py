"""From one page to the other, and from an answer on the Ask page to the Rate page."""

import pytest
from playwright.sync_api import expect

from tests.app.browser.ask_page import FIRST_LOAD_MS, AskPage
from tests.app.browser.rate_desk import RateDesk
from tests.app.browser.speaker import Speaker
from tests.app.browser.watched import Watched

pytestmark = pytest.mark.browser


def test_plain_links_lead_from_page_to_page_and_the_current_one_is_marked(fresh_page: Watched) -> None:
    fresh_page.open()
    links = fresh_page.page.get_by_role("navigation", name="Pages").get_by_role("link")
    expect(links).to_have_text(["Ask", "Rate", "Compare", "Admin", "Browse", "Skills"])
    expect(links.nth(0)).to_have_attribute("aria-current", "page")

    links.nth(1).click()

    fresh_page.page.wait_for_url("**/rate/")
    expect(fresh_page.page).to_have_title("Rate · Deixis")
    expect(links.nth(1)).to_have_attribute("aria-current", "page", timeout=FIRST_LOAD_MS)
    expect(links.nth(0)).not_to_have_attribute("aria-current", "page")
    expect(fresh_page.page.get_by_role("button", name="Past conversations")).to_have_count(0)
    links.nth(0).click()
    expect(fresh_page.page.get_by_role("button", name="Past conversations")).to_be_visible(timeout=FIRST_LOAD_MS)


def test_the_links_stand_at_the_same_place_on_every_page(fresh_page: Watched) -> None:
    rate = fresh_page.page.get_by_role("link", name="Rate", exact=True)
    fresh_page.open()
    rate.wait_for()
    before = rate.bounding_box()

    rate.click()

    fresh_page.page.wait_for_url("**/rate/")
    expect(rate).to_have_attribute("aria-current", "page", timeout=FIRST_LOAD_MS)
    assert rate.bounding_box() == before


def test_the_links_fit_beside_everything_else_on_a_phone(phone_page: Watched) -> None:
    phone_page.open()
    rate = phone_page.page.get_by_role("link", name="Rate", exact=True)
    rate.wait_for()

    box = rate.bounding_box()
    history = phone_page.page.get_by_role("button", name="Past conversations").bounding_box()

    assert box
    assert history
    assert box["height"] >= 44
    assert box["x"] + box["width"] <= history["x"]
    assert abs(box["y"] + box["height"] / 2 - history["y"] - history["height"] / 2) < 2
    assert phone_page.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_server_that_does_not_say_who_asks_leaves_the_page_usable(fresh_page: Watched) -> None:
    fresh_page.expect_errors()
    fresh_page.page.route("**/api/me", lambda route: route.fulfill(status=503, json={"error": "Later."}))

    fresh_page.start()

    assert fresh_page.page.get_by_role("navigation", name="Pages").count() == 0


def test_an_answer_is_sent_to_rating_and_rated_there(desk: RateDesk) -> None:
    ask_page = AskPage(desk.page, desk.watched.address)
    ask_page.start()
    ask_page.draw(100, 100, 300, 400)
    turn = ask_page.ask("why is [0] sad?")
    send = turn.get_by_role("button", name="Send to rating")
    send.focus()

    desk.page.keyboard.press("Enter")

    expect(turn.get_by_role("status")).to_have_text("Sent to rating. Rate it")
    expect(send).to_be_hidden()
    link = turn.get_by_role("link", name="Rate it")
    expect(link).to_be_focused()
    desk.page.keyboard.press("Enter")
    desk.page.wait_for_url("**/rate/?round=from-the-ask-page")
    expect(desk.cards).to_have_count(1, timeout=FIRST_LOAD_MS)
    expect(desk.cards.first).to_contain_text("[0] is sad because the ice cream fell.")


def test_an_answer_that_was_sent_before_says_so(ask_page: AskPage) -> None:
    ask_page.start()
    turn = ask_page.ask("what happened?")
    turn.get_by_role("button", name="Send to rating").click()
    expect(turn.get_by_role("link", name="Rate it")).to_be_visible()
    ask_page.open()
    turn = ask_page.turns.first

    turn.get_by_role("button", name="Send to rating").click()

    expect(turn.get_by_role("status")).to_have_text("This answer is among those to be rated already. Rate it")


def test_an_answer_that_is_not_whole_cannot_be_sent(ask_page: AskPage, student: Speaker) -> None:
    ask_page.start()
    student.pause()
    ask_page.send("what happened?")
    expect(ask_page.page.locator(".answer-text")).to_have_text("Everybody")
    send = ask_page.page.get_by_role("button", name="Send to rating")
    expect(send).to_have_count(0)

    student.go_on()
    ask_page.wait_until_answered()

    expect(send).to_have_count(1)


def test_what_cannot_be_sent_is_said_and_can_be_tried_again(fresh_page: Watched) -> None:
    fresh_page.start()
    turn = fresh_page.ask("what happened?")
    fresh_page.expect_errors()
    fresh_page.route(
        "**/api/rate/candidates", lambda route: route.fulfill(status=400, json={"error": "The round is closed."})
    )
    send = turn.get_by_role("button", name="Send to rating")

    send.click()

    expect(turn.get_by_role("status")).to_have_text("The round is closed.")
    fresh_page.page.unroute_all()
    send.click()
    expect(turn.get_by_role("status")).to_have_text("Sent to rating. Rate it")
