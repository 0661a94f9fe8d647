"""Rating over HTTP: what a screen tells, what is kept, and what nobody else can reach."""

import json
from typing import Any

import pytest
from starlette.testclient import TestClient

from annotation.guidelines import current_guidelines
from tests.app.rating import (
    ROUND,
    SECRET,
    kept,
    let_leases_run_out,
    make_item,
    next_screen,
    start_round,
    submission,
    submit,
)
from tests.app.servers import Server, state_of

# Such as a script may send; the browser's own encoder has no lone surrogates.
JSON = {"content-type": "application/json"}


@pytest.mark.usefixtures("round_of_three")
def test_a_screen_shows_what_is_to_be_judged_and_nothing_of_where_it_comes_from(browser: TestClient) -> None:
    reply = browser.post("/api/rate/next", json={"round": ROUND})

    screen = reply.json()["screen"]
    assert [text["qar"]["question"] for text in screen["shown"]] == [
        f"why is [0] sad? {screen['item_id']} {at}" for at in range(2)
    ]
    assert [(region["id"], region["box"], region["label"]) for region in screen["regions"]] == [
        (0, [10, 20, 110, 220], "a child")
    ]
    assert screen["image"]["url"] == f"/rate/pictures/{screen['image']['id']}"
    assert (screen["image"]["width"], screen["image"]["height"]) == (320, 240)
    assert screen["guidelines"] == {"version": current_guidelines("rate").version}
    assert screen["progress"] == {"done": 0, "left": 3}
    for secret in (SECRET, "gold", "lost the ball", "brought the pictures"):
        assert secret not in reply.text


@pytest.mark.usefixtures("round_of_three")
def test_asking_twice_returns_the_same_screen_with_its_full_time(browser: TestClient) -> None:
    first = next_screen(browser)

    second = next_screen(browser)

    assert (second["item_id"], second["lease"]["token"]) == (first["item_id"], first["lease"]["token"])
    assert 890 < second["lease"]["seconds_left"] <= 900


@pytest.mark.usefixtures("round_of_three")
def test_two_annotators_get_different_screens(server: Server) -> None:
    shown = [next_screen(server.browser())["item_id"] for _ in range(3)]

    assert sorted(shown) == ["one", "three", "two"]


def test_a_round_is_judged_to_its_end_and_pays_with_a_code(server: Server, browser: TestClient) -> None:
    end: dict[str, Any] = {"completion_code": "C0DE", "return_url": "https://example.org/back"}
    start_round(server, make_item(server, "one"), make_item(server, "two"), **end)

    replies = [submit(browser, submission(next_screen(browser))) for _ in range(2)]
    mine = browser.post("/api/rate/next", json={"round": ROUND}).json()
    theirs = server.browser().post("/api/rate/next", json={"round": ROUND}).json()

    assert replies == [{"saved": True, "counted": True, "forced": [], "feedback": []}] * 2
    assert mine == {"screen": None, "finished": {"code": "C0DE", "return_url": "https://example.org/back", "done": 2}}
    assert theirs == {"screen": None, "finished": {"code": "", "return_url": "", "done": 0}}
    assert [(each.slot, each.surplus, each.seconds) for each in kept(server)] == [(0, False, 12.5)] * 2


@pytest.mark.usefixtures("round_of_three")
def test_rounds_tell_how_far_the_one_who_asks_is(server: Server, browser: TestClient) -> None:
    submit(browser, submission(next_screen(browser)))

    mine, theirs = (each.get("/api/rate/rounds").json() for each in (browser, server.browser()))

    about = {"id": ROUND, "name": "A round", "kind": "rate", "open": True, "consent": ""}
    assert mine == [{**about, "progress": {"done": 1, "left": 2}}]
    assert theirs == [{**about, "progress": {"done": 0, "left": 2}}]


@pytest.mark.usefixtures("round_of_three")
@pytest.mark.parametrize("rationale", ["reject", "accept", None])
def test_a_rejected_answer_takes_its_rationale_with_it_whatever_was_sent(
    server: Server, browser: TestClient, rationale: str | None
) -> None:
    body = submission(next_screen(browser))
    body["ratings"][0]["value"] = "reject"
    if rationale:
        body["ratings"][1]["value"] = rationale
    else:
        del body["ratings"][1]

    reply = submit(browser, body)

    assert reply["forced"] == [[0, "rationale"]]
    (judged,) = kept(server)
    assert [(each.position, each.criterion, each.value, each.given) for each in judged.ratings] == [
        (0, "qa", "reject", "chosen"),
        (0, "rationale", "reject", "forced"),
        (1, "qa", "accept", "chosen"),
        (1, "rationale", "maybe", "chosen"),
    ]


