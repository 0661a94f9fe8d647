"""Nothing that was entered about a pair is lost, nothing is kept twice, and two annotators see different sides."""

import pytest
from playwright.sync_api import Browser, expect

from tests.app.browser.compare_desk import CompareDesk
from tests.app.browser.conftest import DESKTOP, PATIENCE_MS, Server, desk_visit
from tests.app.browser.rate_rounds import QARS, RateRounds
from tests.app.browser.test_rate_keeping import UNREACHABLE, Line
from tests.app.browser.watched import Watched

pytestmark = pytest.mark.browser


def test_a_reload_in_the_middle_loses_nothing(compare_desk: CompareDesk, rounds: RateRounds) -> None:
    desk = compare_desk
    round_id = rounds.start(QARS, kind="compare")
    desk.open_pair(round_id)
    sides = desk.texts.all_inner_texts()
    desk.press("a", "t", "f", "c")
    desk.page.keyboard.type("strange")

    desk.reload()

    desk.wait_for(["left", "tie", "", ""])
    assert desk.texts.all_inner_texts() == sides
    assert desk.now() == "plausibility"
    expect(desk.comment).to_have_value("strange")
    desk.press("b", "b", "Enter")
    expect(desk.ending).to_be_visible()
    (judged,) = rounds.judged(round_id)
    assert (judged.flagged, judged.comment) == (True, "strange")


def test_another_tab_goes_on_where_the_first_one_was(compare_desk: CompareDesk, rounds: RateRounds) -> None:
    desk = compare_desk
    round_id = rounds.start(QARS, kind="compare")
    desk.open_pair(round_id)
    with desk.page.expect_response("**/api/rate/draft"):
        desk.press("a", "t")

    other = CompareDesk(Watched(desk.page.context.new_page(), desk.watched.address)).open_pair(round_id)

    other.wait_for(["left", "tie", "", ""])
    assert other.texts.all_inner_texts() == desk.texts.all_inner_texts()


@pytest.mark.parametrize("breaks", ["there", "back"])
def test_a_submit_that_fails_is_sent_again_and_kept_once(
    compare_desk: CompareDesk, rounds: RateRounds, breaks: str
) -> None:
    desk = compare_desk
    round_id = rounds.start(QARS, QARS, kind="compare")
    desk.open_pair(round_id)
    line = Line(desk)
    line.breaks = breaks
    desk.press("a", "t", "b", "a", "Enter")
    expect(desk.alarm).to_contain_text(UNREACHABLE)
    assert desk.verdicts() == ["left", "tie", "right", "left"]

    line.breaks = ""
    desk.press("Enter")

    expect(desk.figure).to_have_text("1 of 2")
    assert len(set(line.ids())) == 1
    assert [(each.id, each.revised) for each in rounds.judged(round_id)] == [(line.ids()[0], 0)]


def test_what_is_changed_after_a_lost_reply_replaces_what_arrived(
    compare_desk: CompareDesk, rounds: RateRounds
) -> None:
    desk = compare_desk
    round_id = rounds.start(QARS, QARS, kind="compare")
    desk.open_pair(round_id)
    line = Line(desk)
    line.breaks = "back"
    desk.press("a", "t", "b", "a", "Enter")
    expect(desk.alarm).to_contain_text(UNREACHABLE)

    line.breaks = ""
    desk.press("t", "Enter")

    expect(desk.figure).to_have_text("1 of 2")
    (judged,) = rounds.judged(round_id)
    assert {one.criterion: one.value for one in judged.comparisons}["overall"] == "tie"
    assert judged.revised == 1


def test_a_pair_that_went_to_somebody_else_is_kept_as_surplus(compare_desk: CompareDesk, rounds: RateRounds) -> None:
    desk = compare_desk
    round_id = rounds.start(QARS, kind="compare")
    desk.open_pair(round_id)
    desk.press("a", "a", "a")

    rounds.give_to_somebody_else(round_id)
    desk.press("a", "Enter")

    expect(desk.ending).to_be_visible()
    (judged,) = rounds.judged(round_id)
    assert judged.surplus
    assert len(judged.comparisons) == 4


def test_two_annotators_see_the_pair_from_two_sides(
    compare_desk: CompareDesk, browser: Browser, server: Server, rounds: RateRounds
) -> None:
    desk = compare_desk
    round_id = rounds.start(QARS, kind="compare", overlap=2)
    context = browser.new_context(viewport=DESKTOP)
    context.set_default_timeout(PATIENCE_MS)
    for other in desk_visit(context, server, CompareDesk):
        desk.open_pair(round_id)
        other.open_pair(round_id)
        assert desk.texts.all_inner_texts() != other.texts.all_inner_texts()
        answers = [each.locator(".answer-text").all_inner_texts() for each in (desk.texts, other.texts)]
        assert answers[0] == answers[1][::-1]
        desk.press("a", "a", "a", "a", "Enter")
        other.press("b", "b", "b", "b", "Enter")
        expect(desk.ending).to_be_visible()
        expect(other.ending).to_be_visible()
    context.close()

    first, second = rounds.preferences(round_id)
    assert first == second, "both preferred the same text, from where they sat"
