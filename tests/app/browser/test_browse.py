"""The Browse page: entries with their pictures, where they come from, and what critic and people say of them."""

import uuid
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from models.records import QAR
from tests.app.browser.admin_desk import Judges
from tests.app.browser.browse_desk import BrowseDesk
from tests.app.browser.conftest import Server
from tests.app.browser.test_hostile_texts import ELEMENTS, TEXTS, in_groups, watch
from tests.app.browser.test_look import CONTRAST
from tests.fakes.written_runs import WrittenRun

pytestmark = pytest.mark.browser

WHY = QAR(question="Why is [0] crying?", answer="[1] barks at [0].", rationale="[1] is close.")
WANTS = QAR(question="What does [1] want?", answer="[1] wants to play.", rationale="[1] wags its tail.")
NOBODY = QAR(question="Who is [7]?", answer="[7] is nobody.", rationale="There is no [7].")
SHOWN = [text.question for text in (WHY, WANTS, WHY)]
PER_PAGE = 60  # texts: three to each of twenty entries
LOOKED_AT = (
    *(".browse-corpus > .quiet", ".browse-fields label", ".browse-fields select", ".browse-found", ".browse-path"),
    *(".browse-card .turn-question", ".browse-whence", ".said.closed", ".said.reject", ".origin-facts dt"),
    *(".origin-part h5", ".origin-text", ".browse-selected", ".browse-views a:not([aria-current])"),
)
TOUCHED = ".browse-page :is(button:not(.region-chip), a, select, label, summary, input:not([type=checkbox]))"
TOO_SMALL = """(touched) => [...document.querySelectorAll(touched)]
  .filter((node) => node.checkVisibility())
  .map((node) => [node.textContent || node.ariaLabel, node.getBoundingClientRect().height])
  .filter(([, height]) => height < 44)"""

Write = Callable[..., WrittenRun]


@pytest.fixture
def write(server: Server) -> Write:
    """Return a function that writes a corpus of its own: two pictures, and one text about what is not there."""

    def make(*texts: list[QAR], **more: list[str]) -> WrittenRun:
        run = WrittenRun(server.settings.data_dir / "corpus", f"browsed-{uuid.uuid4().hex[:8]}")
        return run.write(*(texts or ([WHY, NOBODY], [WANTS, WHY])), **more)

    return make


def query(written: WrittenRun, **more: str) -> str:
    return "?" + "&".join(f"{name}={value}" for name, value in {"corpus": written.folder.name, **more}.items())


def test_entries_stand_beside_their_picture_and_light_their_regions_in_it(browse: BrowseDesk, write: Write) -> None:
    written = write()
    browse.open(query(written))
    browse.shows(*SHOWN)
    pictures = browse.page.locator(".browse-group")
    expect(pictures).to_have_count(2)

    pictures.nth(1).locator(".region-chip").first.hover()

    expect(pictures.nth(1).locator(".light")).to_have_count(1)
    expect(pictures.nth(0).locator(".light")).to_have_count(0)
    browse.page.locator(".browse-found").hover()
    expect(browse.page.locator(".light")).to_have_count(0)
    pictures.nth(0).locator(".region-chip").nth(1).focus()
    expect(pictures.nth(0).locator(".light .region-tag text").first).to_have_text("1 dog")
    expect(pictures.nth(1).locator(".light")).to_have_count(0)


def test_filters_stand_in_the_address_and_lead_back(browse: BrowseDesk, write: Write) -> None:
    written = write()
    browse.open(query(written))

    browse.page.get_by_label("Question type").select_option("reason")
    browse.shows(WHY.question, WHY.question)
    browse.page.get_by_label("Search").fill("tail")
    browse.page.get_by_label("Search").press("Enter")
    expect(browse.page.get_by_text("No entry is like that.")).to_be_visible()
    browse.page.go_back()
    browse.shows(WHY.question, WHY.question)
    assert "type=reason" in browse.page.url
    browse.page.get_by_role("button", name="All filters off").click()
    browse.shows(*SHOWN)
    browse.page.get_by_label("Set aside").select_option("alone")
    browse.shows(NOBODY.question)
    expect(browse.page.get_by_text("set aside: unknown ids: [7]")).to_be_visible()
    expect(browse.page.get_by_role("checkbox", name="Select: Who is [7]?")).to_be_disabled()


