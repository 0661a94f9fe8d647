"""People in a server: accounts and sessions without the time that passwords take, and browsers that hold them."""

import hashlib
from datetime import timedelta
from typing import Any

from starlette.testclient import TestClient

from app.session_cookie import LIFETIME, SESSION, hash_of, new_token
from models.people import Newcomer, Person, PersonRole
from tests.app.servers import Server

PASSWORD = "correct horse battery"


def kept_password(password: str = PASSWORD) -> str:
    """Return what is kept of a password, at next to no costs: they stand beside the hash, and signing in has them."""
    salt = b"salt"
    made = hashlib.scrypt(password.encode(), salt=salt, n=2, r=1, p=1, dklen=32)
    return f"scrypt$2$1$1${salt.hex()}${made.hex()}"


def add(server: Server, name: str, role: PersonRole = "annotator") -> Person:
    """Make an account that nobody can sign in to with a password. The first admin closes the server."""
    return server.asking.store.people.add(Newcomer(name=name, role=role), actor="a test")


def session_of(server: Server, person: Person, *, lasts: timedelta = LIFETIME) -> str:
    """Return the token of a fresh session."""
    token = new_token()
    server.asking.store.people.begin_session(person.id, hash_of(token), lasts=lasts)
    return token


def signed_in(server: Server, person: Person, **options: Any) -> TestClient:
    """Return a browser in which somebody has signed in."""
    return server.browser(cookies={SESSION: session_of(server, person)}, **options)


def invite(
    server: Server, *, round_id: str | None = None, uses: int = 1, start: bool = False, days: float = 14
) -> tuple[str, str]:
    """Return the token and the id of a fresh invite."""
    token = new_token()
    made = server.asking.store.people.invite(
        hash_of(token),
        "start" if start else "join",
        round_id=round_id,
        uses=uses,
        lasts=timedelta(days=days),
        actor="?",
    )
    return token, made.id


def close(server: Server) -> None:
    """Make an admin, Root, who can sign in with the password."""
    root = Newcomer(name="Root", password=kept_password(), role="admin")
    server.asking.store.people.add(root, actor="a test")


def who(browser: TestClient) -> tuple[str, str | None, list[str]]:
    """Return what the server says of who is asking: mode, role, pages."""
    me = browser.get("/api/me").json()
    return me["mode"], me["role"], me["pages"]
