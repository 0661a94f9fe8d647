"""Rating by keys alone."""

import pytest
from playwright.sync_api import expect

from tests.app.browser.rate_desk import RateDesk
from tests.app.browser.rate_rounds import QARS, RateRounds

pytestmark = pytest.mark.browser


def test_a_whole_session_goes_by_keys_only(desk: RateDesk, rounds: RateRounds) -> None:
    round_id = rounds.start(QARS, QARS, completion_code="C-42")
    desk.open_screen(round_id)
    expect(desk.figure).to_have_text("0 of 2")

    desk.press("1", "2", "3", "Enter")
    expect(desk.figure).to_have_text("1 of 2")
    expect(desk.saved).to_have_text("Saved")
    assert desk.verdicts() == ["", "", "", ""]
    desk.press("2", "2", "1", "3", "Control+Enter")

    expect(desk.ending).to_contain_text("You rated 2 screens.")
    assert rounds.values(round_id) == [["accept", "maybe", "reject", "reject"], ["maybe", "maybe", "accept", "reject"]]
    assert [[rating.given for rating in each.ratings] for each in rounds.judged(round_id)] == [
        ["chosen", "chosen", "chosen", "forced"],
        ["chosen"] * 4,
    ]
    assert all(0 <= each.seconds < 60 and not each.surplus for each in rounds.judged(round_id))


def test_the_focus_goes_from_question_and_answer_to_rationale_to_the_next(desk: RateDesk, rounds: RateRounds) -> None:
    desk.open_screen(rounds.start())
    places = [desk.current()]

    for key in ("1", "1", "1"):
        desk.press(key)
        places.append(desk.current())

    assert places == [(0, "qa"), (0, "rationale"), (1, "qa"), (1, "rationale")]
    expect(desk.group(1, "rationale").locator("input").first).to_be_focused()
    desk.press("2")
    expect(desk.group(1, "rationale").locator("input[value=maybe]")).to_be_focused()
    expect(desk.remark).to_have_text("All are rated. Enter submits.")


def test_a_rejected_answer_rejects_its_rationale_and_says_why(desk: RateDesk, rounds: RateRounds) -> None:
    desk.open_screen(rounds.start())
    desk.press("1", "2", "ArrowUp")

    desk.press("3")

    assert desk.verdicts()[:2] == ["reject", "reject"]
    expect(desk.group(0, "rationale").locator("input").first).to_be_disabled()
    expect(desk.group(0, "rationale")).to_contain_text("A rationale for a rejected answer is rejected with it.")
    assert desk.current() == (1, "qa")
    desk.press("k", "1")
    assert desk.verdicts()[:2] == ["accept", "maybe"]
    expect(desk.group(0, "rationale").locator("input").first).to_be_enabled()


def test_up_and_down_go_from_card_to_card_and_left_and_right_change_a_verdict(
    desk: RateDesk, rounds: RateRounds
) -> None:
    desk.open_screen(rounds.start())

    desk.press("j")
    assert desk.current() == (1, "qa")
    desk.press("1", "ArrowUp")
    assert desk.current() == (0, "qa")
    desk.press("ArrowUp")
    assert (desk.current(), desk.verdicts()) == ((0, "qa"), ["", "", "accept", ""])
    desk.press("ArrowDown")
    assert desk.current() == (1, "rationale")
    desk.press("ArrowRight")

    assert desk.verdicts() == ["", "", "accept", "maybe"]


def test_undo_takes_back_one_step_after_the_other(desk: RateDesk, rounds: RateRounds) -> None:
    desk.open_screen(rounds.start())
    desk.press("1", "2", "3", "f", "k", "k", "2")
    assert desk.verdicts() == ["maybe", "maybe", "reject", "reject"]

    seen = []
    for _ in range(5):
        desk.press("z")
        seen.append(desk.verdicts())

    assert seen == [
        ["accept", "maybe", "reject", "reject"],
        ["accept", "maybe", "reject", "reject"],
        ["accept", "maybe", "", ""],
        ["accept", "", "", ""],
        ["", "", "", ""],
    ]
    expect(desk.page.get_by_role("button", name="Flag this screen (F)")).to_have_attribute("aria-pressed", "false")
    desk.press("z")
    expect(desk.remark).to_have_text("There is nothing to undo.")