def test_pages_are_gone_through_by_keys(browse: BrowseDesk, write: Write) -> None:
    texts = [QAR(question=f"Why is [0] number {at}?", answer="[1].", rationale="[0] is.") for at in range(25)]
    written = write(*([text] for text in texts))
    browse.open(query(written))
    expect(browse.found).to_have_text("1 to 20 of 25 entries")

    browse.page.keyboard.press("n")

    expect(browse.found).to_have_text("21 to 25 of 25 entries")
    expect(browse.found).to_be_focused()
    browse.page.keyboard.press("j")
    expect(browse.cards.first).to_be_focused()
    browse.page.keyboard.press("j")
    browse.page.keyboard.press("x")
    expect(browse.selected).to_have_text("1 selected")
    expect(browse.cards.nth(1).get_by_role("checkbox")).to_be_checked()
    browse.page.keyboard.press("o")
    expect(browse.cards.nth(1).get_by_role("heading", name="The reply")).to_be_visible()
    browse.page.keyboard.press("p")
    expect(browse.found).to_have_text("1 to 20 of 25 entries")
    expect(browse.selected).to_have_text("1 selected")
    browse.page.keyboard.press("/")
    expect(browse.page.get_by_label("Search")).to_be_focused()


def test_what_a_run_adds_meanwhile_is_told_and_shown_when_it_is_wanted(browse: BrowseDesk, write: Write) -> None:
    texts = [QAR(question=f"Why is [0] number {at}?", answer="[1].", rationale="[0] is.") for at in range(21)]
    written = write(*([text] for text in texts))
    browse.open(query(written))
    expect(browse.found).to_have_text("1 to 20 of 21 entries")
    browse.cards.first.get_by_role("checkbox").check()

    written.write([WANTS, WHY])
    browse.page.evaluate("dispatchEvent(new Event('focus'))")  # as when somebody comes back to the page

    expect(browse.page.get_by_text("2 new entries")).to_be_visible()
    expect(browse.found).to_have_text("1 to 20 of 21 entries")
    browse.page.get_by_role("button", name="Show", exact=True).click()
    expect(browse.found).to_have_text("21 to 23 of 23 entries")
    browse.shows(texts[-1].question, WANTS.question, WHY.question)
    expect(browse.page.get_by_text("2 new entries")).to_be_hidden()
    expect(browse.selected).to_have_text("1 selected")


def test_the_origin_of_an_entry_shows_what_led_to_it(browse: BrowseDesk, write: Write) -> None:
    browse.open(query(write()))

    browse.cards.first.get_by_text("Origin").click()

    card = browse.cards.first.locator(".origin-body")
    for heading in ("What is known of it", "The picture in words", "The prompt", "The reply"):
        expect(card.get_by_role("heading", name=heading)).to_be_visible()
    expect(card).to_contain_text("This is what was sent, to the letter")
    expect(card).to_contain_text("We are in a park.")
    expect(card.locator(".origin-text").last).to_contain_text(WHY.answer)


def test_what_is_selected_is_sent_to_be_rated(browse: BrowseDesk, write: Write, judges: Judges) -> None:
    written, name = write(), f"Sent {uuid.uuid4().hex[:6]}"
    browse.open(query(written))

    browse.page.get_by_role("button", name="Select this page").click()
    expect(browse.selected).to_have_text("3 selected")
    browse.cards.last.get_by_role("checkbox").uncheck()
    expect(browse.selected).to_have_text("2 selected")
    browse.send_into(name)

    expect(browse.page.locator(".browse-sent")).to_contain_text(f"2 entries on 2 screens sent into the round “{name}”.")
    expect(browse.selected).to_have_text("Nothing selected")
    (sent,) = [each for each in judges.store.judging.rounds() if each.name == name]
    items = judges.store.judging.items(sent.id)
    assert {each.id for item in items for each in item.candidates} == {
        written.entries[0].candidate.id,
        written.entries[2].candidate.id,
    }


def test_what_cannot_be_sent_is_said_and_stays_selected(browse: BrowseDesk, write: Write) -> None:
    browse.watched.expect_errors()
    browse.open(query(write()))
    browse.page.get_by_role("button", name="Select all 3").click()
    expect(browse.selected).to_have_text("3 selected")

    browse.send_into("???")

    expect(browse.page.locator(".browse-sent")).to_contain_text("give it a name with letters or digits")
    expect(browse.selected).to_have_text("3 selected")


def test_without_a_critic_the_page_says_so(browse: BrowseDesk, write: Write) -> None:
    written = write()
    browse.open(query(written))
    expect(browse.page.get_by_text("No critic has scored them yet.")).to_be_visible()
    expect(browse.page.get_by_label("Least score")).to_have_count(0)

    browse.page.get_by_role("link", name="Critic and people").click()

    expect(browse.page.get_by_text("No critic has scored this corpus yet.")).to_be_visible()


