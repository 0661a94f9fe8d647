"""Light and dark, contrast, and what is never shown."""

import pytest
from playwright.sync_api import expect

from tests.app.browser.ask_page import AskPage
from tests.app.browser.speaker import Speaker

pytestmark = pytest.mark.browser

# WCAG 2.2, relative luminance and contrast, over the first background behind a text that is not transparent.
CONTRAST = """(selector) => {
  const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const linear = (c) => (c / 255 <= 0.03928 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4);
  const luminance = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  const behind = (node) => {
    for (; node; node = node.parentElement) {
      const colour = channels(getComputedStyle(node).backgroundColor);
      if (colour.length < 4 || colour[3] > 0.99) return colour;
    }
    return [255, 255, 255];
  };
  const node = [...document.querySelectorAll(selector)].find((one) => one.checkVisibility());
  const [a, b] = [luminance(channels(getComputedStyle(node).color)), luminance(behind(node))];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}"""
TEXTS = (
    ".brand h1",
    ".tagline",
    "#question textarea",
    "#question label span",
    "#ask",
    "#student input",
    "#teacher label > span",
    ".new-picture",
    ".zoom-figure",
    ".region-hint",
    ".chip-number",
    ".region-details label",
    ".label-field",
    ".conversation-title",
    ".turn-question",
    ".turn-question .region-chip",
    ".answer-text",
    ".rationale-text",
    ".answer-note",
    ".measure",
    ".turn-action span",
    ".question-remark",
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_texts_stand_out_from_what_is_behind_them(ask_page: AskPage, student: Speaker, scheme: str) -> None:
    ask_page.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    ask_page.start()
    ask_page.draw(100, 100, 300, 400)
    student.note = "This student knows drawn scenes only."
    ask_page.ask("why is [0] sad?")
    ask_page.question.fill("and [7]?")

    contrasts = {selector: round(ask_page.page.evaluate(CONTRAST, selector), 2) for selector in TEXTS}

    assert {selector: value for selector, value in contrasts.items() if value < 4.5} == {}
    ask_page.page.emulate_media(color_scheme="light")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_follows_the_system(ask_page: AskPage, scheme: str) -> None:
    ask_page.start()

    ask_page.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")

    expect(ask_page.page.locator(":root")).to_have_attribute("data-theme", scheme)
    assert ask_page.page.evaluate("document.body.classList.contains('dark')") == (scheme == "dark")
    ask_page.page.emulate_media(color_scheme="light")


def test_the_choice_of_a_person_outlives_a_reload(fresh_page: AskPage) -> None:
    fresh_page.open()
    fresh_page.page.get_by_role("button", name="Dark colours").click()
    expect(fresh_page.page.locator("body.dark")).to_have_count(1)

    fresh_page.open()

    expect(fresh_page.page.locator("body.dark")).to_have_count(1)
    fresh_page.page.get_by_role("button", name="Light colours").click()
    expect(fresh_page.page.locator("body.dark")).to_have_count(0)


def test_nothing_of_the_toolkit_shows(ask_page: AskPage) -> None:
    ask_page.start()

    assert ask_page.page.title() == "Deixis"
    expect(ask_page.page.get_by_text("gradio", exact=False)).to_have_count(0)
    expect(ask_page.page.locator("footer")).to_have_count(0)


def test_motion_stops_for_those_who_ask_for_less(ask_page: AskPage, student: Speaker) -> None:
    ask_page.page.emulate_media(reduced_motion="reduce")
    ask_page.start()
    student.pause()
    ask_page.send("what happened?")
    expect(ask_page.page.locator(".answer-text")).to_have_text("Everybody")

    turning = ask_page.page.evaluate(
        "getComputedStyle(document.querySelector('.answer-text'), '::after').animationDuration"
    )

    assert float(turning.removesuffix("s")) < 0.001
    student.go_on()
    ask_page.wait_until_answered()
    ask_page.page.emulate_media(reduced_motion="no-preference")


def test_picture_and_question_stand_side_by_side_on_a_desktop(ask_page: AskPage) -> None:
    ask_page.start()

    picture = ask_page.svg.bounding_box()
    question = ask_page.question.bounding_box()

    assert picture
    assert question
    assert question["x"] > picture["x"] + picture["width"]
    assert ask_page.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
