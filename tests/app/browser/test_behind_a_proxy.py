"""The whole app behind a reverse proxy with TLS and a path prefix, which is how docs/serving.md says to serve it."""

import json
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, BrowserContext, expect
from typer.testing import CliRunner

from app.cli import root as command_line
from app.owner_cookie import COOKIE
from app.server import create_app
from app.session_cookie import SESSION
from app.settings import Settings
from db.store import open_store
from models.people import Newcomer
from tests.app.browser.compare_desk import CompareDesk
from tests.app.browser.conftest import DESKTOP
from tests.app.browser.rate_desk import FIRST_LOAD_MS, RateDesk
from tests.app.browser.rate_rounds import QARS, RateRounds
from tests.app.browser.running_server import RunningServer
from tests.app.browser.speaker import Speaker
from tests.app.browser.tls_proxy import TlsProxy, tls_proxy
from tests.app.browser.watched import Watched
from tests.app.people import PASSWORD, kept_password
from tests.app.servers import shelf_of

pytestmark = pytest.mark.browser

PREFIX = "/deixis"
STATUS_OF = "(address) => fetch(address).then(({ status }) => status)"
# What became of the pictures that the page of judging asked for.
PICTURES = """() => performance.getEntriesByType('resource').filter(({ name }) => name.includes('/rate/pictures/'))
  .map(({ responseStatus }) => responseStatus)"""


class House(NamedTuple):
    proxy: TlsProxy
    student: Speaker
    settings: Settings
    rounds: RateRounds


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A server with an admin, behind a proxy."""
    folder = tmp_path_factory.mktemp("behind")
    with open_store(folder / "deixis.sqlite3") as store:
        root = Newcomer(name="Root", password=kept_password(), role="admin")
        store.people.add(root, actor="a test")
    student = Speaker("student")
    settings = Settings(data_dir=folder, student="student", root_path=PREFIX, forwarded_allow_ips=("127.0.0.1",))
    with (
        RunningServer(lambda: create_app(settings, shelf=shelf_of(student))) as target,
        tls_proxy(target, prefix=PREFIX, folder=folder) as proxy,
        RateRounds(settings) as rounds,
    ):
        yield House(proxy, student, settings, rounds)


@pytest.fixture
def visitor(browser: Browser, house: House) -> Iterator[Watched]:
    """Somebody who was never here; what they do must not leave the prefix."""
    context = browser.new_context(viewport=DESKTOP, ignore_https_errors=True)
    context.set_default_timeout(FIRST_LOAD_MS)
    tab = Watched(context.new_page(), house.proxy.address)
    yield tab
    house.student.go_on()
    context.close()
    assert house.proxy.outside == []
    tab.check()


def sign_in(tab: Watched) -> None:
    tab.page.get_by_label("Name").fill("Root")
    tab.page.get_by_label("Password").fill(PASSWORD)
    tab.page.keyboard.press("Enter")


def cookies(context: BrowserContext) -> dict[str, tuple[object, ...]]:
    return {
        each.get("name", ""): tuple(each.get(key) for key in ("path", "secure", "httpOnly", "sameSite"))
        for each in context.cookies()
    }


def test_an_admin_signs_in_asks_sees_the_answer_grow_and_signs_out(visitor: Watched, house: House) -> None:
    page, address = visitor.page, house.proxy.address
    page.goto(f"{address}/admin/")
    expect(page).to_have_url(f"{address}/sign-in?next=admin%2F")
    sign_in(visitor)
    expect(page).to_have_url(f"{address}/admin/")
    links = page.get_by_role("navigation", name="Pages").get_by_role("link")
    expect(links).to_have_count(6, timeout=FIRST_LOAD_MS)

    visitor.start()
    house.student.pause()
    visitor.send("what happened?")
    expect(visitor.turns.locator(".answer-text")).to_have_text("Everybody")
    house.student.go_on()
    visitor.wait_until_answered()

    expect(visitor.turns.locator(".rationale-text")).to_have_text("Everybody looks at the cone on the ground.")
    marked = visitor.turns.get_by_role("link", name="PNG").get_attribute("href")
    assert page.evaluate(STATUS_OF, marked) == 200
    safe = (PREFIX, True, True, "Lax")
    assert cookies(page.context) == {COOKIE: safe, SESSION: safe}
    page.reload()
    expect(visitor.turns).to_have_count(1)
    assert page.evaluate(STATUS_OF, visitor.svg.locator("image").get_attribute("href")) == 200
    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_url(f"{address}/sign-in")


def test_pictures_of_the_gallery_and_of_the_canvas_load(visitor: Watched) -> None:
    visitor.page.goto(f"{visitor.address}/")
    sign_in(visitor)
    scene = visitor.page.locator(".gallery .scene").first
    scene.locator("img").wait_for()
    visitor.page.wait_for_function("document.querySelector('.gallery img').naturalWidth > 0")

    with visitor.page.expect_response("**/images/*") as shown:
        scene.click()

    assert shown.value.ok
    assert shown.value.headers["content-type"] == "image/jpeg"


def test_an_invited_annotator_joins_rates_and_compares(visitor: Watched, house: House) -> None:
    page, address = visitor.page, house.proxy.address
    rated, compared = house.rounds.start(QARS), house.rounds.start(QARS, kind="compare")
    words = ["annotate", "users", "invite", "--url", address, "--data-dir", str(house.settings.data_dir), "--json"]
    link = json.loads(CliRunner().invoke(command_line, words).stdout)["link"]
    assert link.startswith(f"{address}/join/")

    page.goto(link)
    page.get_by_label("Name").fill("Ann")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Join").click()
    expect(page).to_have_url(f"{address}/rate/")
    desk = RateDesk(visitor).open_screen(rated)
    shown = page.evaluate(PICTURES)
    desk.press("1", "2", "3", "Enter")
    expect(desk.ending).to_contain_text("You rated 1 screen.")
    CompareDesk(visitor).open_pair(compared)

    assert house.rounds.values(rated) == [["accept", "maybe", "reject", "reject"]]
    assert shown == [200]
    assert cookies(page.context)[SESSION] == (PREFIX, True, True, "Lax")
    page.goto(f"{address}/")
    expect(page).to_have_url(f"{address}/rate/")
