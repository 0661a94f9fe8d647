"""An Ask page with somebody watching over its shoulder."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, Route

from tests.app.browser.ask_page import AskPage

PROBE = "static/favicon.svg?caught"


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

    def route(self, pattern: str, answer: Callable[[Route], None]) -> None:
        """Answer requests of the page that is open, from now on.

        An open page learns a moment later that somebody answers in the server's place, and what it asks until then goes
        past; so this waits until a question of ours is caught.
        """
        self.page.route(re.compile(re.escape(PROBE)), lambda route: route.fulfill(status=204))
        self.page.route(pattern, answer)
        self.page.wait_for_function(
            "(probe) => fetch(probe, { cache: 'no-store' }).then((reply) => reply.status === 204)",
            arg=f"{self.address}/{PROBE}",
        )

    def expect_errors(self) -> None:
        """This test makes requests fail; the browser writes each into its console."""
        self._errors_expected = True

    def check(self) -> None:
        """Fail if the page asked anybody else for anything or complained; then begin to watch anew."""
        outside, complaints = self.outside[:], [] if self._errors_expected else self.complaints[:]
        self.outside.clear()
        self.complaints.clear()
        self._errors_expected = False
        assert (outside, complaints) == ([], []), (outside, complaints)

    def _note(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.complaints.append(text)

    def _asked_for(self, url: str) -> None:
        if not url.startswith((self.address, "data:", "blob:")):
            self.outside.append(url)
