"""The way of a newcomer: a gallery scene, a suggestion, an answer of the model that ships with the code."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

import models.embedded
from tests.app.browser.choices import Choices, choose
from tests.app.browser.running_server import RunningServer
from tests.app.browser.watched import Watched

pytestmark = pytest.mark.browser

WEIGHTS = Path(str(models.embedded.__file__)).parent / "student"


@pytest.fixture
def embedded_page(desktop: BrowserContext, tmp_path: Path) -> Iterator[Watched]:
    from app.server import create_app
    from app.settings import Settings

    with RunningServer(lambda: create_app(Settings(data_dir=tmp_path))) as address:
        desktop.clear_cookies()
        tab = Watched(desktop.new_page(), address)
        yield tab
        tab.page.close()
    tab.check()


@pytest.mark.skipif(not list(WEIGHTS.glob("*.safetensors")), reason="the embedded student is not trained yet")
def test_the_first_click_leads_to_an_answer_and_choosing_to_shares_with_a_caution(embedded_page: Watched) -> None:
    embedded_page.open()
    embedded_page.page.locator(".scene").first.click()
    expect(embedded_page.svg).to_be_visible()

    embedded_page.page.locator(".suggestion").first.click()

    expect(embedded_page.page.locator(".measure")).to_contain_text("embedded", timeout=30_000)
    embedded_page.wait_until_answered()
    expect(embedded_page.page.locator(".answer-text")).not_to_be_empty()
    expect(embedded_page.page.locator(".rationale-text")).not_to_be_empty()
    expect(embedded_page.page.locator(".answer-note")).to_be_hidden()

    turn = choose(embedded_page, Choices(embedded_page.page), "why is it sad?", "it fell", "it left")
    expect(turn.locator(".about-shares")).to_contain_text("only for wordings like those of the drawn world")
