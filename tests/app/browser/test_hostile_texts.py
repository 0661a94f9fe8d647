"""Two hundred hostile texts on the pages of judging and watching over, and as names of files on the Ask page.

No node of theirs, no request, no dialog, and every character of a text is shown as it was written.
"""

import contextlib
import itertools
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from models.errors import BadSetting
from models.people import Newcomer
from models.records import QAR
from tests.app.browser.admin_desk import AdminDesk, Judges
from tests.app.browser.compare_desk import CompareDesk
from tests.app.browser.conftest import Server
from tests.app.browser.hostile_texts import HOSTILE
from tests.app.browser.rate_desk import RateDesk
from tests.app.browser.rate_rounds import QARS, RateRounds
from tests.app.browser.watched import Watched

pytestmark = pytest.mark.browser

AT_ONCE = 20  # comments that the Admin page shows
FIVE = 5  # texts of a screen, on both pages
LONGEST_NAME = 250  # of a file, as file systems have it
SMALL: ViewportSize = {"width": 480, "height": 320}
# Two screens for comparison: only after the first there is a sign that it was saved.
PLAIN = [QAR(question="Why?", answer="No harm is meant.", rationale="It is so.")] * FIVE
# How many elements of each kind there are besides the chips of regions, which texts may name.
ELEMENTS = """() => Object.fromEntries(Object.entries(
  Object.groupBy(document.querySelectorAll(':not(.region-chip)'), ({ localName }) => localName),
).map(([name, nodes]) => [name, nodes.length]))"""
TEXTS = """() => [...document.querySelectorAll('.turn-question, .answer-text, .rationale-text')]
  .map((node) => node.textContent)"""
# Looked at with every picture that the browser draws, which is sooner than an expectation would.
SHOWS = "(figure) => document.querySelector('.rate-figure').textContent === figure"
FOREIGN = ":is(script, img, iframe, style, form, video, audio, object, embed, svg, math, link, base, meta, a)"
# Answer everything in one way and submit, as keys do one by one.
ANSWER = """(value) => {
  for (const radio of document.querySelectorAll(`.verdicts input[value=${value}]`)) radio.click();
  document.querySelector('#rate-submit').click();
}"""
# Choose files of these names that are no pictures, one after the other; tell what the server says of each, what of it
# is shown, and which elements there are then.
CHOOSE = f"""async (names) => {{
  const [input, notice] = ['input[type=file]', '.canvas-notice'].map((each) => document.querySelector(each));
  const [ask, told] = [window.fetch, []];
  window.fetch = async (...request) => {{
    const reply = await ask(...request);
    told.push({{ sentence: (await reply.clone().json()).error }});
    return reply;
  }};
  for (const name of names) {{
    const files = new DataTransfer();
    files.items.add(new File(['none'], name, {{ type: 'image/png' }}));
    input.files = files.files;
    input.dispatchEvent(new Event('change', {{ bubbles: true }}));
    while (document.querySelector('.waiting')) await new Promise((done) => setTimeout(done, 2));
    Object.assign(told.at(-1), {{ shown: notice.textContent, elements: ({ELEMENTS})() }});
  }}
  window.fetch = ask;
  return told;
}}"""


class Quiet(NamedTuple):
    """What texts made a page do behind the back of its owner."""

    page: Page
    asked: list[str]
    dialogs: list[str]

    def check(self) -> None:
        assert (self.page.evaluate("window.hacked ?? null"), self.asked, self.dialogs) == (None, [], [])


def watch(page: Page, *paths: str) -> Quiet:
    """Watch an open page, which may ask for these paths and what is below them."""
    quiet = Quiet(page, [], [])

    def note(url: str) -> None:
        if not urlsplit(url).path.startswith(paths):
            quiet.asked.append(url)

    def dismiss(dialog: Any) -> None:
        quiet.dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("request", lambda request: note(request.url))
    page.on("dialog", dismiss)
    return quiet


