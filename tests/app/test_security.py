"""Foreign pages, foreign hosts, forged cookies and oversized bodies get nothing and change nothing."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.headers import PAGE_POLICY
from tests.app.servers import HERE, Server, picture_file, state_of, victim_of

EVIL = "https://evil.example"
MEGABYTE = 2**20
RATING = ("next", "previous", "submit", "draft", "renew", "skip")


@pytest.fixture(scope="module")
def refused(quiet: Server) -> dict[str, Any]:
    """Somebody in whose name nothing is done: a browser that has asked something, and the ids of what it owns."""
    return victim_of(quiet)


def requests_that_change(victim: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    """Every kind of request that could change something, as the owner's browser would send it."""
    talk, turn, image = victim["conversation"], victim["turn"], victim["image"]
    form = {"files": {"file": ("a.png", picture_file(64, 64, "red"), "image/png")}}
    return [
        ("POST", "/api/images", form),
        ("POST", "/api/ask", {"json": {"image": image, "question": "what is this?"}}),
        ("POST", "/api/ask", {"content": b"{}", "headers": {"content-type": "text/plain"}}),
        ("POST", "/api/regions/at", {"json": {"image": image, "x": 1, "y": 1}}),
        ("POST", "/api/gallery/scene-33", {}),
        ("DELETE", f"/api/conversations/{talk}", {}),
        ("DELETE", f"/api/conversations/{talk}/turns/{turn}", {}),
        ("POST", "/api/rate/candidates", {"json": {"conversation": talk, "turn": turn, "role": "student"}}),
        *(("POST", f"/api/rate/{path}", {"json": {"round": "one", "item": "one"}}) for path in RATING),
        ("POST", "/gradio_api/queue/join", {"json": {"data": [], "fn_index": 0, "session_hash": "x"}}),
        ("POST", "/gradio_api/upload", {"files": {"files": ("a.html", b"<script>", "text/html")}}),
    ]


FOREIGN: list[dict[str, str]] = [
    {"origin": EVIL},
    {"origin": "null"},
    {"origin": "http://127.0.0.1:9999"},
    {"origin": "http://localhost:7860"},
    {"origin": "http://127.0.0.1:7860.evil.example"},
    {"origin": "HTTP://127.0.0.1:7860@evil.example"},
    {"origin": ""},
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
    {"host": "evil.example"},
    {"host": "127.0.0.1.evil.example"},
    {"host": "127.0.0.1@evil.example"},
    {"host": ""},
]


@pytest.mark.parametrize("foreign", FOREIGN, ids=lambda headers: str(headers))
def test_requests_of_foreign_pages_and_hosts_are_refused_and_change_nothing(
    quiet: Server, refused: dict[str, Any], foreign: dict[str, str]
) -> None:
    before = state_of(quiet)

    for method, path, options in requests_that_change(refused):
        headers = {**options.get("headers", {}), **foreign}
        reply = refused["browser"].request(method, path, **{**options, "headers": headers})

        assert (reply.status_code, list(reply.json())) == (403, ["error"]), (method, path)
        assert "access-control-allow-origin" not in reply.headers
        assert "set-cookie" not in reply.headers

    assert state_of(quiet) == before


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "[::2]", "localhost.evil.example:7860"])
def test_reading_under_a_foreign_host_is_refused_too(refused: dict[str, Any], host: str) -> None:
    reply = refused["browser"].get("/api/conversations", headers={"host": host})

    assert reply.status_code == 403
    assert "evil" not in reply.text or "--allow-host" in reply.json()["error"]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": HERE},
        {"sec-fetch-site": "same-origin"},
        {"sec-fetch-site": "none"},
        {"host": "localhost:7860", "origin": "http://localhost:7860"},
        {"host": "[::1]:7860", "origin": "http://[::1]:7860"},
    ],
)
def test_our_own_page_and_scripts_are_served(quiet: Server, headers: dict[str, str]) -> None:
    reply = quiet.browser().post("/api/gallery/scene-33", headers=headers)

    assert reply.status_code == 200


