"""Gradio behind a door: only the routes that our pages use are open.

Gradio brings many more: file upload and download, a proxy, deep links, a run history, a code assistant. Some of them
have had holes, and none is needed, since pictures come and go through our own routes.
"""

import logging
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from fastapi import FastAPI, Request
from jinja2 import BaseLoader, Environment
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount
from starlette.types import ASGIApp, Receive, Scope, Send

from app.addresses import path_of
from app.refusals import refuse
from app.static_files import FOR_FRAMES

if TYPE_CHECKING:
    import gradio as gr

log = logging.getLogger(__name__)

# What any page needs: itself, its settings and its files.
READING = ("/", "/config", "/theme.css", "/favicon.ico")
READING_FOLDERS = ("/assets/",)
# What a page needs besides when its events run in Python.
EVENTS = (
    "/gradio_api/queue/join",
    "/gradio_api/queue/data",
    "/gradio_api/run/predict",
    "/gradio_api/cancel",
    "/gradio_api/reset",
)
EVENT_FOLDERS = ("/gradio_api/heartbeat/",)
# A page address may name a stored state to start from; ours do not.
CLOSED_QUERIES = (b"deep_link=",)
# Gradio's pages name a manifest at the root of the host and no icon, so that browsers look for one there, too. Behind
# a proxy that root may be somebody else's.
FOREIGN_LINK = '<link rel="manifest" href="/manifest.json" />'
OWN_LINK = '<link rel="icon" href="{{ request.scope.app_root_path }}/static/favicon.svg" />'
# Seconds. Gradio looks for events a thousand times a second, on every page, which costs a waiting server seven percent
# of a core; pages without events are never asked for any.
LOOK_FOR_EVENTS, LOOK_FOR_NONE = 0.01, 1.0


class GradioDoor:
    """ASGI: let only the open routes through."""

    def __init__(self, app: ASGIApp, *, events: bool) -> None:
        self._app = app
        self._routes = frozenset((*READING, *EVENTS) if events else READING)
        self._folders = (*READING_FOLDERS, *EVENT_FOLDERS) if events else READING_FOLDERS

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path = path_of(scope)
        if self._is_open(path, scope.get("query_string", b"")):
            await self._app(scope, receive, send)
        elif path == f"/static/{FOR_FRAMES}":
            await Response(media_type="text/javascript")(scope, receive, send)
        else:
            await refuse(scope, receive, send, status=404, sentence="There is nothing at this address.")

    def _is_open(self, path: str, query: bytes) -> bool:
        if any(closed in query for closed in CLOSED_QUERIES):
            return False
        return path in self._routes or path.startswith(self._folders)


class OwnLinks(BaseLoader):
    """Gradio's templates, with our icon in the place of its manifest."""

    def __init__(self, theirs: BaseLoader) -> None:
        self._theirs = theirs

    def get_source(self, environment: Environment, template: str) -> tuple[str, str | None, Callable[[], bool] | None]:
        source, name, is_current = self._theirs.get_source(environment, template)
        return source.replace(FOREIGN_LINK, OWN_LINK), name, is_current


class Page(NamedTuple):
    """A page, and the options that it is mounted with (app/pages/look.py)."""

    blocks: "gr.Blocks"
    options: dict[str, Any]


def mount_page(app: FastAPI, build: Callable[[], Page], *, path: str, events: bool, cache: Path) -> None:
    """Mount a Gradio page at a path behind the door, the one at "" last of all.

    `events` opens what a page needs that runs Python; `cache` is the only folder Gradio may write to.
    """
    # Read when gradio is imported, so they are set before the first import.
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["GRADIO_TEMP_DIR"] = str(cache)
    import gradio as gr
    from gradio.routes import templates

    theirs = templates.env.loader
    if theirs and not isinstance(theirs, OwnLinks):
        templates.env.loader = OwnLinks(theirs)
    if path:
        _lead_from_bare_path(app, path)
    page = build()
    closed: dict[str, Any] = {"allowed_paths": [], "max_file_size": 0, "show_error": False}
    gr.mount_gradio_app(app, page.blocks, path=path or "/", **closed, **page.options)
    page.blocks._queue.sleep_when_free = LOOK_FOR_EVENTS if events else LOOK_FOR_NONE  # type: ignore[reportPrivateUsage]  # gradio has no other way
    for route in app.routes:
        if isinstance(route, Mount) and route.path == path:
            route.app = GradioDoor(route.app, events=events)


def _lead_from_bare_path(app: FastAPI, path: str) -> None:
    """Lead from /name to /name/: what a page names is looked for beside the page."""

    @app.api_route(path, methods=["GET", "HEAD"], include_in_schema=False)
    def lead(request: Request) -> Response:
        # Relative, so that it is right behind a proxy that has the app under a prefix.
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"{path.rpartition('/')[2]}/{query}")
