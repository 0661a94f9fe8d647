"""Gradio's routes as a hostile script sees them; what a person sees is tested in a browser."""

import asyncio
import inspect
import json
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from gradio.queueing import Queue
from starlette.routing import Mount
from starlette.testclient import TestClient

from app.gradio_door import LOOK_FOR_EVENTS, GradioDoor
from app.owner_cookie import COOKIE
from app.server import create_app
from app.settings import Settings
from tests.app.servers import HERE, Server, ask, shelf_of, upload
from tests.fakes.answerers import DummyAnswerer

EVIL = "https://evil.example"


@pytest.fixture(scope="module")
def page_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("page") / "data"
    student, teacher = DummyAnswerer("student"), DummyAnswerer("teacher")
    settings = Settings(data_dir=folder, student="student", allowed_hosts=("deixis.example",))

    async def build() -> FastAPI:
        # Gradio makes event loops that nobody closes where none is running.
        return create_app(settings, shelf=shelf_of(student, teacher, teacher="teacher"))

    # In a thread, because the browser tests' Playwright keeps a loop running in this one.
    with ThreadPoolExecutor(1) as thread:
        app = thread.submit(lambda: asyncio.run(build())).result()
    with TestClient(app, base_url=HERE):  # runs the start-up that Gradio's queue needs
        yield Server(app, app.state.asking, student, teacher, folder)


@pytest.fixture
def visitor(page_server: Server) -> TestClient:
    return page_server.browser()


def test_the_page_sets_the_cookie_and_its_own_policy(visitor: TestClient) -> None:
    reply = visitor.get("/")

    policy = reply.headers["content-security-policy"]
    assert reply.status_code == 200
    assert COOKIE in reply.cookies
    assert policy.startswith("default-src 'self'")
    assert "'unsafe-eval'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "http" not in policy
    assert reply.headers["cache-control"] == "no-store"


def test_the_rate_page_stands_below_its_own_path_with_the_same_policy(visitor: TestClient) -> None:
    lead = visitor.get("/rate?round=one", follow_redirects=False)
    reply = visitor.get("/rate/?round=one")

    assert (lead.status_code, lead.headers["location"]) == (307, "rate/?round=one")
    assert (reply.status_code, COOKIE in visitor.cookies) == (200, True)
    assert reply.headers["content-security-policy"] == visitor.get("/").headers["content-security-policy"]
    assert reply.headers["cache-control"] == "no-store"
    assert visitor.get("/rate/config").json()["root"].endswith("/rate")


@pytest.mark.parametrize("page", ["/", "/rate/"])
def test_the_files_of_a_page_are_kept_and_set_no_cookie(visitor: TestClient, page: str) -> None:
    (script,) = re.findall(r'src="\./(assets/index-[^"]+\.js)"', visitor.get(page).text)
    visitor.cookies.clear()

    reply = visitor.get(f"{page}{script}")

    assert (reply.status_code, reply.headers["cache-control"]) == (200, "public, max-age=31536000, immutable")
    assert "set-cookie" not in reply.headers


def test_a_page_asks_ahead_for_the_modules_that_it_needs_and_no_others(visitor: TestClient) -> None:
    ask_page, rate_page = (
        set(re.findall(r"modulepreload[^>]+?href=[^/]*/static/[0-9a-f]+/([\w/]+\.js)", visitor.get(page).text))
        for page in ("/", "/rate/")
    )

    assert {"page/header.js", "page/element.js"} <= ask_page & rate_page
    assert {"canvas/canvas.js", "canvas/pointers.js", "conversation/turn.js"} <= ask_page - rate_page
    assert "rate/rate.js" in rate_page - ask_page


@pytest.mark.parametrize("path", ["/theme.css", "/config", "/rate/config", "/gradio_api/queue/data"])
def test_only_the_page_itself_has_the_loose_policy(visitor: TestClient, path: str) -> None:
    assert "unsafe" not in visitor.get(path).headers["content-security-policy"]


def test_the_page_loads_nothing_from_another_host(visitor: TestClient) -> None:
    page = visitor.get("/").text

    loaded = re.findall(r"""<(?:script|link|img|iframe)[^>]+(?:src|href)=["'](?:https?:)?//""", page)
    assert "<script" in page
    assert loaded == []


CLOSED = [
    ("POST", "/gradio_api/upload"),
    ("GET", "/gradio_api/upload_progress?upload_id=x"),
    ("GET", "/gradio_api/file=/etc/passwd"),
    ("GET", "/gradio_api/file=https://evil.example/"),
    ("GET", "/gradio_api/file/etc/passwd"),
    ("HEAD", "/gradio_api/file=/etc/passwd"),
    ("GET", "/file=/etc/passwd"),
    ("GET", "/gradio_api/proxy=http://127.0.0.1:22/"),
    ("GET", "/gradio_api/info"),
    ("GET", "/gradio_api/openapi.json"),
    ("GET", "/gradio_api/deep_link?session_hash=x"),
    ("GET", "/?deep_link=../../../../etc"),
    ("GET", "/config?deep_link=x"),
    ("GET", "/gradio_api/runs"),
    ("GET", "/gradio_api/run-history/records"),
    ("POST", "/gradio_api/run-history/connect"),
    ("GET", "/gradio_api/custom_component/1/client/component/../../../../etc/passwd"),
    ("POST", "/gradio_api/component_server"),
    ("POST", "/gradio_api/process_recording"),
    ("POST", "/gradio_api/vibe-edit"),
    ("GET", "/gradio_api/vibe-code"),
    ("POST", "/gradio_api/vibe-code"),
    ("POST", "/gradio_api/api/predict"),
    ("POST", "/gradio_api/call/ask"),
    ("POST", "/gradio_api/run/ask"),
    ("GET", "/gradio_api/stream/x/1/2/playlist.m3u8"),
    ("GET", "/gradio_api/dev/reload"),
    ("GET", "/gradio_api/profiling/traces"),
    ("GET", "/gradio_api/mcp/"),
    ("GET", "/gradio_api//upload"),
    ("GET", "/monitoring"),
    ("GET", "/monitoring/summary"),
    ("POST", "/login"),
    ("GET", "/logout"),
    ("GET", "/pwa_icon"),
    ("GET", "/manifest.json"),
    ("GET", "/svelte/../../../../etc/passwd"),
    ("GET", "/docs"),
    ("GET", "/redoc"),
    ("GET", "/openapi.json"),
    ("GET", "/cookie-secret"),
    ("GET", "/data/cookie-secret"),
]


