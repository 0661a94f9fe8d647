"""Many browsers at once: nobody gets half a picture, and nothing is lost or mixed up."""

import hashlib
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI

from app.owner_cookie import COOKIE
from tests.app.servers import Server, ask, picture_file, upload

THREADS = 32
DOWNLOADS = 320
Serve = Callable[[FastAPI], httpx2.Client]


def test_one_picture_downloaded_by_many_at_once_is_never_cut_off(server: Server, serve: Serve) -> None:
    first = serve(server.app)
    content = picture_file(1600, 1200, "orange")
    picture = upload(first, content)
    right = hashlib.sha256(first.get(picture["url"]).content).hexdigest()
    begin = threading.Barrier(THREADS)

    def viewer(number: int) -> list[str]:
        with httpx2.Client(base_url=first.base_url, timeout=30, trust_env=False) as mine:
            begin.wait(30)
            # Every fourth also sends the same file again while others read it.
            if number % 4 == 0:
                upload(mine, content)
            else:
                mine.cookies.set(COOKIE, first.cookies[COOKIE])
            rounds = range(number, DOWNLOADS, THREADS)
            return [hashlib.sha256(mine.get(picture["url"]).content).hexdigest() for _ in rounds]

    with ThreadPoolExecutor(THREADS) as pool:
        seen = [digest for each in pool.map(viewer, range(THREADS)) for digest in each]

    assert len(seen) == DOWNLOADS
    assert [digest for digest in seen if digest != right] == []


def test_browsers_that_ask_and_delete_at_once_keep_to_themselves(server: Server, serve: Serve) -> None:
    address = serve(server.app).base_url
    content = picture_file()

    def person(number: int) -> Any:
        with httpx2.Client(base_url=address, timeout=60, trust_env=False) as mine:
            picture = upload(mine, content)
            talks = [ask(mine, picture, f"why is [0] number {number}?")["conversation"] for _ in range(2)]
            mine.delete(f"/api/conversations/{talks[0]}")
            left = mine.get("/api/conversations").json()
            shown = mine.get(picture["url"]).status_code
            if number % 2:
                mine.delete(f"/api/conversations/{talks[1]}")
            return [talk["id"] for talk in left] == [talks[1]], left[0]["turns"][0]["question"]["text"], shown

    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(person, range(8)))

    assert results == [(True, f"why is [0] number {number}?", 200) for number in range(8)]
    assert len(server.picture_files()) == 2


@pytest.mark.parametrize("same", [True, False])
def test_a_question_sent_twice_at_once_is_asked_once(server: Server, serve: Serve, same: bool) -> None:
    client = serve(server.app)
    picture = upload(client)
    body = {"image": picture["id"], "question": "what is this?"}
    begin = threading.Barrier(2)

    def send(number: int) -> int:
        begin.wait(30)
        reply = client.post("/api/ask", json={**body, "turn": "t" if same else f"t{number}"})
        return reply.status_code

    with ThreadPoolExecutor(2) as pool:
        statuses = sorted(pool.map(send, range(2)))

    asked = len(server.student.asked)
    turns = sum(len(talk["turns"]) for talk in client.get("/api/conversations").json())
    assert (asked, turns) == ((1, 1) if same else (2, 2))
    assert set(statuses) <= {200, 400}
    assert 200 in statuses
