"""Read the replies that come over one connection, whoever looks after its socket.

The protocol is read by httptools (the parser of Node.js). There are no redirects, cookies or compression.
"""

from typing import NamedTuple

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


class HttpFailure(Exception):
    """There is no reply."""


class Unreachable(HttpFailure):
    """No connection came about."""


class BrokenOff(HttpFailure):
    """The connection ended before the reply was complete, or what came is not HTTP."""


class TooLong(HttpFailure):
    """The reply is longer than was allowed."""


class TooLate(HttpFailure):
    """The reply was not complete in time."""


class ReplyReader:
    """Makes replies of the bytes of a connection: one for each request, of `most_bytes` in its body at the most."""

    def __init__(self, most_bytes: int) -> None:
        self._most = most_bytes + MOST_HEAD
        self.usable = True  # for another request
        self.expect()
        self.waits = False  # for a reply, or the rest of it
        # One for all replies: it takes as long to make as to read a reply.
        self._parser = httptools.HttpResponseParser(self)

    @property
    def heard(self) -> bool:
        """Whether anything came back since the last request."""
        return self._read > 0

    def expect(self) -> None:
        """Take what comes from now on for the reply to a request that goes out."""
        self._reply: HttpReply | None = None
        self._lines: list[tuple[bytes, bytes]] = []
        self._body: list[bytes] = []
        self._read = 0
        self._whole_head = False
        self.waits = True

    def feed(self, data: bytes) -> HttpReply | None:
        """Take what came, and return the reply when it is complete. Raises BrokenOff and TooLong."""
        self._read += len(data)
        if self._read > self._most:
            raise TooLong
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserError:
            self.usable = False
            if self._reply is None:
                raise BrokenOff from None  # else it is whole, and only what follows it makes no sense
        return self._reply

    def end(self) -> HttpReply:
        """Return the reply that the end of the connection completes. Raises BrokenOff where it completes none."""
        self.usable = False
        if not self._whole_head or self._says_how_long():
            raise BrokenOff
        return self._whole()

    def _whole(self) -> HttpReply:
        self.waits = False
        return HttpReply(self._parser.get_status_code(), self._lines, b"".join(self._body))

    def _says_how_long(self) -> bool:
        return any(name.lower() in (b"content-length", b"transfer-encoding") for name, _ in self._lines)

    # What the parser calls:

    def on_message_begin(self) -> None:
        if not self.waits:
            self.usable = False  # nobody asked

    def on_header(self, name: bytes, value: bytes) -> None:
        self._lines.append((name, value))

    def on_headers_complete(self) -> None:
        self._whole_head = True

    def on_body(self, body: bytes) -> None:
        self._body.append(body)

    def on_message_complete(self) -> None:
        if not self.waits:
            return
        if self._parser.get_status_code() >= 200:
            self._reply = self._whole()
            self.usable = self.usable and self._parser.should_keep_alive()
        else:
            self._lines, self._whole_head = [], False
