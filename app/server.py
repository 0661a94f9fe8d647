"""Join the parts into one server: routes, page, guards.

server_of(create_app(read_settings()), shutdown_seconds=3).run()
"""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

import anyio.to_thread
import uvicorn
from fastapi import FastAPI

from app.asking import Asking
from app.browsing import Browsing
from app.browsing_runs import BrowsedRuns
from app.commands.corpus_work import FOLDER as RUNS
from app.critic_jobs import CriticJobs
from app.data_folder import cookie_secret, prepare_data_folder
from app.gallery import read_gallery
from app.gradio_door import Page, mount_page
from app.judging import Judging
from app.overview import Overview
from app.pages import tabs
from app.people import People
from app.report_process import ReportProcess
from app.routes.admin import admin_routes
from app.routes.ask import ask_routes
from app.routes.browse import browse_routes
from app.routes.choose import choose_routes
from app.routes.conversations import conversation_routes
from app.routes.critics import critic_routes
from app.routes.entrances import entrance_routes
from app.routes.failures import explain_failures
from app.routes.gallery import gallery_routes
from app.routes.images import image_routes
from app.routes.models import model_routes
from app.routes.people import people_routes
from app.routes.rate import rate_routes
from app.routes.regions import region_routes
from app.routes.sending import sending_routes
from app.routes.skills import skill_routes
from app.security import guard
from app.settings import Settings
from app.shelf import ModelShelf
from app.skill_cards import FOLDER as CARDS
from app.skill_cards import SkillCards
from app.static_files import OwnFiles
from db.image_files import ImageFiles
from db.store import open_store
from models.errors import DeixisError
from models.registry import build_answerer, build_proposer, build_scorer, share_scorer, why_no_choice

log = logging.getLogger(__name__)

DESCRIPTION = """Point at parts of a picture and ask about them.

Everything belongs to the signed cookie that the first answer sets: keep it, and send it with every request.
Requests that change something are taken from the app's own page and from scripts, never from pages of other sites.
Every error is `{"error": "<one sentence>"}`. Boxes are pixels of the upright picture: left, top, right, bottom.
"""


def create_app(settings: Settings, *, shelf: ModelShelf | None = None, with_page: bool = True) -> FastAPI:
    """Build the server. Raises StoreProblem when the data folder or the database cannot be used.

    Args:
        settings: what was set at the start.
        shelf: the models; by default those that the settings name, loaded when they are first asked.
        with_page: whether the Gradio page is mounted as well, or the JSON API only.
    """
    folder = prepare_data_folder(settings.data_dir)
    secret = cookie_secret(folder)
    asking = Asking(
        store=open_store(settings.database),
        files=ImageFiles(folder / "pictures"),
        shelf=shelf or shelf_of(settings),
        gallery=read_gallery(),
    )
    reports = ReportProcess(settings.database, folder / "pictures")
    runs = BrowsedRuns(folder / RUNS, folder / "cache" / "browse")
    jobs = CriticJobs(settings, asking.store)
    app = FastAPI(
        title="Deixis",
        description=DESCRIPTION,
        version="1",
        openapi_url="/api/openapi.json",
        # These pages load their scripts from another host.
        docs_url=None,
        redoc_url=None,
        lifespan=partial(_lifespan, asking, reports, runs, jobs),
    )
    app.state.asking = asking
    explain_failures(app)
    for routes in (image_routes, region_routes, ask_routes, choose_routes, conversation_routes, gallery_routes):
        app.include_router(routes(asking))
    app.include_router(model_routes(asking.shelf))
    people = People(asking.store.people, secret=secret, round_of=asking.store.judging.round)
    app.include_router(rate_routes(Judging(asking.store, asking.files), people))
    app.include_router(sending_routes(asking.store))
    overview = Overview(asking.store, asking.files, elsewhere=reports)
    app.include_router(admin_routes(overview))
    app.include_router(browse_routes(Browsing(asking.store, asking.files, overview, runs)))
    app.include_router(critic_routes(jobs, settings.critics, asking.store))
    app.include_router(skill_routes(SkillCards(folder / CARDS)))
    app.include_router(people_routes(people))
    app.include_router(entrance_routes(people))
    app.mount("/static", OwnFiles())
    if with_page:
        _mount_pages(app, asking, settings)
    guard(app, settings, secret=secret, people=people)
    return app


def server_of(app: FastAPI, *, shutdown_seconds: int, **options: Any) -> uvicorn.Server:
    """Return the web server of an app; `options` are more of uvicorn's.

    What proxies say is judged by the app's own guard (app/proxies.py), so uvicorn must not.
    """
    return uvicorn.Server(
        uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            ws="none",
            timeout_graceful_shutdown=shutdown_seconds,
            **options,
        )
    )


def shelf_of(settings: Settings) -> ModelShelf:
    """Return the shelf of the models that the settings name; nothing is loaded yet."""
    options = settings.model_options
    return ModelShelf(
        settings.models,
        student=settings.student,
        teacher=settings.teacher,
        pointer=settings.pointer,
        build=lambda name: build_answerer(name, options),
        build_pointer=lambda name: build_proposer(name, options),
        build_scorer=lambda name: build_scorer(name, options),
        share_scorer=share_scorer,
        why_no_choice=why_no_choice,
    )


def _mount_pages(app: FastAPI, asking: Asking, settings: Settings) -> None:
    cache = settings.data_dir / "cache" / "gradio"

    def ask_page() -> Page:
        from app.pages import ask, look

        return Page(ask.build_ask_page(asking, settings), look.mount_options(tabs.ASK, ask.MODULES))

    for tab in (tabs.RATE, tabs.ADMIN, tabs.BROWSE, tabs.COMPARE, tabs.SKILLS):
        mount_page(app, partial(_screen_page, tab), path=tab.mount, events=False, cache=cache)
    # Last, since whatever no other route takes belongs to it.
    mount_page(app, ask_page, path=tabs.ASK.mount, events=True, cache=cache)


def _screen_page(tab: tabs.Tab) -> Page:
    from app.pages import look, screens

    return Page(screens.build_screen(tab), look.mount_options(tab, screens.modules_of(tab)))


@asynccontextmanager
async def _lifespan(
    asking: Asking, reports: ReportProcess, runs: BrowsedRuns, jobs: CriticJobs, _app: FastAPI
) -> AsyncIterator[None]:
    await anyio.to_thread.run_sync(_begin, asking)
    yield
    jobs.close()
    reports.close()
    runs.close()
    asking.store.close()


def _begin(asking: Asking) -> None:
    asking.files.remove_unfinished()
    try:
        gone = asking.tidy()
    except DeixisError as error:
        log.warning("old pictures not removed reason=%s", error)
    else:
        log.info("old pictures removed count=%s", len(gone))