def in_groups(size: int) -> list[tuple[str, ...]]:
    """Return all texts in groups of that size; the last one is filled up from the beginning."""
    count = -(-len(HOSTILE) // size)
    texts = itertools.islice(itertools.cycle(HOSTILE), count * size)
    return list(zip(*[texts] * size, strict=True))


def screens_of(desk: RateDesk, count: int, answer: str) -> Iterator[int]:
    """Yield the number of each screen while it is shown; then answer it."""
    # Else most of the time goes into drawing what moves, and what is large.
    desk.page.emulate_media(reduced_motion="reduce")
    desk.page.set_viewport_size(SMALL)
    for number in range(count):
        desk.page.wait_for_function(SHOWS, arg=f"{number} of {count}")
        yield number
        desk.page.evaluate(ANSWER, answer)
    expect(desk.ending).to_be_visible()


def same(text: str) -> QAR:
    return QAR(question=text, answer=text, rationale=text)


def pair_of(group: Sequence[str]) -> list[QAR]:
    question, one, why_one, other, why_other = group
    return [
        QAR(question=question, answer=one, rationale=why_one),
        QAR(question=question, answer=other, rationale=why_other),
    ]


def comment_of(texts: Sequence[str]) -> str:
    # What a text field does to line ends is no matter of safety.
    return f"({' '.join(text[:100] for text in texts)})".replace("\r\n", "\n").replace("\r", "\n")


def test_there_are_two_hundred_different_texts() -> None:
    assert len(set(HOSTILE)) == len(HOSTILE) >= 200


def test_texts_to_be_rated_and_comments_on_them_stay_text(desk: RateDesk, admin: AdminDesk, rounds: RateRounds) -> None:
    groups = [None, None, *in_groups(FIVE)]
    comments = [comment_of(group) for group in in_groups(-(-len(HOSTILE) // AT_ONCE))]
    screens = [[same(text) for text in group] if group else PLAIN for group in groups]
    round_id = rounds.start(*screens, name=HOSTILE[0])
    desk.open_screen(round_id)
    quiet, elements = watch(desk.page, "/api/rate/", "/rate/pictures/"), {}

    for number in screens_of(desk, len(groups), "accept"):
        if group := groups[number]:
            assert desk.page.evaluate(TEXTS) == [text for text in group for _ in range(3)]
            assert desk.page.evaluate(ELEMENTS) == elements
        elements = elements if group else desk.page.evaluate(ELEMENTS)
        if (last := number - len(groups)) >= -AT_ONCE:
            desk.press("c")
            desk.comment.fill(comments[last])
    quiet.check()

    admin.open(round_id)
    shown = admin.page.locator(".admin-comment")
    assert shown.evaluate_all("(all) => all.map((each) => each.textContent)") == comments[::-1]
    assert shown.locator("*").count() == 0
    expect(admin.page.get_by_role("heading", name=HOSTILE[0], level=2)).to_have_text(HOSTILE[0])
    assert admin.page.evaluate("window.hacked ?? null") is None


def test_texts_to_be_compared_stay_text(compare_desk: CompareDesk, rounds: RateRounds) -> None:
    groups = [None, None, *in_groups(FIVE)]
    pairs = [pair_of(group) if group else PLAIN[:2] for group in groups]
    desk = compare_desk.open_pair(rounds.start(*pairs, kind="compare"))
    quiet, elements = watch(desk.page, "/api/rate/", "/rate/pictures/"), {}

    for number in screens_of(desk, len(groups), "tie"):
        if group := groups[number]:
            asked, *texts = group
            assert desk.page.evaluate(TEXTS) in ([asked, *texts], [asked, *texts[2:], *texts[:2]])
            assert desk.page.evaluate(ELEMENTS) == elements
        elements = elements if group else desk.page.evaluate(ELEMENTS)
    quiet.check()


def test_names_of_annotators_are_refused_and_would_stay_text(
    admin: AdminDesk, rounds: RateRounds, judges: Judges, server: Server
) -> None:
    names = HOSTILE[:: len(HOSTILE) // 5]
    for name in names:
        with pytest.raises(BadSetting, match="cannot be taken"):
            judges.store.people.add(Newcomer(name=name), actor="a test")
    people = [judges.person("Somebody") for _ in names]
    round_id = rounds.start(QARS[:1], overlap=len(people))
    for person in people:
        judges.rate_all(round_id, person, "accept")
    with contextlib.closing(sqlite3.connect(server.settings.database, timeout=10)) as connection, connection:
        connection.executemany("UPDATE people SET name = ? WHERE pseudonym = ?", zip(names, people, strict=True))
    quiet = watch(admin.page, "/admin/", "/api/", "/static/")

    admin.open(round_id)

    table = admin.page.get_by_role("table", name="Work of each annotator")
    shown = table.locator("tbody").text_content() or ""
    assert [name for name in names if name not in shown] == []
    assert table.locator(FOREIGN).count() == 0
    quiet.check()


def test_names_of_files_stay_text(ask_page: Watched) -> None:
    ask_page.expect_errors()
    ask_page.start()
    quiet = watch(ask_page.page, "/api/images")

    plain, *hostile = ask_page.page.evaluate(CHOOSE, ["plain.png", *(name[:LONGEST_NAME] for name in HOSTILE)])

    expect(ask_page.notice).to_be_visible()
    because = plain["sentence"].removeprefix('"plain.png"')
    assert because.startswith(" cannot be used")
    assert len(hostile) == len(HOSTILE)
    for told in hostile:
        assert told["sentence"].endswith(because)
        assert (told["shown"], told["elements"]) == (told["sentence"], plain["elements"])
    quiet.check()