@pytest.mark.usefixtures("round_of_three")
def test_a_submission_sent_again_is_kept_once_and_answered_alike(server: Server, browser: TestClient) -> None:
    body = submission(next_screen(browser), qa="reject")
    first = submit(browser, body)
    before = state_of(server)

    second = submit(browser, body)

    assert second == first
    assert state_of(server) == before
    assert len(kept(server)) == 1


@pytest.mark.usefixtures("round_of_three")
def test_what_comes_after_the_item_went_to_somebody_else_is_kept_but_not_counted(
    server: Server, browser: TestClient
) -> None:
    late = next_screen(browser)
    let_leases_run_out(server)
    other = server.browser()
    taken = next(screen for screen in (next_screen(each) for each in (other, server.browser(), server.browser()))
                 if screen["item_id"] == late["item_id"])  # fmt: skip
    assert taken["lease"]["token"] != late["lease"]["token"]

    reply = submit(browser, submission(late))

    assert (reply["saved"], reply["counted"]) == (True, False)
    (judged,) = kept(server)
    assert (judged.surplus, judged.slot) == (True, None)


@pytest.mark.usefixtures("round_of_three")
def test_a_draft_comes_back_with_its_screen(browser: TestClient) -> None:
    screen = next_screen(browser)
    held = {"item": screen["item_id"], "token": screen["lease"]["token"]}
    draft = {"ratings": {"0 qa": "accept"}, "comment": "half a thought \ud800🎈", "flagged": True}

    reply = browser.post("/api/rate/draft", content=json.dumps({**held, "draft": draft}), headers=JSON)

    assert reply.status_code == 204
    assert next_screen(browser)["draft"] == {**draft, "comment": "half a thought 🎈"}


@pytest.mark.usefixtures("round_of_three")
def test_a_draft_larger_than_any_screen_is_refused(server: Server, browser: TestClient) -> None:
    screen = next_screen(browser)
    held = {"item": screen["item_id"], "token": screen["lease"]["token"]}
    before = state_of(server)

    reply = browser.post("/api/rate/draft", json={**held, "draft": {"comment": "a" * 70_000}})

    assert (reply.status_code, "65,536" in reply.json()["error"]) == (400, True)
    assert state_of(server) == before


@pytest.mark.usefixtures("round_of_three")
def test_a_lease_is_renewed_until_somebody_else_has_the_item(server: Server, browser: TestClient) -> None:
    screen = next_screen(browser)
    held = {"item": screen["item_id"], "token": screen["lease"]["token"]}

    renewed = browser.post("/api/rate/renew", json=held).json()
    let_leases_run_out(server)
    for _ in range(3):
        next_screen(server.browser())
    lost = browser.post("/api/rate/renew", json=held)

    assert set(renewed) == {"expires_at", "seconds_left"}
    assert 890 < renewed["seconds_left"] <= 900
    assert lost.status_code == 404
    assert "somebody else" in lost.json()["error"]


@pytest.mark.usefixtures("round_of_three")
def test_a_skipped_screen_does_not_come_again_but_goes_to_others(server: Server, browser: TestClient) -> None:
    skipped = next_screen(browser)
    held = {"item": skipped["item_id"], "token": skipped["lease"]["token"]}

    reply = browser.post(
        "/api/rate/skip", content=json.dumps({**held, "reason": "other", "note": "upside down\ud800"}), headers=JSON
    )

    mine = [next_screen(browser)["item_id"]]
    submit(browser, submission(next_screen(browser)))
    mine.append(next_screen(browser)["item_id"])
    theirs = next_screen(server.browser())["item_id"]
    assert reply.status_code == 204
    assert skipped["item_id"] not in mine
    assert theirs == skipped["item_id"]
    (skip,) = server.asking.store.judging.skips(ROUND)
    assert (skip.item_id, skip.reason, skip.note) == (skipped["item_id"], "other", "upside down")


