"""One server and one browser for all browser tests."""

import os
from collections.abc import Callable, Iterator
from typing import NamedTuple, TypeVar

import pytest
from playwright.sync_api import Browser, BrowserContext, ViewportSize, expect, sync_playwright

from app.settings import Settings
from app.shelf import ModelShelf
from models.base import Answerer
from models.registry import ModelOptions, build_answerer, build_proposer, build_scorer
from tests.app.browser.admin_desk import AdminDesk, Judges
from tests.app.browser.browse_desk import BrowseDesk
from tests.app.browser.compare_desk import CompareDesk
from tests.app.browser.rate_desk import RateDesk
from tests.app.browser.rate_rounds import RateRounds
from tests.app.browser.running_server import RunningServer
from tests.app.browser.speaker import Speaker
from tests.app.browser.watched import Watched
from tests.browser_setup import FLAGS, find_chromium
from tests.fakes.scorers import DummyScorer

STUDENT, TEACHER = "plain", "wise"
CAMERA = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
# The tabs of a context share one process, which knows the scripts of our pages from the tab before (`kept_warm`).
ONE_PROCESS = "--renderer-process-limit=1"
DESKTOP: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
PATIENCE_MS = 10_000

Desk = TypeVar("Desk")


def pytest_configure(config: pytest.Config) -> None:
    # Gradio's queue keeps its figures in ways that pandas has deprecated; as errors they would stop the queue.
    config.addinivalue_line("filterwarnings", "ignore::DeprecationWarning:(gradio|pandas).*")


class Server(NamedTuple):
    address: str
    student: Speaker
    teacher: Speaker
    scorer: DummyScorer
    settings: Settings

    def go_on(self) -> None:
        """Let whoever pauses speak to the end."""
        self.student.go_on()
        self.teacher.go_on()
        self.scorer.go_on()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The real app with speakers for models, on a free port of this machine. Only the student can choose."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    from app.server import create_app

    student, teacher, scorer = Speaker(STUDENT), Speaker(TEACHER), DummyScorer(STUDENT)
    settings = Settings(data_dir=tmp_path_factory.mktemp("data"), student=STUDENT, teacher=TEACHER)
    speakers: dict[str, Answerer] = {STUDENT: student, TEACHER: teacher}
    shelf = ModelShelf(
        settings.models,
        student=STUDENT,
        teacher=TEACHER,
        build=lambda name: speakers.get(name) or build_answerer(name, ModelOptions()),
        build_pointer=lambda name: build_proposer(name, ModelOptions()),
        build_scorer=lambda name: scorer if name == STUDENT else build_scorer(name),
        why_no_choice=lambda name: "" if name == STUDENT else f'"{name}" cannot be asked to choose yet.',
    )
    with RunningServer(lambda: create_app(settings, shelf=shelf)) as address:
        yield Server(address, student, teacher, scorer, settings)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = find_chromium()
    assert path, "no Chromium was found; `make browser` installs one"
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*FLAGS, *CAMERA, ONE_PROCESS])
        yield browser
        browser.close()


def kept_warm(context: BrowserContext, server: Server) -> Iterator[BrowserContext]:
    """Give a context with a tab that nobody uses: it keeps the process of the others from ending with each of them."""
    context.set_default_timeout(PATIENCE_MS)
    context.new_page().goto(f"{server.address}/static/favicon.svg")
    yield context
    context.close()


def close_tabs(context: BrowserContext) -> None:
    for page in context.pages[1:]:
        page.close()


@pytest.fixture(scope="session")
def desktop(browser: Browser, server: Server) -> Iterator[BrowserContext]:
    yield from kept_warm(browser.new_context(viewport=DESKTOP, permissions=["camera", "clipboard-read"]), server)


@pytest.fixture(scope="session")
def phone(browser: Browser, server: Server) -> Iterator[BrowserContext]:
    small = browser.new_context(viewport=PHONE, device_scale_factor=3, has_touch=True, is_mobile=True)
    yield from kept_warm(small, server)


