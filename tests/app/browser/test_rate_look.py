"""How the Rate page looks and feels: regions and chips, zoom, light and dark, fingers, names for screen readers."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.app.browser.rate_desk import RateDesk
from tests.app.browser.rate_rounds import QARS, RateRounds
from tests.app.browser.test_look import CONTRAST

pytestmark = pytest.mark.browser

TEXTS = (
    ".rate-title",
    ".rate-figure",
    ".rate-count",
    ".rate-remark",
    ".countdown",
    ".card-number",
    ".rate-card .turn-question",
    ".rate-card .answer-text",
    ".rate-card .rationale-text",
    ".verdicts legend",
    ".verdicts.current legend",
    ".verdict.accept input:not(:checked) + span",
    ".verdict.accept input:checked + span",
    ".verdict.maybe input:checked + span",
    ".verdict.reject input:checked + span",
    ".verdict-why:not(:empty)",
    "#rate-submit",
    ".rate-comment label",
)
TOO_SMALL = """() => [...document.querySelectorAll('.rate-page :is(button:not(.region-chip), .verdict, textarea)')]
  .filter((node) => node.checkVisibility())
  .map((node) => [node.className, node.getBoundingClientRect()])
  .filter(([, { width, height }]) => width < 44 || height < 44)
  .map(([name, { width, height }]) => `${name} ${width} x ${height}`)"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_texts_stand_out_from_what_is_behind_them(desk: RateDesk, rounds: RateRounds, scheme: str) -> None:
    desk.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
    desk.open_screen(rounds.start(QARS, QARS))
    desk.press("1", "2", "3", "c")
    expect(desk.page.locator(":root")).to_have_attribute("data-theme", scheme)

    contrasts = {selector: round(desk.page.evaluate(CONTRAST, selector), 2) for selector in TEXTS}

    assert {selector: value for selector, value in contrasts.items() if value < 4.5} == {}


def test_hovering_or_focusing_a_chip_lights_its_region_only(desk: RateDesk, rounds: RateRounds) -> None:
    desk.open_screen(rounds.start())
    lights = desk.page.locator(".light .region-tag text")
    chip = desk.cards.first.locator(".answer-text .region-chip").nth(1)

    chip.hover()
    expect(lights).to_have_text(["1"])
    desk.page.locator(".rate-title").hover()
    expect(lights).to_have_count(0)
    desk.cards.first.locator(".turn-question .region-chip").focus()
    expect(lights.first).to_have_text("0 red box")
    desk.page.keyboard.press("Tab")

    expect(lights.first).to_have_text("0 red box")  # the next chip, in the answer, names it too
    desk.page.keyboard.press("Tab")
    expect(lights.first).to_have_text("1")


def test_keys_wheel_and_drag_look_closer(desk: RateDesk, rounds: RateRounds) -> None:
    desk.open_screen(rounds.start())
    picture = desk.page.locator(".rate-picture svg.canvas-picture")
    assert desk.zoom() == 1

    desk.press("+", "+")
    assert 1.5 < desk.zoom() < 1.6
    expect(desk.page.locator(".zoom-figure")).to_have_text("156 %")
    before = picture.get_attribute("viewBox")
    picture.hover()
    desk.page.mouse.down()
    desk.page.mouse.move(300, 300, steps=3)
    desk.page.mouse.up()
    assert picture.get_attribute("viewBox") != before
    desk.press("-", "0")
    assert desk.zoom() == 1
    expect(picture).to_be_focused()
    picture.hover()
    desk.page.mouse.wheel(0, -400)

    desk.page.wait_for_function("document.querySelector('.canvas-picture').viewBox.baseVal.width < 700")
    assert desk.verdicts() == ["", "", "", ""]


def test_regions_can_be_hidden_to_see_what_is_below(desk: RateDesk, rounds: RateRounds) -> None:
    desk.open_screen(rounds.start())
    region = desk.page.locator(".region").first
    expect(region).to_be_visible()

    desk.press("h")
    expect(region).to_be_hidden()
    desk.press("h")

    expect(region).to_be_visible()