@pytest.mark.usefixtures("round_of_three")
def test_the_screen_before_can_be_judged_again_in_place_of_what_was_said(server: Server, browser: TestClient) -> None:
    nothing = browser.post("/api/rate/previous", json={"round": ROUND}).json()
    submit(browser, submission(next_screen(browser), qa="accept", rationale="accept", comment="fine"))

    before = browser.post("/api/rate/previous", json={"round": ROUND}).json()
    reply = submit(browser, submission(before["screen"], qa="maybe", rationale="reject", revises=True))

    assert nothing == {"screen": None, "revises": False}
    assert before["revises"] is True
    assert "fine" in json.dumps(before["screen"]["draft"])
    assert reply["counted"] is True
    (judged,) = kept(server)
    assert {rating.value for rating in judged.ratings} == {"maybe", "reject"}
    assert (judged.revised, judged.surplus) == (1, False)


def test_qualification_tells_what_was_right_and_why_and_counts_as_it_was_first_sent(
    server: Server, browser: TestClient
) -> None:
    start_round(server, make_item(server, "practice", kind="qualification"), make_item(server, "one"), pass_mark=0.5)
    screen = next_screen(browser)
    body = submission(screen)

    reply = submit(browser, body)

    right = {"qa": "accept", "rationale": "reject", "why": "The rain is not to be seen."}
    again = browser.post("/api/rate/submit", json={**submission(screen), "revises": True})
    assert (screen["item_id"], screen["qualification"]) == ("practice", True)
    assert reply["feedback"] == [{"position": 0, **right}, {"position": 1, **right}]
    assert browser.post("/api/rate/previous", json={"round": ROUND}).json()["screen"] is None
    assert (again.status_code, "qualification" in again.json()["error"]) == (400, True)
    assert next_screen(browser)["qualification"] is False


def test_a_gold_screen_looks_like_any_other(server: Server, browser: TestClient) -> None:
    start_round(server, make_item(server, "one"), make_item(server, "hidden", kind="gold"), gold_every=2)
    screens, replies = [], []
    for _ in range(2):
        screens.append(next_screen(browser))
        replies.append(submit(browser, submission(screens[-1])))

    assert {screen["item_id"] for screen in screens} == {"one", "hidden"}
    assert screens[0].keys() == screens[1].keys()
    assert [screen["qualification"] for screen in screens] == [False, False]
    assert replies[0] == replies[1]


@pytest.mark.usefixtures("round_of_three")
def test_a_closed_round_hands_out_nothing_but_takes_what_is_on_the_way(server: Server, browser: TestClient) -> None:
    screen = next_screen(browser)
    server.asking.store.judging.close_round(ROUND)

    theirs = server.browser().post("/api/rate/next", json={"round": ROUND}).json()

    assert theirs["finished"] is not None
    assert submit(browser, submission(screen))["counted"] is True


def test_guidelines_are_read_by_version(browser: TestClient) -> None:
    current = browser.get("/api/rate/guidelines/current").json()

    assert current["version"] == current_guidelines("rate").version
    assert current["markdown"].startswith("# ")
    assert browser.get(f"/api/rate/guidelines/{current['version']}").json() == current
    assert browser.get("/api/rate/guidelines/none").status_code == 404


@pytest.mark.usefixtures("round_of_three")
def test_the_version_of_the_guidelines_is_kept_with_what_was_judged(server: Server, browser: TestClient) -> None:
    version = next_screen(browser)["guidelines"]["version"]

    submit(browser, submission(next_screen(browser)))

    assert [each.guidelines for each in kept(server)] == [version]


@pytest.mark.usefixtures("round_of_three")
@pytest.mark.parametrize("comment", ["\x00", "\ud800 half", "<script>alert(1)</script>", "🎈" * 2000, "\u202eright"])
def test_a_comment_may_be_any_text(server: Server, browser: TestClient, comment: str) -> None:
    body = json.dumps(submission(next_screen(browser), comment=comment))

    reply = browser.post("/api/rate/submit", content=body, headers=JSON)

    assert reply.status_code == 200
    (judged,) = kept(server)
    assert judged.comment == comment.replace("\ud800", "").replace("\x00", "\ufffd")
