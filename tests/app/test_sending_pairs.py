"""Two answers to a question on the Ask page are there to be compared, once, without a word of who gave which."""

from collections.abc import Callable
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.sending_pairs import NAME, ROUND_ID
from models.judging import Item
from tests.app.servers import Server, ask, state_of, upload
from tests.fakes.answerers import DummyAnswerer


def sent_by(browser: TestClient, asked: dict[str, Any]) -> Any:
    return browser.post("/api/compare/pairs", json={"conversation": asked["conversation"], "turn": asked["turn"]})


def items(server: Server) -> tuple[Item, ...]:
    return server.asking.store.judging.items(ROUND_ID)


def test_two_answers_become_a_pair_with_the_picture_and_the_regions(server: Server, browser: TestClient) -> None:
    picture = upload(browser)
    asked = ask(browser, picture, teacher=True)

    reply, again = sent_by(browser, asked), sent_by(browser, asked)

    (item,) = items(server)
    assert reply.json() == {"round": ROUND_ID, "name": NAME, "item": item.id, "new": True}
    assert (again.status_code, again.json()["new"]) == (200, False)
    assert (item.image_id, [region.id for region in item.regions]) == (picture["id"], [0])
    assert {str(each.origin["model"]) for each in item.candidates} == {"student", "teacher"}
    assert {each.qar.answer for each in item.candidates} == {"It fell down.", "Because it rains."}
    assert server.asking.store.judging.round(ROUND_ID).settings.overlap == 3


def test_whoever_compares_them_sees_both_and_not_who_gave_them(server: Server, browser: TestClient) -> None:
    sent_by(browser, ask(browser, upload(browser), teacher=True))
    annotator = server.browser()

    reply = annotator.post("/api/rate/next", json={"round": ROUND_ID})

    screen = reply.json()["screen"]
    assert {text["qar"]["answer"] for text in screen["shown"]} == {"It fell down.", "Because it rains."}
    assert not any(word in reply.text for word in ("student", "teacher"))
    assert annotator.get(screen["image"]["url"]).status_code == 200


def test_one_answer_or_two_that_are_equal_cannot_be_compared(make_server: Callable[..., Server]) -> None:
    same = DummyAnswerer("student", ("Because", "it", "rains."))
    browser = make_server(same).browser()
    picture = upload(browser)
    alone, equal = ask(browser, picture), ask(browser, picture, teacher=True)

    replies = [sent_by(browser, asked) for asked in (alone, equal)]

    assert [reply.status_code for reply in replies] == [400, 400]
    assert "not two answers" in replies[0].json()["error"]
    assert replies[1].json()["error"] == "These answers cannot be compared: both texts are equal."


def test_nobody_sends_what_belongs_to_somebody_else(server: Server, victim: dict[str, Any]) -> None:
    before = state_of(server)

    reply = sent_by(server.browser(), victim)

    assert (reply.status_code, list(reply.json())) == (404, ["error"])
    assert state_of(server) == before


@pytest.mark.parametrize("change", [{"turn": "no-such-turn"}, {"conversation": "\x00"}])
def test_what_was_not_asked_is_not_found(server: Server, victim: dict[str, Any], change: dict[str, str]) -> None:
    before = state_of(server)

    reply = sent_by(victim["browser"], {**victim, **change})

    assert (reply.status_code, list(reply.json())) == (404, ["error"])
    assert state_of(server) == before


def test_a_closed_round_says_how_to_open_it_again(server: Server, browser: TestClient) -> None:
    picture = upload(browser)
    sent_by(browser, ask(browser, picture, teacher=True))
    server.asking.store.judging.close_round(ROUND_ID)

    reply = sent_by(browser, ask(browser, picture, "where is [0]?", teacher=True))

    assert reply.status_code == 400
    assert f"deixis annotate reopen {ROUND_ID}" in reply.json()["error"]
    assert len(items(server)) == 1
