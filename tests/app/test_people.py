"""Signing in and out, and what a session is good for; the ways in by links are in test_entrances.py."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from app.attempts import Attempts, address_key
from app.passwords import hash_password
from app.people import People
from app.security import guard
from app.session_cookie import SESSION
from app.settings import Settings
from db.store import open_store
from models.errors import BadSetting
from models.people import Newcomer
from tests.app.people import PASSWORD, add, close, invite, session_of, who
from tests.app.servers import HERE, Server, state_of

SECRET = b"s" * 32


@pytest.fixture
def closed(server: Server) -> Server:
    """A server with an admin who can sign in with the password."""
    close(server)
    return server


def sign_in(browser: TestClient, name: str = "Root", password: str = PASSWORD, **more: str) -> tuple[int, str]:
    reply = browser.post("/sign-in", data={"name": name, "password": password, **more}, follow_redirects=False)
    return reply.status_code, reply.headers.get("location", "")


def test_without_an_admin_everybody_may_everything_and_there_is_nothing_to_sign_in_to(server: Server) -> None:
    browser = server.browser()
    token, _ = invite(server)

    assert who(browser)[:2] == ("open", "admin")
    assert browser.get("/sign-in", follow_redirects=False).headers["location"] == "./"
    for reply in (
        browser.post("/sign-in", data={"name": "Root", "password": PASSWORD}),
        browser.get(f"/join/{token}"),
        browser.post(f"/join/{token}", data={"name": "guest", "password": PASSWORD}),
        browser.post("/start", data={"code": token, "round": "x", "PROLIFIC_PID": "abc"}),
    ):
        assert (reply.status_code, "no accounts" in reply.text) == (404, True)


@pytest.fixture
def open_people(tmp_path: Path) -> Iterator[tuple[People, list[float]]]:
    """People of whom there are none yet, and the time on their clock."""
    now = [100.0]
    with open_store(tmp_path / "deixis.sqlite3") as store:
        yield People(store.people, secret=SECRET, round_of=store.judging.round, clock=lambda: now[0]), now


def test_an_admin_made_while_the_server_runs_closes_it_within_a_second(
    open_people: tuple[People, list[float]],
) -> None:
    people, now = open_people
    guarded = FastAPI()
    guarded.add_api_route("/api/conversations", lambda: "let through")
    guard(guarded, Settings(), secret=SECRET, people=people)
    browser = TestClient(guarded, base_url=HERE)
    seen = [browser.get("/api/conversations").status_code]

    people.store.add(Newcomer(name="Root", role="admin"), actor="a test")

    for now[0] in (100.9, 101.0, 100.5):
        seen.append(browser.get("/api/conversations").status_code)
    assert seen == [200, 200, 401, 401]


def test_the_first_admin_may_sign_in_at_once_and_closes_the_server_by_it(
    open_people: tuple[People, list[float]],
) -> None:
    people, _ = open_people
    before, kept = people.identify(()), hash_password(PASSWORD)
    assert kept.startswith("scrypt$32768$8$3$")
    people.store.add(Newcomer(name="Root", password=kept, role="admin"), actor="a test")

    ticket = people.sign_in("Root", PASSWORD, address="127.0.0.1")

    after = people.identify([ticket.token])
    assert [each and each.mode for each in (before, after)] == ["open", "accounts"]
    assert people.identify(()) is None


def test_who_signs_in_is_let_in_and_who_signs_out_has_nothing_left(closed: Server) -> None:
    browser = closed.browser()

    assert sign_in(browser) == (303, "./")
    token = browser.cookies[SESSION]
    assert who(browser) == ("accounts", "admin", ["ask", "rate", "compare", "admin", "browse", "skills"])
    assert browser.get("/api/conversations").status_code == 200
    assert browser.post("/sign-out", follow_redirects=False).headers["location"] == "./sign-in"

    assert SESSION not in browser.cookies
    replayed = closed.browser(cookies={SESSION: token})
    assert replayed.get("/api/conversations").status_code == 401


def test_the_session_cookie_is_out_of_reach_of_scripts_and_secure_under_tls(closed: Server) -> None:
    form = {"name": "Root", "password": PASSWORD}
    plain = closed.browser().post("/sign-in", data=form, follow_redirects=False)
    tls = TestClient(closed.app, base_url="https://127.0.0.1:7860").post("/sign-in", data=form, follow_redirects=False)

    for reply, secure in ((plain, False), (tls, True)):
        (cookie,) = [each for each in reply.headers.get_list("set-cookie") if each.startswith(SESSION)]
        assert {"HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=1209600"} <= set(cookie.split("; "))
        assert ("Secure" in cookie.split("; ")) is secure
        assert len(cookie.partition("=")[2].partition(";")[0]) == 43


def test_tokens_and_passwords_are_nowhere_in_the_database(closed: Server) -> None:
    browser = closed.browser()
    sign_in(browser)
    kept = state_of(closed)[0]

    for secret in (browser.cookies[SESSION], PASSWORD):
        assert secret not in kept


def test_signing_in_again_ends_the_session_before(closed: Server) -> None:
    browser = closed.browser()
    sign_in(browser)
    first = browser.cookies[SESSION]

    sign_in(browser)

    assert closed.browser(cookies={SESSION: first}).get("/api/conversations").status_code == 401
    assert browser.get("/api/conversations").status_code == 200


@pytest.mark.parametrize(
    ("wanted", "led"),
    [
        ("rate/?round=a", "./rate/?round=a"),
        ("https://evil.example/", "./"),
        ("//evil.example/rate/", "./"),
        ("javascript:alert(1)", "./"),
        ("/rate/", "./"),
        ("rate/../../x", "./"),
        ("rate/?x=\r\nset-cookie: a=b", "./rate/?x=%0D%0Aset-cookie%3A%20a=b"),
        ("http://[", "./"),
    ],
)
def test_after_signing_in_one_of_our_pages_is_shown_and_nothing_else(closed: Server, wanted: str, led: str) -> None:
    status, location = sign_in(closed.browser(), next=wanted)

    assert status == 303
    assert location in (led, re.sub("%0D%0A", "", led))


def test_ten_wrong_passwords_a_minute_are_enough(closed: Server) -> None:
    stranger = closed.browser()

    wrong = [sign_in(stranger, "Root", f"wrong {number}")[0] for number in range(10)]
    reply = stranger.post("/sign-in", data={"name": "ROOT", "password": PASSWORD})

    assert wrong == [401] * 10
    assert reply.status_code == 429
    assert 1 <= int(reply.headers["retry-after"]) <= 60
    assert "Too many wrong passwords" in reply.text


def test_a_wrong_name_is_refused_in_the_same_words_as_a_wrong_password(closed: Server) -> None:
    texts = {
        closed.browser().post("/sign-in", data={"name": name, "password": "wrong password"}).text.replace(name, "")
        for name in ("Root", "Nobody")
    }

    assert len(texts) == 1


def test_tries_are_counted_by_name_and_by_address_and_forgotten_after_a_minute() -> None:
    now = [0.0]
    attempts = Attempts(clock=lambda: now[0])
    for number in range(10):
        assert attempts.begin("name Ada", f"address {number}") == 0

    now[0] = 20
    assert attempts.begin("name Ada", "address x") == 40
    assert attempts.begin("name Bob", "address x") == 0
    attempts.forgive("name Bob", "address x")
    now[0] = 61
    assert attempts.begin("name Ada", "address 1") == 0


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.2", False),
        ("2001:db8::1", "2001:db8::2:3", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
    ],
)
def test_of_an_ipv6_address_the_network_counts(one: str, other: str, same: bool) -> None:
    assert (address_key(one) == address_key(other)) is same


@pytest.mark.parametrize("password", ["", "x" * 9, "x" * 1001])
def test_a_password_has_a_length(password: str) -> None:
    with pytest.raises(BadSetting, match=f"{len(password)} characters"):
        hash_password(password)


def test_an_expired_session_is_nobodys(closed: Server) -> None:
    token = session_of(closed, add(closed, "Ann"), lasts=timedelta(seconds=-1))

    assert who(closed.browser(cookies={SESSION: token})) == ("accounts", None, [])


@pytest.mark.parametrize("path", ["/sign-in", "/join/nothing", "/start?round=x&code=y&PROLIFIC_PID=z"])
def test_the_pages_in_front_have_the_strict_policy_and_no_script_of_their_own(closed: Server, path: str) -> None:
    reply = closed.browser().get(path)

    assert "unsafe" not in reply.headers["content-security-policy"]
    assert reply.headers["cache-control"] == "no-store"
    assert re.findall(r"<script[^>]*>[^<]+", reply.text) == []


def test_a_server_remembers_its_people_after_a_restart(make_server: Callable[..., Server]) -> None:
    first = make_server()
    token = session_of(first, add(first, "Root", "admin"))

    again = make_server().browser(cookies={SESSION: token})

    assert who(again)[:2] == ("accounts", "admin")
