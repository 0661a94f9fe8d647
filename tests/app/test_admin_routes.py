"""Looking after rounds over HTTP: what is told, what an admin decides, and that nobody else comes near."""

import csv
import io
import json
import zipfile
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.app.people import add, signed_in
from tests.app.rating import ROUND, make_item, next_screen, start_round, submission, submit
from tests.app.servers import Server, state_of
from tests.db.judging_examples import audited

READ = ("", "/agreement", "/annotators", "/acceptance", "/ratings", "/disagreements", "/remarks", "/export")
SEEN = ("/api/admin/rounds", *(f"/api/admin/rounds/{ROUND}{what}" for what in READ), "/api/admin/picture?item=one")
DONE: dict[str, dict[str, Any]] = {
    f"/api/admin/rounds/{ROUND}/close": {},
    f"/api/admin/rounds/{ROUND}/reopen": {},
    f"/api/admin/rounds/{ROUND}/adjudications": {"item": "one", "position": 0, "criterion": "qa", "value": "accept"},
    "/api/admin/annotators/exclude": {"annotator": "A-1"},
    "/api/admin/annotators/include": {"annotator": "A-1"},
}


@pytest.fixture
def judged_round(server: Server) -> list[str]:
    """A round of two screens that two browsers judged, one of them rejecting all; return their pseudonyms."""
    start_round(server, make_item(server, "one"), make_item(server, "two"), overlap=2, pay=0.1, hourly_floor=1000)
    for qa in ("accept", "reject"):
        browser = server.browser()
        submit(browser, submission(next_screen(browser), qa, "maybe", comment=f"I {qa}", flagged=qa == "reject"))
        submit(browser, submission(next_screen(browser), qa, "maybe"))
    return sorted({each.annotator for each in server.asking.store.judging.judged(ROUND)})


def get(browser: TestClient, what: str = "") -> Any:
    reply = browser.get(f"/api/admin/rounds/{ROUND}{what}")
    assert reply.status_code == 200, reply.text
    return reply.json()


def test_rounds_tell_how_far_they_are(browser: TestClient, judged_round: list[str]) -> None:
    (only,) = browser.get("/api/admin/rounds").json()

    assert only == get(browser)
    assert (only["round"]["name"], only["round"]["settings"]["overlap"]) == ("A round", 2)
    assert (only["progress"]["done"], only["progress"]["slots"], only["progress"]["flagged"]) == (4, 4, 1)
    assert [each["annotator"] for each in only["progress"]["annotators"]] == judged_round


def test_reports_are_those_of_the_annotation_rules(browser: TestClient, judged_round: list[str]) -> None:
    qa, rationale = get(browser, "/agreement")
    annotators = get(browser, "/annotators")
    acceptance = get(browser, "/acceptance")
    ratings = get(browser, "/ratings?by=teacher")

    assert (qa["all"]["units"], rationale["all"]["units"], rationale["chosen"]["units"]) == (4, 4, 0)
    assert [pair["n"] for pair in qa["pairs"]] == [4]
    assert [each["annotator"] for each in annotators["annotators"]] == judged_round
    assert annotators["pay"]["hourly"] == pytest.approx(0.1 * 3600 / 12.5)
    assert annotators["pay"]["below"]
    assert (acceptance["accepted"]["part"], acceptance["accepted"]["n"]) == (0, 4)
    assert [(each["criterion"], each["mean"]["value"]) for each in ratings] == [("qa", 2.0), ("rationale", 1.5)]


def test_remarks_are_those_that_say_something(browser: TestClient, judged_round: list[str]) -> None:
    remarks = get(browser, "/remarks")

    assert [(each["comment"], each["flagged"]) for each in remarks["said"]] == [("I reject", True), ("I accept", False)]
    assert (remarks["all_said"], remarks["skips"], remarks["all_skips"]) == (2, [], 0)
    assert {each["annotator"] for each in remarks["said"]} == set(judged_round)


