"""POST to one address over connections that stay open, at a quarter of what a general HTTP client takes for it.

The protocol is read by httptools (the parser of Node.js). There are no redirects, cookies, proxies or compression.
"""

import asyncio
import ssl
from typing import NamedTuple, cast
from urllib.parse import urlsplit

import httptools

MOST_HEAD = 64 * 1024  # bytes of headers and of what stands between the pieces of a body


class HttpReply(NamedTuple):
    """A whole response; `lines` are the names and values of its headers."""

    status: int
    lines: list[tuple[bytes, bytes]]
    body: bytes

    @property
    def headers(self) -> dict[str, str]:
        """The headers, by their names in small letters."""
        return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in self.lines}


class Unreachable(Exception):
    """No connection came about."""


class BrokenOff(Exception):
    """The connection ended before the reply was complete, or what came is not HTTP."""


class TooLong(Exception):
    """The reply is longer than was allowed."""


class TooLate(Exception):
    """The reply was not complete in time."""


class HttpPosts:
    """Connections of one event loop to one address; as many as there are posts at once. A post may take `seconds`."""

    def __init__(self, url: str, headers: dict[str, str], *, most_bytes: int, seconds: float) -> None:
        place = urlsplit(url)
        secure = place.scheme == "https"
        self._host, self._port = place.hostname or "", place.port or (443 if secure else 80)
        self._ssl = ssl.create_default_context() if secure else None
        lines = [
            f"POST {place.path} HTTP/1.1",
            f"host: {place.netloc}",
            *(f"{name}: {headers[name]}" for name in headers),
        ]
        self._head = "\r\n".join([*lines, "content-length: "]).encode("ascii")
        self._most = most_bytes + MOST_HEAD
        self._seconds = seconds
        self._idle: list[_Connection] = []

    async def post(self, body: bytes) -> HttpReply:
        """Send the body and return the reply. Raises Unreachable, BrokenOff, TooLong and TooLate."""
        until = asyncio.get_running_loop().time() + self._seconds
        request = b"%b%d\r\n\r\n%b" % (self._head, len(body), body)
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
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout_at(until):
                _, connection = await loop.create_connection(
                    lambda: _Connection(self._most), self._host, self._port, ssl=self._ssl
                )
        except TimeoutError as error:
            raise TooLate from error
        except OSError as error:
            raise Unreachable from error
        return connection


class _Connection(asyncio.Protocol):
    """One request at a time, and its reply."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._loop = asyncio.get_running_loop()
        self.closed: asyncio.Future[None] = self._loop.create_future()
        self._reply: asyncio.Future[HttpReply] | None = None
        self._alarm: asyncio.TimerHandle | None = None
        self._transport: asyncio.Transport
        # One for all replies: it takes as long to make as to read a reply.
        self._parser = httptools.HttpResponseParser(self)

    @property
    def heard(self) -> bool:
        """Whether anything came back."""
        return self._read > 0

    @property
    def is_open(self) -> bool:
        return not self._transport.is_closing()

    def send(self, request: bytes, until: float) -> "asyncio.Future[HttpReply]":
        """Send a request, and return what will be its reply; it fails when there is none `until` then."""
        self._reply = self._loop.create_future()
        self._lines: list[tuple[bytes, bytes]] = []
        self._body: list[bytes] = []
        self._read = 0
        self._whole_head = False
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
        self._read += len(data)
        if self._read > self._most:
            return self._fail(TooLong())
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserError:
            self._fail(BrokenOff())

    def connection_lost(self, exc: Exception | None) -> None:
        if self._reply is not None and exc is None and self._whole_head and not self._says_how_long():
            self._end()  # the end of the connection is the end of the body
        self._fail(BrokenOff())
        if self._alarm is not None:
            self._alarm.cancel()
        self.closed.set_result(None)

    # What the parser calls:

    def on_message_begin(self) -> None:
        if self._reply is None:
            self.abort()  # nobody asked

    def on_header(self, name: bytes, value: bytes) -> None:
        self._lines.append((name, value))

    def on_headers_complete(self) -> None:
        self._whole_head = True

    def on_body(self, body: bytes) -> None:
        self._body.append(body)

    def on_message_complete(self) -> None:
        if self._parser.get_status_code() >= 200:
            self._end()
        self._lines, self._whole_head = [], False

    def _end(self) -> None:
        reply, self._reply = self._reply, None
        if reply is not None and not reply.done():
            reply.set_result(HttpReply(self._parser.get_status_code(), self._lines, b"".join(self._body)))
        if not self._parser.should_keep_alive():
            self._transport.close()

    def _fail(self, error: Exception) -> None:
        reply, self._reply = self._reply, None
        if reply is not None and not reply.done():
            reply.set_exception(error)
        self._transport.abort()

    def _says_how_long(self) -> bool:
        return any(name.lower() in (b"content-length", b"transfer-encoding") for name, _ in self._lines)
