"""Gradio behind a door: only the routes that our pages use are open.

Gradio brings many more: file upload and download, a proxy, deep links, a run history, a code assistant. Some of them
have had holes, and none is needed, since pictures come and go through our own routes.
"""

import logging
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI
from starlette.routing import Mount
from starlette.types import ASGIApp, Receive, Scope, Send

from app.refusals import refuse

if TYPE_CHECKING:
    import gradio as gr

log = logging.getLogger(__name__)

OPEN_ROUTES = frozenset(
    {
        "/",
        "/config",
        "/theme.css",
        "/favicon.ico",
        "/gradio_api/queue/join",
        "/gradio_api/queue/data",
        "/gradio_api/run/predict",
        "/gradio_api/cancel",
        "/gradio_api/reset",
    }
)
OPEN_FOLDERS = ("/assets/", "/gradio_api/heartbeat/")
# A page address may name a stored state to start from; ours do not.
CLOSED_QUERIES = (b"deep_link=",)


class GradioDoor:
    """ASGI: let only the open routes through."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not _is_open(scope):
            await refuse(scope, receive, send, status=404, sentence="There is nothing at this address.")
            return
        await self._app(scope, receive, send)


def _is_open(scope: Scope) -> bool:
    path, query = scope["path"], scope.get("query_string", b"")
    if any(closed in query for closed in CLOSED_QUERIES):
        return False
    return path in OPEN_ROUTES or path.startswith(OPEN_FOLDERS)


def mount_page(
    app: FastAPI, build: Callable[[], "gr.Blocks"], options: Callable[[], dict[str, Any]], *, cache: Path
) -> None:
    """Mount a Gradio page at "/" behind the door. `cache` is the only folder Gradio may write to."""
    # Read when gradio is imported, so they are set before the first import.
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["GRADIO_TEMP_DIR"] = str(cache)
    import gradio as gr

    gr.mount_gradio_app(app, build(), path="/", allowed_paths=[], max_file_size=0, show_error=False, **options())
    for route in app.routes:
        if isinstance(route, Mount) and route.path == "":
            route.app = GradioDoor(route.app)
