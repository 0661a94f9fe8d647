"""Nothing that was entered is lost, and nothing is kept twice: reloads, another device, a line that breaks."""

import json
from typing import Any

import pytest
from playwright.sync_api import Request, Route, expect

from tests.app.browser.rate_desk import RateDesk
from tests.app.browser.rate_rounds import QARS, RateRounds
from tests.app.browser.watched import Watched

pytestmark = pytest.mark.browser

UNREACHABLE = "The server does not answer."


class Line:
    """The line to the route that submits. It may break on the way there or on the way back."""

    def __init__(self, desk: RateDesk) -> None:
        self.bodies: list[dict[str, Any]] = []
        self.breaks: str = ""  # "there" or "back"
        desk.watched.expect_errors()
        desk.watched.route("**/api/rate/submit", self._carry)

    def _carry(self, route: Route) -> None:
        self.bodies.append(json.loads(route.request.post_data or ""))
        if self.breaks == "there":
            route.abort()
        elif self.breaks == "back":
            route.fetch()
            route.abort()
        else:
            route.continue_()

    def ids(self) -> list[str]:
        return [body["id"] for body in self.bodies]


def submit_over_a_broken_line(desk: RateDesk, breaks: str) -> Line:
    """Rate the two texts of QARS, submit, and read that it did not arrive."""
    line = Line(desk)
    line.breaks = breaks
    desk.press("1", "2", "3", "Enter")
    expect(desk.alarm).to_contain_text(UNREACHABLE)
    return line


def test_a_reload_in_the_middle_loses_nothing(desk: RateDesk, rounds: RateRounds) -> None:
    round_id = rounds.start(QARS, QARS[:1])
    desk.open_screen(round_id)
    desk.press("1", "2", "3", "f", "c")
    desk.page.keyboard.type("strange")

    desk.reload()

    desk.wait_for(["accept", "maybe", "reject", "reject"])
    expect(desk.comment).to_have_value("strange")
    desk.comment.press("Control+Enter")
    expect(desk.cards).to_have_count(1)
    (judged,) = rounds.judged(round_id)
    assert (judged.flagged, judged.comment) == (True, "strange")


def test_another_tab_goes_on_where_the_first_one_was(desk: RateDesk, rounds: RateRounds) -> None:
    round_id = rounds.start()
    desk.open_screen(round_id)
    with desk.page.expect_response("**/api/rate/draft"):
        desk.press("1", "2")

    other = RateDesk(Watched(desk.page.context.new_page(), desk.watched.address))
    other.open_screen(round_id)

    other.wait_for(["accept", "maybe", "", ""])
    assert other.current() == (1, "qa")


def test_the_tab_keeps_what_the_server_did_not_get(desk: RateDesk, rounds: RateRounds) -> None:
    round_id = rounds.start()
    desk.open_screen(round_id)
    desk.watched.expect_errors()
    desk.watched.route("**/api/rate/draft", lambda route: route.abort())
    with desk.page.expect_event("requestfailed"):
        desk.press("1", "2")

    desk.reload()

    desk.wait_for(["accept", "maybe", "", ""])


def test_a_submit_that_fails_keeps_everything_and_is_sent_again_under_its_id(
    desk: RateDesk, rounds: RateRounds
) -> None:
    round_id = rounds.start(QARS, QARS[:1])
    desk.open_screen(round_id)
    line = submit_over_a_broken_line(desk, "there")
    expect(desk.alarm).to_contain_text("What you entered is kept")
    assert desk.verdicts() == ["accept", "maybe", "reject", "reject"]

    line.breaks = ""
    desk.press("Enter")

    expect(desk.cards).to_have_count(1)
    expect(desk.alarm).to_be_empty()
    assert len(set(line.ids())) == 1
    assert [each.id for each in rounds.judged(round_id)] == line.ids()[:1]


def test_a_reply_that_is_lost_leads_to_no_second_judgement(desk: RateDesk, rounds: RateRounds) -> None:
    round_id = rounds.start(QARS, QARS[:1])
    desk.open_screen(round_id)
    line = submit_over_a_broken_line(desk, "back")
    assert len(rounds.judged(round_id)) == 1

    line.breaks = ""
    desk.press("Enter")

    expect(desk.cards).to_have_count(1)
    expect(desk.figure).to_have_text("1 of 2")
    assert len(line.bodies) == 2
    assert [each.revised for each in rounds.judged(round_id)] == [0]


def test_what_is_changed_after_a_lost_reply_replaces_what_arrived(desk: RateDesk, rounds: RateRounds) -> None:
    round_id = rounds.start(QARS, QARS[:1])
    desk.open_screen(round_id)
    line = submit_over_a_broken_line(desk, "back")

    line.breaks = ""
    desk.press("k", "k", "2", "Enter")

    expect(desk.cards).to_have_count(1)
    assert rounds.values(round_id) == [["maybe", "maybe", "reject", "reject"]]
    assert [body["revises"] for body in line.bodies] == [False, False, True]


@pytest.mark.parametrize("breaks", ["there", "back"])
def test_what_was_submitted_before_a_reload_arrives_once(desk: RateDesk, rounds: RateRounds, breaks: str) -> None:
    round_id = rounds.start(QARS, QARS[:1])
    desk.open_screen(round_id)
    line = submit_over_a_broken_line(desk, breaks)

    line.breaks = ""
    desk.reload()

    expect(desk.cards).to_have_count(1)
    expect(desk.saved).to_have_text("Saved")
    assert rounds.values(round_id) == [["accept", "maybe", "reject", "reject"]]
    assert len(set(line.ids())) == 1


def test_a_refusal_is_said_and_nothing_is_lost(desk: RateDesk, rounds: RateRounds) -> None:
    round_id = rounds.start()
    desk.open_screen(round_id)
    desk.watched.expect_errors()
    refusal = {"error": "The disk is full."}
    desk.watched.route("**/api/rate/submit", lambda route: route.fulfill(status=503, json=refusal))

    desk.press("1", "2", "3", "Enter")

    expect(desk.alarm).to_have_text("The disk is full. What you entered is kept; submit it again.")
    assert desk.verdicts() == ["accept", "maybe", "reject", "reject"]


def test_pressing_submit_twice_sends_once(desk: RateDesk, rounds: RateRounds) -> None:
    round_id = rounds.start(QARS[:1], QARS)
    desk.open_screen(round_id)
    sent: list[Request] = desk.sent("submit")

    desk.press("1", "1", "Enter", "Enter", "Enter")

    expect(desk.cards).to_have_count(2)
    assert len(sent) == 1
    assert len(rounds.judged(round_id)) == 1


def test_two_annotators_never_get_the_same_slot(desk: RateDesk, rounds: RateRounds, phone_desk: RateDesk) -> None:
    round_id = rounds.start(QARS, QARS[:1])
    desk.open_screen(round_id)
    phone_desk.open_screen(round_id)
    expect(desk.cards).to_have_count(2)
    expect(phone_desk.cards).to_have_count(1)

    phone_desk.choose(0, "qa", "accept")
    phone_desk.choose(0, "rationale", "maybe")
    desk.press("1", "1", "1", "1", "Enter")
    expect(desk.ending).to_be_visible()
    phone_desk.submit.tap()

    expect(phone_desk.ending).to_be_visible()
    assert sorted(rounds.values(round_id)) == [["accept"] * 4, ["accept", "maybe"]]
    assert len({each.annotator for each in rounds.judged(round_id)}) == 2
