"""What is believed of proxies: scheme and client of those that were named; a prefix that is set and never sent."""

from collections.abc import Callable
from typing import Any

import httpx2
import pytest
from starlette.testclient import TestClient

from app.owner_cookie import COOKIE
from app.people import WRONG
from app.session_cookie import SESSION
from tests.app.people import PASSWORD, add, close, invite
from tests.app.servers import Server, picture_file, state_of

PUBLIC = "https://deixis.example"
PROXY, STRANGER = "10.0.0.7", "10.1.0.7"
BEHIND: dict[str, Any] = {
    "root_path": "/deixis", "forwarded_allow_ips": ("10.0.0.0/24",), "allowed_hosts": ("deixis.example",),
}  # fmt: skip
FORGED = {
    "x-forwarded-proto": "https",
    "x-forwarded-for": "198.51.100.1",
    "x-forwarded-host": "evil.example",
    "x-forwarded-prefix": "/evil",
    "x-forwarded-server": "evil.example",
    "x-forwarded-port": "1",
    "x-real-ip": "198.51.100.1",
    "forwarded": "for=198.51.100.1;proto=https;host=evil.example",
}


def through(server: Server, machine: str, **headers: str) -> TestClient:
    """Return a browser whose requests come from a machine in plain HTTP, as a proxy sends them on."""
    sent = {"host": "deixis.example", **headers}
    return TestClient(
        server.app,
        base_url="http://deixis.example",
        client=(machine, 5000),
        headers=sent,
        follow_redirects=False,
        raise_server_exceptions=False,
    )


def tls(server: Server) -> TestClient:
    return through(server, PROXY, **{"x-forwarded-proto": "https", "x-forwarded-for": "198.51.100.1"})


def headers_of(reply: httpx2.Response) -> list[tuple[str, Any]]:
    """Return the headers, of cookies their names and attributes: the values are drawn anew each time."""
    return [
        (name, (value.partition("=")[0], value.split("; ")[1:]) if name == "set-cookie" else value)
        for name, value in reply.headers.multi_items()
    ]


@pytest.fixture
def behind(make_server: Callable[..., Server]) -> Server:
    return make_server(**BEHIND)


def test_cookies_are_for_the_prefix_and_secure_when_a_named_proxy_says_tls(behind: Server) -> None:
    close(behind)

    signed_in = tls(behind).post("/sign-in", data={"name": "Root", "password": PASSWORD})

    handed_out = {each.partition("=")[0]: each.split("; ")[1:] for each in signed_in.headers.get_list("set-cookie")}
    assert set(handed_out) == {COOKIE, SESSION}
    for attributes in handed_out.values():
        assert {"Path=/deixis", "HttpOnly", "SameSite=Lax", "Secure"} <= set(attributes)
    signed_out = tls(behind).post("/sign-out").headers.get_list("set-cookie")
    assert [each.split("; ")[1:4] for each in signed_out if each.startswith(SESSION)] == [
        ["Path=/deixis", "Max-Age=0", "HttpOnly"]
    ]


@pytest.mark.parametrize("root_path", ["", "/deixis"])
@pytest.mark.parametrize("forwarded_allow_ips", [(), ("10.0.0.0/24",)])
def test_forged_headers_of_a_stranger_change_nothing(
    make_server: Callable[..., Server], root_path: str, forwarded_allow_ips: tuple[str, ...]
) -> None:
    server = make_server(**{**BEHIND, "root_path": root_path, "forwarded_allow_ips": forwarded_allow_ips})
    add(server, "Root", "admin")

    for path in ("/api/models", "/sign-in", "/rate/", "/api/openapi.json", "/nothing"):
        plain = through(server, STRANGER).get(path)
        forged = through(server, STRANGER, **FORGED).get(path)

        assert (forged.status_code, forged.content) == (plain.status_code, plain.content)
        assert headers_of(forged) == headers_of(plain)
        assert "evil" not in f"{forged.headers} {forged.text}"


def test_a_named_proxy_is_believed_in_scheme_and_client_only(behind: Server) -> None:
    reply = through(behind, PROXY, **FORGED).get("/api/openapi.json")

    assert "Secure" in reply.headers["set-cookie"]
    assert reply.json()["servers"] == [{"url": "/deixis"}]
    assert "evil" not in f"{reply.headers} {reply.text}"


def test_wrong_passwords_count_for_whoever_the_proxy_names_and_a_stranger_cannot_name_another(
    behind: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.attempts.MOST", 2)
    add(behind, "Root", "admin")

    def tried(machine: str, client: str) -> int:
        browser = through(behind, machine, **{"x-forwarded-for": client})
        return browser.post("/sign-in", data={"name": f"Nobody {client}", "password": "wrong"}).status_code

    of_many = [tried(PROXY, f"198.51.100.{number}") for number in range(3)]
    of_one = [tried(STRANGER, f"198.51.100.{number}") for number in range(3)]

    assert of_many == [401, 401, 401]
    assert of_one == [401, 401, 429]


def test_the_origin_must_be_that_of_the_public_address(behind: Server) -> None:
    before = state_of(behind)
    form = {"file": ("a.png", picture_file(), "image/png")}

    refused = [
        tls(behind).post("/api/images", files=form, headers={"origin": origin}).status_code
        for origin in ("https://evil.example", "http://deixis.example", "https://deixis.example:444", "null")
    ]

    assert refused == [403] * 4
    assert state_of(behind) == before
    assert tls(behind).post("/api/images", files=form, headers={"origin": PUBLIC}).status_code == 200


@pytest.mark.parametrize(
    ("path", "location"),
    [("/", "./sign-in"), ("/rate/?round=x", "../sign-in?next=rate%2F%3Fround%3Dx"), ("/admin", "./sign-in?next=admin")],
)
def test_redirects_stay_below_the_prefix(behind: Server, path: str, location: str) -> None:
    add(behind, "Root", "admin")

    assert tls(behind).get(path).headers["location"] == location


def test_pages_in_front_of_the_app_name_their_files_from_where_they_are(behind: Server) -> None:
    close(behind)
    token, _ = invite(behind)

    join, signing_in = tls(behind).get(f"/join/{token}").text, tls(behind).get("/sign-in").text

    assert 'href="../static/styles/page.css"' in join
    assert 'href="./static/styles/page.css"' in signing_in
    assert tls(behind).get("/api/conversations").json()["error"] == "Sign in first; the page is at /deixis/sign-in."
    assert WRONG in tls(behind).post("/sign-in", data={"name": "Root", "password": "wrong"}).text


def test_guards_take_a_path_for_what_it_is_below_the_prefix_too(behind: Server) -> None:
    large = tls(behind).post("/api/images", files={"file": ("a.png", b"0" * 2**21, "image/png")})
    add(behind, "Root", "admin")
    static, page = tls(behind).get("/static/page/api.js"), tls(behind).get("/rate/")

    assert large.status_code == 400  # read and found to be no picture, which any other address would not have read
    assert (static.status_code, "set-cookie" in static.headers) == (200, False)
    assert "'unsafe-eval'" in page.headers["content-security-policy"]
    assert tls(behind).get("/deixis/api/models").status_code == 401  # the proxy takes the prefix away
