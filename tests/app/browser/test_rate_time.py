"""The time for a screen: counted down, said, renewed by activity; and what happens when it runs out."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.app.browser.conftest import DESKTOP, PATIENCE_MS, Server, desk_visit
from tests.app.browser.rate_desk import RateDesk
from tests.app.browser.rate_rounds import QARS, RateRounds

pytestmark = pytest.mark.browser

BEGINNING = datetime(2030, 1, 1, tzinfo=UTC)
ALL_OF_200 = re.compile(r"3:(20|1\d)")  # some seconds may have passed on the server


@pytest.fixture
def timed(browser: Browser, server: Server) -> Iterator[RateDesk]:
    """A desk of its own: a clock that was stopped stays so for everything in its context."""
    context = browser.new_context(viewport=DESKTOP)
    context.set_default_timeout(PATIENCE_MS)
    yield from desk_visit(context, server, RateDesk)
    context.close()


def open_with_clock(desk: RateDesk, round_id: str) -> None:
    """Open a screen on a page whose clock stands still, from before it is loaded until a test moves it."""
    desk.page.clock.install(time=BEGINNING)
    desk.page.clock.pause_at(BEGINNING + timedelta(seconds=1))
    desk.open_screen(round_id)


def test_the_time_left_is_counted_down_and_said_twice(timed: RateDesk, rounds: RateRounds) -> None:
    open_with_clock(timed, rounds.start(lease_seconds=200))
    expect(timed.countdown).to_contain_text(ALL_OF_200)

    timed.page.clock.run_for(75_000)
    expect(timed.countdown).to_contain_text("2:0")
    expect(timed.remark).to_have_text("")
    timed.page.clock.run_for(10_000)
    expect(timed.remark).to_have_text("2 minutes left for this screen.")
    expect(timed.remark).to_have_role("status")
    timed.page.clock.run_for(60_000)

    expect(timed.remark).to_have_text("One minute left for this screen.")


def test_work_renews_the_time_but_not_at_every_key(timed: RateDesk, rounds: RateRounds) -> None:
    open_with_clock(timed, rounds.start(lease_seconds=200))
    renewals = timed.sent("renew")

    timed.press("1", "1")
    assert len(renewals) == 0
    timed.page.clock.run_for(31_000)
    with timed.page.expect_response("**/api/rate/renew"):
        timed.press("2")
    timed.press("3", "z", "z")
    expect(timed.countdown).to_contain_text(ALL_OF_200)
    assert len(renewals) == 1
    timed.page.clock.run_for(31_000)
    with timed.page.expect_response("**/api/rate/renew"):
        timed.press("j")

    assert len(renewals) == 2


def test_what_comes_after_its_time_is_kept_and_said_not_to_count(timed: RateDesk, rounds: RateRounds) -> None:
    round_id = rounds.start(QARS, QARS[:1], lease_seconds=200)
    open_with_clock(timed, round_id)
    timed.press("1", "1")
    rounds.give_to_somebody_else(round_id)

    timed.page.clock.run_for(201_000)
    expect(timed.countdown).to_contain_text("0:00")
    expect(timed.notice).to_contain_text("The time for this screen is over")
    expect(timed.notice).to_have_role("alert")
    timed.watched.expect_errors()  # the renewal is refused
    timed.press("2", "3", "Enter")

    expect(timed.cards).to_have_count(1)
    expect(timed.notice).to_have_text("Your last one came after its time was over: it is kept, but it is not counted.")
    (judged,) = rounds.judged(round_id)
    assert (judged.surplus, [rating.value for rating in judged.ratings]) == (
        True,
        ["accept", "accept", "maybe", "reject"],
    )


def test_time_that_ran_out_comes_back_when_nobody_else_took_the_screen(timed: RateDesk, rounds: RateRounds) -> None:
    open_with_clock(timed, rounds.start(lease_seconds=200))
    timed.page.clock.run_for(201_000)
    expect(timed.notice).to_contain_text("The time for this screen is over")

    timed.press("1")

    expect(timed.countdown).to_contain_text(ALL_OF_200)
    expect(timed.notice).to_be_hidden()


def test_a_server_out_of_reach_takes_no_time_away(timed: RateDesk, rounds: RateRounds) -> None:
    open_with_clock(timed, rounds.start(lease_seconds=200))
    timed.watched.expect_errors()
    timed.watched.route("**/api/rate/renew", lambda route: route.abort())

    timed.page.clock.run_for(40_000)
    with timed.page.expect_event("requestfailed"):
        timed.press("1")

    expect(timed.countdown).to_contain_text(re.compile(r"2:(40|3\d)"))
    expect(timed.notice).to_be_hidden()


def test_only_time_in_sight_counts(timed: RateDesk, rounds: RateRounds) -> None:
    round_id = rounds.start(QARS[:1])
    open_with_clock(timed, round_id)
    hide = """(hidden) => {
      Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    }"""

    timed.page.clock.run_for(20_000)
    timed.page.evaluate(hide, True)
    timed.page.clock.run_for(100_000)
    timed.page.evaluate(hide, False)
    timed.press("1", "1", "Enter")

    expect(timed.ending).to_be_visible()
    assert rounds.judged(round_id)[0].seconds == 20


def test_nothing_is_counted_down_on_the_screen_before(desk: RateDesk, rounds: RateRounds) -> None:
    desk.open_screen(rounds.start(QARS, QARS[:1]))
    desk.press("1", "1", "1", "1", "Enter")
    expect(desk.cards).to_have_count(1)
    expect(desk.countdown).to_be_visible()

    desk.press("p")

    expect(desk.cards).to_have_count(2)
    expect(desk.countdown).to_be_hidden()


def test_the_next_picture_is_fetched_ahead(desk: RateDesk, rounds: RateRounds) -> None:
    fetched: list[str] = []

    def note(route: Route) -> None:
        fetched.append(route.request.url)
        route.continue_()

    desk.page.route("**/rate/pictures/*", note)
    desk.open_screen(rounds.start(QARS, QARS[:1]))
    desk.page.wait_for_function(
        "performance.getEntriesByType('resource').filter((e) => /pictures/.test(e.name)).length > 1"
    )
    ahead = list(fetched)

    desk.press("1", "1", "1", "1", "Enter")
    expect(desk.cards).to_have_count(1)

    shown = desk.page.locator(".rate-picture image").get_attribute("href")
    assert shown
    assert len(ahead) == 2
    assert ahead[1].endswith(shown)