def test_a_picture_s_entries_stand_by_score_with_a_threshold_that_moves(browse: BrowseDesk, write: Write) -> None:
    written = write([WANTS, WHY])
    written.score([0.4, 0.9])
    browse.open(query(written))

    browse.page.get_by_role("link", name="all by score").click()

    browse.shows(WHY.question, WANTS.question)
    fates = browse.page.locator(".browse-line strong")
    expect(fates).to_have_text(["keep 0.90", "drop 0.40"])
    expect(browse.page.get_by_text("keeps 1 of 2 scored entries (50 %)")).to_be_visible()
    browse.page.get_by_label("Threshold").fill("0.3")
    expect(fates).to_have_text(["keep 0.90", "keep 0.40"])
    assert "threshold=0.3" in browse.page.url


def test_where_critic_and_people_differ_is_shown_in_both_directions(
    browse: BrowseDesk, write: Write, judges: Judges
) -> None:
    written, name = write([WHY], [WANTS]), f"Differ {uuid.uuid4().hex[:6]}"
    written.score([0.95, 0.1])
    browse.open(query(written))
    for at, verdict in ((0, "reject"), (1, "accept")):
        browse.cards.nth(at).get_by_role("checkbox").check()
        browse.send_into(f"{name} {at}")
        expect(browse.page.locator(".browse-sent")).to_contain_text(f"{name} {at}")
        (sent,) = [each for each in judges.store.judging.rounds() if each.name == f"{name} {at}"]
        judges.rate_all(sent.id, judges.person("Rater"), verdict)  # type: ignore[arg-type]  # one of the three

    browse.open(query(written, view="critic"))

    dropped = browse.page.get_by_role("region", name="People accept, the critic drops", exact=True)
    kept = browse.page.get_by_role("region", name="People reject, the critic keeps", exact=True)
    expect(dropped.locator(".turn-question")).to_have_text([WANTS.question])
    expect(dropped.locator(".said")).to_contain_text(["drop 0.10", "accept by 1 person"])
    expect(kept.locator(".turn-question")).to_have_text([WHY.question])
    browse.page.get_by_label("Threshold").fill("0.97")
    expect(kept.get_by_text("There is none at this threshold.")).to_be_visible()


def test_hostile_texts_stay_text(browse: BrowseDesk, write: Write) -> None:
    written = write([WHY] * 10, [WANTS] * 10)
    written.reword([f"plain {number}" for number in range(PER_PAGE)])
    elements = elements_with_origins(browse, written)
    quiet = watch(browse.page, "/api/browse/", "/browse/", "/static/", "/api/me")

    for group in in_groups(PER_PAGE):
        written.reword(group)
        assert elements_with_origins(browse, written) == elements
        assert browse.page.evaluate(TEXTS) == list(group)
        assert browse.page.locator(".origin-list").first.locator("li").all_text_contents()[: len(group)] == list(group)
    quiet.check()


def elements_with_origins(browse: BrowseDesk, written: WrittenRun) -> dict[str, int]:
    """Open the page and the origin of two entries; return how many elements there are of each kind.

    How many options there are to choose from is the corpus's to say.
    """
    browse.open(query(written))
    expect(browse.cards).to_have_count(20)
    for card in (browse.cards.first, browse.cards.last):
        card.get_by_text("Origin", exact=True).click()
        expect(card.get_by_role("heading", name="The reply")).to_be_visible()
    return {name: count for name, count in browse.page.evaluate(ELEMENTS).items() if name != "option"}


def test_it_fits_a_phone_and_can_be_touched(phone_browse: BrowseDesk, write: Write) -> None:
    written = write()
    written.score([0.2, 0.4, 0.6, 0.8])
    phone_browse.open(query(written))
    expect(phone_browse.cards.first).to_be_visible()
    phone_browse.cards.first.get_by_text("Origin").click()
    expect(phone_browse.cards.first.get_by_role("heading", name="The reply")).to_be_visible()

    assert phone_browse.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert phone_browse.page.evaluate(TOO_SMALL, TOUCHED) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_texts_stand_out(browse: BrowseDesk, write: Write, scheme: str) -> None:
    browse.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
    written = write()
    written.score([0.9, 0.8, 0.7, 0.6])
    browse.open(query(written, reason="any"))
    expect(browse.page.locator(".said.reject")).to_be_visible()
    browse.cards.first.get_by_text("Origin").click()
    expect(browse.page.locator(".origin-text").last).to_be_visible()

    contrasts = {selector: round(browse.page.evaluate(CONTRAST, selector), 2) for selector in LOOKED_AT}

    assert {selector: value for selector, value in contrasts.items() if value < 4.5} == {}
