"""A training of a critic as the Admin page tells of it: followed, stopped, failed, on a phone.

The whole way by clicks, with a real process, is gone in test_closed_loop.py: retrain, follow, compare, put in use.
"""

import os
import shutil
import uuid
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from app.critic_asked import Asked
from app.critic_job_folder import Ended, JobFolder, Now, Process
from app.critic_jobs import folder_of
from app.critics import use
from db.store import utc_now
from tests.app.browser.admin_desk import AdminDesk, Judges
from tests.app.browser.conftest import Server
from tests.app.browser.test_admin import TOO_SMALL
from tests.app.rated_pictures import leave_rated, leave_tiny_critic

pytestmark = pytest.mark.browser


@pytest.fixture
def critic(server: Server, judges: Judges) -> Iterator[str]:
    """A tiny critic in use."""
    name = leave_tiny_critic(server.settings.data_dir)
    use(name, server.settings.critics, judges.store, actor="a test")
    yield name
    shutil.rmtree(server.settings.critics)
    shutil.rmtree(folder_of(server.settings), ignore_errors=True)


@pytest.fixture
def rated(server: Server, judges: Judges) -> str:
    """The name of a round that two people have rated."""
    return leave_rated(judges.store, server.settings.data_dir, round_id=f"rated-{uuid.uuid4().hex[:8]}").name


def test_a_training_is_followed_and_stopped(admin: AdminDesk, server: Server, critic: str, rated: str) -> None:
    job = job_that_is_told(server)
    job.tell(Now(doing="Training", step=3, steps=12, seconds_left=75))
    admin.open()
    section = admin.section("Critic")
    expect(section.get_by_role("status")).to_have_text("Training: step 3 of 12, 75 s left.")
    expect(section.get_by_role("progressbar")).to_have_attribute("aria-valuenow", "3")

    job.tell(Now(doing="Training", step=6, steps=12, seconds_left=50))
    expect(section.get_by_role("status")).to_have_text("Training: step 6 of 12, 50 s left.")
    section.get_by_role("button", name="Stop").click()
    expect(section.get_by_role("status")).to_have_text("Stopping after this step …")
    assert job.is_to_stop()
    job.end(Ended(how="stopped", at=utc_now()))

    expect(section.get_by_role("heading", name="own:people-7 was stopped")).to_be_visible()
    expect(section.get_by_role("button", name="Go on")).to_be_enabled()
    expect(section.get_by_role("button", name="Retrain critic")).to_be_enabled()


def test_why_it_could_not_be_is_told_with_its_log(admin: AdminDesk, server: Server, critic: str, rated: str) -> None:
    job = job_that_is_told(server)
    job.log.write_text("looked at <b>two</b> pictures\n", "utf-8")
    job.end(Ended(how="failed", sentence="There are too few labels.", at=utc_now()))

    admin.open()

    section = admin.section("Critic")
    expect(section.get_by_role("heading", name="own:people-7 could not be trained")).to_be_visible()
    expect(section.get_by_role("status")).to_have_text("There are too few labels.")
    section.get_by_text("Log", exact=True).click()
    expect(section.get_by_label("Log of the training")).to_have_text("looked at <b>two</b> pictures")


def test_a_phone_shows_it_all(phone_admin: AdminDesk, server: Server, critic: str, rated: str) -> None:
    job_that_is_told(server).tell(Now(doing="Training", step=3, steps=12, seconds_left=75))
    phone_admin.open()
    phone_admin.section("Critic").get_by_role("progressbar").wait_for()

    assert phone_admin.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert phone_admin.page.evaluate(TOO_SMALL.replace(".admin-page :is", ".admin-section :is")) == []


def job_that_is_told(server: Server) -> JobFolder:
    """Return the folder of a training whose process is this one, which tells what the test lets it tell."""
    job = JobFolder(folder_of(server.settings))
    job.begin(Asked(name="people-7"))
    job.runs_in(Process.of(os.getpid()))
    return job
