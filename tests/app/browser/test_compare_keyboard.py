"""Comparing by keys alone, and by keys and pointer in turn."""

import pytest
from playwright.sync_api import expect

from models.records import QAR
from tests.app.browser.compare_desk import CompareDesk
from tests.app.browser.rate_rounds import RateRounds

pytestmark = pytest.mark.browser

LONG = QAR(question="Why is [0] red?", answer="[0] was painted by [1].", rationale="[1] holds a brush.")
SHORT = QAR(question="Why is [0] red?", answer="It is.", rationale="")
PAIR = (LONG, SHORT)


def left_is(desk: CompareDesk) -> str:
    """Return which of the two stands on the left, as the store names it."""
    return "text 0" if "painted" in desk.texts.first.inner_text() else "text 1"


def other(text: str) -> str:
    return "text 1" if text == "text 0" else "text 0"


def test_a_whole_session_goes_by_keys_only(compare_desk: CompareDesk, rounds: RateRounds) -> None:
    desk = compare_desk
    round_id = rounds.start(PAIR, PAIR, kind="compare", completion_code="C-42")
    desk.open_pair(round_id)
    expect(desk.figure).to_have_text("0 of 2")
    first = left_is(desk)

    desk.press("a", "t", "b", "1", "Enter")
    expect(desk.figure).to_have_text("1 of 2")
    expect(desk.saved).to_have_text("Saved")
    assert desk.verdicts() == ["", "", "", ""]
    second = left_is(desk)
    desk.press("3", "2", "A", "B", "Control+Enter")

    expect(desk.ending).to_contain_text("You compared 2 pairs.")
    expect(desk.ending.locator(".completion-code")).to_have_text("C-42")
    criteria = ("correctness", "informativeness", "plausibility", "overall")
    assert rounds.preferences(round_id) == [
        dict(zip(criteria, (first, "tie", other(first), first), strict=True)),
        dict(zip(criteria, (other(second), "tie", second, other(second)), strict=True)),
    ]
    assert second == other(first), "one annotator sees each text on each side equally often"


def test_criteria_come_in_turn_and_earlier_ones_can_be_changed(compare_desk: CompareDesk, rounds: RateRounds) -> None:
    desk = compare_desk
    desk.open_pair(rounds.start(PAIR, kind="compare"))
    assert desk.now() == "correctness"
    expect(desk.criterion("informativeness").locator("input").first).to_be_disabled()

    desk.press("a", "t")
    assert desk.now() == "plausibility"
    expect(desk.criterion("overall").locator("input").first).to_be_disabled()
    desk.press("ArrowDown")
    assert desk.now() == "plausibility"
    desk.press("k", "ArrowUp")
    assert desk.now() == "correctness"
    desk.press("b")

    assert desk.verdicts() == ["right", "tie", "", ""]
    assert desk.now() == "plausibility"


def test_what_a_tie_means_is_said_for_the_criterion_whose_turn_it_is(
    compare_desk: CompareDesk, rounds: RateRounds
) -> None:
    desk = compare_desk
    desk.open_pair(rounds.start(PAIR, kind="compare"))
    told = []

    for key in ("a", "a", "a", "a"):
        told.append(desk.page.locator(".verdict-why:visible").all_inner_texts())
        desk.press(key)

    assert told == [
        ["Tie: both are right, or both are wrong."],
        ["Tie: both tell about as much, or what they tell is wrong in both."],
        ["Tie: both make sense, or neither does."],
        ["Tie: only when both are bad. A slight preference is a preference."],
    ]
    expect(desk.remark).to_have_text("All four are answered. Enter submits.")


def test_nothing_has_the_focus_that_would_speak_for_a_side(compare_desk: CompareDesk, rounds: RateRounds) -> None:
    desk = compare_desk
    desk.open_pair(rounds.start(PAIR, kind="compare"))

    desk.press("b")
    expect(desk.criterion("informativeness")).to_be_focused()
    desk.press("ArrowUp")

    expect(desk.criterion("correctness").locator("input[value=right]")).to_be_focused()
    desk.press("ArrowLeft")
    assert desk.verdicts() == ["tie", "", "", ""]
    assert desk.now() == "correctness"


