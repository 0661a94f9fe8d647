"""Which address needs which role, and the guard that keeps to it, for our routes and Gradio's alike.

What is not in the table is the admin's: a route that somebody adds and forgets here stays closed to everybody else.
"""

from functools import partial
from typing import Literal
from urllib.parse import urlencode

import anyio.to_thread
from anyio import CapacityLimiter
from starlette.datastructures import Headers
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from app.addresses import path_of, root_of, up_from
from app.pages.tabs import TABS
from app.people import Identity, People
from app.refusals import refuse
from app.session_cookie import tokens_in
from models.errors import DeixisError

Need = Literal["anyone", "annotator", "admin"]

# An address and everything below it; the longest that fits decides.
TABLE: dict[str, Need] = {
    "/sign-in": "anyone",
    "/sign-out": "anyone",
    "/join": "anyone",
    "/start": "anyone",
    "/api/me": "anyone",
    "/static": "anyone",
    "/favicon.ico": "anyone",
    "/consent": "annotator",
    "/finish": "annotator",
    # The pages, each with its own files and Gradio's routes.
    "/rate": "annotator",
    "/compare": "annotator",
    **{
        f"/api/{kind}/{what}": "annotator"
        for kind in ("rate", "compare")
        for what in ("rounds", "next", "previous", "submit", "draft", "renew", "skip", "guidelines")
    },
}
# Where somebody who may not see a page is led on instead of being refused.
PAGES = ("/", *(f"{tab.mount}{end}" for tab in TABS if tab.mount for end in ("", "/")))
LOOK_UPS = 4  # at once; they are short, and must not wait for the threads that models hold


def need_of(path: str) -> Need:
    """Return the role that an address needs."""
    if any(part in ("", ".", "..") for part in path.removesuffix("/").split("/")[1:]):
        return "admin"  # written so that it may look like something that it is not
    while path:
        if need := TABLE.get(path):
            return need
        path = path.rpartition("/")[0]
    return "admin"


class Access:
    """ASGI: find out who asks, keep it in the request's state, and let through who has the role."""

    def __init__(self, app: ASGIApp, *, people: People) -> None:
        self._app = app
        self._people = people
        self._threads = CapacityLimiter(LOOK_UPS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":  # start and end of the server; OwnOrigin lets nothing else in
            await self._app(scope, receive, send)
            return
        path = path_of(scope)
        if path.startswith("/static/") and need_of(path) == "anyone":
            await self._app(scope, receive, send)
            return
        identify = partial(self._people.identify, tokens_in(Headers(scope=scope).getlist("cookie")))
        try:
            identity = await anyio.to_thread.run_sync(identify, limiter=self._threads)
        except DeixisError as error:
            await refuse(scope, receive, send, status=503, sentence=str(error))
            return
        scope.setdefault("state", {})["identity"] = identity
        if _may(identity, need_of(path)):
            await self._app(scope, receive, send)
        else:
            await _turn_away(scope, receive, send, path, identity)


def _may(identity: Identity | None, need: Need) -> bool:
    if need == "anyone":
        return True
    return identity is not None and (identity.role == "admin" or need == "annotator")


async def _turn_away(scope: Scope, receive: Receive, send: Send, path: str, identity: Identity | None) -> None:
    if path in PAGES and scope["method"] in ("GET", "HEAD"):
        await RedirectResponse(_elsewhere(scope, path, identity), status_code=303)(scope, receive, send)
    elif identity is None:
        sentence = f"Sign in first; the page is at {root_of(scope)}/sign-in."
        await refuse(scope, receive, send, status=401, sentence=sentence)
    else:
        await refuse(scope, receive, send, status=403, sentence="Only an admin may do this.")


def _elsewhere(scope: Scope, path: str, identity: Identity | None) -> str:
    """Return the page to go to instead, named from here, so that it is right below a proxy's prefix too."""
    if identity is not None:
        return f"{up_from(path)}rate/"
    wanted = path.removeprefix("/")
    asked = f"{wanted}?{scope['query_string'].decode('latin-1')}" if scope["query_string"] else wanted
    return f"{up_from(path)}sign-in?{urlencode({'next': asked})}" if asked else f"{up_from(path)}sign-in"