@pytest.mark.usefixtures("judged_round")
def test_a_disagreement_comes_with_its_picture_and_both_opinions(server: Server, browser: TestClient) -> None:
    found = get(browser, "/disagreements")

    assert (found["total"], found["settled"], len(found["shown"])) == (4, 0, 4)
    first = found["shown"][0]
    assert [each["value"] for each in first["disagreement"]["opinions"]] == ["reject", "accept"]
    assert (first["image"]["width"], first["image"]["height"]) == (320, 240)
    # Another person brought it, and this browser was never shown it.
    picture = browser.get("/api/admin/picture", params={"item": first["disagreement"]["item_id"]})
    assert (picture.status_code, picture.headers["content-type"]) == (200, "image/jpeg")
    assert server.browser().get("/api/admin/picture?item=nothing").status_code == 404


@pytest.mark.usefixtures("judged_round")
def test_the_last_word_counts_and_names_who_said_it(server: Server, browser: TestClient) -> None:
    said = {"item": "one", "position": 1, "criterion": "qa", "value": "reject"}
    before = get(browser, "/disagreements?open=true")

    reply = browser.post(f"/api/admin/rounds/{ROUND}/adjudications", json=said)
    browser.post(f"/api/admin/rounds/{ROUND}/adjudications", json={**said, "value": "accept"})

    after = get(browser, "/disagreements?open=true")
    assert reply.status_code == 200, reply.text
    assert ((before["total"], len(before["shown"])), (after["total"], len(after["shown"]))) == ((4, 4), (4, 3))
    assert after["settled"] == 1
    (word,) = server.asking.store.judging.adjudications(ROUND)
    assert (word.item_id, word.position, word.value) == ("one", 1, "accept")
    assert [actor for actor, _ in audited(server.asking.store, "adjudicated")] == [word.actor] * 2
    assert word.actor.startswith("local-")


@pytest.mark.usefixtures("judged_round")
@pytest.mark.parametrize(
    ("more", "status"),
    [({"item": "nothing"}, 404), ({"position": 2}, 404), ({"position": 9}, 422), ({"value": "perhaps"}, 422)],
)
def test_a_last_word_on_nothing_changes_nothing(
    server: Server, browser: TestClient, more: dict[str, Any], status: int
) -> None:
    said = {"item": "one", "position": 0, "criterion": "qa", "value": "reject", **more}
    before = state_of(server)

    reply = browser.post(f"/api/admin/rounds/{ROUND}/adjudications", json=said)

    assert (reply.status_code, set(reply.json())) == (status, {"error"})
    assert state_of(server) == before


def test_a_closed_round_hands_out_nothing_until_it_is_opened_again(server: Server, browser: TestClient) -> None:
    start_round(server, make_item(server, "one"))

    closed = browser.post(f"/api/admin/rounds/{ROUND}/close").json()
    while_closed = browser.post("/api/rate/next", json={"round": ROUND}).json()
    again = browser.post(f"/api/admin/rounds/{ROUND}/reopen").json()

    assert (closed["round"]["open"], while_closed["screen"], again["round"]["open"]) == (False, None, True)
    assert next_screen(browser)["item_id"] == "one"


def test_who_is_excluded_is_shown_nothing_more_and_counts_no_longer(server: Server) -> None:
    start_round(server, make_item(server, "one"), make_item(server, "two"))
    admin, ann = signed_in(server, add(server, "Root", "admin")), add(server, "Ann")
    theirs = signed_in(server, ann)
    submit(theirs, submission(next_screen(theirs)))

    reply = admin.post("/api/admin/annotators/exclude", json={"annotator": ann.pseudonym})
    shown = theirs.post("/api/rate/next", json={"round": ROUND}).json()["screen"]
    labels = get(admin, "/acceptance")["accepted"]["n"]
    back = admin.post("/api/admin/annotators/include", json={"annotator": ann.pseudonym})

    assert reply.json() == {"annotator": ann.pseudonym, "excluded": True}
    assert (shown, labels) == (None, 0)
    assert back.json()["excluded"] is False
    assert get(admin, "/acceptance")["accepted"]["n"] == 2
    assert next_screen(theirs)["item_id"] in ("one", "two")