def test_after_a_press_of_the_pointer_the_keys_are_for_the_next_criterion(
    compare_desk: CompareDesk, rounds: RateRounds
) -> None:
    desk = compare_desk
    desk.open_pair(rounds.start(PAIR, kind="compare"))

    desk.prefer("correctness", "right")
    assert desk.now() == "informativeness"
    desk.press("a")
    desk.prefer("plausibility", "tie")

    assert desk.verdicts() == ["right", "left", "tie", ""]
    assert desk.now() == "overall"


def test_undo_takes_back_one_step_after_the_other(compare_desk: CompareDesk, rounds: RateRounds) -> None:
    desk = compare_desk
    desk.open_pair(rounds.start(PAIR, kind="compare"))
    desk.press("a", "t", "f", "k", "b")
    assert desk.verdicts() == ["left", "right", "", ""]

    seen = []
    for _ in range(4):
        desk.press("z")
        seen.append((desk.verdicts(), desk.now()))

    assert seen == [
        (["left", "tie", "", ""], "informativeness"),
        (["left", "tie", "", ""], "informativeness"),
        (["left", "", "", ""], "informativeness"),
        (["", "", "", ""], "correctness"),
    ]


def test_what_is_missing_is_shown_instead_of_being_sent(compare_desk: CompareDesk, rounds: RateRounds) -> None:
    desk = compare_desk
    round_id = rounds.start(PAIR, kind="compare")
    desk.open_pair(round_id)

    desk.press("a", "a", "a", "Enter")

    expect(desk.remark).to_have_text("One is not answered yet.")
    assert rounds.judged(round_id) == ()


def test_a_pair_is_flagged_commented_and_skipped_like_any_screen(compare_desk: CompareDesk, rounds: RateRounds) -> None:
    desk = compare_desk
    round_id = rounds.start(PAIR, PAIR, kind="compare")
    desk.open_pair(round_id)

    desk.press("f", "c")
    desk.page.keyboard.type("bat at 123")
    desk.press("Escape", "a", "a", "a", "a", "Enter")
    expect(desk.figure).to_have_text("1 of 2")
    desk.press("s")
    desk.dialog.get_by_label("I cannot tell what is right").press("Space")
    desk.dialog.get_by_role("button", name="Skip").press("Enter")

    expect(desk.ending).to_contain_text("You compared 1 pair.")
    (judged,) = rounds.judged(round_id)
    assert (judged.flagged, judged.comment) == (True, "bat at 123")
    assert rounds.skips(round_id) == [("cannot tell", "")]


def test_the_pair_before_can_be_judged_again_with_its_sides_as_they_were(
    compare_desk: CompareDesk, rounds: RateRounds
) -> None:
    desk = compare_desk
    round_id = rounds.start(PAIR, PAIR, kind="compare")
    desk.open_pair(round_id)
    first = left_is(desk)
    desk.press("a", "t", "b", "a", "Enter")
    expect(desk.figure).to_have_text("1 of 2")

    desk.press("p")
    expect(desk.notice).to_contain_text("This is what you submitted last.")
    assert desk.verdicts() == ["left", "tie", "right", "left"]
    assert left_is(desk) == first
    desk.press("b", "Enter")

    expect(desk.notice).to_be_hidden()
    (said,) = rounds.preferences(round_id)
    assert (said["correctness"], said["overall"]) == (other(first), first)


def test_the_keys_are_listed(compare_desk: CompareDesk, rounds: RateRounds) -> None:
    desk = compare_desk
    desk.open_pair(rounds.start(PAIR, kind="compare"))

    desk.press("?")

    expect(desk.dialog).to_contain_text("A or 1")
    desk.press("b", "Enter")
    expect(desk.dialog).to_have_count(0)
    assert desk.verdicts() == ["", "", "", ""]