@pytest.mark.parametrize("name", ["deixis.example", "Deixis.Example:8443"])
def test_an_allowed_public_name_works_and_still_refuses_foreign_origins(
    make_server: Callable[..., Server], name: str
) -> None:
    browser = make_server(allowed_hosts=(name,)).browser()
    public = {"host": name.lower()}

    own = browser.post("/api/gallery/scene-33", headers={**public, "origin": f"https://{name.lower()}"})
    foreign = browser.post("/api/gallery/scene-33", headers={**public, "origin": EVIL})
    read = browser.get("/api/models", headers={**public, "origin": EVIL})
    preflight = browser.options("/api/ask", headers={**public, "origin": EVIL, "access-control-request-method": "POST"})

    assert (own.status_code, foreign.status_code, read.status_code, preflight.status_code) == (200, 403, 200, 403)
    for reply in (own, foreign, read, preflight):
        assert not [name for name in reply.headers if name.startswith("access-control-")]


@pytest.mark.parametrize(
    ("path", "size"),
    [
        ("/api/ask", MEGABYTE + 1),
        ("/api/regions/at", MEGABYTE + 1),
        ("/api/images", 33 * MEGABYTE),
    ],
)
@pytest.mark.parametrize("announced", [True, False])
def test_a_body_that_is_too_large_is_refused(quiet: Server, path: str, size: int, announced: bool) -> None:
    before = state_of(quiet)
    headers = {"content-type": "multipart/form-data; boundary=x" if path == "/api/images" else "application/json"}
    if path == "/api/images":
        start = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\n'
    else:
        start = b'{"question": "'
    pieces = [start, *(b"a" * (MEGABYTE // 2) for _ in range(2 * size // MEGABYTE)), b"a"]

    def stream() -> Iterator[bytes]:
        yield from pieces

    content = b"".join(pieces) if announced else stream()
    reply = quiet.browser().post(path, content=content, headers=headers)

    assert (reply.status_code, "MB" in reply.json()["error"]) == (413, True)
    assert state_of(quiet) == before


def test_a_picture_of_the_largest_size_still_fits(browser: TestClient) -> None:
    content = picture_file() + b"\0" * (32 * MEGABYTE - len(picture_file()))

    reply = browser.post("/api/images", files={"file": ("a.png", content, "image/png")})

    assert reply.status_code == 200


def test_every_answer_carries_the_headers(server: Server, victim: dict[str, Any]) -> None:
    browser = victim["browser"]
    replies = [
        browser.get("/api/models"),
        browser.get(f"/images/{victim['image']}"),
        browser.get("/api/openapi.json"),
        browser.get(f"/api/conversations/{victim['conversation']}/export.jsonl"),
        browser.get("/static/page/api.js"),
        browser.get("/static/gallery/gallery.json"),
        browser.get("/nothing"),
        browser.post("/api/ask", json={}),
        browser.post("/api/ask", json={}, headers={"origin": EVIL}),
        browser.get("/api/models", headers={"host": "evil.example"}),
        browser.post("/api/ask", content=b"x" * (MEGABYTE + 1)),
    ]

    for reply in replies:
        policy = reply.headers["content-security-policy"]
        assert policy.startswith("default-src 'self'")
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert reply.headers["x-content-type-options"] == "nosniff"
        assert reply.headers["referrer-policy"] == "same-origin"
        assert reply.headers["permissions-policy"].startswith("camera=(self)")
        assert reply.headers["cross-origin-resource-policy"] == "same-origin"
        assert "server" not in reply.headers


def test_the_pages_policy_allows_nothing_from_outside() -> None:
    sources = {word for part in PAGE_POLICY.split(";") for word in part.split()[1:]}

    assert sources == {"'self'", "'none'", "'unsafe-inline'", "'unsafe-eval'", "data:", "blob:"}


@pytest.mark.parametrize(
    ("path", "kept"),
    [("/api/models", "no-store"), ("/api/conversations", "no-store"), ("/static/page/api.js", "no-cache")],
)
def test_only_what_may_be_kept_is_kept(quiet: Server, path: str, kept: str) -> None:
    assert quiet.browser().get(path).headers["cache-control"] == kept


@pytest.mark.parametrize(
    "path",
    [
        "/static/__init__.py",
        "/static/../pyproject.toml",
        "/static/%2e%2e/pyproject.toml",
        "/static/..%2fapp%2fserver.py",
        "/static//etc/passwd",
        "/static/gallery",
        "/static/gallery/",
        "/static/gallery/gallery.json",
        "/static/page/api.js%00.png",
    ],
)
def test_static_files_are_what_a_page_loads_and_nothing_else(quiet: Server, path: str) -> None:
    reply = quiet.browser().get(path)

    assert reply.status_code == 404
    assert b"import" not in reply.content
