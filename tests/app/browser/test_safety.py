"""Words of people and models stay words; the page asks nobody outside for anything (every test checks that)."""

import pytest
from playwright.sync_api import expect

from tests.app.browser.ask_page import AskPage
from tests.app.browser.payloads import PAYLOADS
from tests.app.browser.speaker import Speaker

pytestmark = pytest.mark.browser

ELEMENTS = """() => ({
  hacked: window.hacked ?? null,
  foreign: document.querySelectorAll(`
    .gradio-container :is(script, iframe, object, embed, base, meta, marquee, math, template, noscript, audio, b, x),
    .conversation :is(img, a:not(.turn-action), style, input, textarea, select)`).length,
})"""


def check(page: AskPage) -> None:
    assert page.page.evaluate(ELEMENTS) == {"hacked": None, "foreign": 0}


def test_the_corpus_is_large_enough() -> None:
    assert len(set(PAYLOADS)) >= 60


def test_answers_and_rationales_stay_text(ask_page: AskPage, student: Speaker) -> None:
    ask_page.start()
    student.text = " | ".join(PAYLOADS)
    student.rationale = student.text
    student.note = student.text

    turn = ask_page.ask("what happened?")

    expect(turn.locator(".answer-text")).to_have_text(student.text)
    expect(turn.locator(".rationale-text")).to_have_text(student.text)
    expect(turn.locator(".answer-note")).to_have_text(student.text)
    check(ask_page)


def test_errors_stay_text(ask_page: AskPage, student: Speaker) -> None:
    ask_page.start()
    student.failure = " | ".join(PAYLOADS)

    turn = ask_page.ask("what happened?")

    expect(turn.locator(".answer-error")).to_contain_text("<script>")
    check(ask_page)


@pytest.mark.parametrize("at", range(0, len(PAYLOADS), 4))
def test_questions_stay_text(ask_page: AskPage, at: int) -> None:
    ask_page.start()
    typed = "why " + " ".join(payload.replace("[", "(").replace("]", ")") for payload in PAYLOADS[at : at + 4])

    turn = ask_page.ask(typed)

    expect(turn.locator(".turn-question")).to_contain_text("why")
    check(ask_page)


def test_questions_stay_text_in_the_list_of_past_conversations(ask_page: AskPage) -> None:
    ask_page.start()
    typed = "why <img src=x onerror=window.hacked=1> ${window.hacked=1}?"
    ask_page.ask(typed)

    ask_page.page.get_by_role("button", name="Past conversations").click()

    expect(ask_page.page.locator(".history-question").first).to_have_text(typed)
    assert ask_page.page.evaluate("window.hacked") is None
    ask_page.page.get_by_role("button", name="Close").click()


def test_labels_stay_text(ask_page: AskPage) -> None:
    ask_page.start()
    ask_page.draw(100, 100, 300, 400)
    field = ask_page.page.get_by_label("Name of [0]")

    for payload in PAYLOADS:
        field.fill(payload[:80])
        field.dispatch_event("change")
    turn = ask_page.ask("why is [0] sad?")
    turn.locator(".answer-text .region-chip").hover()

    expect(ask_page.page.locator(".light")).to_have_count(1)
    check(ask_page)


def test_a_label_sent_past_the_page_is_still_only_text(ask_page: AskPage) -> None:
    ask_page.start()
    ask_page.page.evaluate(
        """async (label) => {
             const image = window.deixis.canvasNow().image.id;
             const regions = [{ id: 0, box: [10, 10, 90, 90], label }];
             await fetch('/api/ask', { method: 'POST', headers: { 'Content-Type': 'application/json' },
               body: JSON.stringify({ image, question: 'why is [0] sad?', regions }) });
           }""",
        "<img src=x onerror=window.hacked=1>",
    )
    ask_page.page.get_by_role("button", name="Past conversations").click()

    ask_page.page.locator(".history-open").first.click()

    expect(ask_page.page.locator(".chip-label")).to_have_text("<img src=x onerror=window.hacked=1>")
    check(ask_page)


def test_what_the_page_may_load_is_limited_by_policy(ask_page: AskPage) -> None:
    response = ask_page.page.request.get(ask_page.address)

    assert "default-src 'self'" in response.headers["content-security-policy"]