def test_what_is_missing_is_shown_instead_of_being_sent(desk: RateDesk, rounds: RateRounds) -> None:
    round_id = rounds.start()
    desk.open_screen(round_id)
    desk.press("1", "j", "1", "1")

    desk.press("Enter")

    expect(desk.remark).to_have_text("One is not rated yet.")
    assert desk.current() == (0, "rationale")
    assert rounds.judged(round_id) == ()


def test_keys_are_letters_in_the_comment(desk: RateDesk, rounds: RateRounds) -> None:
    round_id = rounds.start()
    desk.open_screen(round_id)

    desk.press("c")
    expect(desk.comment).to_be_focused()
    desk.page.keyboard.type("123 zpsfg? jk")
    desk.press("Enter")
    desk.page.keyboard.type("x")

    assert desk.verdicts() == ["", "", "", ""]
    expect(desk.comment).to_have_value("123 zpsfg? jk\nx")
    expect(desk.dialog).to_have_count(0)
    desk.press("Escape", "f", "1", "1", "1", "1", "c", "Control+Enter")
    expect(desk.ending).to_be_visible()
    (judged,) = rounds.judged(round_id)
    assert (judged.comment, judged.flagged) == ("123 zpsfg? jk\nx", True)


def test_keys_with_modifiers_belong_to_the_browser(desk: RateDesk, rounds: RateRounds) -> None:
    desk.open_screen(rounds.start())

    desk.press("Control+1", "Alt+2", "Control+z", "Alt+f", "Control+j")

    assert desk.verdicts() == ["", "", "", ""]
    assert desk.current() == (0, "qa")


def test_a_key_that_is_held_down_rates_once(desk: RateDesk, rounds: RateRounds) -> None:
    desk.open_screen(rounds.start())

    for _ in range(4):
        desk.page.keyboard.down("1")
    desk.page.keyboard.up("1")

    assert desk.verdicts() == ["accept", "", "", ""]


def test_a_screen_is_skipped_with_a_reason(desk: RateDesk, rounds: RateRounds) -> None:
    round_id = rounds.start(QARS, QARS[:1])
    desk.open_screen(round_id)
    expect(desk.cards).to_have_count(2)

    desk.press("s")
    expect(desk.dialog).to_contain_text("Why do you skip it?")
    desk.press("1", "Escape")
    expect(desk.dialog).to_have_count(0)
    assert (desk.verdicts(), rounds.skips(round_id)) == (["", "", "", ""], [])
    desk.press("s")
    desk.dialog.get_by_label("I cannot tell what is right").press("Space")
    desk.dialog.get_by_label("A word more").fill("too dark")
    desk.dialog.get_by_role("button", name="Skip").press("Enter")

    expect(desk.cards).to_have_count(1)
    assert rounds.skips(round_id) == [("cannot tell", "too dark")]


def test_the_screen_before_can_be_judged_again(desk: RateDesk, rounds: RateRounds) -> None:
    round_id = rounds.start(QARS, QARS[:1])
    desk.open_screen(round_id)
    desk.press("p")
    expect(desk.remark).to_have_text("There is nothing to go back to.")
    desk.press("1", "2", "3", "Enter")
    expect(desk.cards).to_have_count(1)
    desk.press("1")

    desk.press("p")
    expect(desk.notice).to_contain_text("This is what you submitted last.")
    assert desk.verdicts() == ["accept", "maybe", "reject", "reject"]
    desk.press("2", "Enter")

    expect(desk.cards).to_have_count(1)
    assert rounds.values(round_id) == [["maybe", "maybe", "reject", "reject"]]
    assert rounds.judged(round_id)[0].revised == 1
    assert desk.verdicts() == ["accept", ""]


def test_one_can_leave_the_screen_before_as_it_was(desk: RateDesk, rounds: RateRounds) -> None:
    round_id = rounds.start(QARS, QARS[:1])
    desk.open_screen(round_id)
    desk.press("1", "1", "1", "1", "Enter")
    expect(desk.cards).to_have_count(1)
    desk.press("p")
    expect(desk.cards).to_have_count(2)

    desk.page.get_by_role("button", name="Leave as it was").press("Enter")

    expect(desk.cards).to_have_count(1)
    expect(desk.notice).to_be_hidden()
    assert [each.revised for each in rounds.judged(round_id)] == [0]


def test_the_keys_are_listed(desk: RateDesk, rounds: RateRounds) -> None:
    desk.open_screen(rounds.start())

    desk.press("?")

    expect(desk.dialog).to_contain_text("accept, maybe, reject")
    desk.press("2", "Enter")
    expect(desk.dialog).to_have_count(0)
    assert desk.verdicts() == ["", "", "", ""]
