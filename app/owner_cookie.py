"""Who is asking: a browser is known by a random name in a signed cookie, and owns what it asked.

Where there are accounts (app/access.py) a session is needed besides. A cookie that is missing, forged, damaged or too
old gives a fresh owner, who owns nothing.
"""

import secrets
from datetime import UTC, datetime, timedelta
from http.cookies import CookieError, SimpleCookie
from typing import Any

from itsdangerous import BadSignature, TimestampSigner
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.addresses import cookie, path_of
from app.pages.tabs import TABS

COOKIE = "deixis_owner"
LIFETIME = timedelta(days=365)
RENEWED_AFTER = timedelta(days=30)
# Files that are the same for everybody; answers that set a cookie could not be shared by caches.
WITHOUT_OWNER = (
    "/static/",
    *(f"{tab.path}{name}" for tab in TABS for name in ("assets/", "theme.css", "favicon.ico")),
    "/robots.txt",
)


def owner_of(request: Any) -> str:
    """Return the owner of a request, ours (starlette) or Gradio's (gr.Request wraps the same state)."""
    return request.state.owner


class OwnerCookie:
    """ASGI: find out the owner, keep it in the request's state, and hand out or renew the cookie."""

    def __init__(self, app: ASGIApp, *, secret: bytes) -> None:
        self._app = app
        self._signer = TimestampSigner(secret, salt="deixis owner")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or path_of(scope).startswith(WITHOUT_OWNER):
            await self._app(scope, receive, send)
            return
        owner, fresh = self._read(Headers(scope=scope).getlist("cookie"))
        scope.setdefault("state", {})["owner"] = owner

        async def send_with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start" and not fresh:
                signed = self._signer.sign(owner).decode("ascii")
                MutableHeaders(scope=message).append("set-cookie", cookie(scope, COOKIE, signed, LIFETIME))
            await send(message)

        await self._app(scope, receive, send_with_cookie)

    def _read(self, headers: list[str]) -> tuple[str, bool]:
        """Return the owner and whether the cookie is still fresh."""
        for header in headers:
            for value in _values(header):
                try:
                    owner, signed_at = self._signer.unsign(value, int(LIFETIME.total_seconds()), return_timestamp=True)
                except BadSignature:
                    continue
                return owner.decode("ascii"), datetime.now(UTC) - signed_at < RENEWED_AFTER
        return secrets.token_urlsafe(18), False


def _values(header: str) -> list[str]:
    """Return every value that a Cookie header gives our cookie."""
    values = []
    for part in header.split(";"):
        try:
            found = SimpleCookie(part.strip()).get(COOKIE)
        except CookieError:
            continue
        if found is not None:
            values.append(found.value)
    return values
