"""Many POSTs at a time to one address, over plain sockets that one loop looks after, without a task for any of them.

A post over asyncio (`http_posts.py`) wakes a task through a transport, a protocol and a future: three times the work
of its system calls. Here whoever asks comes by now and then, and takes away all that was answered meanwhile.
"""

import asyncio
import contextlib
import selectors
import socket
import time
from collections.abc import Callable, Sequence

from models.http_posts import PostAddress
from models.http_replies import BrokenOff, HttpFailure, HttpReply, ReplyReader, TooLate, TooLong, Unreachable

PIECE = 64 * 1024  # bytes that are read at a time


Over = tuple[str, HttpReply | HttpFailure]  # the name of a post, and its reply or why there is none


class NotRead(BrokenOff):
    """The server had closed the connection just before, as it may, and did not read what was sent then."""


class HttpLane:
    """Connections to one address, without TLS. Each post may take `seconds`, and so may making each connection.

    A post goes by its `name` until it is over.
    `fileno` can be waited for: it is readable when there is something to take away, `due` says until when at most.
    """

    def __init__(
        self, address: PostAddress, *, most_bytes: int, seconds: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._address = address
        self._most = most_bytes
        self._seconds = seconds
        self._clock = clock
        self._selector = selectors.DefaultSelector()
        self._looking_up = asyncio.Lock()
        self._places: Sequence[tuple[int, int, int, str, tuple[object, ...]]] = ()
        self._idle: list[_Line] = []
        self._busy: dict[str, _Line] = {}  # who began first is first, and over first

    @property
    def is_free(self) -> bool:
        """Whether a connection is there for a post."""
        return bool(self._idle)

    @property
    def due(self) -> float | None:
        """When the first of the posts must be over, None where none is under way."""
        return next((line.until for line in self._busy.values()), None)

    def fileno(self) -> int:
        return self._selector.fileno()  # type: ignore[attr-defined]  # those of all systems but Windows have it

    async def connect(self) -> None:
        """Make one more connection. Raises Unreachable and TooLate."""
        try:
            async with asyncio.timeout(self._seconds):
                line = _Line(await self._connected(), self._most)
        except TimeoutError as error:
            raise TooLate from error
        except OSError as error:
            raise Unreachable from error
        self._selector.register(line.socket, selectors.EVENT_READ, line)
        self._idle.append(line)

    def post(self, name: str, body: bytes) -> None:
        """Send the body over a connection that is free."""
        line = self._idle.pop()
        line.begin(name, self._address.request(body), self._clock() + self._seconds)
        self._busy[name] = line
        if line.unsent:
            self._selector.modify(line.socket, selectors.EVENT_READ | selectors.EVENT_WRITE, line)

    def over(self) -> list[Over]:
        """Return the posts that came to their end, each with its reply or why there is none."""
        found: list[Over] = []
        for key, events in self._selector.select(0):
            line: _Line = key.data
            if events & selectors.EVENT_WRITE:
                line.send()
                if not line.unsent:
                    self._selector.modify(line.socket, selectors.EVENT_READ, line)
            if events & selectors.EVENT_READ and (outcome := line.receive()) is not None:
                self._end(line, outcome, found)
        while (due := self.due) is not None and due <= self._clock():
            self._end(next(iter(self._busy.values())), TooLate(), found)
        return found

    def close(self) -> None:
        """Close all connections; what is under way has no end."""
        for line in (*self._idle, *self._busy.values()):
            line.socket.close()
        self._selector.close()

    def _end(self, line: "_Line", outcome: HttpReply | HttpFailure, found: list[Over]) -> None:
        """Note how a post came to its end, or that a connection did that nobody used."""
        if self._busy.pop(line.name, None) is not None:
            found.append((line.name, outcome))
        else:
            self._idle.remove(line)
        if isinstance(outcome, HttpReply) and line.usable:
            line.name = ""
            self._idle.append(line)
        else:
            self._selector.unregister(line.socket)
            line.socket.close()

    async def _connected(self) -> socket.socket:
        """Return a socket that is connected to the first place that takes it."""
        loop = asyncio.get_running_loop()
        async with self._looking_up:  # all want to connect at the same time
            if not self._places:
                host, port = self._address.host, self._address.port
                self._places = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        refused = OSError()
        for family, kind, protocol, _, place in self._places:
            with contextlib.ExitStack() as opened:
                made = opened.enter_context(socket.socket(family, kind, protocol))
                made.setblocking(False)
                made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                try:
                    await loop.sock_connect(made, place)
                except OSError as error:
                    refused = error
                    continue
                opened.pop_all()
                return made
        raise refused


class _Line:
    """One connection: one request at a time, and its reply."""

    def __init__(self, connected: socket.socket, most_bytes: int) -> None:
        self.socket = connected
        self.name = ""
        self.until = 0.0
        self.unsent: bytes | memoryview = b""
        self._reader = ReplyReader(most_bytes)
        self._served = 0

    @property
    def usable(self) -> bool:
        """Whether another request may go this way."""
        return self._reader.usable and not self.unsent

    def begin(self, name: str, request: bytes, until: float) -> None:
        self.name, self.until = name, until
        self._reader.expect()
        self.unsent = request
        self.send()

    def send(self) -> None:
        """Send as much as goes at once."""
        try:
            sent = self.socket.send(self.unsent)
        except OSError:
            return  # There is no room, or the connection is gone, which is told when it is read from.
        self.unsent = b"" if sent == len(self.unsent) else memoryview(self.unsent)[sent:]

    def receive(self) -> HttpReply | HttpFailure | None:
        """Read what came: the reply if that completes it, what went wrong, or None where more is to come."""
        try:
            data = self.socket.recv(PIECE)
            if not self._reader.waits:
                return BrokenOff()  # nobody asked, or it is the end
            reply = self._reader.feed(data) if data else self._reader.end()
        except BlockingIOError:
            return None
        except (OSError, BrokenOff):
            return NotRead() if self._served and not self._reader.heard else BrokenOff()
        except TooLong as failure:
            return failure
        self._served += reply is not None
        return reply
