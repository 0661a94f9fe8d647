"""A chat server that fails: as often as it is told to, in every way that servers do, and the same way for a seed.

    with FaultServer(faults=0.2, seed=0) as server:
        ... ask at server.url; server.stats() says what happened

`python -m tests.fakes.fault_server --latency 0.05` serves in a process of its own, writes its address on its first line
and ends with its standard input; GET /stats there. Replies are functions of the request, so that whoever asks again
hears the same.
"""

import argparse
import asyncio
import hashlib
import json
import random
import sys
import threading
from collections import Counter
from collections.abc import Callable
from typing import Any, Self

PAUSE = 0.5  # seconds that a 429 asks for, and in which nothing else is said
GRACE = 0.25  # seconds in which a call that had begun before may still arrive
DRIP = 0.05  # seconds between two bytes
STATUSES = {401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 429: "Too Many Requests"}
QAR = "Question: Why is [{0}] there, {1}?\nAnswer: [{0}] waits for the {1}.\nRationale: [{0}] looks at the {1} {2}.\n"
PADDING = "and does not turn round when somebody calls, as one who expects something would not "


def reply_to(body: bytes) -> bytes:
    """Return the whole completion of a request: three QARs of 0.9 kB together."""
    word = hashlib.sha256(body).hexdigest()[:12]
    return completion("\n".join(QAR.format(number, word, PADDING * 2) for number in range(3)))


def completion(text: str | None, *, finish: str = "stop", **more: object) -> bytes:
    """Return a chat completion as JSON."""
    message = {"role": "assistant", "content": text, **more}
    choice = {"index": 0, "message": message, "finish_reason": finish, "logprobs": None}
    usage = {"prompt_tokens": 700, "completion_tokens": 220, "total_tokens": 920}
    whole = {"id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": "fake", "choices": [choice]}
    return json.dumps({**whole, "usage": usage}).encode()


def response(body: bytes, status: int = 200, headers: str = "") -> bytes:
    """Return an HTTP response that leaves the connection open."""
    head = f"HTTP/1.1 {status} {STATUSES.get(status, 'X')}\r\ncontent-type: application/json\r\n{headers}"
    return f"{head}content-length: {len(body)}\r\n\r\n".encode() + body


def error(status: int, headers: str = "") -> bytes:
    """Return a refusal in OpenAI's form."""
    said = {"error": {"message": f"status {status}", "type": "x", "code": None, "param": None}}
    return response(json.dumps(said).encode(), status, headers)


