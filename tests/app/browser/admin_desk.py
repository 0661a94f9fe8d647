"""The Admin page as an admin uses it, and rounds that somebody has judged."""

import uuid
from typing import Any, Self

from playwright.sync_api import Locator

from app.settings import Settings
from db.store import open_store
from models.judging import Comparison, Rating, Screen, Submission, Verdict
from models.people import Newcomer
from tests.app.browser.ask_page import FIRST_LOAD_MS
from tests.app.browser.watched import Watched

LOADED = """() => document.querySelector('.admin-section')
  && ![...document.querySelectorAll('.admin-body')].some((body) => body.textContent === 'Loading …')
  && !document.querySelector('.admin-section[aria-busy]')"""


class Judges:
    """People who judge rounds of a running server through a second store on its database."""

    def __init__(self, settings: Settings) -> None:
        self.store = open_store(settings.database)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.store.close()

    def person(self, name: str) -> str:
        """Return the pseudonym of somebody new with an account; without an admin the server stays open."""
        return self.store.people.add(Newcomer(name=f"{name} {uuid.uuid4().hex[:6]}"), actor="a test").pseudonym

    def rate_all(self, round_id: str, annotator: str, verdict: Verdict, **more: Any) -> None:
        """Rate what there is: the question and answer so, the rationale accepted unless that is rejected."""
        while screen := self.store.judging.next_screen(round_id, annotator):
            ratings: list[Rating] = []
            for text in screen.shown:
                forced = verdict == "reject"
                ratings += (
                    Rating(position=text.position, criterion="qa", value=verdict),
                    Rating(
                        position=text.position,
                        criterion="rationale",
                        value="reject" if forced else "accept",
                        given="forced" if forced else "chosen",
                    ),
                )
            self._submit(screen, annotator, ratings=ratings, **more)

    def prefer_all(self, round_id: str, annotator: str, winner: str) -> None:
        """Prefer, of each pair, the text with this answer; of criteria the overall one is a tie."""
        while screen := self.store.judging.next_screen(round_id, annotator):
            side = "left" if screen.shown[0].qar.answer == winner else "right"
            comparisons = [
                Comparison.model_validate({"criterion": criterion, "value": value})
                for criterion, value in (
                    ("correctness", side),
                    ("informativeness", side),
                    ("plausibility", side),
                    ("overall", "tie"),
                )
            ]
            self._submit(screen, annotator, comparisons=comparisons)

    def _submit(self, screen: Screen, annotator: str, **said: Any) -> None:
        whole = {"id": uuid.uuid4().hex, "item_id": screen.item_id, "token": screen.lease.token, "seconds": 60}
        self.store.judging.submit(Submission.model_validate({**whole, **said}), annotator)


class AdminDesk:
    """Drives one tab. Every method waits on a condition of the page, never on time."""

    def __init__(self, watched: Watched) -> None:
        self.watched = watched
        self.page = watched.page

    def open(self, round_id: str = "") -> Self:
        """Go to the page, or to one round and until all of its reports are there."""
        self.page.goto(f"{self.watched.address}/admin/{f'?round={round_id}' if round_id else ''}")
        self.page.locator(".admin-page h2").wait_for(timeout=FIRST_LOAD_MS)
        if round_id:
            self.wait()
        return self

    def wait(self) -> None:
        self.page.wait_for_function(LOADED, timeout=FIRST_LOAD_MS)

    @property
    def count(self) -> Locator:
        """Where it stands which disagreement this is, and of how many."""
        return self.page.locator(".admin-lead[role=status]")

    def section(self, name: str) -> Locator:
        return self.page.get_by_role("region", name=name, exact=True)

    def rows(self, table: str) -> list[list[str]]:
        """Return the words of a table's cells, by its caption."""
        script = (
            "(table) => [...table.tBodies[0].rows].map((row) => [...row.cells].map((cell) => cell.innerText.trim()))"
        )
        return self.page.get_by_role("table", name=table).evaluate(script)
