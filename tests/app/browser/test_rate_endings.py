"""Before the first screen, after the last one, and when there is none: guidelines, practice, the end, failures."""

import pytest
from playwright.sync_api import expect

from annotation.guidelines import current_guidelines
from models.judging import GoldVerdict
from tests.app.browser.ask_page import FIRST_LOAD_MS
from tests.app.browser.payloads import PAYLOADS
from tests.app.browser.rate_desk import RateDesk
from tests.app.browser.rate_rounds import QARS, RateRounds

pytestmark = pytest.mark.browser

WHY = "There is no brush in this picture."
GOLD = GoldVerdict(qa="accept", rationale="reject", why=WHY)


def test_guidelines_open_at_the_first_visit_and_are_remembered_by_version(desk: RateDesk, rounds: RateRounds) -> None:
    round_id = rounds.start()
    desk.open(round_id, guidelines_read=False)
    expect(desk.dialog.get_by_role("heading", name="How to rate")).to_be_visible()
    assert "**" not in desk.dialog.inner_text()
    desk.press("1")
    assert desk.verdicts() == ["", "", "", ""]
    desk.dialog.get_by_role("button", name="I have read this").click()
    expect(desk.dialog).to_have_count(0)

    desk.reload()

    expect(desk.cards.first).to_be_visible()
    expect(desk.dialog).to_have_count(0)
    desk.press("g")
    expect(desk.dialog.get_by_role("heading", name="How to rate")).to_be_visible()
    desk.press("Escape")
    desk.page.evaluate("localStorage.setItem('deixis:rate:guidelines', '\"an older version\"')")
    desk.reload()
    expect(desk.dialog.get_by_role("heading", name="How to rate")).to_be_visible()


def test_the_version_of_the_guidelines_is_kept_with_what_was_judged(desk: RateDesk, rounds: RateRounds) -> None:
    version = current_guidelines("rate").version
    round_id = rounds.start(QARS[:1], guidelines=version)
    desk.open_screen(round_id)

    desk.press("1", "1", "Enter")

    expect(desk.ending).to_be_visible()
    assert [each.guidelines for each in rounds.judged(round_id)] == [version]


def test_practice_shows_what_was_expected_and_goes_on_by_key(desk: RateDesk, rounds: RateRounds) -> None:
    round_id = rounds.start(QARS[:1], QARS, gold=GOLD)
    desk.open_screen(round_id)
    expect(desk.notice).to_contain_text("This is practice.")
    desk.press("1", "1", "Enter")

    expect(desk.cards.locator(".card-feedback")).to_contain_text(WHY)
    expect(desk.cards.locator(".expected.met")).to_have_text("Question and answer: yes, accept.")
    expect(desk.cards.locator(".expected.missed")).to_have_text("Rationale: we say reject.")
    expect(desk.submit).to_have_text("Continue")
    desk.press("3", "z", "p", "s", "ArrowDown", "j")
    assert desk.verdicts() == ["accept", "accept"]
    expect(desk.dialog).to_have_count(0)
    desk.press("Enter")

    expect(desk.cards).to_have_count(2)
    expect(desk.notice).to_contain_text("This is practice.")


def test_the_end_has_a_code_to_copy_and_the_way_back(desk: RateDesk, rounds: RateRounds) -> None:
    round_id = rounds.start(QARS[:1], completion_code="C1-A2F9", return_url="https://example.org/done?a=1&b=2")
    desk.open_screen(round_id)
    desk.press("1", "1", "Enter")

    expect(desk.ending).to_contain_text("You rated 1 screen.")
    expect(desk.ending).to_be_focused()
    desk.ending.get_by_role("button", name="Copy").click()
    expect(desk.ending.get_by_text("Copied")).to_be_visible()
    assert desk.page.evaluate("navigator.clipboard.readText()") == "C1-A2F9"
    expect(desk.ending.get_by_role("link", name="Return to the study")).to_have_attribute(
        "href", "https://example.org/done?a=1&b=2"
    )


def test_another_round_is_offered_and_can_be_chosen(desk: RateDesk, rounds: RateRounds) -> None:
    rounds.close_all()
    first, second = rounds.start(QARS[:1]), rounds.start(QARS)
    desk.open_screen(first)
    expect(desk.page.get_by_label("Round", exact=True)).to_have_value(first)
    desk.press("1", "1", "Enter")

    desk.ending.get_by_role("link", name="Go on with “Boxes”").click()
    expect(desk.cards).to_have_count(2, timeout=FIRST_LOAD_MS)
    expect(desk.page.get_by_label("Round", exact=True)).to_have_value(second)
    desk.page.get_by_label("Round", exact=True).select_option(first)

    expect(desk.ending).to_contain_text("You rated 1 screen.", timeout=FIRST_LOAD_MS)


def test_without_an_open_round_there_is_nothing_to_rate(desk: RateDesk, rounds: RateRounds) -> None:
    rounds.close_all()

    desk.open("gone")

    expect(desk.ending).to_contain_text("No round of rating is open at the moment.")


def test_a_closed_round_gives_way_to_the_open_one(desk: RateDesk, rounds: RateRounds) -> None:
    closed = rounds.start(QARS[:1])
    rounds.close_all()
    rounds.start(QARS)

    desk.open_screen(closed)

    expect(desk.cards).to_have_count(2)


def test_a_failure_is_said_and_one_can_try_again(desk: RateDesk, rounds: RateRounds) -> None:
    desk.watched.expect_errors()
    refusal = {"error": "The database is being moved."}
    desk.page.route("**/api/rate/next", lambda route: route.fulfill(status=503, json=refusal))
    desk.open(rounds.start())
    expect(desk.ending).to_contain_text("The database is being moved.")

    desk.page.unroute_all()
    desk.ending.get_by_role("button", name="Try again").click()

    expect(desk.cards).to_have_count(2)


def test_texts_that_try_to_be_something_else_stay_texts(desk: RateDesk, rounds: RateRounds) -> None:
    rounds.close_all()
    hostile = " | ".join(PAYLOADS)
    qar = QARS[0].model_copy(update={"question": hostile, "answer": hostile, "rationale": hostile})
    gold = GoldVerdict(qa="accept", rationale="accept", why=hostile[:2000])
    round_id = rounds.start([qar], gold=gold, completion_code=hostile[:200])
    desk.open_screen(round_id)

    desk.press("1", "1", "c")
    desk.comment.fill(hostile[:2000])
    expect(desk.cards.locator(".turn-question")).to_have_text(hostile)
    desk.comment.press("Control+Enter")
    expect(desk.cards.locator(".expected-why")).to_have_text(hostile[:2000])
    desk.press("Enter")

    expect(desk.ending.locator(".completion-code")).to_have_text(hostile[:200])
    assert desk.page.evaluate("window.hacked ?? null") is None
    foreign = ".rate-page :is(script, iframe, object, embed, img, a, style, base, meta, template, b, x)"
    expect(desk.page.locator(foreign)).to_have_count(0)
    assert rounds.judged(round_id)[0].comment == hostile[:2000].strip()
