"""The Skills page: from the list to a card and back, and texts of models and files that stay texts."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from app.skill_cards import FOLDER
from tests.app.browser.ask_page import FIRST_LOAD_MS
from tests.app.browser.conftest import Server
from tests.app.browser.test_look import CONTRAST
from tests.app.browser.watched import Watched
from tests.training.cards.made_cards import HOSTILE, card_of
from training.cards.files import write_card

pytestmark = pytest.mark.browser

LOOKED_AT = (".skills-page h3", ".skills-about", ".skills-page td", ".skills-failures .quiet", ".skills-question")


@pytest.fixture
def card(server: Server) -> Path:
    """A card in which everything that may come from elsewhere is hostile."""
    home = server.settings.data_dir / FOLDER / "hostile"
    write_card(home, card_of(HOSTILE, said=HOSTILE))
    return home


def test_a_card_is_found_in_the_list_and_read(fresh_page: Watched, card: Path) -> None:
    page = fresh_page.page
    page.goto(f"{fresh_page.address}/skills/")
    link = page.get_by_role("link", name="<script>window.hacked")
    link.wait_for(timeout=FIRST_LOAD_MS)

    link.click()

    failure = page.locator(".skills-failures li")
    expect(failure).to_contain_text("<script>window.hacked=1</script>")
    expect(failure).to_contain_text("(fits no choice)")
    expect(failure.locator(".skills-mention").last).to_have_text("[0]")
    assert page.url.endswith("/skills/?card=hostile")
    assert page.evaluate("window.hacked") is None
    assert page.locator(".skills-page :is(script, iframe, [onerror])").count() == 0
    contrasts = {each: round(page.evaluate(CONTRAST, each), 2) for each in LOOKED_AT}
    assert {each: value for each, value in contrasts.items() if value < 4.5} == {}
    expect(page.get_by_role("link", name="Keep as one page")).to_have_attribute("download", "skills-hostile.html")
    page.get_by_role("link", name="All cards").click()
    expect(page.get_by_role("heading", name="Skills", exact=True)).to_be_focused()
