"""A model hub on 127.0.0.1 that gives out folders, or refuses as the real one does.

with FakeHub({"owner/model": folder}) as hub:
    load_huggingface("owner/model", options, hub=Hub(hub.url, cache))
"""

import hashlib
import json
import threading
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

COMMIT = "a" * 40


class Refusal(NamedTuple):
    """A status, and the hub's own code for the reason."""

    status: int
    code: str = ""


class Listing(NamedTuple):
    """A model that is listed but cannot be downloaded: its files' sizes and its count of parameters."""

    files: Mapping[str, int]
    parameters: Mapping[str, int]


class FakeHub:
    """The server; `asked` holds the paths that were asked for."""

    def __init__(self, models: Mapping[str, Path | Refusal | Listing]) -> None:
        self.asked: list[str] = []
        self._models = models
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def answer(self, path: str) -> tuple[int, bytes, dict[str, str]]:
        """Return status, body and headers for a path."""
        self.asked.append(path)
        path = path.partition("?")[0].removeprefix("/api/models").strip("/")
        name = "/".join(path.split("/")[:2])
        model = self._models.get(name, Refusal(404, "RepoNotFound"))
        if isinstance(model, Refusal):
            return model.status, b'{"error": "no"}', {"x-error-code": model.code} if model.code else {}
        if isinstance(model, Listing):
            return 200, json.dumps(_info(name, model.files, model.parameters)).encode(), {}
        files = {file.name: file.read_bytes() for file in model.iterdir()}
        sizes = {file: len(data) for file, data in files.items()}
        if "/resolve/" in path:
            data = files[path.rpartition("/")[2]]
            return 200, data, {"etag": f'"{_sha(data)}"', "x-repo-commit": COMMIT}
        if "/tree/" in path:
            rows = [
                {"type": "file", "path": file, "size": len(data), "oid": _sha(data)} for file, data in files.items()
            ]
            return 200, json.dumps(rows).encode(), {}
        return 200, json.dumps(_info(name, sizes, {"F32": 100_000})).encode(), {}

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        hub = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                self.wfile.write(self._start())

            def do_HEAD(self) -> None:
                self._start()

            def _start(self) -> bytes:
                status, body, headers = hub.answer(self.path)
                self.send_response(status)
                for header, value in {**headers, "content-length": str(len(body)), "connection": "close"}.items():
                    self.send_header(header, value)
                self.end_headers()
                self.close_connection = True
                return body

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        return Handler


def _sha(data: bytes) -> str:
    return hashlib.sha1(data, usedforsecurity=False).hexdigest()


def _info(name: str, files: Mapping[str, int], parameters: Mapping[str, int]) -> dict[str, object]:
    siblings = [{"rfilename": file, "size": size} for file, size in files.items()]
    counted = {"parameters": dict(parameters), "total": sum(parameters.values())}
    return {"id": name, "sha": COMMIT, "siblings": siblings, "safetensors": counted}
