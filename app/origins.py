"""Refuse requests that come under a foreign name or from a foreign page.

A page of another site can make a browser send requests here (cross-site request forgery), or make its own name point to
this machine (DNS rebinding). The Host must be one of ours, and whatever may change something must come from our page,
or from a script, which sends no Origin.
"""

from collections.abc import Iterable

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from app.refusals import refuse

READING = ("GET", "HEAD")


class OwnOrigin:
    """ASGI: let through what is addressed to one of our hosts and, unless it only reads, comes from our own page."""

    def __init__(self, app: ASGIApp, *, hosts: Iterable[str]) -> None:
        self._app = app
        self._hosts = frozenset(map(_name, hosts))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        problem = self._problem(scope)
        if problem is None:
            await self._app(scope, receive, send)
        else:
            await refuse(scope, receive, send, status=403, sentence=problem)

    def _problem(self, scope: Scope) -> str | None:
        if scope["type"] != "http":
            return "This server speaks plain HTTP only."
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        if len(hosts) != 1 or _name(hosts[0]) not in self._hosts:
            named = hosts[0][:100] if hosts else "none"
            return f'This server does not answer to the host "{named}". Start it with --allow-host to add a name.'
        if scope["method"] in READING or _from_own_page(headers, scope["scheme"], hosts[0]):
            return None
        return "This request comes from another page and was not carried out. Use the page of this server itself."


def _name(host: str) -> str:
    """Return a Host header's name without its port, in lower case; brackets of an IPv6 address stay."""
    name, colon, port = host.rpartition(":")
    if colon and port.isdigit():
        return name.lower()
    return host.lower()


def _from_own_page(headers: Headers, scheme: str, host: str) -> bool:
    origins = headers.getlist("origin")
    if not origins:
        # Every browser of today sends this header; "none" is the person's own doing.
        return headers.get("sec-fetch-site", "none") in ("same-origin", "none")
    # A proxy in front may speak https to the browser and http to us.
    return len(origins) == 1 and origins[0].lower() in {f"{scheme}://{host}".lower(), f"https://{host}".lower()}