def test_everything_has_a_name(desk: RateDesk, rounds: RateRounds) -> None:
    desk.open_screen(rounds.start())
    page = desk.page

    expect(page.get_by_role("article", name="Answer 1 of 2")).to_be_visible()
    first = page.get_by_role("article", name="Answer 1 of 2")
    expect(first.get_by_role("group", name="Question and answer").get_by_role("radio")).to_have_count(3)
    expect(first.get_by_role("group", name="Rationale").get_by_role("radio", name="Maybe")).to_be_attached()
    expect(page.get_by_role("img", name="Region 0, red box: box, x 100 to 300, y 100 to 400")).to_be_visible()
    expect(first.get_by_role("heading", name="Why is Region 0, red box red?")).to_be_visible()
    assert first.locator(".rationale").text_content() == "Why [1] holds a brush."
    expect(page.get_by_role("progressbar", name="Screens done")).to_have_attribute("aria-valuetext", "0 of 1")
    expect(page.get_by_role("navigation", name="Pages").locator("[aria-current=page]")).to_have_text("Rate")
    unnamed = page.locator(".rate-page button").evaluate_all(
        "(all) => all.filter((one) => !(one.ariaLabel || one.textContent.trim())).length"
    )
    assert unnamed == 0


def test_a_new_screen_begins_at_its_first_answer(desk: RateDesk, rounds: RateRounds) -> None:
    desk.open_screen(rounds.start(QARS, QARS[:1]))
    desk.press("1", "1", "1", "1", "Enter")

    expect(desk.cards).to_have_count(1)

    expect(desk.page.get_by_role("article", name="Answer 1 of 1")).to_be_focused()
    assert desk.page.evaluate("scrollY") == 0


def test_motion_stops_for_those_who_ask_for_less(desk: RateDesk, rounds: RateRounds) -> None:
    desk.page.emulate_media(reduced_motion="reduce")
    desk.open_screen(rounds.start())

    moving = desk.page.evaluate("getComputedStyle(document.querySelector('.rate-card')).transitionDuration")

    assert all(float(part.strip().removesuffix("s")) < 0.001 for part in moving.split(","))


def test_a_phone_shows_the_picture_above_and_cards_that_go_by(phone_desk: RateDesk, rounds: RateRounds) -> None:
    desk = phone_desk
    desk.open_screen(rounds.start())
    picture = desk.page.locator(".rate-picture")

    assert desk.page.evaluate(TOO_SMALL) == []
    assert desk.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    desk.choose(1, "rationale", "maybe")
    expect(picture).to_be_in_viewport(ratio=0.99)
    expect(desk.submit).to_be_in_viewport(ratio=0.99)
    desk.choose(1, "qa", "reject")

    assert desk.verdicts() == ["", "", "reject", "reject"]
    over = desk.page.locator(".rate-foot").bounding_box()
    under = picture.bounding_box()
    assert over
    assert under
    assert over["y"] > under["y"] + under["height"] + 200


def test_a_phone_rates_a_whole_screen_by_fingers(phone_desk: RateDesk, rounds: RateRounds) -> None:
    desk = phone_desk
    round_id = rounds.start()
    desk.open_screen(round_id)

    for card, criterion, verdict in [(0, "qa", "accept"), (0, "rationale", "maybe"), (1, "qa", "reject")]:
        desk.group(card, criterion).locator(f".verdict.{verdict}").tap()
    desk.page.get_by_role("button", name="Flag this screen (F)").tap()
    desk.page.get_by_role("button", name="Comment (C)").tap()
    desk.comment.fill("fine")
    desk.submit.tap()

    expect(desk.ending).to_be_visible()
    (judged,) = rounds.judged(round_id)
    assert rounds.values(round_id) == [["accept", "maybe", "reject", "reject"]]
    assert (judged.flagged, judged.comment) == (True, "fine")


def test_two_fingers_zoom_and_one_scrolls_past(phone_desk: RateDesk, rounds: RateRounds) -> None:
    desk = phone_desk
    desk.open_screen(rounds.start())
    session = desk.page.context.new_cdp_session(desk.page)
    box = desk.page.locator(".rate-picture svg.canvas-picture").bounding_box()
    assert box
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)

    def touch(kind: str, *apart: int) -> None:
        points: list[dict[str, Any]] = [{"x": middle[0] + by, "y": middle[1], "id": at} for at, by in enumerate(apart)]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", -30, 30)
    touch("touchMove", -60, 60)
    touch("touchEnd")

    assert 1.5 < desk.zoom() < 2.5
    desk.page.get_by_role("button", name="Show the whole picture (0)").tap()
    assert desk.zoom() == 1
    action = "getComputedStyle(document.querySelector('.canvas-picture')).touchAction"
    assert desk.page.evaluate(action) == "pan-y"
