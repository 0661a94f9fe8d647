"""Proxies in front of the app: which of them are believed, and the prefix that they take away.

Anybody can send X-Forwarded-... headers. Only what a named proxy says of scheme and client is taken over, and after
that all of them go, so that nothing behind, Gradio least of all, takes them for true. Host and prefix are never taken
from them: the proxy passes the Host on, and the prefix is a setting.
"""

from collections.abc import Iterable
from typing import Any

from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

HEARSAY = (b"forwarded", b"x-forwarded", b"x-real-ip", b"x-gradio-server")


class BehindProxies:
    """ASGI: take scheme and client from proxies that are trusted, and put the prefix before the path again."""

    def __init__(self, app: ASGIApp, *, trusted: Iterable[str], root_path: str) -> None:
        self._app = app
        self._root_path = root_path
        rest: Any = self._without_hearsay  # Any: uvicorn's types of the same protocol are narrower than starlette's
        self._believe: Any = ProxyHeadersMiddleware(rest, list(trusted))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        else:
            await self._believe(dict(scope), receive, send)

    async def _without_hearsay(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope["headers"] = [(name, value) for name, value in scope["headers"] if not name.startswith(HEARSAY)]
        scope["root_path"] = self._root_path
        scope["path"] = self._root_path + scope["path"]
        await self._app(scope, receive, send)
