"""The user's edge: what nobody expected is logged with its trace, and the user gets one general sentence."""

import logging

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = logging.getLogger(__name__)

SENTENCE = "Something went wrong on our side, and it is in the log. Try again."


class LastResort:
    """ASGI: turn an unexpected error into an answer, unless one has begun; that one is cut off."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = False

        async def send_and_note(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, send_and_note)
        except Exception:
            if begun or scope["type"] != "http":
                raise
            log.exception("%s %s failed", scope["method"], scope["path"])
            await JSONResponse({"error": SENTENCE}, status_code=500)(scope, receive, send)