def test_somebody_without_an_account_cannot_be_excluded(browser: TestClient, judged_round: list[str]) -> None:
    lines = get(browser, "/annotators")["annotators"]
    reply = browser.post("/api/admin/annotators/exclude", json={"annotator": judged_round[0]})

    assert [each["may_be_excluded"] for each in lines] == [False, False]
    assert reply.status_code == 404


@pytest.mark.usefixtures("judged_round")
def test_the_export_is_what_the_command_writes_in_one_file(browser: TestClient) -> None:
    reply = browser.get(f"/api/admin/rounds/{ROUND}/export")

    assert reply.headers["content-disposition"] == f'attachment; filename="deixis-{ROUND}.zip"'
    with zipfile.ZipFile(io.BytesIO(reply.content)) as packed:
        names = packed.namelist()
        manifest = json.loads(packed.read("manifest.json"))
        lines = {name: packed.read(name).decode().splitlines() for name in names if name.endswith(".jsonl")}
    assert names == ["candidates.jsonl", "judgements.jsonl", "labels.jsonl", "manifest.json", "skips.jsonl"]
    assert {name: len(rows) for name, rows in lines.items()} == {
        each["file"]: each["rows"] for each in manifest["files"].values()
    }
    assert manifest["labels"]["rule"] == "lskd-1"


@pytest.mark.usefixtures("judged_round")
def test_an_export_for_spreadsheets_has_rows(browser: TestClient) -> None:
    reply = browser.get(f"/api/admin/rounds/{ROUND}/export?format=csv")

    with zipfile.ZipFile(io.BytesIO(reply.content)) as packed:
        rows = list(csv.DictReader(io.StringIO(packed.read("judgements.csv").decode("utf-8-sig"))))
    assert len(rows) == 16
    assert {row["value"] for row in rows} == {"accept", "maybe", "reject"}


def test_a_round_that_is_not_there_is_said_in_a_sentence(browser: TestClient) -> None:
    for path in (each.replace(ROUND, "nothing") for each in SEEN[1:-1]):
        reply = browser.get(path)
        assert (reply.status_code, set(reply.json())) == (404, {"error"}), path


@pytest.mark.usefixtures("judged_round")
def test_nobody_but_an_admin_sees_or_decides_anything(server: Server) -> None:
    admin = signed_in(server, add(server, "Root", "admin"))
    annotator, stranger = signed_in(server, add(server, "Ann")), server.browser()
    before = state_of(server)

    for path in SEEN:
        assert [each.get(path).status_code for each in (stranger, annotator)] == [401, 403], path
    for path, body in DONE.items():
        assert [each.post(path, json=body).status_code for each in (stranger, annotator)] == [401, 403], path

    assert state_of(server) == before
    assert [admin.get(path).status_code for path in SEEN] == [200] * len(SEEN)


def test_the_page_is_there_for_admins_only(server: Server) -> None:
    opened = server.browser()
    before = opened.get("/api/me").json()["pages"]
    admin, annotator = (signed_in(server, add(server, name, name)) for name in ("admin", "annotator"))
    pages = [each.get("/api/me").json()["pages"] for each in (admin, annotator)]
    led = annotator.get("/admin/", follow_redirects=False)

    assert ("admin" in before, ["admin" in each for each in pages]) == (True, [True, False])
    assert (led.status_code, led.headers["location"]) == (303, "../rate/")


@pytest.mark.usefixtures("judged_round")
def test_a_page_of_another_site_decides_nothing(server: Server, browser: TestClient) -> None:
    before = state_of(server)

    for path, body in DONE.items():
        for origin in ("https://evil.example", "null"):
            assert browser.post(path, json=body, headers={"Origin": origin}).status_code == 403, path

    assert state_of(server) == before
