"""Rating over HTTP: what others cannot reach, and what is refused in a sentence."""

import io
import json
from typing import Any

import pytest
from PIL import Image
from starlette.testclient import TestClient

from tests.app.rating import (
    ROUND,
    make_item,
    next_screen,
    ratings,
    start_round,
    submission,
    submit,
)
from tests.app.servers import Server, state_of

# Such as a script may send; the browser's own encoder has no lone surrogates.
JSON = {"content-type": "application/json"}


def test_a_picture_is_shown_to_those_who_judge_it_and_to_nobody_else(server: Server, browser: TestClient) -> None:
    start_round(server, make_item(server, "one"))
    image = next_screen(browser)["image"]

    mine, theirs = (each.get(image["url"]) for each in (browser, server.browser()))

    assert (mine.status_code, mine.headers["content-type"]) == (200, "image/jpeg")
    assert mine.headers["cache-control"] == "private, max-age=31536000, immutable"
    assert "Cookie" in mine.headers["vary"].split(", ")
    assert Image.open(io.BytesIO(mine.content)).size == (320, 240)
    assert (theirs.status_code, list(theirs.json())) == (404, ["error"])


@pytest.mark.usefixtures("round_of_three")
def test_the_picture_that_is_likely_to_come_next_can_be_fetched_ahead(browser: TestClient) -> None:
    ahead = next_screen(browser)["next_image_id"]

    assert browser.get(f"/rate/pictures/{ahead}").status_code == 200


@pytest.mark.parametrize("path", ["x", "..", "%00", "0" * 64, "%F0%9F%8E%88", "a" * 2000])
def test_what_is_no_picture_is_not_found(quiet: Server, path: str) -> None:
    assert quiet.browser().get(f"/rate/pictures/{path}").status_code == 404


def forged(screen: dict[str, Any], item: str, token: str) -> list[tuple[str, dict[str, Any]]]:
    held = {"item": item, "token": token}
    said = submission(screen) | {"item_id": item, "token": token}
    return [
        ("submit", said),
        ("submit", {**said, "revises": True}),
        ("draft", {**held, "draft": {"comment": "mine now"}}),
        ("renew", held),
        ("skip", {**held, "reason": "other"}),
    ]


@pytest.mark.usefixtures("round_of_three")
def test_nobody_reaches_the_screen_of_another_annotator(server: Server, browser: TestClient) -> None:
    victim = next_screen(browser)
    item, token = victim["item_id"], victim["lease"]["token"]
    newcomer, neighbour = server.browser(), server.browser()
    own = next_screen(neighbour)
    newcomer.get("/api/rate/rounds")
    before = state_of(server)
    attempts = [
        *forged(victim, item, token),
        *forged(victim, item, own["lease"]["token"]),
        *forged(victim, item, ""),
        *forged(victim, own["item_id"], token),
        *forged(victim, "no such item", token),
        *forged(victim, "\x00", token),
        *forged(victim, "🎈" * 500, token),
    ]

    for stranger in (newcomer, neighbour):
        for path, body in attempts:
            reply = stranger.post(f"/api/rate/{path}", json=body)
            assert (reply.status_code, list(reply.json())) == (404, ["error"]), (path, body)

    assert state_of(server) == before


@pytest.mark.usefixtures("round_of_three")
def test_another_annotators_submission_id_tells_nothing_and_changes_nothing(
    server: Server, browser: TestClient
) -> None:
    body = submission(next_screen(browser), qa="reject")
    submit(browser, body)
    other = server.browser()
    screen = next_screen(other)
    before = state_of(server)

    reply = other.post("/api/rate/submit", json=submission(screen, id=body["id"]))

    assert reply.status_code in (400, 404)
    assert "forced" not in reply.text
    assert state_of(server) == before


MALFORMED = [
    ("next", {}),
    ("next", {"round": 5}),
    ("next", {"round": ROUND, "annotator": "me"}),
    ("submit", {"id": "short"}),
    ("draft", {"item": "one", "token": "x", "draft": "text"}),
    ("renew", {"item": "one", "token": "x" * 65}),
    ("skip", {"item": "one", "token": "x", "reason": "tired"}),
    ("skip", {"item": "one", "token": "x", "reason": "other", "note": "a" * 2001}),
]


@pytest.mark.usefixtures("round_of_three")
@pytest.mark.parametrize(("path", "body"), MALFORMED)
def test_a_body_of_another_form_is_refused(server: Server, browser: TestClient, path: str, body: Any) -> None:
    before = state_of(server)

    reply = browser.post(f"/api/rate/{path}", json=body)

    assert (reply.status_code, list(reply.json())) == (422, ["error"])
    assert state_of(server) == before


@pytest.mark.parametrize("path", ["next", "previous"])
@pytest.mark.parametrize(
    ("name", "status"), [("no-such-round", 404), ("", 404), ("\x00", 404), ("🎈" * 300, 404), ("\ud800", 422)]
)
def test_a_round_that_is_not_there_is_not_found(quiet: Server, path: str, name: str, status: int) -> None:
    reply = quiet.browser().post(f"/api/rate/{path}", content=json.dumps({"round": name}), headers=JSON)

    assert (reply.status_code, list(reply.json())) == (status, ["error"])


BAD_RATINGS: list[tuple[Any, int, str]] = [
    (ratings("accept", "accept")[:3], 400, "rationale of text 2 of 2 is not rated"),
    ([], 400, "is not rated"),
    ([*ratings("accept", "accept"), ratings("accept", "accept")[0]], 400, "twice"),
    (ratings("accept", "accept", 3), 400, "There is no text 3"),
    ([*ratings("accept", "accept")[:3], {"position": 9, "criterion": "qa", "value": "accept"}], 422, "position"),
    ([*ratings("accept", "accept")[:3], {"position": 1, "criterion": "rationale", "value": "good"}], 422, "value"),
    (None, 422, "ratings"),
]


@pytest.mark.usefixtures("round_of_three")
@pytest.mark.parametrize(("sent", "status", "words"), BAD_RATINGS)
def test_what_is_not_a_whole_judgement_is_refused_in_a_sentence_and_not_kept(
    server: Server, browser: TestClient, sent: Any, status: int, words: str
) -> None:
    screen = next_screen(browser)
    before = state_of(server)

    reply = browser.post("/api/rate/submit", json=submission(screen, ratings=sent))

    assert reply.status_code == status
    assert words in reply.json()["error"]
    assert state_of(server) == before
