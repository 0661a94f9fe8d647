"""A chat server on 127.0.0.1 that follows a script: it streams, fails, stalls and lies.

with FakeOpenAI() as server:
    server.script = [fails(429, headers={"retry-after": "7"}), streams("Answer: ", "yes")]
    ... ask at server.url; server.requests holds what came in
"""

import json
import threading
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, NamedTuple, Self

WAIT = 10.0  # seconds; no test should come near it


class Request(NamedTuple):
    """What a client sent."""

    path: str
    headers: Mapping[str, str]
    body: dict[str, Any]


class Reply:
    """The server's side of one exchange."""

    def __init__(self, handler: BaseHTTPRequestHandler, server: "FakeOpenAI") -> None:
        self._handler = handler
        self.server = server

    def start(self, status: int = 200, headers: Mapping[str, str] | None = None) -> None:
        """Send the status line and the headers; the body is chunked unless a length is given."""
        headers = {"content-type": "text/event-stream", "connection": "close", **(headers or {})}
        self._handler.send_response(status)
        for name, value in headers.items():
            self._handler.send_header(name, value)
        self._handler.end_headers()

    def send(self, data: str | bytes) -> None:
        """Send a piece of the body."""
        self._handler.wfile.write(data.encode() if isinstance(data, str) else data)
        self._handler.wfile.flush()

    def event(self, data: object) -> None:
        """Send one server-sent event."""
        self.send(f"data: {data if isinstance(data, str) else json.dumps(data)}\n\n")

    def wait_for_the_client_to_leave(self) -> None:
        """Block until the client closes the connection or the server is stopped."""
        self._handler.connection.settimeout(WAIT)
        if self._handler.rfile.read(1) == b"":
            self.server.left.set()


Script = Callable[[Reply], None]


def chunk(content: object = None, finish: object = None, **delta: object) -> dict[str, object]:
    """Return one chunk of a streamed chat completion."""
    said = {**({} if content is None else {"content": content}), **delta}
    choice = {"index": 0, "delta": said, "finish_reason": finish}
    return {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "fake", "choices": [choice]}


def streams(*pieces: str, finish: str | None = "stop") -> Script:
    """Stream the pieces properly."""

    def script(reply: Reply) -> None:
        reply.start()
        reply.event(chunk("", role="assistant"))
        for piece in pieces:
            reply.event(chunk(piece))
        if finish is not None:
            reply.event(chunk(finish=finish))
            reply.event({**chunk(), "choices": [], "usage": {"total_tokens": 3}})
            reply.event("[DONE]")

    return script


def sends(*events: object, content_type: str = "text/event-stream") -> Script:
    """Send the events as they are."""

    def script(reply: Reply) -> None:
        reply.start(headers={"content-type": content_type})
        for event in events:
            reply.event(event)

    return script


def says(body: str | bytes, content_type: str, status: int = 200) -> Script:
    """Answer with a plain body."""

    def script(reply: Reply) -> None:
        reply.start(status, {"content-type": content_type})
        reply.send(body)

    return script


def fails(status: int, error: object = None, headers: Mapping[str, str] | None = None) -> Script:
    """Answer with an error in OpenAI's form."""

    def script(reply: Reply) -> None:
        reply.start(status, {"content-type": "application/json", **(headers or {})})
        reply.send(json.dumps({"error": error or {"message": "no", "type": "x", "code": None, "param": None}}))

    return script


def stalls(*pieces: str) -> Script:
    """Stream the pieces and then say nothing more."""

    def script(reply: Reply) -> None:
        reply.start()
        for piece in pieces:
            reply.event(chunk(piece))
        reply.wait_for_the_client_to_leave()

    return script


def drips(*pieces: str) -> Script:
    """Stream the pieces and then keep the line warm with comments, without a word."""

    def script(reply: Reply) -> None:
        reply.start()
        for piece in pieces:
            reply.event(chunk(piece))
        while not reply.server.stopping.wait(0.05):
            reply.send(": still working\n\n")

    return script


def breaks_off(*pieces: str) -> Script:
    """Promise more bytes than are sent, and hang up."""

    def script(reply: Reply) -> None:
        reply.start(headers={"content-length": "100000"})
        for piece in pieces:
            reply.event(chunk(piece))

    return script


def never_answers(reply: Reply) -> None:
    """Take the request and stay silent."""
    reply.wait_for_the_client_to_leave()


class FakeOpenAI:
    """The server; `script` is used up, one entry per request, and the last entry stays."""

    def __init__(self) -> None:
        self.script: list[Script] = []
        self.requests: list[Request] = []
        self.left = threading.Event()
        self.stopping = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/v1"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stopping.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["content-length"])))
                headers = {name.lower(): value for name, value in self.headers.items()}
                server.requests.append(Request(self.path, headers, body))
                script = server.script.pop(0) if len(server.script) > 1 else server.script[0]
                self.close_connection = True
                try:
                    script(Reply(self, server))
                except (BrokenPipeError, ConnectionResetError):
                    server.left.set()

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        return Handler
