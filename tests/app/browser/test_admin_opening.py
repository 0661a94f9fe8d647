"""Opening and closing a round on the Admin page."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from models.judging import Round
from tests.app.browser.admin_desk import AdminDesk, Judges
from tests.app.browser.rate_rounds import QARS, RateRounds

pytestmark = pytest.mark.browser


def test_a_round_is_closed_and_opened_again(admin: AdminDesk, judges: Judges, rounds: RateRounds) -> None:
    round_id = rounds.start(QARS)
    admin.open(round_id)

    admin.page.get_by_role("button", name="Close the round").click()
    expect(admin.page.get_by_role("button", name="Reopen the round")).to_be_focused()
    assert not judges.store.judging.round(round_id).open
    admin.page.keyboard.press("Enter")
    expect(admin.page.get_by_role("button", name="Close the round")).to_be_focused()

    assert judges.store.judging.round(round_id).open


def test_a_round_that_is_being_filled_says_so_and_can_be_opened_as_it_is(admin: AdminDesk, judges: Judges) -> None:
    begun = Round(id="half", name="Half of it", created_at=datetime.now(UTC))
    judges.store.judging.start_round(begun, (), whole=False)
    admin.open("half")

    expect(admin.page.locator(".admin-title")).to_contain_text("being filled")
    admin.page.get_by_role("button", name="Open it as it is").click()

    expect(admin.page.get_by_role("button", name="Close the round")).to_be_focused()
    assert judges.store.judging.round("half").open
