"""Everything without a mouse, and what a screen reader is told."""

import pytest
from playwright.sync_api import expect

from tests.app.browser.ask_page import AskPage, close_to
from tests.app.browser.speaker import Speaker

pytestmark = pytest.mark.browser


def focus_by_tab(ask_page: AskPage, selector: str) -> None:
    """Press Tab until the focus is on the selector."""
    for _ in range(60):
        ask_page.page.keyboard.press("Tab")
        if ask_page.page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab never reaches {selector}")


def test_from_load_to_answer_by_keys_alone(fresh_page: AskPage, student: Speaker) -> None:
    ask_page = fresh_page
    ask_page.open()
    keys = ask_page.page.keyboard
    focus_by_tab(ask_page, ".scene")
    keys.press("Enter")
    expect(ask_page.svg).to_be_visible()
    focus_by_tab(ask_page, ".canvas-picture")
    keys.press("n")
    keys.press("Shift+ArrowLeft")
    keys.press("Alt+Shift+ArrowDown")
    focus_by_tab(ask_page, "#question textarea")
    keys.type("why is [this person] sad?")

    keys.press("Enter")

    expect(ask_page.page.locator(".answer-text")).to_contain_text("[0] is sad")
    assert [question.text for question in student.asked] == ["why is [0] sad?"]
    assert student.asked[0].regions[0].gesture == "key"


def test_arrows_nudge_and_alt_arrows_resize(ask_page: AskPage) -> None:
    ask_page.start()
    ask_page.draw(100, 100, 200, 200)
    keys = ask_page.page.keyboard

    keys.press("ArrowRight")
    keys.press("Shift+ArrowDown")
    moved = ask_page.boxes()[0]
    keys.press("Alt+Shift+ArrowRight")
    keys.press("Alt+ArrowUp")

    assert close_to(moved, (101, 110, 201, 210))
    assert close_to(ask_page.boxes()[0], (101, 110, 211, 209))


def test_a_burst_of_nudges_is_one_step(ask_page: AskPage) -> None:
    ask_page.start()
    ask_page.draw(100, 100, 200, 200)
    for _ in range(5):
        ask_page.page.keyboard.press("Shift+ArrowRight")

    ask_page.page.keyboard.press("Control+z")

    assert close_to(ask_page.boxes()[0], (100, 100, 200, 200))


def test_digits_select_tab_walks_and_delete_removes(ask_page: AskPage) -> None:
    ask_page.start()
    ask_page.draw(100, 100, 200, 200)
    ask_page.draw(300, 300, 400, 400)
    keys = ask_page.page.keyboard

    keys.press("0")
    chosen = ask_page.selected()
    keys.press("Tab")
    walked = ask_page.selected()
    keys.press("Delete")

    assert (chosen, walked) == (0, 1)
    assert list(ask_page.boxes()) == [0]


def test_redo_has_two_keys(ask_page: AskPage) -> None:
    ask_page.start()
    ask_page.draw(100, 100, 200, 200)
    keys = ask_page.page.keyboard

    keys.press("Control+z")
    expect(ask_page.chips).to_have_count(0)
    keys.press("Control+Shift+z")
    expect(ask_page.chips).to_have_count(1)
    keys.press("Control+z")
    keys.press("Control+y")

    expect(ask_page.chips).to_have_count(1)


def test_keys_zoom_fit_hide_and_deselect(ask_page: AskPage) -> None:
    ask_page.start()
    ask_page.draw(100, 100, 200, 200)
    keys = ask_page.page.keyboard
    zoom = ask_page.page.get_by_label("Zoom", exact=True)

    keys.press("+")
    expect(zoom).to_have_text("125 %")
    keys.press("-")
    expect(zoom).to_have_text("100 %")
    keys.press("+")
    keys.press("f")
    expect(zoom).to_have_text("100 %")
    keys.press("h")
    expect(ask_page.page.locator(".region").first).to_be_hidden()
    keys.press("h")
    keys.press("Escape")

    assert ask_page.selected() is None


def test_keys_in_the_question_do_not_touch_the_picture(ask_page: AskPage) -> None:
    ask_page.start()
    ask_page.draw(100, 100, 200, 200)

    ask_page.question.press_sequentially("n0h+f")
    ask_page.question.press("Delete")

    assert len(ask_page.boxes()) == 1
    expect(ask_page.question).to_have_value("n0h+f")


def test_a_question_mark_lists_the_keys(ask_page: AskPage) -> None:
    ask_page.start()
    ask_page.svg.focus()

    ask_page.page.keyboard.press("?")

    dialog = ask_page.page.get_by_role("dialog", name="Pointing at things")
    expect(dialog).to_contain_text("Alt + arrows")
    ask_page.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


def test_regions_are_named_for_screen_readers_and_steps_are_said(ask_page: AskPage) -> None:
    ask_page.start()
    ask_page.draw(100, 100, 300, 400)
    said = ask_page.page.locator(".region-canvas-body [role=status]")
    expect(said).to_have_text("Region 0 added")
    ask_page.page.get_by_label("Name of [0]").fill("the girl")
    ask_page.page.get_by_label("Name of [0]").press("Enter")

    (name,) = ask_page.names()

    assert name.startswith("Region 0, the girl: box, x ")
    ask_page.svg.focus()
    ask_page.page.keyboard.press("Delete")
    expect(said).to_have_text("Region 0 deleted")


def test_every_button_field_and_region_has_a_name(ask_page: AskPage) -> None:
    ask_page.start()
    ask_page.draw(100, 100, 300, 400)
    ask_page.ask("why is [0] sad?")

    nameless = ask_page.page.evaluate(
        """() => [...document.querySelectorAll('button, a, input, textarea, select, [role=button]')]
             .filter((node) => node.checkVisibility())
             .filter((node) => !(node.ariaLabel || node.textContent.trim() || node.labels?.length || node.title))
             .map((node) => node.outerHTML.slice(0, 120))"""
    )

    assert nameless == []
