"""An answer that is sent from the Ask page is there to be rated, once, and its picture stays as long."""

from collections.abc import Callable
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.sending import NAME, ROUND_ID
from models.errors import AnswerFailed
from models.judging import Item
from tests.app.servers import Server, ask, state_of, upload
from tests.fakes.answerers import DummyAnswerer


def sent_by(browser: TestClient, asked: dict[str, Any], role: str = "student") -> Any:
    body = {"conversation": asked["conversation"], "turn": asked["turn"], "role": role}
    return browser.post("/api/rate/candidates", json=body)


def items(server: Server) -> tuple[Item, ...]:
    return server.asking.store.judging.items(ROUND_ID)


def test_an_answer_becomes_an_item_with_its_picture_and_regions(server: Server, browser: TestClient) -> None:
    picture = upload(browser)
    asked = ask(browser, picture)

    reply = sent_by(browser, asked)

    (item,) = items(server)
    (candidate,) = item.candidates
    assert reply.json() == {"round": ROUND_ID, "name": NAME, "item": item.id, "new": True}
    assert (item.image_id, [region.id for region in item.regions]) == (picture["id"], [0])
    assert (candidate.qar.question, candidate.qar.answer, candidate.qar.rationale) == (
        "why is [0] sad?",
        asked["answer"],
        asked["rationale"],
    )
    assert (candidate.origin["model"], candidate.origin["role"]) == ("student", "student")


def test_student_and_teacher_are_sent_one_by_one(server: Server, browser: TestClient) -> None:
    asked = ask(browser, upload(browser), teacher=True)

    replies = [sent_by(browser, asked, role).json()["new"] for role in ("student", "teacher", "student")]

    assert replies == [True, True, False]
    assert {item.candidates[0].origin["role"] for item in items(server)} == {"student", "teacher"}


def test_whoever_rates_sees_the_picture_even_after_the_conversation_is_deleted(
    server: Server, browser: TestClient
) -> None:
    asked = ask(browser, upload(browser))
    sent_by(browser, asked)
    rater = server.browser()

    deleted = browser.delete(f"/api/conversations/{asked['conversation']}")
    screen = rater.post("/api/rate/next", json={"round": ROUND_ID}).json()["screen"]

    assert deleted.status_code == 204
    assert [text["qar"]["question"] for text in screen["shown"]] == ["why is [0] sad?"]
    assert rater.get(screen["image"]["url"]).status_code == 200


def test_nobody_sends_what_belongs_to_somebody_else(server: Server, victim: dict[str, Any]) -> None:
    before = state_of(server)

    reply = sent_by(server.browser(), victim)

    assert (reply.status_code, list(reply.json())) == (404, ["error"])
    assert state_of(server) == before


@pytest.mark.parametrize("change", [{"turn": "no-such-turn"}, {"role": "teacher"}, {"conversation": "\x00"}])
def test_what_was_not_answered_is_not_found(server: Server, victim: dict[str, Any], change: dict[str, str]) -> None:
    body = {"conversation": victim["conversation"], "turn": victim["turn"], "role": "student", **change}
    before = state_of(server)

    reply = victim["browser"].post("/api/rate/candidates", json=body)

    assert (reply.status_code, list(reply.json())) == (404, ["error"])
    assert state_of(server) == before


def test_an_answer_that_failed_cannot_be_rated(make_server: Callable[..., Server]) -> None:
    server = make_server(DummyAnswerer("student", failure=AnswerFailed("The student gave up.")))
    browser = server.browser()
    body = {"image": upload(browser)["id"], "question": "what is this?"}
    asked = browser.post("/api/ask", json=body).json()

    reply = sent_by(browser, asked)

    assert (reply.status_code, "not whole" in reply.json()["error"]) == (400, True)


def test_a_closed_round_says_how_to_open_it_again(server: Server, browser: TestClient) -> None:
    asked = ask(browser, upload(browser), teacher=True)
    sent_by(browser, asked)
    server.asking.store.judging.close_round(ROUND_ID)

    reply = sent_by(browser, asked, "teacher")

    assert reply.status_code == 400
    assert f"deixis annotate reopen {ROUND_ID}" in reply.json()["error"]
    assert len(items(server)) == 1
