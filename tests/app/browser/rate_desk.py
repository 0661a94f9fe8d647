"""The Rate page as an annotator uses it."""

from typing import Self

from playwright.sync_api import Locator, Request, expect

from annotation.guidelines import current_guidelines
from models.judging import RoundKind
from tests.app.browser.ask_page import FIRST_LOAD_MS
from tests.app.browser.watched import Watched

READ = "localStorage.setItem('deixis:{kind}:guidelines', JSON.stringify('{version}'))"


class RateDesk:
    """Drives one tab. Every method waits on a condition of the page, never on time."""

    kind: RoundKind = "rate"

    def __init__(self, watched: Watched) -> None:
        self.watched = watched
        self.page = watched.page
        self.cards = self.page.locator(".rate-card")
        self.submit = self.page.locator("#rate-submit")
        self.remark = self.page.locator(".rate-remark")
        self.alarm = self.page.locator(".rate-alarm")
        self.notice = self.page.locator(".rate-column > .notice")
        self.saved = self.page.locator(".rate-saved")
        self.figure = self.page.locator(".rate-figure")
        self.comment = self.page.get_by_label("Comment on this screen")
        self.countdown = self.page.get_by_role("timer", name="Time left for this screen")
        self.dialog = self.page.locator("dialog[open]")
        self.ending = self.page.locator(".rate-ending")

    def open(self, round_id: str, *, guidelines_read: bool = True) -> Self:
        """Go to a round; whoever has read the guidelines is not shown them again."""
        if guidelines_read:
            self.page.add_init_script(READ.format(kind=self.kind, version=current_guidelines(self.kind).version))
        self.page.goto(f"{self.watched.address}/{self.kind}/?round={round_id}", timeout=FIRST_LOAD_MS)
        self._wait()
        return self

    def reload(self) -> None:
        self.page.reload(timeout=FIRST_LOAD_MS)
        self._wait()

    def _wait(self) -> None:
        self.page.locator(".rate-columns, .rate-ending").wait_for(timeout=FIRST_LOAD_MS)

    def open_screen(self, round_id: str) -> Self:
        self.open(round_id)
        expect(self.ending).to_have_count(0)
        return self

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def group(self, card: int, criterion: str) -> Locator:
        return self.cards.nth(card).locator(f".verdicts[data-criterion={criterion}]")

    def choose(self, card: int, criterion: str, verdict: str) -> None:
        """Press a verdict with the mouse or a finger."""
        self.group(card, criterion).locator(f".verdict.{verdict}").click()

    def verdicts(self) -> list[str]:
        """Return the checked verdicts in reading order, "" where there is none."""
        return self.page.locator(".verdicts").evaluate_all(
            "(groups) => groups.map((group) => group.querySelector(':checked')?.value ?? '')"
        )

    def wait_for(self, verdicts: list[str]) -> None:
        script = """(wanted) => [...document.querySelectorAll('.verdicts')]
          .map((group) => group.querySelector(':checked')?.value ?? '').join() === wanted"""
        self.page.wait_for_function(script, arg=",".join(verdicts))

    def current(self) -> tuple[int, str]:
        """Return which group the next key press rates: card and criterion."""
        card, criterion = self.page.locator(".verdicts.current").evaluate(
            "(group) => [Number(group.closest('.rate-card').dataset.position), group.dataset.criterion]"
        )
        return card, criterion

    def zoom(self) -> float:
        """Return how much of the picture's width is shown: 1 for all, 2 for half of it."""
        width, shown = self.page.locator(".rate-picture svg.canvas-picture").evaluate(
            "(svg) => [Number(svg.querySelector('image').getAttribute('width')), svg.viewBox.baseVal.width]"
        )
        return width / shown

    def sent(self, name: str) -> list[Request]:
        """Return a list that grows by every request to one of the routes of rating."""
        requests: list[Request] = []
        self.page.on("request", lambda each: requests.append(each) if each.url.endswith(f"/api/rate/{name}") else None)
        return requests
