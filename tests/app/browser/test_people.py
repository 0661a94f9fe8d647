"""Signing in, joining and signing out as people do it; the pages in front of the app."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from app.server import create_app
from app.settings import Settings
from db.store import open_store
from models.people import Newcomer
from tests.app.browser.running_server import RunningServer
from tests.app.people import PASSWORD, kept_password
from tests.app.servers import shelf_of
from tests.fakes.answerers import DummyAnswerer

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server with an admin and an annotator."""
    folder: Path = tmp_path_factory.mktemp("closed")
    kept = kept_password()
    with open_store(folder / "deixis.sqlite3") as store:
        store.people.add(Newcomer(name="Root", password=kept, role="admin"), actor="a test")
        store.people.add(Newcomer(name="Ann", password=kept), actor="a test")
    settings = Settings(data_dir=folder, student="student")
    with RunningServer(lambda: create_app(settings, shelf=shelf_of(DummyAnswerer("student")))) as address:
        yield address


@pytest.fixture
def visitor(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


def sign_in(page: Page, name: str, password: str = PASSWORD) -> None:
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(password)
    page.keyboard.press("Enter")


def test_an_annotator_signs_in_to_the_page_that_was_wanted_and_has_no_other(closed: str, visitor: Page) -> None:
    visitor.goto(f"{closed}/rate/?round=x")
    expect(visitor.get_by_role("heading", name="Sign in")).to_be_visible()

    sign_in(visitor, "Ann")

    expect(visitor).to_have_url(f"{closed}/rate/?round=x")
    expect(visitor.get_by_role("button", name="Sign out")).to_be_visible()
    expect(visitor.get_by_role("link", name="Ask")).to_have_count(0)
    visitor.goto(f"{closed}/")
    expect(visitor).to_have_url(f"{closed}/rate/")


def test_an_admin_signs_in_uses_the_ask_page_and_signs_out(closed: str, visitor: Page) -> None:
    visitor.goto(closed)
    sign_in(visitor, "Root", "a wrong password")
    expect(visitor.get_by_role("alert")).to_have_text("The name or the password is wrong.")
    sign_in(visitor, "Root")

    visitor.get_by_role("button", name="Sign out").click()

    expect(visitor.get_by_role("heading", name="Sign in")).to_be_visible()
    visitor.go_back()
    visitor.reload()
    expect(visitor.get_by_role("heading", name="Sign in")).to_be_visible()
