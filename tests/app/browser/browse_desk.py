"""The Browse page as an admin uses it."""

from typing import Self

from playwright.sync_api import Locator, expect

from tests.app.browser.ask_page import FIRST_LOAD_MS
from tests.app.browser.watched import Watched


class BrowseDesk:
    """Drives one tab. Every method waits on a condition of the page, never on time."""

    def __init__(self, watched: Watched) -> None:
        self.watched = watched
        self.page = watched.page

    def open(self, query: str = "") -> Self:
        """Go to the page and wait until it shows what the address asks for."""
        self.page.goto(f"{self.watched.address}/browse/{query}")
        self.page.locator(".browse-body > * > *").first.wait_for(timeout=FIRST_LOAD_MS)
        return self

    @property
    def cards(self) -> Locator:
        return self.page.locator(".browse-card")

    @property
    def questions(self) -> Locator:
        return self.page.locator(".turn-question")

    @property
    def found(self) -> Locator:
        """Where it stands how many entries there are."""
        return self.page.locator(".browse-found")

    @property
    def selected(self) -> Locator:
        return self.page.locator(".browse-selected")

    def shows(self, *questions: str) -> None:
        """Wait until just these questions are shown, in this order."""
        expect(self.questions).to_have_text(list(questions))

    def send_into(self, name: str) -> None:
        """Send what is selected into a new round."""
        self.page.get_by_role("button", name="Send to rating").click()
        self.page.get_by_label("Round").select_option("A new round")
        self.page.get_by_label("Its name").fill(name)
        self.page.get_by_role("button", name="Send", exact=True).click()
