"""How the Compare page looks and feels: light and dark, phones, names for screen readers, chips, what is not there."""

import pytest
from playwright.sync_api import expect

from tests.app.browser.compare_desk import CompareDesk
from tests.app.browser.rate_desk import RateDesk
from tests.app.browser.rate_rounds import QARS, RateRounds
from tests.app.browser.test_look import CONTRAST
from tests.app.browser.test_rate_look import TOO_SMALL

pytestmark = pytest.mark.browser

TEXTS = (
    ".pair-question",
    ".pair-letter",
    ".pair-text .answer-text",
    ".pair-text .rationale-text",
    ".pair-criteria .verdicts.current legend",
    ".pair-criteria .verdicts.given:not(.current) legend",
    ".verdict-question",
    ".verdicts.current .verdict-why",
    ".verdict.left input:checked + span",
    ".verdict.tie input:checked + span",
    ".verdict.right input:checked + span",
    ".verdicts.current .verdict.left input:not(:checked) + span",
    ".rate-count",
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_texts_stand_out_from_what_is_behind_them(compare_desk: CompareDesk, rounds: RateRounds, scheme: str) -> None:
    desk = compare_desk
    desk.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
    desk.open_pair(rounds.start(QARS, kind="compare"))
    desk.press("a", "t", "b")
    expect(desk.page.locator(":root")).to_have_attribute("data-theme", scheme)

    contrasts = {selector: round(desk.page.evaluate(CONTRAST, selector), 2) for selector in TEXTS}

    assert {selector: value for selector, value in contrasts.items() if value < 4.5} == {}


def test_the_two_texts_stand_side_by_side(compare_desk: CompareDesk, rounds: RateRounds) -> None:
    desk = compare_desk
    desk.open_pair(rounds.start(QARS, kind="compare"))

    left, right = (desk.texts.nth(at).bounding_box() for at in range(2))

    assert left
    assert right
    assert left["y"] == right["y"]
    assert abs(left["width"] - right["width"]) < 1
    assert left["x"] + left["width"] < right["x"]


def test_everything_has_a_name(compare_desk: CompareDesk, rounds: RateRounds) -> None:
    desk = compare_desk
    desk.open_pair(rounds.start(QARS, kind="compare"))
    page = desk.page

    expect(page.get_by_role("article", name="Text A")).to_be_visible()
    expect(page.get_by_role("article", name="Text B")).to_be_visible()
    first = page.get_by_role("group", name="1. Correctness Which one is right about the picture?")
    expect(first.get_by_role("radio")).to_have_count(3)
    expect(first.get_by_role("radio", name="Tie")).to_have_accessible_description(
        "Tie: both are right, or both are wrong."
    )
    last = page.get_by_role("group", name="4. Overall")
    expect(last).to_have_accessible_description("Tie: only when both are bad. A slight preference is a preference.")
    expect(page.get_by_role("navigation", name="Pages").locator("[aria-current=page]")).to_have_text("Compare")
    unnamed = page.locator(".rate-page button").evaluate_all(
        "(all) => all.filter((one) => !(one.ariaLabel || one.textContent.trim())).length"
    )
    assert unnamed == 0


def test_a_chip_lights_its_region(compare_desk: CompareDesk, rounds: RateRounds) -> None:
    desk = compare_desk
    desk.open_pair(rounds.start(QARS, kind="compare"))

    desk.question.locator(".region-chip").first.focus()
    expect(desk.page.locator(".light .region-tag text").first).to_have_text("0 red box")
    desk.press("a")

    assert desk.verdicts() == ["left", "", "", ""]
    expect(desk.page.locator(".light .region-tag text")).to_have_count(0)


def test_a_phone_compares_a_pair_by_fingers(phone_compare_desk: CompareDesk, rounds: RateRounds) -> None:
    desk = phone_compare_desk
    round_id = rounds.start(QARS, kind="compare")
    desk.open_pair(round_id)
    above, below = (desk.texts.nth(at).bounding_box() for at in range(2))
    assert above
    assert below
    assert above["y"] + above["height"] <= below["y"]
    assert desk.page.evaluate(TOO_SMALL) == []
    assert desk.page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    for criterion, side in [("correctness", "left"), ("informativeness", "tie"), ("plausibility", "right")]:
        desk.criterion(criterion).locator(f".verdict.{side}").tap()
    expect(desk.page.locator(".rate-picture")).to_be_in_viewport(ratio=0.99)
    desk.criterion("overall").locator(".verdict.right").tap()
    desk.submit.tap()

    expect(desk.ending).to_be_visible()
    said = [(one.criterion, one.value) for one in rounds.judged(round_id)[0].comparisons]
    assert sorted(said) == [
        ("correctness", "left"),
        ("informativeness", "tie"),
        ("overall", "right"),
        ("plausibility", "right"),
    ]


def test_all_pages_are_within_reach_of_a_phone(phone_compare_desk: CompareDesk, rounds: RateRounds) -> None:
    desk = phone_compare_desk
    desk.open_pair(rounds.start(QARS, kind="compare"))

    links = desk.page.get_by_role("navigation", name="Pages").get_by_role("link")
    links.first.wait_for()
    boxes = []
    for link in links.all():
        link.scroll_into_view_if_needed()
        boxes.append(link.bounding_box())

    assert len(boxes) >= 3
    assert all(box and box["x"] >= 0 and box["x"] + box["width"] <= 390 and box["height"] >= 44 for box in boxes)
    expect(desk.page.get_by_role("button", name="Dark colours")).to_be_in_viewport(ratio=1)


def test_guidelines_for_comparing_open_first_whatever_was_read_for_rating(
    compare_desk: CompareDesk, rounds: RateRounds
) -> None:
    desk = compare_desk
    RateDesk(desk.watched).open_screen(rounds.start())
    round_id = rounds.start(QARS, kind="compare")
    desk.open(round_id, guidelines_read=False)
    expect(desk.dialog.get_by_role("heading", name="How to compare")).to_be_visible()
    desk.dialog.get_by_role("button", name="I have read this").click()

    desk.reload()

    expect(desk.texts).to_have_count(2)
    expect(desk.dialog).to_have_count(0)


def test_each_page_shows_the_rounds_of_its_own_kind(compare_desk: CompareDesk, rounds: RateRounds) -> None:
    desk = compare_desk
    rounds.close_all()
    desk.open("gone")
    expect(desk.ending).to_contain_text("No round of comparing is open at the moment.")
    expect(desk.ending.locator("code")).to_have_text("deixis compare demo")
    pair, screen = rounds.start(QARS, kind="compare"), rounds.start()

    desk.open(screen)
    expect(desk.texts).to_have_count(2)
    expect(desk.page.get_by_label("Round", exact=True)).to_have_count(0)
    rating = RateDesk(desk.watched).open(pair)

    expect(rating.cards).to_have_count(2)
