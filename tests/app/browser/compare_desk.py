"""The Compare page as an annotator uses it."""

from typing import Self

from playwright.sync_api import Locator

from models.judging import RoundKind
from tests.app.browser.rate_desk import RateDesk
from tests.app.browser.watched import Watched


class CompareDesk(RateDesk):
    """Drives one tab; what both pages of judging have is the Rate page's."""

    kind: RoundKind = "compare"

    def __init__(self, watched: Watched) -> None:
        super().__init__(watched)
        self.question = self.page.locator(".pair-question")
        self.texts = self.page.locator(".pair-text")

    def open_pair(self, round_id: str) -> Self:
        self.open(round_id)
        self.texts.first.wait_for()
        return self

    def criterion(self, name: str) -> Locator:
        return self.page.locator(f".verdicts[data-criterion={name}]")

    def prefer(self, name: str, side: str) -> None:
        """Press a side with the mouse or a finger."""
        self.criterion(name).locator(f".verdict.{side}").click()

    def now(self) -> str:
        """Return which criterion the next key press is for."""
        return self.page.locator(".verdicts.current").get_attribute("data-criterion") or ""
