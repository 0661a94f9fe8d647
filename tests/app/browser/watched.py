"""An Ask page with somebody watching over its shoulder."""

from playwright.sync_api import Page

from tests.app.browser.ask_page import AskPage


class Watched(AskPage):
    """An Ask page that remembers what a good page never does."""

    def __init__(self, page: Page, address: str) -> None:
        super().__init__(page, address)
        self.complaints: list[str] = []
        self.outside: list[str] = []
        self._errors_expected = False
        page.on("console", lambda message: self._note(message.type, f"{message.text} {message.location}"))
        page.on("pageerror", lambda error: self._note("error", str(error)))
        page.on("request", lambda request: self._asked_for(request.url))

    def expect_errors(self) -> None:
        """This test makes requests fail; the browser writes each into its console."""
        self._errors_expected = True

    def check(self) -> None:
        """Fail if the page asked anybody else for anything or complained; then begin to watch anew."""
        outside, complaints = self.outside[:], [] if self._errors_expected else self.complaints[:]
        self.outside.clear()
        self.complaints.clear()
        self._errors_expected = False
        assert (outside, complaints) == ([], [])

    def _note(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.complaints.append(text)

    def _asked_for(self, url: str) -> None:
        if not url.startswith((self.address, "data:", "blob:")):
            self.outside.append(url)