class Exchange:
    """One request and the connection that it came over."""

    def __init__(self, server: "FaultServer", transport: asyncio.Transport, body: bytes) -> None:
        self.server = server
        self.transport = transport
        self.body = body

    def write(self, data: bytes) -> None:
        if not self.transport.is_closing():
            self.transport.write(data)

    def hang(self) -> None:
        """Say nothing, ever."""

    def reset(self) -> None:
        self.transport.abort()

    def break_off(self) -> None:
        """Promise a whole reply, send half of it and hang up."""
        whole = response(reply_to(self.body))
        self.write(whole[: len(whole) // 2])
        self.transport.close()

    def truncate(self) -> None:
        """Send half of the JSON as if it were all."""
        body = reply_to(self.body)
        self.write(response(body[: len(body) // 2]))

    def drip(self, sent: int = 0) -> None:
        """Send a byte now and then: something always comes, but never a reply."""
        if not self.transport.is_closing():
            self.transport.write(response(reply_to(self.body))[sent : sent + 1])
            asyncio.get_running_loop().call_later(DRIP, self.drip, sent + 1)

    def busy(self) -> None:
        """Refuse, and everybody else for a while."""
        self.server.pause()
        self.write(error(429, f"retry-after: {PAUSE}\r\n"))


def _sends(status: int) -> Callable[[Exchange], None]:
    return lambda exchange: exchange.write(error(status))


def _says(body: bytes) -> Callable[[Exchange], None]:
    return lambda exchange: exchange.write(response(body))


HALF_QARS = "Question: What is [0]?\nAnswer: It is a dog.\n\nQuestion: and\nRationale: because. Answer\n[1] Question"
FAULTS: dict[str, Callable[[Exchange], None]] = {
    "429": Exchange.busy,
    "500": _sends(500),
    "502": _sends(502),
    "503": _sends(503),
    "reset": Exchange.reset,
    "broken off": Exchange.break_off,
    "hang": Exchange.hang,
    "drip": Exchange.drip,
    "truncated JSON": Exchange.truncate,
    "wrong schema": _says(b'{"reply": "yes"}'),
    "no choices": _says(b'{"choices": [], "usage": {"prompt_tokens": 7, "completion_tokens": 0}}'),
    "refusal": _says(completion(None, refusal="I will not.")),
    "megabyte": _says(completion("Question " * 120_000)),
    "half of the QARs": _says(completion(HALF_QARS)),
}
FINAL = ("refusal", "half of the QARs")  # nothing comes of asking again


class Connection(asyncio.Protocol):
    """Reads requests one after the other."""

    def __init__(self, server: "FaultServer") -> None:
        self._server = server
        self._read = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._server.transports.add(transport)

    def connection_lost(self, exc: Exception | None) -> None:
        del exc  # what ended it is the client's matter
        self._server.transports.discard(self._transport)

    def data_received(self, data: bytes) -> None:
        self._read += data
        while (end := self._read.find(b"\r\n\r\n")) >= 0:
            head = self._read[:end].lower()
            at = head.find(b"content-length:")
            length = int(head[at + 15 :].split(b"\r\n", 1)[0]) if at >= 0 else 0
            if len(self._read) < end + 4 + length:
                return
            body, self._read = self._read[end + 4 : end + 4 + length], self._read[end + 4 + length :]
            if head.startswith(b"get "):
                self._transport.write(response(json.dumps(self._server.stats()).encode()))
            else:
                self._server.answer(Exchange(self._server, self._transport, body))


class FaultServer:
    """The server, in a thread. `faults` is the share of requests that go wrong, `only` the kinds that do.

    `status` is what every request is refused with, if it is not 200.
    """

    def __init__(
        self,
        *,
        faults: float = 0.0,
        seed: int = 0,
        latency: float = 0.0,
        status: int = 200,
        only: tuple[str, ...] = tuple(FAULTS),
    ) -> None:
        self._share = faults
        self._draw = random.Random(seed)
        self._latency = latency
        self._status = status
        self._only = only
        self._counts: Counter[str] = Counter()
        self._faults: Counter[str] = Counter()
        self._served: set[bytes] = set()
        self._paused_from = self._paused_until = 0.0
        self.transports: set[asyncio.Transport] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    def __enter__(self) -> Self:
        self._thread.start()
        self._server = self._in_loop(self._listen())
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    def __exit__(self, *_: object) -> None:
        self._in_loop(self._stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def stats(self) -> dict[str, Any]:
        """Return counts: `requests`, whole replies `served`, those of them `again`, requests that came `early`, in
        spite of a Retry-After, `tokens` of whole replies, and the faults by their kind.
        """
        return {**dict.fromkeys(("requests", "served", "again", "early", "tokens"), 0), **self._counts} | {
            "faults": dict(sorted(self._faults.items()))
        }

    def answer(self, exchange: Exchange) -> None:
        """Reply to a request, or fail it."""
        self._counts["requests"] += 1
        now = self._loop.time()
        if self._paused_from + GRACE < now < self._paused_until:
            self._counts["early"] += 1
        if now < self._paused_until:
            exchange.write(error(429, f"retry-after: {self._paused_until - now:.3f}\r\n"))
        elif self._status != 200:
            exchange.write(error(self._status))
        elif self._share and self._draw.random() < self._share:
            kind = self._draw.choice(self._only)
            self._faults[kind] += 1
            FAULTS[kind](exchange)
        else:
            self._serve(exchange)

    def pause(self) -> None:
        """Want no requests for a while."""
        self._paused_from = self._loop.time()
        self._paused_until = self._paused_from + PAUSE

    def _serve(self, exchange: Exchange) -> None:
        name = hashlib.blake2b(exchange.body, digest_size=12).digest()
        self._counts["served"] += 1
        self._counts["again"] += name in self._served
        self._counts["tokens"] += 920
        self._served.add(name)
        whole = response(reply_to(exchange.body))
        if self._latency:
            self._loop.call_later(self._latency, exchange.write, whole)
        else:
            exchange.write(whole)

    async def _listen(self) -> asyncio.Server:
        return await self._loop.create_server(lambda: Connection(self), "127.0.0.1", 0, backlog=512)

    async def _stop(self) -> None:
        self._server.close()
        for transport in list(self.transports):
            transport.abort()

    def _in_loop(self, coroutine: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--faults", type=float, default=0.0)
    parser.add_argument("--latency", type=float, default=0.0)
    parser.add_argument("--seed", type=int, default=0)
    chosen = parser.parse_args()
    with FaultServer(faults=chosen.faults, latency=chosen.latency, seed=chosen.seed) as running:
        print(running.url, flush=True)
        sys.stdin.read()
