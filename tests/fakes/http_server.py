"""A server that answers every request with the same bytes, and the ways in which replies are framed and broken."""

import asyncio

OK = b"HTTP/1.1 200 OK\r\n"


class Server:
    """What a stream server calls for each connection; it counts them, and keeps what it received.

    It hangs up after `hang_up` replies of a connection, if it is not 0.
    """

    def __init__(self, *pieces: bytes, hang_up: int = 0) -> None:
        self.pieces = pieces
        self.hang_up = hang_up
        self.connections = 0
        self.at_work: set[asyncio.Task[None]] = set()
        self.received: list[bytes] = []

    def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self.at_work.add(asyncio.ensure_future(self._serve(reader, writer)))

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        left = self.hang_up
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                length = int(head.lower().partition(b"content-length: ")[2].split(b"\r\n")[0])
                self.received.append(head + await reader.readexactly(length))
                for piece in self.pieces:
                    writer.write(piece)
                    await writer.drain()
                left -= 1
                if left == 0:
                    break
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        writer.close()


def framed() -> dict[str, Server]:
    """Return servers that all say hello."""
    return {
        "a length": Server(OK + b"content-length: 5\r\n\r\n", b"he", b"llo"),
        "a head in pieces": Server(OK[:9], OK[9:] + b"content-le", b"ngth: 5\r\n\r\nhello"),
        "chunks": Server(OK + b"transfer-encoding: chunked\r\n\r\n", b"2\r\nhe\r\n3\r", b"\nllo\r\n0\r\n\r\n"),
        "the end of the connection": Server(OK + b"\r\nhe", b"llo", hang_up=1),
        "an interim reply before it": Server(b"HTTP/1.1 100 Continue\r\n\r\n", OK + b"content-length: 5\r\n\r\nhello"),
        "HTTP/1.0": Server(b"HTTP/1.0 200 OK\r\n\r\nhello", hang_up=1),
    }


def done_for() -> dict[str, Server]:
    """Return servers that say hi, and leave a connection that is good for nothing more."""
    hi = OK + b"content-length: 2\r\n\r\nhi"
    return {
        "closed in words": Server(OK + b"content-length: 2\r\nconnection: close\r\n\r\nhi"),
        "closed": Server(hi, hang_up=1),
        "says more than it was asked": Server(hi, OK + b"content-length: 3\r\n\r\nmore"),
    }


def broken() -> dict[str, Server]:
    """Return servers whose replies are not whole."""
    return {
        "no word": Server(hang_up=1),
        "half of the head": Server(OK + b"content-le", hang_up=1),
        "half of the body": Server(OK + b"content-length: 5\r\n\r\nhe", hang_up=1),
        "half of the chunks": Server(OK + b"transfer-encoding: chunked\r\n\r\n2\r\nhe\r\n", hang_up=1),
        "another protocol": Server(b"220 mail.example.com ESMTP\r\n"),
        "a length that is none": Server(OK + b"content-length: many\r\n\r\nhello"),
    }


def endless() -> dict[str, Server]:
    """Return servers whose replies are longer than anybody wants."""
    return {
        "body": Server(OK + b"content-length: 9000000\r\n\r\n", *[b"x" * 10_000] * 100),
        "head": Server(OK, *[b"x-more: " + b"x" * 1000 + b"\r\n"] * 1000),
    }
