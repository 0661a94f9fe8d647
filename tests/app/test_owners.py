"""A browser owns what it asked, and nobody else can reach it."""

from collections.abc import Callable, Iterator
from typing import Any

from itsdangerous import TimestampSigner
from starlette.testclient import TestClient

from app.owner_cookie import COOKIE
from tests.app.servers import Server, ask, picture_file, state_of, upload

EVIL = "https://evil.example"
MEGABYTE = 2**20


def requests_for(victim: dict[str, Any]) -> Iterator[tuple[str, str, Any]]:
    """Every way to reach what a browser owns."""
    talk, turn, image = victim["conversation"], victim["turn"], victim["image"]
    yield "GET", f"/images/{image}", None
    yield "HEAD", f"/images/{image}", None
    yield "GET", f"/api/conversations/{talk}", None
    yield "GET", f"/api/conversations/{talk}/export.jsonl", None
    yield "GET", f"/api/conversations/{talk}/turns/{turn}/marked.png", None
    yield "DELETE", f"/api/conversations/{talk}", None
    yield "DELETE", f"/api/conversations/{talk}/turns/{turn}", None
    yield "POST", "/api/ask", {"image": image, "question": "what is this?"}
    yield "POST", "/api/ask", {"image": image, "question": "what is this?", "conversation": talk}
    yield "POST", "/api/regions/at", {"image": image, "x": 1, "y": 1}


def signed(owner: str, secret: bytes, salt: str = "deixis owner") -> str:
    return TimestampSigner(secret, salt=salt).sign(owner).decode()


def forgeries(cookie: str, owner: str) -> list[str]:
    """Cookies that are not the victim's, though they look like it."""
    rest, signature = cookie.rsplit(".", 1)
    # The first character: the last one of a base64 text has spare bits, so another may stand for the same bytes.
    other = ("A" if signature[0] != "A" else "B") + signature[1:]
    return [
        "",
        "x",
        owner,
        f"{owner}.{cookie.split('.', 1)[1][:-1]}",
        cookie[:-1],
        f"{rest}.{other}",
        cookie.replace(".", "", 1),
        "x" + cookie,
        signed(owner, b"another secret of another server"),
        signed(owner, b""),
        cookie.upper(),
        "." * 2000,
    ]


def test_nothing_of_a_browser_is_reachable_without_its_cookie(server: Server, victim: dict[str, Any]) -> None:
    cookie = victim["browser"].cookies[COOKIE]
    owner = cookie.rsplit(".", 2)[0]
    before = state_of(server)
    attempts = 0

    for forged in forgeries(cookie, owner):
        for method, path, body in requests_for(victim):
            stranger = server.browser(headers={"cookie": f"{COOKIE}={forged}"})
            reply = stranger.request(method, path, json=body)
            attempts += 1
            assert reply.status_code == 404, (forged[:40], method, path)
            assert COOKIE in reply.cookies

    assert attempts >= 100
    assert state_of(server) == before


def test_a_forged_cookie_gives_a_fresh_owner_who_can_work(server: Server) -> None:
    browser = server.browser(headers={"cookie": f"{COOKIE}=forged"})

    reply = browser.get("/api/conversations")

    assert (reply.status_code, reply.json()) == (200, [])
    assert reply.cookies[COOKIE] != "forged"


def test_two_browsers_never_see_each_other(server: Server, victim: dict[str, Any]) -> None:
    stranger = server.browser()
    ask(stranger, upload(stranger, picture_file(50, 50, "black")))

    theirs = [talk["id"] for talk in stranger.get("/api/conversations").json()]
    mine = [talk["id"] for talk in victim["browser"].get("/api/conversations").json()]

    assert (len(theirs), mine) == (1, [victim["conversation"]])
    assert theirs != mine


def test_a_cookie_survives_a_restart_of_the_server(make_server: Callable[..., Server]) -> None:
    first = make_server().browser()
    talk = ask(first, upload(first))["conversation"]

    second = make_server().browser(cookies={COOKIE: first.cookies[COOKIE]})

    assert [each["id"] for each in second.get("/api/conversations").json()] == [talk]


def test_the_cookie_is_out_of_reach_of_scripts_and_secure_under_tls(server: Server) -> None:
    plain = server.browser().get("/api/models").headers["set-cookie"]
    tls = TestClient(server.app, base_url="https://127.0.0.1:7860").get("/api/models").headers["set-cookie"]

    assert {"HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=31536000"} <= set(plain.split("; "))
    assert ("Secure" in plain.split("; "), "Secure" in tls.split("; ")) == (False, True)


def test_a_good_cookie_is_not_set_again(victim: dict[str, Any]) -> None:
    assert "set-cookie" not in victim["browser"].get("/api/models").headers


def test_a_picture_is_kept_for_its_owner_only(victim: dict[str, Any]) -> None:
    headers = victim["browser"].get(f"/images/{victim['image']}").headers

    assert headers["cache-control"] == "private, max-age=31536000, immutable"
    assert "Cookie" in headers["vary"].split(", ")
