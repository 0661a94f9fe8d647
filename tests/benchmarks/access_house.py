"""A server with accounts and something in it for everybody, to be broken into by tests.benchmarks.access."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

from fastapi import FastAPI
from starlette.routing import Mount
from starlette.testclient import TestClient

from app.server import create_app
from app.session_cookie import SESSION, hash_of
from app.settings import Settings
from models.people import Newcomer
from tests.app.people import add, invite, session_of, signed_in
from tests.app.rating import ROUND, make_item, next_screen, start_round, submission, submit
from tests.app.servers import HERE, Server, ask, shelf_of, upload
from tests.fakes.answerers import DummyAnswerer


class House(NamedTuple):
    """The server, the tokens of three people, tokens that are dead, links, and what belongs to whom.

    `ids` are the values that the server's addresses are filled with; `judged` and `leased` are what the annotator
    "victim" said and has before them.
    """

    server: Server
    admin: str
    victim: str
    other: str
    dead: dict[str, str]
    links: dict[str, str]
    ids: dict[str, str]
    judged: dict[str, Any]
    leased: dict[str, Any]


@contextmanager
def opened(folder: Path) -> Iterator[House]:
    """Build the server with both pages, its people and their things."""
    student, teacher = DummyAnswerer("student"), DummyAnswerer("teacher")

    async def build() -> FastAPI:
        # Gradio makes event loops that nobody closes where none is running.
        shelf = shelf_of(student, teacher, teacher="teacher")
        return create_app(Settings(data_dir=folder, student="student"), shelf=shelf)

    # In a thread, because a loop may be running in this one.
    with ThreadPoolExecutor(1) as thread:
        app = thread.submit(lambda: asyncio.run(build())).result()
    with TestClient(app, base_url=HERE):  # runs the start-up that Gradio's queue needs
        yield furnish(Server(app, app.state.asking, student, teacher, folder))


def furnish(server: Server) -> House:
    start_round(server, *(make_item(server, f"item-{at}") for at in range(4)))
    root, victim, other = add(server, "Root", "admin"), add(server, "Victim"), add(server, "Other")
    admin, theirs = signed_in(server, root), signed_in(server, victim)
    talk = ask(admin, upload(admin))
    judged = submission(next_screen(theirs))
    submit(theirs, judged)
    leased = next_screen(theirs)
    links = _links(server)
    return House(
        server,
        admin=admin.cookies[SESSION],
        victim=theirs.cookies[SESSION],
        other=session_of(server, other),
        dead=_dead(server, admin.cookies[SESSION], admin.cookies.get("deixis_owner") or ""),
        links=links,
        ids={
            "conversation_id": talk["conversation"],
            "turn_id": talk["turn"],
            "image_id": admin.get("/api/conversations").json()[0]["image"]["id"],
            "name": "scene-33",
            "version": "current",
            "token": links["good"],
        },
        judged=judged,
        leased=leased,
    )


def _links(server: Server) -> dict[str, str]:
    revoked, revoked_id = invite(server)
    server.asking.store.people.revoke_invite(revoked_id, actor="a test")
    used_up, _ = invite(server)
    server.asking.store.people.accept(hash_of(used_up), "join", Newcomer(name="Earlier"))
    return {
        "good": invite(server, uses=5)[0],
        "code": invite(server, uses=5, start=True, round_id=ROUND)[0],
        "revoked": revoked,
        "used up": used_up,
        "expired": invite(server, days=-1)[0],
    }


def _dead(server: Server, admin: str, owner: str) -> dict[str, str]:
    """Tokens of admins that were good once, and what looks like a good one."""
    left, erased = add(server, "Left", "admin"), add(server, "Erased", "admin")
    signed_out = signed_in(server, left)
    replayed = signed_out.cookies[SESSION]
    signed_out.post("/sign-out", follow_redirects=False)
    of_erased = session_of(server, erased)
    server.asking.store.people.erase("Erased", actor="a test")
    other_password = session_of(server, left)
    server.asking.store.people.set_password("Left", "scrypt$2$1$1$00$00", actor="a test")
    return {
        "signed out": replayed,
        "erased": of_erased,
        "before another password": other_password,
        "cut short": admin[:-1],
        "longer": f"{admin}A",
        "other case": admin.swapcase(),
        "the stored hash": hash_of(admin),
        "the owner cookie": owner,
        "a name": "Root",
        "a pattern": "%",
        "a quote": "' OR 1=1 --",
        "very long": "x" * 4000,
        # Last, since whoever signs in after it sweeps it away.
        "expired": session_of(server, left, lasts=timedelta(seconds=-1)),
    }


def routes_of(app: FastAPI) -> list[tuple[str, str]]:
    """Return method and address of everything that the server and the Gradio pages in it can answer."""
    return sorted(set(_walk(app.routes, "")))


def _walk(routes: Any, prefix: str) -> Iterator[tuple[str, str]]:  # Any: several frameworks' kinds of routes
    for route in routes:
        if hasattr(route, "original_router"):
            yield from _walk(route.original_router.routes, prefix)
        elif isinstance(route, Mount):
            behind_door = getattr(route.app, "_app", route.app)
            yield from _walk(getattr(behind_door, "routes", ()), prefix + route.path)
        else:
            yield from ((method, prefix + route.path) for method in route.methods or ("GET",))