def first_visit(context: BrowserContext, server: Server) -> Iterator[Watched]:
    """Give a tab that has no cookie and no memory; only the browser's cache of files is warm."""
    context.clear_cookies()
    tab = Watched(context.new_page(), server.address)
    yield tab
    server.go_on()
    close_tabs(context)
    tab.check()


@pytest.fixture(scope="session")
def shared_tab(browser: Browser, server: Server) -> Iterator[Watched]:
    context = browser.new_context(viewport=DESKTOP, permissions=["clipboard-read"])
    context.set_default_timeout(PATIENCE_MS)
    yield Watched(context.new_page(), server.address)
    context.close()


@pytest.fixture
def ask_page(shared_tab: Watched, server: Server) -> Iterator[Watched]:
    """A desktop browser that may have been here before; `start` puts a fresh picture on the canvas."""
    yield shared_tab
    server.go_on()
    shared_tab.page.unroute_all()
    shared_tab.check()


@pytest.fixture
def fresh_page(desktop: BrowserContext, server: Server) -> Iterator[Watched]:
    """A desktop browser that has never been here."""
    yield from first_visit(desktop, server)


@pytest.fixture
def phone_page(phone: BrowserContext, server: Server) -> Iterator[Watched]:
    """A phone that has never been here."""
    yield from first_visit(phone, server)


@pytest.fixture(scope="session")
def rounds(server: Server) -> Iterator[RateRounds]:
    """Where rounds of rating are begun and looked at, beside the server, as the command line does it."""
    with RateRounds(server.settings) as rounds:
        yield rounds


def desk_visit(context: BrowserContext, server: Server, desk: Callable[[Watched], Desk]) -> Iterator[Desk]:
    """Give a tab of somebody who never judged here, nor looked at what others judged."""
    context.clear_cookies()
    page = context.new_page()
    forgotten = {"origin": server.address, "storageTypes": "local_storage"}
    context.new_cdp_session(page).send("Storage.clearDataForOrigin", forgotten)
    watched = Watched(page, server.address)
    yield desk(watched)
    close_tabs(context)
    watched.check()


@pytest.fixture
def desk(desktop: BrowserContext, server: Server) -> Iterator[RateDesk]:
    yield from desk_visit(desktop, server, RateDesk)


@pytest.fixture
def phone_desk(phone: BrowserContext, server: Server) -> Iterator[RateDesk]:
    yield from desk_visit(phone, server, RateDesk)


@pytest.fixture
def compare_desk(desktop: BrowserContext, server: Server) -> Iterator[CompareDesk]:
    yield from desk_visit(desktop, server, CompareDesk)


@pytest.fixture
def phone_compare_desk(phone: BrowserContext, server: Server) -> Iterator[CompareDesk]:
    yield from desk_visit(phone, server, CompareDesk)


@pytest.fixture(scope="session")
def judges(server: Server) -> Iterator[Judges]:
    """People who judge beside the server, without a browser."""
    with Judges(server.settings) as judges:
        yield judges


@pytest.fixture
def admin(desktop: BrowserContext, server: Server) -> Iterator[AdminDesk]:
    yield from desk_visit(desktop, server, AdminDesk)


@pytest.fixture
def phone_admin(phone: BrowserContext, server: Server) -> Iterator[AdminDesk]:
    yield from desk_visit(phone, server, AdminDesk)


@pytest.fixture
def browse(desktop: BrowserContext, server: Server) -> Iterator[BrowseDesk]:
    yield from desk_visit(desktop, server, BrowseDesk)


@pytest.fixture
def phone_browse(phone: BrowserContext, server: Server) -> Iterator[BrowseDesk]:
    yield from desk_visit(phone, server, BrowseDesk)


@pytest.fixture(autouse=True)
def _fresh_speakers(server: Server) -> None:
    server.student.reset()
    server.teacher.reset()
    server.scorer.reset()


@pytest.fixture
def student(server: Server) -> Speaker:
    return server.student


@pytest.fixture
def teacher(server: Server) -> Speaker:
    return server.teacher


@pytest.fixture
def scorer(server: Server) -> DummyScorer:
    return server.scorer
