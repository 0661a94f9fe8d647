"""POST to one address over connections that stay open, at a quarter of what a general HTTP client takes for it.

There are no proxies. Many posts at a time, each without a task, are `http_lane.py`.
"""

import asyncio
import ssl
from typing import NamedTuple, Self, cast
from urllib.parse import urlsplit

from models.http_replies import BrokenOff, HttpFailure, HttpReply, ReplyReader, TooLate, Unreachable


class PostAddress(NamedTuple):
    """Where posts go: `head` is what every request begins with, up to the length of its body."""

    host: str
    port: int
    secure: bool
    head: bytes

    @classmethod
    def of(cls, url: str, headers: dict[str, str]) -> Self:
        """Return the address of a URL that is asked with these headers."""
        place = urlsplit(url)
        secure = place.scheme == "https"
        lines = [
            f"POST {place.path} HTTP/1.1",
            f"host: {place.netloc}",
            *(f"{name}: {headers[name]}" for name in headers),
            "content-length: ",
        ]
        port = place.port or (443 if secure else 80)
        return cls(place.hostname or "", port, secure, "\r\n".join(lines).encode("ascii"))

    def request(self, body: bytes) -> bytes:
        """Return the whole request."""
        return b"%b%d\r\n\r\n%b" % (self.head, len(body), body)


class HttpPosts:
    """Connections of one event loop to one address; as many as there are posts at once. A post may take `seconds`."""

    def __init__(self, address: PostAddress, *, most_bytes: int, seconds: float) -> None:
        self._address = address
        self._ssl = ssl.create_default_context() if address.secure else None
        self._most = most_bytes
        self._seconds = seconds
        self._idle: list[_Connection] = []

    async def post(self, body: bytes) -> HttpReply:
        """Send the body and return the reply. Raises Unreachable, BrokenOff, TooLong and TooLate."""
        until = asyncio.get_running_loop().time() + self._seconds
        request = self._address.request(body)
        while True:
            used = self._idle_connection()
            connection = used or await self._connect(until)
            try:
                reply = await connection.send(request, until)
            except BrokenOff:
                if used is None or used.heard:
                    raise
                continue  # The server had closed it just before, as it may; what was sent then was not read.
            except BaseException:  # a cancelled post as well: its reply would be taken for the next one's
                connection.abort()
                raise
            if connection.is_open:
                self._idle.append(connection)
            return reply

    async def close(self) -> None:
        """Close the connections that nobody uses."""
        idle, self._idle = self._idle, []
        for connection in idle:
            connection.abort()
        for connection in idle:
            await connection.closed

    def _idle_connection(self) -> "_Connection | None":
        while self._idle:
            if (connection := self._idle.pop()).is_open:
                return connection
        return None

    async def _connect(self, until: float) -> "_Connection":
        loop, address = asyncio.get_running_loop(), self._address
        try:
            async with asyncio.timeout_at(until):
                _, connection = await loop.create_connection(
                    lambda: _Connection(self._most), address.host, address.port, ssl=self._ssl
                )
        except TimeoutError as error:
            raise TooLate from error
        except OSError as error:
            raise Unreachable from error
        return connection


class _Connection(asyncio.Protocol):
    """One request at a time, and its reply."""

    def __init__(self, most_bytes: int) -> None:
        self._loop = asyncio.get_running_loop()
        self.closed: asyncio.Future[None] = self._loop.create_future()
        self._reader = ReplyReader(most_bytes)
        self._reply: asyncio.Future[HttpReply] | None = None
        self._alarm: asyncio.TimerHandle | None = None
        self._transport: asyncio.Transport

    @property
    def heard(self) -> bool:
        """Whether anything came back."""
        return self._reader.heard

    @property
    def is_open(self) -> bool:
        return not self._transport.is_closing()

    def send(self, request: bytes, until: float) -> "asyncio.Future[HttpReply]":
        """Send a request, and return what will be its reply; it fails when there is none `until` then."""
        self._reply = self._loop.create_future()
        self._reader.expect()
        self._until = until
        if self._alarm is None:
            self._alarm = self._loop.call_at(until, self._ring)
        self._transport.write(request)
        return self._reply

    def abort(self) -> None:
        self._transport.abort()

    def _ring(self) -> None:
        # An alarm for each request would be set and cancelled all the time; so one rings, and looks what is due.
        self._alarm = None
        if self._reply is None:
            return
        if self._loop.time() < self._until:
            self._alarm = self._loop.call_at(self._until, self._ring)
        else:
            self._fail(TooLate())

    # What asyncio calls:

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        if self._reply is None:
            return self.abort()  # nobody asked
        try:
            reply = self._reader.feed(data)
        except HttpFailure as failure:
            return self._fail(failure)
        return None if reply is None else self._end(reply)

    def connection_lost(self, exc: Exception | None) -> None:
        try:
            if self._reply is not None and exc is None:
                self._end(self._reader.end())
        except BrokenOff:
            pass
        self._fail(BrokenOff())
        if self._alarm is not None:
            self._alarm.cancel()
        self.closed.set_result(None)

    def _end(self, whole: HttpReply) -> None:
        reply, self._reply = self._reply, None
        if reply is not None and not reply.done():
            reply.set_result(whole)
        if not self._reader.usable:
            self._transport.close()

    def _fail(self, failure: HttpFailure) -> None:
        reply, self._reply = self._reply, None
        if reply is not None and not reply.done():
            reply.set_exception(failure)
        self._transport.abort()
