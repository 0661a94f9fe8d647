"""Comparing over HTTP: the routes of rating take pairs, and every way in leads to the page of a round's kind."""

import uuid
from typing import Any, get_args

import pytest
from starlette.testclient import TestClient

from annotation.guidelines import current_guidelines
from models.judging import Judged, PairCriterion
from tests.app.people import PASSWORD, add, close, invite, signed_in
from tests.app.rating import ROUND, SECRET, make_item, next_screen, ratings, start_round, submit
from tests.app.servers import Server

CRITERIA: tuple[PairCriterion, ...] = get_args(PairCriterion)
CONSENT = "You compare what two programs said of a picture."


@pytest.fixture
def pairs(server: Server) -> None:
    start_round(server, *(make_item(server, name) for name in ("one", "two")), kind="compare")


def kept(server: Server) -> tuple[Judged, ...]:
    return tuple(server.asking.store.judging.judged(ROUND))


def preference(screen: dict[str, Any], *values: str, **more: Any) -> dict[str, Any]:
    comparisons = [{"criterion": name, "value": value} for name, value in zip(CRITERIA, values, strict=False)]
    token = screen["lease"]["token"]
    return {"id": uuid.uuid4().hex, "item_id": screen["item_id"], "token": token, "comparisons": comparisons, **more}


@pytest.mark.usefixtures("pairs")
def test_a_pair_tells_nothing_of_where_its_texts_come_from(browser: TestClient) -> None:
    reply = browser.post("/api/rate/next", json={"round": ROUND})

    screen = reply.json()["screen"]
    assert (screen["kind"], len(screen["shown"])) == ("compare", 2)
    assert [text["position"] for text in screen["shown"]] == [0, 1]
    assert screen["guidelines"] == {"version": current_guidelines("compare").version}
    assert SECRET not in reply.text + str(reply.headers)
    assert "swapped" not in reply.text


@pytest.mark.usefixtures("pairs")
def test_preferences_are_kept_with_the_sides_that_the_texts_stood_on(server: Server, browser: TestClient) -> None:
    first = next_screen(browser)
    reply = submit(browser, preference(first, "left", "tie", "right", "left"))
    second = next_screen(browser)
    submit(browser, preference(second, "left", "left", "left", "left"))

    assert reply == {"saved": True, "counted": True, "forced": [], "feedback": []}
    judged = kept(server)
    assert {one.criterion: one.value for one in judged[0].comparisons} == dict(
        zip(CRITERIA, ("left", "tie", "right", "left"), strict=True)
    )
    lefts = [int(screen["shown"][0]["qar"]["question"][-1]) for screen in (first, second)]
    assert [each.left for each in judged] == lefts
    assert sorted(lefts) == [0, 1]


@pytest.mark.usefixtures("pairs")
@pytest.mark.parametrize(
    ("change", "status", "words"),
    [
        ({"comparisons": [{"criterion": "overall", "value": "left"}]}, 400, "a preference by each criterion"),
        ({"comparisons": [{"criterion": "overall", "value": "left"}] * 4}, 400, "a preference by each criterion"),
        ({"ratings": ratings("accept", "accept")}, 400, "a preference by each criterion"),
        ({"comparisons": [{"criterion": "overall", "value": "A"}]}, 422, "value"),
        ({"comparisons": [{"criterion": "beauty", "value": "left"}]}, 422, "criterion"),
        ({"comparisons": []}, 400, "a preference by each criterion"),
    ],
)
def test_what_is_not_a_whole_preference_is_refused_and_not_kept(
    server: Server, browser: TestClient, change: dict[str, Any], status: int, words: str
) -> None:
    screen = next_screen(browser)

    reply = browser.post("/api/rate/submit", json=preference(screen, "left", "left", "left", "left") | change)

    assert (reply.status_code, words in reply.json()["error"]) == (status, True), reply.text
    assert kept(server) == ()


@pytest.mark.usefixtures("pairs")
def test_the_pair_before_comes_back_as_it_stood_and_can_be_changed(server: Server, browser: TestClient) -> None:
    screen = next_screen(browser)
    submit(browser, preference(screen, "left", "tie", "right", "left"))

    before = browser.post("/api/rate/previous", json={"round": ROUND}).json()["screen"]

    assert before["shown"] == screen["shown"]
    assert [each["value"] for each in before["draft"]["comparisons"]] == ["left", "tie", "right", "left"]
    submit(browser, preference(before, "right", "tie", "right", "left", revises=True))
    (judged,) = kept(server)
    assert (judged.revised, judged.comparisons[0].value) == (1, "right")


@pytest.mark.parametrize(("kind", "page"), [("rate", "rate"), ("compare", "compare")])
def test_invites_and_consent_lead_to_the_page_of_the_round(server: Server, kind: Any, page: str) -> None:
    close(server)
    start_round(server, make_item(server, "one"), kind=kind, consent=CONSENT)
    token, _ = invite(server, round_id=ROUND, uses=2)
    again, _ = invite(server, round_id=ROUND)
    ann = signed_in(server, add(server, "Ann"))
    form = {"name": "Guest", "password": PASSWORD}

    joined = server.browser().post(f"/join/{token}", data=form, follow_redirects=False)
    admitted = ann.post(f"/join/{again}", follow_redirects=False)
    agreed = ann.get(f"/consent?round={ROUND}", follow_redirects=False)

    assert [each.headers["location"] for each in (joined, admitted)] == [f"../{page}/"] * 2
    assert agreed.headers["location"] == f"./{page}/?round={ROUND}"


def test_a_platform_leads_its_workers_to_the_pair(server: Server) -> None:
    close(server)
    start_round(server, make_item(server, "one"), kind="compare")
    code, _ = invite(server, round_id=ROUND, start=True)
    worker = {"round": ROUND, "code": code, "PROLIFIC_PID": "p", "STUDY_ID": "s", "SESSION_ID": "t"}

    started = server.browser().post("/start", data=worker, follow_redirects=False)

    assert started.headers["location"] == f"./compare/?round={ROUND}"


def test_annotators_may_open_the_page_and_strangers_are_asked_to_sign_in(server: Server) -> None:
    close(server)

    annotator = signed_in(server, add(server, "Ann")).get("/compare/", follow_redirects=False)
    stranger = server.browser().get("/compare/?round=x", follow_redirects=False)

    assert annotator.status_code == 404, "let through, and this server has no pages"
    assert (stranger.status_code, stranger.headers["location"]) == (303, "../sign-in?next=compare%2F%3Fround%3Dx")
