"""The ways in by invite links and from platforms, consent, and what an annotator is shown."""

import re

import pytest

from tests.app.people import PASSWORD, add, close, invite, signed_in, who
from tests.app.rating import ROUND, make_item, next_screen, start_round, submission, submit
from tests.app.servers import Server, state_of

CONSENT = "You rate pictures.\n\nYou may stop at any time. <b>Nobody</b> learns your name."


@pytest.fixture
def closed(server: Server) -> Server:
    """A server with an admin who can sign in with the password."""
    close(server)
    return server


def test_an_invite_link_changes_nothing_until_its_form_is_sent(closed: Server) -> None:
    start_round(closed, make_item(closed, "one"), consent=CONSENT)
    token, _ = invite(closed, round_id=ROUND)
    guest = closed.browser()
    before = state_of(closed)

    page = guest.get(f"/join/{token}")
    assert state_of(closed) == before
    assert "&lt;b&gt;Nobody&lt;/b&gt;" in page.text
    assert "<b>" not in page.text
    sent = guest.post(f"/join/{token}", data={"name": "Guest", "password": PASSWORD}, follow_redirects=False)

    assert (sent.status_code, sent.headers["location"]) == (303, "../rate/")
    assert who(guest) == ("accounts", "annotator", ["rate", "compare"])
    assert next_screen(guest)["item_id"] == "one"
    (consent,) = closed.asking.store.people.consents(ROUND)
    assert consent.annotator == closed.asking.store.people.find("guest").pseudonym
    assert closed.browser().get(f"/join/{token}").status_code == 404


@pytest.mark.parametrize(
    ("form", "words"),
    [({"name": "Root", "password": PASSWORD}, "is taken"), ({"name": "New", "password": "short"}, "5 characters")],
)
def test_a_name_or_password_that_cannot_be_leaves_the_invite_as_it_was(
    closed: Server, form: dict[str, str], words: str
) -> None:
    token, _ = invite(closed)
    before = state_of(closed)

    reply = closed.browser().post(f"/join/{token}", data=form)

    assert (reply.status_code, words in reply.text) == (400, True)
    assert state_of(closed) == before


def test_somebody_with_an_account_is_admitted_to_another_round(closed: Server) -> None:
    start_round(closed, make_item(closed, "one"))
    annotator = add(closed, "Ann")
    first, _ = invite(closed, round_id=ROUND)
    browser = signed_in(closed, annotator)

    assert "Ann" in browser.get(f"/join/{first}").text
    assert browser.post(f"/join/{first}", follow_redirects=False).status_code == 303

    assert len(closed.asking.store.people.everybody()) == 2


START = {"round": ROUND, "PROLIFIC_PID": "5f0c1a2b3c4d", "STUDY_ID": "s", "SESSION_ID": "t"}


def test_a_worker_is_let_in_by_the_rounds_code_and_known_by_a_hash_only(closed: Server) -> None:
    start_round(
        closed, make_item(closed, "one"), consent=CONSENT, completion_code="DONE", return_url="https://p.example/"
    )
    code, _ = invite(closed, round_id=ROUND, start=True)
    worker = closed.browser()

    page = worker.get("/start", params={**START, "code": code})
    begun = worker.post("/start", data={**START, "code": code}, follow_redirects=False)

    assert ("I agree and begin" in page.text, START["PROLIFIC_PID"] in page.text) == (True, True)
    assert (begun.status_code, begun.headers["location"]) == (303, f"./rate/?round={ROUND}")
    submit(worker, submission(next_screen(worker)))
    end = worker.post("/api/rate/next", json={"round": ROUND}).json()["finished"]
    assert end == {"code": "DONE", "return_url": "https://p.example/", "done": 1}
    again = closed.browser()
    again.post("/start", data={**START, "code": code})
    assert again.get("/api/me").json()["name"] == worker.get("/api/me").json()["name"]
    assert START["PROLIFIC_PID"] not in state_of(closed)[0]


def test_mechanical_turk_gets_its_form_and_nobody_else_is_sent_anything(closed: Server) -> None:
    start_round(closed, make_item(closed, "one"), completion_code="DONE", return_url="https://p.example/")
    code, _ = invite(closed, round_id=ROUND, start=True)
    sandbox = "https://workersandbox.mturk.com"
    form = {"round": ROUND, "code": code, "workerId": "W1", "assignmentId": "<7>", "turkSubmitTo": sandbox}
    worker = closed.browser()
    worker.post("/start", data=form)

    submit(worker, submission(next_screen(worker)))
    end = worker.post("/api/rate/next", json={"round": ROUND}).json()["finished"]
    page = worker.get(end["return_url"])

    assert f'action="{sandbox}/mturk/externalSubmit"' in page.text
    assert 'value="&lt;7&gt;"' in page.text
    assert 'value="DONE"' in page.text
    assert f"form-action 'self' https://www.mturk.com {sandbox}" in page.headers["content-security-policy"]
    assert "mturk" not in worker.get("/api/me").headers["content-security-policy"]


def test_an_account_must_agree_before_the_first_screen_and_only_once(closed: Server) -> None:
    start_round(closed, make_item(closed, "one"), consent=CONSENT)
    browser = signed_in(closed, add(closed, "Ann"))

    refused = browser.post("/api/rate/next", json={"round": ROUND})
    page = browser.get(f"/consent?round={ROUND}")
    version = re.search(r'name="version" value="(\w+)"', page.text)
    assert version is not None
    stale = browser.post("/consent", data={"round": ROUND, "version": "stale"})
    agreed = browser.post("/consent", data={"round": ROUND, "version": version[1]}, follow_redirects=False)

    assert (refused.status_code, "/consent" in refused.json()["error"]) == (403, True)
    assert (stale.status_code, agreed.status_code) == (403, 303)
    assert agreed.headers["location"] == f"./rate/?round={ROUND}"
    assert next_screen(browser)["item_id"] == "one"
    assert browser.get(f"/consent?round={ROUND}", follow_redirects=False).status_code == 303


def test_an_annotator_sees_the_rounds_of_the_invite_only(closed: Server) -> None:
    item = make_item(closed, "one")
    start_round(closed, item)
    store = closed.asking.store
    other = store.judging.round(ROUND).model_copy(update={"id": "other", "name": "Another"})
    store.judging.start_round(other, [make_item(closed, "two")])
    token, _ = invite(closed, round_id="other")
    guest = closed.browser()
    guest.post(f"/join/{token}", data={"name": "Guest", "password": PASSWORD})

    assert [each["id"] for each in guest.get("/api/rate/rounds").json()] == ["other"]
    assert guest.post("/api/rate/next", json={"round": "other"}).json()["screen"]["item_id"] == "two"
    assert guest.post("/api/rate/next", json={"round": ROUND}).status_code == 404
    assert guest.get(f"/rate/pictures/{item.image_id}").status_code == 404


def test_who_is_excluded_is_told_that_all_is_done(closed: Server) -> None:
    start_round(closed, *(make_item(closed, name) for name in ("one", "two")), completion_code="DONE")
    annotator = add(closed, "Ann")
    browser = signed_in(closed, annotator)
    submit(browser, submission(next_screen(browser)))

    closed.asking.store.people.exclude("Ann", True, actor="a test")

    end = browser.post("/api/rate/next", json={"round": ROUND})
    assert end.json()["finished"] == {"code": "DONE", "return_url": "", "done": 1}
    assert browser.get("/api/rate/rounds").json()[0]["progress"] == {"done": 1, "left": 0}
    assert "exclu" not in end.text
