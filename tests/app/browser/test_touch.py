"""Fingers: draw, tap, pinch; and the phone's layout."""

from typing import Any

import pytest
from playwright.sync_api import CDPSession, expect

from tests.app.browser.ask_page import AskPage, close_to

pytestmark = pytest.mark.browser


class Fingers:
    """Touches the screen through the browser's own protocol, at natural pixels of the picture."""

    def __init__(self, ask_page: AskPage, session: CDPSession) -> None:
        self._ask_page = ask_page
        self._session = session

    def touch(self, kind: str, *places: tuple[float, float]) -> None:
        points: list[dict[str, Any]] = []
        for number, place in enumerate(places):
            x, y = self._ask_page.screen(*place)
            points.append({"x": x, "y": y, "id": number})
        self.touch_screen(kind, points)

    def touch_screen(self, kind: str, points: list[dict[str, Any]]) -> None:
        self._session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


@pytest.fixture
def fingers(phone_page: AskPage) -> Fingers:
    return Fingers(phone_page, phone_page.page.context.new_cdp_session(phone_page.page))


def test_a_finger_draws_a_box_in_natural_pixels(phone_page: AskPage, fingers: Fingers) -> None:
    phone_page.start()

    fingers.touch("touchStart", (100, 100))
    fingers.touch("touchMove", (200, 250))
    fingers.touch("touchMove", (300, 400))
    fingers.touch("touchEnd")

    expect(phone_page.chips).to_have_count(1)
    assert close_to(phone_page.boxes()[0], (100, 100, 300, 400), within=3)


def test_a_tap_proposes_and_a_tap_on_a_region_selects(phone_page: AskPage, fingers: Fingers) -> None:
    phone_page.start()
    fingers.touch("touchStart", (200, 250))
    fingers.touch("touchEnd")
    expect(phone_page.chips).to_have_count(1)
    phone_page.page.keyboard.press("Escape")
    assert phone_page.selected() is None

    fingers.touch("touchStart", (200, 250))
    fingers.touch("touchEnd")

    expect(phone_page.chips).to_have_count(1)
    assert phone_page.selected() == 0


def test_a_pinch_zooms_and_leaves_no_region(phone_page: AskPage, fingers: Fingers) -> None:
    phone_page.start()
    left, right = phone_page.screen(350, 300), phone_page.screen(450, 300)
    spread = [
        {"x": left[0] - 60, "y": left[1], "id": 0},
        {"x": right[0] + 60, "y": right[1], "id": 1},
    ]

    fingers.touch("touchStart", (350, 300), (450, 300))
    fingers.touch_screen("touchMove", spread)
    fingers.touch_screen("touchEnd", [])

    assert phone_page.boxes() == {}
    view = phone_page.svg.get_attribute("viewBox")
    assert view is not None
    assert float(view.split()[2]) < 500


def test_one_column_without_sideways_scrolling(phone_page: AskPage) -> None:
    phone_page.start()
    phone_page.ask("what happened here, in_one_very_long_word_" + "x" * 120 + "?")

    widths = phone_page.page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    # Both at one moment, since the page may still scroll to the answer.
    picture, question = phone_page.page.evaluate(
        "['.canvas-picture', '#question'].map((name) => document.querySelector(name).getBoundingClientRect().toJSON())"
    )

    assert widths[0] <= widths[1]
    assert question["top"] > picture["bottom"]


def test_what_a_thumb_presses_is_large_enough(phone_page: AskPage) -> None:
    phone_page.start()
    phone_page.svg.focus()
    phone_page.page.keyboard.press("n")
    phone_page.ask("what is [0]?")

    small = phone_page.page.evaluate(
        """() => [...document.querySelectorAll('button:not(.region-chip), a, input:not([type=checkbox]), textarea')]
             .filter((node) => node.checkVisibility() && !node.classList.contains('visually-hidden'))
             .filter((node) => !node.closest('#student') && node.getBoundingClientRect().height < 44)
             .map((node) => node.outerHTML.slice(0, 100))"""
    )

    assert small == []


def test_on_a_phone_a_new_answer_comes_into_sight(phone_page: AskPage) -> None:
    phone_page.start()
    phone_page.page.evaluate("scrollTo(0, 0)")

    turn = phone_page.ask("what happened here?")

    expect(turn).to_be_in_viewport(ratio=0.5)
