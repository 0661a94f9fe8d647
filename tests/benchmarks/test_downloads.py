"""The benchmark of downloads, a fiftieth of it; and that it finds what is cut short or changed."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.benchmarks.downloads import COUNTED, faults, main
from tests.benchmarks.viewer import Viewer

PICTURE = bytes(range(256)) * 40


@contextmanager
def sending(body: bytes) -> Iterator[str]:
    """Serve a body in the picture's place, announced with the picture's length."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self._send(json.dumps({"screen": {"image": {"url": "/picture"}}}).encode())

        def do_GET(self) -> None:
            self._send(body, len(PICTURE))

        def log_message(self, *_: object) -> None:
            pass

        def _send(self, content: bytes, length: int = 0) -> None:
            self.send_response(200)
            self.send_header("Set-Cookie", "a=b; Path=/")
            self.send_header("Content-Length", str(length or len(content)))
            self.end_headers()
            self.wfile.write(content)
            self.close_connection = True

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_a_fiftieth_of_the_benchmark_finds_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["--size", "200"])

    said = capsys.readouterr().out
    figures = json.loads(said.splitlines()[-1])
    assert code == 0, said
    assert (figures["downloads"], figures["viewers"]) == (200, 32)
    assert (figures["truncated"], figures["wrong"], figures["errors"]) == (0, 0, 0)
    assert min(figures["ranges"], figures["gone_away"]) >= 32


@pytest.mark.parametrize(
    ("body", "fault"), [(PICTURE[:-1], "truncated"), (PICTURE[:-1] + b"x", "wrong"), (PICTURE, None)]
)
def test_what_is_cut_short_or_changed_is_counted(body: bytes, fault: str | None) -> None:
    with sending(body) as address:
        viewer = Viewer(address, PICTURE, seed=1)
        viewer.download("a-round", 1)

    assert viewer.errors == []
    assert {name for name in ("truncated", "wrong") if viewer.found[name]} == ({fault} if fault else set())


def test_every_fault_ends_the_run() -> None:
    good = dict.fromkeys(COUNTED, 0) | {"downloads": 5}

    assert faults(good, 5, [], "") == []
    assert faults(good | {"wrong": 1, "truncated": 2}, 5, [], "") == ["2 truncated", "1 wrong"]
    assert faults(good, 6, ["gone", "gone"], "") == ["5 downloads instead of 6", "error: gone"]
    assert len(faults(good, 5, [], "Traceback (most recent call last):")) == 1