# No event of the Rate page runs in Python.
ALSO_CLOSED_BELOW_RATE = [
    ("POST", "/gradio_api/queue/join"),
    ("GET", "/gradio_api/queue/data"),
    ("POST", "/gradio_api/run/predict"),
    ("POST", "/gradio_api/cancel"),
    ("POST", "/gradio_api/reset"),
    ("GET", "/gradio_api/heartbeat/x"),
]
EVERYWHERE = [*CLOSED, *((method, f"/rate{path}") for method, path in (*CLOSED, *ALSO_CLOSED_BELOW_RATE))]


@pytest.mark.parametrize(("method", "path"), EVERYWHERE)
def test_what_the_page_does_not_need_is_closed(
    page_server: Server, visitor: TestClient, method: str, path: str
) -> None:
    before = sorted(page_server.folder.rglob("*"))

    reply = visitor.request(method, path)

    assert reply.status_code == 404
    assert b"root:" not in reply.content
    assert sorted(page_server.folder.rglob("*")) == before


@pytest.mark.parametrize("page", ["", "/rate"])
@pytest.mark.parametrize("path", ["/assets/../../../../../../etc/passwd", "/assets/%2e%2e/%2e%2e/routes.py"])
def test_assets_do_not_lead_out_of_their_folder(visitor: TestClient, path: str, page: str) -> None:
    assert visitor.get(f"{page}{path}").status_code in (403, 404)


@pytest.mark.parametrize("host", ["127.0.0.1:7860", "deixis.example"])
@pytest.mark.parametrize("origin", [EVIL, "null", "http://localhost:3000"])
def test_no_other_origin_may_read_or_call_gradio(visitor: TestClient, host: str, origin: str) -> None:
    foreign = {"host": host, "origin": origin}
    body = {"data": [None], "fn_index": 0, "session_hash": "x"}

    replies = [
        visitor.get("/config", headers=foreign),
        visitor.get("/", headers=foreign),
        visitor.post("/gradio_api/queue/join", json=body, headers=foreign),
        visitor.post("/gradio_api/run/predict", json=body, headers=foreign),
        visitor.options("/gradio_api/queue/join", headers={**foreign, "access-control-request-method": "POST"}),
    ]

    assert [reply.status_code for reply in replies] == [200, 200, 403, 403, 403]
    for reply in replies:
        assert not [name for name in reply.headers if name.startswith("access-control-")]


def test_forged_headers_do_not_move_the_page_to_another_address(visitor: TestClient) -> None:
    forged = {
        "x-forwarded-host": "evil.example",
        "x-forwarded-proto": "https",
        "x-forwarded-prefix": "/evil",
        "x-gradio-server": "https://evil.example",
    }

    for path in ("/config", "/rate/config", "/", "/rate/"):
        plain, moved = visitor.get(path), visitor.get(path, headers=forged)
        assert moved.text == plain.text
        assert "evil.example" not in moved.text


def test_no_link_of_a_page_leads_to_the_root_of_the_host(visitor: TestClient) -> None:
    page = visitor.get("/rate/").text

    assert 'href="/manifest.json"' not in page
    assert '<link rel="icon" href="/static/favicon.svg" />' in page


def restored(browser: TestClient) -> Any:
    """What the page shows when it is opened."""
    events = browser.get("/config").json()["dependencies"]
    (load,) = [event for event in events if any(target[1] == "load" for target in event["targets"])]
    body = {"data": [None], "fn_index": load["id"], "session_hash": "session"}
    reply = browser.post("/gradio_api/run/predict", json=body)
    assert reply.status_code == 200
    return reply.json()["data"]


def test_the_page_restores_a_conversation_to_its_owner_only(page_server: Server) -> None:
    mine, stranger = page_server.browser(), page_server.browser()
    talk = ask(mine, upload(mine))["conversation"]

    assert talk in json.dumps(restored(mine))
    assert talk not in json.dumps(restored(stranger))
    assert talk not in json.dumps(restored(page_server.browser(headers={"cookie": f"{COOKIE}=forged"})))


def test_gradio_keeps_its_files_inside_the_data_folder(page_server: Server) -> None:
    import gradio as gr

    assert Path(gr.HTML().GRADIO_CACHE).is_relative_to(page_server.folder)


def test_a_page_that_waits_hardly_looks_for_events(page_server: Server) -> None:
    queues = [
        route.app._app.get_blocks()._queue  # type: ignore[reportFunctionMemberAccess]  # what stands behind our door is Gradio
        for route in page_server.app.routes
        if isinstance(route, Mount) and isinstance(route.app, GradioDoor)
    ]

    assert len(queues) >= 4
    assert all(queue.sleep_when_free >= LOOK_FOR_EVENTS for queue in queues)
    assert "asyncio.sleep(self.sleep_when_free)" in inspect.getsource(Queue.start_processing), "it is still what counts"
