"""Choosing among answers that the person writes."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.app.browser.choices import Choices, choose, shown
from tests.app.browser.conftest import STUDENT, TEACHER
from tests.app.browser.payloads import CALL
from tests.app.browser.test_look import CONTRAST
from tests.app.browser.watched import Watched
from tests.fakes.scorers import DummyScorer

pytestmark = pytest.mark.browser

HOSTILE = f"<img src=x onerror={CALL}>"
TEXTS = (
    ".mode-half input:checked + span",
    ".mode-half input:not(:checked) + span",
    ".choice-field",
    ".choice-number",
    ".add-choice span",
    ".choice-remark",
    ".ranking-item .ranking-text",
    ".ranking-item:last-child .share-figure",
    ".about-shares",
)


@pytest.fixture
def choices(ask_page: Watched) -> Any:
    """The fields on the page that is open, with a fresh picture and one region; free answers again afterwards."""
    ask_page.start()
    ask_page.draw(100, 100, 300, 400)
    fields = Choices(ask_page.page)
    fields.write("", "")
    yield fields
    fields.write("", "")
    fields.free.check()


def test_choices_are_ranked_with_shares_as_bars_and_figures(
    ask_page: Watched, choices: Choices, scorer: DummyScorer
) -> None:
    turn = choose(ask_page, choices, "why is [0] sad?", "it fell", "[0] lost a red ball", "no")

    assert shown(turn) == [("[0] lost a red ball", "62 %"), ("it fell", "29 %"), ("no", "10 %")]
    widths = turn.locator(".share-filled").evaluate_all("(all) => all.map((bar) => parseFloat(bar.style.width))")
    assert widths == sorted(widths, reverse=True)
    assert sum(widths) == pytest.approx(100, abs=0.1)
    expect(turn.locator(".about-shares")).to_contain_text("likelihood")
    expect(turn.locator(".measure")).to_contain_text(STUDENT)
    ((question, asked),) = scorer.asked
    assert (question.text, asked) == ("why is [0] sad?", ("it fell", "[0] lost a red ball", "no"))
    assert (choices.texts(), ask_page.question.input_value()) == (["", ""], "")


@pytest.mark.parametrize(
    ("question", "texts", "sentence"),
    [
        ("why?", ("it fell", ""), "Choice 2 is empty."),
        ("why?", ("it fell", "It fell."), "Choices 1 and 2 are the same"),
        ("why?", ("it fell", "x" * 301), "Choice 2 has 301 characters"),
        ("", ("it fell", "it left"), "The question is empty."),
    ],
)
def test_what_cannot_be_compared_is_said_in_a_sentence_and_stays_as_it_was_typed(
    ask_page: Watched, choices: Choices, scorer: DummyScorer, question: str, texts: tuple[str, ...], sentence: str
) -> None:
    choices.write(*texts)
    ask_page.question.fill(question)
    choices.ask.click()

    expect(ask_page.page.locator(".notice")).to_contain_text(sentence)
    ask_page.wait_until_answered()
    assert choices.texts() == list(texts)
    expect(ask_page.question).to_have_value(question)
    assert scorer.asked == []


def test_a_choice_with_an_unknown_region_is_not_sent(ask_page: Watched, choices: Choices, scorer: DummyScorer) -> None:
    choices.write("it fell", "[7] left")
    ask_page.question.fill("why?")

    choices.ask.click()

    expect(choices.remark).to_have_text("There is no region [7]. The picture has [0].")
    expect(choices.fields.nth(1)).to_be_focused()
    expect(choices.fields.nth(1)).to_have_attribute("aria-invalid", "true")
    assert scorer.asked == []


def test_a_region_is_written_where_the_caret_was(ask_page: Watched, choices: Choices) -> None:
    choices.write("a friend of", "it fell")
    choices.fields.nth(0).focus()
    ask_page.page.keyboard.press("End")

    ask_page.click(200, 250)

    expect(choices.fields.nth(0)).to_have_value("a friend of [0]")
    expect(choices.fields.nth(0)).to_be_focused()
    expect(ask_page.question).to_have_value("")


def test_choosing_needs_no_mouse(ask_page: Watched, choices: Choices) -> None:
    keyboard = ask_page.page.keyboard
    choices.free.check()
    ask_page.question.fill("why?")
    ask_page.question.focus()
    keyboard.press("Tab")
    expect(choices.free).to_be_focused()
    keyboard.press("ArrowRight")
    expect(choices.fields).to_have_count(2)
    choices.fields.nth(0).focus()

    for text in ("it fell", "it left", "it is late"):
        keyboard.type(text)
        keyboard.press("Enter")
    expect(choices.fields).to_have_count(4)
    expect(choices.fields.nth(3)).to_be_focused()
    keyboard.press("Backspace")
    expect(choices.fields.nth(2)).to_be_focused()
    before = ask_page.turns.count()
    keyboard.press("Control+Enter")
    expect(ask_page.turns).to_have_count(before + 1)
    ask_page.wait_until_answered()

    expect(ask_page.turns.first.locator(".ranking-item")).to_have_count(3)


def test_there_are_never_fewer_than_two_fields_nor_more_than_ten(ask_page: Watched, choices: Choices) -> None:
    expect(ask_page.page.get_by_role("button", name="Remove choice")).to_have_count(0)

    choices.write(*(f"choice {number}" for number in range(10)))

    expect(ask_page.page.get_by_role("button", name="Add a choice")).to_be_hidden()
    for left in range(9, 1, -1):
        ask_page.page.get_by_role("button", name="Remove choice 1", exact=True).click()
        expect(choices.fields).to_have_count(left)
    expect(choices.fields.nth(0)).to_have_value("choice 8")


def test_a_model_that_cannot_choose_says_why_and_keeps_what_was_typed(ask_page: Watched, choices: Choices) -> None:
    choices.write("it fell", "it left")
    menu = ask_page.page.get_by_role("combobox", name="Student")
    menu.click()
    ask_page.page.get_by_role("option", name=TEACHER).click()

    expect(ask_page.page.locator(".mode-refusal")).to_have_text(f'"{TEACHER}" cannot be asked to choose yet.')
    expect(choices.mode).to_be_disabled()
    expect(choices.fields.first).to_be_hidden()
    turn = ask_page.ask("what happened?")
    expect(turn.locator(".answer-text")).to_have_text("Everybody is sad because the ice cream fell.")

    menu.click()
    ask_page.page.get_by_role("option", name=STUDENT).click()
    expect(choices.mode).to_be_checked()
    assert choices.texts() == ["it fell", "it left"]


def test_ask_again_brings_back_how_it_was_asked(ask_page: Watched, choices: Choices) -> None:
    choose(ask_page, choices, "why is [0] sad?", "it fell", "[0] left")
    choices.free.check()
    ask_page.ask("and now?")

    ask_page.turns.nth(1).get_by_role("button", name="Ask again").click()
    again = (choices.texts(), ask_page.question.input_value())
    expect(choices.mode).to_be_checked()
    ask_page.turns.nth(0).get_by_role("button", name="Ask again").click()

    assert again == (["it fell", "[0] left"], "why is [0] sad?")
    expect(choices.free).to_be_checked()


def test_a_chosen_turn_is_copied_and_found_again_among_the_past_conversations(
    ask_page: Watched, choices: Choices
) -> None:
    turn = choose(ask_page, choices, "why is [0] sad?", "it fell", "[0] lost it")
    before = shown(turn)
    turn.get_by_role("button", name="Copy").click()
    expect(turn.get_by_role("button", name="Copied")).to_be_visible()
    copied = ask_page.page.evaluate("navigator.clipboard.readText()")

    ask_page.page.get_by_role("button", name="New conversation").click()
    expect(ask_page.turns).to_have_count(0)
    ask_page.page.get_by_role("button", name="Past conversations").click()
    ask_page.page.locator(".history-open").first.click()
    expect(ask_page.turns).to_have_count(1)

    assert shown(ask_page.turns.first) == before
    assert copied.splitlines()[:2] == ["Question: why is [0] sad?", f"{before[0][1]} {before[0][0]}"]


def test_choosing_can_be_stopped(ask_page: Watched, choices: Choices, scorer: DummyScorer) -> None:
    scorer.pause()
    choices.write("it fell", "it left")
    ask_page.question.fill("why?")
    choices.ask.click()
    expect(ask_page.turns.first.locator(".ranking-item")).to_have_count(2)

    ask_page.page.get_by_role("button", name="Stop").click()
    ask_page.wait_until_answered()

    expect(ask_page.turns.first.locator(".answer-note")).to_have_text("Stopped before the end.")
    assert [figure for _, figure in shown(ask_page.turns.first)] == ["", ""]


def test_a_choice_never_becomes_markup(ask_page: Watched, choices: Choices) -> None:
    turn = choose(ask_page, choices, "why?", HOSTILE, f"${{{CALL}}}")

    assert sorted(text for text, _ in shown(turn)) == sorted((HOSTILE, f"${{{CALL}}}"))
    assert ask_page.page.evaluate("window.hacked") is None


def test_a_reload_loses_nothing_that_was_typed(fresh_page: Watched) -> None:
    fresh_page.start()
    fresh_page.draw(100, 100, 300, 400)
    choices = Choices(fresh_page.page)
    choices.write("it fell", "[0] left", "it is late")

    fresh_page.open()

    expect(choices.fields).to_have_count(3)
    expect(choices.mode).to_be_checked()
    assert choices.texts() == ["it fell", "[0] left", "it is late"]


def test_a_suggestion_waits_for_its_choices(fresh_page: Watched, scorer: DummyScorer) -> None:
    fresh_page.open()
    fresh_page.page.get_by_role("button", name="The broken vase").click()
    expect(fresh_page.svg).to_be_visible()
    choices = Choices(fresh_page.page)
    choices.mode.check()

    fresh_page.page.get_by_role("button", name="Why is the toddler sad?").click()

    expect(fresh_page.question).to_have_value("Why is [0] sad?")
    expect(choices.fields.first).to_be_focused()
    expect(fresh_page.turns).to_have_count(0)
    assert scorer.asked == []


def test_choosing_fits_a_phone_and_its_fingers(phone_page: Watched) -> None:
    phone_page.start()
    choices = Choices(phone_page.page)
    choices.write("it fell and fell and fell and fell and fell and fell", "it left", "it is late")
    phone_page.question.fill("why?")
    targets = phone_page.page.locator(".mode-half, .choice-field, .choice-away, .add-choice")
    heights = targets.evaluate_all("(all) => all.map((node) => Math.round(node.getBoundingClientRect().height))")
    choices.ask.tap()
    expect(phone_page.turns).to_have_count(1)
    phone_page.wait_until_answered()

    assert min(heights) >= 42
    assert phone_page.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    expect(phone_page.page.locator(".ranking-item")).to_have_count(3)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_texts_stand_out_from_what_is_behind_them(ask_page: Watched, choices: Choices, scheme: str) -> None:
    ask_page.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    choose(ask_page, choices, "why?", "it fell", "[0] left")
    choices.write("[9] left", "it fell")

    contrasts = {selector: round(ask_page.page.evaluate(CONTRAST, selector), 2) for selector in TEXTS}

    assert {selector: value for selector, value in contrasts.items() if value < 4.5} == {}
    ask_page.page.emulate_media(color_scheme="light")


def test_what_is_changed_before_the_first_reply_stays(ask_page: Watched, choices: Choices, scorer: DummyScorer) -> None:
    ask_page.page.evaluate(
        """() => {
          const send = window.deixis.choicesAtSend;
          window.deixis.choicesAtSend = () => {
            window.deixis.choicesAtSend = send;
            const sent = send();
            const field = document.querySelectorAll('.choice-field')[1];
            field.value = 'it flew';
            field.dispatchEvent(new Event('input', { bubbles: true }));
            return sent;
          };
        }"""
    )

    choose(ask_page, choices, "why?", "it fell", "it left")

    assert [asked for _, asked in scorer.asked] == [("it fell", "it left")]
    assert choices.texts() == ["it fell", "it flew"]
