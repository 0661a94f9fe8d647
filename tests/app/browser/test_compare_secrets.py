"""Nothing that reaches the Compare page tells which model wrote a text, and texts stay texts."""

import pytest
from playwright.sync_api import Response, expect

from models.records import QAR
from tests.app.browser.compare_desk import CompareDesk
from tests.app.browser.payloads import PAYLOADS
from tests.app.browser.rate_rounds import QARS, SECRET, RateRounds

pytestmark = pytest.mark.browser


class Heard:
    """Keeps all that a page is answered with: addresses, headers and bodies."""

    def __init__(self, desk: CompareDesk) -> None:
        self.texts: dict[str, str] = {}  # by number and address
        self._waiting: list[Response] = []
        desk.page.on("response", lambda each: self._waiting.append(each))

    def read(self) -> None:
        """Read what came; before the page is left, which takes it along."""
        for each in self._waiting:
            self.texts[f"{len(self.texts)} {each.url}"] = f"{each.url} {each.all_headers()} {_body(each)}"
        self._waiting.clear()


def _body(response: Response) -> str:
    # Redirects and answers without a body have none to be read.
    empty = response.status in (204, 304) or 300 <= response.status < 400
    return "" if empty else response.body().decode("latin-1")


def test_no_answer_of_the_server_names_a_model(compare_desk: CompareDesk, rounds: RateRounds) -> None:
    desk = compare_desk
    heard = Heard(desk)
    round_id = rounds.start(QARS, QARS, QARS, kind="compare", completion_code="C-1")
    desk.open_pair(round_id)

    desk.press("g")
    expect(desk.dialog).to_contain_text("How to compare")
    desk.press("Escape")
    with desk.page.expect_response("**/api/rate/draft"):
        desk.press("a", "t", "b", "a")
    desk.press("Enter")
    expect(desk.figure).to_have_text("1 of 3")
    desk.press("p")
    expect(desk.notice).to_be_visible()
    desk.press("b", "Enter")
    expect(desk.notice).to_be_hidden()
    heard.read()
    desk.reload()
    desk.press("s")
    desk.dialog.get_by_label("I cannot tell what is right").press("Space")
    desk.dialog.get_by_role("button", name="Skip").press("Enter")
    expect(desk.figure).to_have_text("2 of 3")
    desk.press("a", "a", "a", "a", "Enter")
    expect(desk.ending).to_contain_text("You compared 2 pairs.")

    assert {each.origin["model"] for each in rounds.texts(round_id)} == {f"{SECRET}-0", f"{SECRET}-1"}
    heard.read()
    routes = " ".join(heard.texts)
    for name in ("rounds", "next", "draft", "submit", "previous", "skip", "guidelines"):
        assert f"/api/rate/{name}" in routes
    assert "/rate/pictures/" in routes
    assert [address for address, text in heard.texts.items() if SECRET in text] == []
    assert SECRET not in desk.page.content()
    assert SECRET not in desk.page.evaluate("JSON.stringify({...localStorage, ...sessionStorage})")


def test_both_texts_stand_there_whole_from_the_first_moment(compare_desk: CompareDesk, rounds: RateRounds) -> None:
    desk = compare_desk
    desk.page.add_init_script("""
      new MutationObserver(() => {
        const texts = [...document.querySelectorAll('.pair-text')].map((one) => one.innerText);
        if (texts.length) (window.seen ??= []).push(texts.join('|'));
      }).observe(document, { subtree: true, childList: true, characterData: true });
    """)
    desk.open_pair(rounds.start(QARS, kind="compare"))

    desk.press("a", "t")

    seen = desk.page.evaluate("[...new Set(window.seen)]")
    assert len(seen) == 1
    assert all(qar.answer in seen[0] and qar.rationale in seen[0] for qar in QARS)


def test_texts_that_try_to_be_something_else_stay_texts(compare_desk: CompareDesk, rounds: RateRounds) -> None:
    desk = compare_desk
    rounds.close_all()
    hostile = " | ".join(PAYLOADS)
    pair = [QAR(question=hostile, answer=f"{at} {hostile}", rationale=hostile) for at in range(2)]
    round_id = rounds.start(pair, kind="compare")
    desk.open_pair(round_id)

    expect(desk.question).to_have_text(hostile)
    expect(desk.texts.locator(".rationale-text")).to_have_text([hostile, hostile])
    desk.press("a", "a", "a", "a", "c")
    desk.comment.fill(hostile[:2000])
    desk.comment.press("Control+Enter")

    expect(desk.ending).to_be_visible()
    assert desk.page.evaluate("window.hacked ?? null") is None
    foreign = ".rate-page :is(script, iframe, object, embed, img, a, style, base, meta, template, b, x)"
    expect(desk.page.locator(foreign)).to_have_count(0)
    assert rounds.judged(round_id)[0].comment == hostile[:2000].strip()
