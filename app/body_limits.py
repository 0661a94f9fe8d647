"""Refuse bodies that are too large, by what they announce and by what really comes."""

import contextlib

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.addresses import path_of
from app.refusals import refuse
from models.pictures import MAX_BYTES

PICTURE_PATH = "/api/images"
PICTURE_BODY = MAX_BYTES + 64 * 1024  # the form around the file
OTHER_BODY = 1024 * 1024


class _TooLarge(Exception):
    """More bytes came than the path takes."""


class BodyLimit:
    """ASGI: count the body while it comes in; the app never holds more than the limit."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        limit = PICTURE_BODY if path_of(scope) == PICTURE_PATH else OTHER_BODY
        body = _CountedBody(receive, send, limit=limit)
        if _announced(scope) > body.limit:
            body.exceeded = True
        else:
            with contextlib.suppress(_TooLarge):
                await self._app(scope, body.receive, body.send)
        if body.exceeded and not body.answered:
            sentence = f"The request is larger than the {body.limit / 2**20:.0f} MB that are read here."
            await refuse(scope, receive, send, status=413, sentence=sentence)


class _CountedBody:
    def __init__(self, receive: Receive, send: Send, *, limit: int) -> None:
        self._receive, self._send = receive, send
        self.limit = limit
        self._read = 0
        self.exceeded = self.answered = False

    async def receive(self) -> Message:
        message = await self._receive()
        if message["type"] == "http.request":
            self._read += len(message.get("body", b""))
            if self._read > self.limit:
                self.exceeded = True
                raise _TooLarge
        return message

    async def send(self, message: Message) -> None:
        # A framework may turn _TooLarge into an answer of its own; ours says what is wrong.
        if self.exceeded and not self.answered:
            return
        self.answered = True
        await self._send(message)


def _announced(scope: Scope) -> int:
    length = Headers(scope=scope).get("content-length", "0")
    return int(length) if length.isascii() and length.isdigit() else 0
