"""The headers that tell a browser what pages from here may do. Nothing is ever loaded from outside."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.addresses import path_of
from app.crowd import SUBMIT_TO
from app.pages.tabs import TABS

_EVERYWHERE = "default-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
POLICY = _EVERYWHERE
# Gradio evaluates its templates with `new Function`, and starts from inline scripts and styles; pictures that were
# pasted or come from the camera are data: and blob: addresses.
PAGE_POLICY = (
    f"{_EVERYWHERE}; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; media-src 'self' blob:; font-src 'self' data:; connect-src 'self'"
)
# Finished work is handed in to Mechanical Turk by a form (app/crowd.py).
HAND_IN = "/finish"
HANDING_IN = POLICY.replace("form-action 'self'", f"form-action 'self' {' '.join(SUBMIT_TO)}")
PAGES = tuple(tab.path for tab in TABS)
# Gradio's own files have a hash of their content in their name.
HASHED = tuple(f"{tab.path}assets/" for tab in TABS)
FOREVER = "public, max-age=31536000, immutable"

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), microphone=(), geolocation=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class SafeHeaders:
    """ASGI: put the headers on every answer. What is not said to be storable is not stored."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path = path_of(scope)
        policy = PAGE_POLICY if path in PAGES else HANDING_IN if path == HAND_IN else POLICY

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(HEADERS)
                headers["Content-Security-Policy"] = policy
                keep = path.startswith(HASHED) and message["status"] == 200
                headers.setdefault("Cache-Control", FOREVER if keep else "no-store")
            await send(message)

        await self._app(scope, receive, send_with_headers)
