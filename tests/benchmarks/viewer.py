"""Somebody who looks at one picture again and again, over one connection that is kept as browsers keep theirs."""

import hashlib
import json
import random
import socket
import struct
from collections import Counter
from http.client import HTTPConnection, HTTPException, HTTPResponse, IncompleteRead
from urllib.parse import urlsplit

PART_EVERY, GONE_EVERY = 10, 10  # downloads
TIMEOUT = 60
AT_ONCE = struct.pack("ii", 1, 0)  # close by a reset instead of a goodbye


class Viewer:
    """An annotator who is shown the picture; compares every download with `stored`, the file on the server's disk.

    `found` counts downloads, ranges, gone_away, bytes, truncated and wrong; `errors` are sentences.
    """

    def __init__(self, address: str, stored: bytes, *, seed: int) -> None:
        self._connection = HTTPConnection(urlsplit(address).netloc, timeout=TIMEOUT)  # connects anew once it was closed
        self._stored = stored
        self._draw = random.Random(seed)
        self._cookies = ""
        self.found: Counter[str] = Counter()
        self.errors: list[str] = []

    def download(self, round_id: str, count: int) -> None:
        """Download the picture so many times as a whole; between, ask for parts and go away in the middle."""
        path = self._open_screen(round_id)
        for number in range(count):
            try:
                if number % GONE_EVERY == 1:
                    self._go_away(path, abruptly=number % (2 * GONE_EVERY) == 1)
                if number % PART_EVERY == 0:
                    self._take_a_part(path)
                self._take(path)
            except (OSError, HTTPException) as error:
                self.errors.append(f"{type(error).__name__}: {error}")
                self._connection.close()
        self._connection.close()

    def _open_screen(self, round_id: str) -> str:
        reply = self._ask("POST", "/api/rate/next", json.dumps({"round": round_id}), kind="application/json")
        self._cookies = reply.headers["set-cookie"].partition(";")[0]
        return json.loads(reply.read())["screen"]["image"]["url"]

    def _ask(self, method: str, path: str, body: str | None = None, *, kind: str = "", part: str = "") -> HTTPResponse:
        headers = {"Cookie": self._cookies, "Content-Type": kind, "Range": part}
        self._connection.request(method, path, body, {name: value for name, value in headers.items() if value})
        reply = self._connection.getresponse()
        if reply.status not in (200, 206):
            raise HTTPException(f"{path} got {reply.status}: {reply.read()[:200]!r}")
        return reply

    def _take(self, path: str) -> None:
        self._compare(self._ask("GET", path), self._stored)
        self.found["downloads"] += 1

    def _take_a_part(self, path: str) -> None:
        """Ask for some bytes. The server may send all of them instead."""
        first = self._draw.randrange(len(self._stored))
        last = self._draw.randrange(first, len(self._stored))
        reply = self._ask("GET", path, part=f"bytes={first}-{last}")
        self._compare(reply, self._stored[first : last + 1] if reply.status == 206 else self._stored)
        self.found["ranges"] += 1

    def _compare(self, reply: HTTPResponse, wanted: bytes) -> None:
        try:
            body = reply.read()
        except IncompleteRead as cut:
            body = cut.partial
            self._connection.close()
        self.found["bytes"] += len(body)
        if len(body) < len(wanted):
            self.found["truncated"] += 1
        elif hashlib.sha256(body).digest() != hashlib.sha256(wanted).digest():
            self.found["wrong"] += 1

    def _go_away(self, path: str, *, abruptly: bool) -> None:
        """Read less than half and leave."""
        reply = self._ask("GET", path)
        reply.read(self._draw.randrange(1, len(self._stored) // 2))
        if abruptly and self._connection.sock is not None:
            self._connection.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)
        self._connection.close()
        reply.close()
        self.found["gone_away"] += 1
