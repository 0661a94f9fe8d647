"""Looking through corpora over HTTP: what is found, what is sent to be rated, and that nobody else comes near."""

import uuid
from typing import Any

import pytest
from starlette.testclient import TestClient

from models.records import QAR
from tests.app.people import add, signed_in
from tests.app.rating import ROUND, make_item, start_round
from tests.app.servers import Server, state_of
from tests.fakes.written_runs import CRITIC, WrittenRun
from training.corpus.run_folder import open_run

WHY = QAR(question="Why is [0] crying?", answer="[1] barks at [0].", rationale="[1] is close.")
WANTS = QAR(question="What does [1] want?", answer="[1] wants to play.", rationale="[1] wags its tail.")
NOBODY = QAR(question="Who is [7]?", answer="[7] is nobody.", rationale="There is no [7].")
HERE = "/api/browse/corpora/written"
SEEN = (
    "/api/browse/corpora",
    *(
        f"{HERE}{what}"
        for what in ("", "/size", "/entries", "/origin?entry=x", "/disagreements?critic=x", "/picture?image=x")
    ),
)


@pytest.fixture
def written(server: Server) -> WrittenRun:
    """A corpus of two pictures: two texts about each, one of them about a region that is not there."""
    return WrittenRun(server.folder / "corpus").write((WHY, NOBODY), (WANTS, WHY))


def get(browser: TestClient, what: str = "", **query: Any) -> Any:
    reply = browser.get(f"{HERE}{what}", params=query)
    assert reply.status_code == 200, reply.text
    return reply.json()


def found(browser: TestClient, **query: Any) -> list[str]:
    return [each["name"] for each in get(browser, "/entries", **query)["shown"]]


def send(browser: TestClient, names: list[str], into: str = "From a corpus") -> Any:
    reply = browser.post(f"{HERE}/send", json={"entries": names, "round": into})
    assert reply.status_code == 200, reply.text
    return reply.json()


def rate(browser: TestClient, round_id: str, *verdicts: str) -> None:
    """Rate the screens of a round, all texts of each with one verdict."""
    for verdict in verdicts:
        screen = browser.post("/api/rate/next", json={"round": round_id}).json()["screen"]
        ratings = [
            {"position": each["position"], "criterion": criterion, "value": verdict, "given": given}
            for each in screen["shown"]
            for criterion, given in (("qa", "chosen"), ("rationale", "forced" if verdict == "reject" else "chosen"))
        ]
        body = {"id": uuid.uuid4().hex, "item_id": screen["item_id"], "token": screen["lease"]["token"], "seconds": 9}
        reply = browser.post("/api/rate/submit", json={**body, "ratings": ratings})
        assert reply.status_code == 200, reply.text


def test_a_server_without_a_corpus_says_so(browser: TestClient) -> None:
    assert browser.get("/api/browse/corpora").json() == []
    reply = browser.get(HERE)
    assert (reply.status_code, "deixis corpus run" in reply.json()["error"]) == (404, True)


def test_a_corpus_tells_what_it_holds(browser: TestClient, written: WrittenRun) -> None:
    state = get(browser)

    assert browser.get("/api/browse/corpora").json() == ["written"]
    assert (state["entries"], state["pictures"], state["left"], state["critic"]) == (4, 2, 0, "")
    assert state["counts"]["type"] == {"factual": 1, "others": 1, "reason": 2}
    assert state["counts"]["reason"] == {"": 3, "unknown ids": 1}
    assert state["scored"] == {}


def test_entries_come_with_picture_and_regions(browser: TestClient, written: WrittenRun) -> None:
    page = get(browser, "/entries", reason="none")

    assert (page["total"], [each["entry"]["candidate"]["qar"]["question"] for each in page["shown"]]) == (
        3,
        [WHY.question, WANTS.question, WHY.question],
    )
    first = page["shown"][0]
    assert [region["label"] for region in first["entry"]["candidate"]["regions"]] == ["child", "dog"]
    assert (first["image"]["width"], first["type"], first["said"]) == (320, "reason", None)
    picture = browser.get(f"{HERE}/picture", params={"image": first["image"]["id"]})
    assert (picture.status_code, picture.headers["content-type"]) == (200, "image/jpeg")


def test_a_run_that_goes_on_is_followed(browser: TestClient, written: WrittenRun) -> None:
    before = found(browser)

    written.write((WANTS,))

    assert (found(browser), before) == (written.names, written.names[:4])


def test_how_much_there_is_by_now_is_told_by_itself(browser: TestClient, written: WrittenRun) -> None:
    before = get(browser, "/size")

    written.write((WANTS,))
    written.score([0.5] * 5)

    assert before == {"entries": 4, "pictures": 2, "judged": 0, "left": 0}
    assert get(browser, "/size") == {"entries": 5, "pictures": 3, "judged": 3, "left": 0}
    assert get(browser)["judged"] == 3


def test_a_run_is_read_while_somebody_is_at_work_on_it(browser: TestClient, written: WrittenRun) -> None:
    with open_run(written.folder):
        assert found(browser) == written.names


def test_a_run_that_was_made_anew_is_not_shown_as_it_was(server: Server, browser: TestClient) -> None:
    WrittenRun(server.folder / "corpus").write((WHY,))
    found(browser)
    journal = server.folder / "corpus" / "written" / "journal.sqlite"
    journal.unlink()

    other = WrittenRun(server.folder / "corpus").write((WANTS,))

    page = get(browser, "/entries")
    assert [each["entry"]["candidate"]["qar"]["question"] for each in page["shown"]] == [WANTS.question]
    assert (found(browser, words="crying"), found(browser, words="want")) == ([], other.names)


def test_filters_and_pages_reach_the_search(browser: TestClient, written: WrittenRun) -> None:
    written.score([0.9, 0.1, 0.5, 0.7])

    assert found(browser, type="reason") == [written.names[0], written.names[3]]
    assert found(browser, words="TAIL") == [written.names[2]]
    assert found(browser, reason="any") == [written.names[1]]
    assert found(browser, critic=CRITIC, least=0.6, order="lowest") == [written.names[3], written.names[0]]
    assert found(browser, start=1, limit=2) == written.names[1:3]
    assert get(browser)["critic"] == CRITIC
    one = get(browser, "/entries", image=written.entries[0].candidate.image_id)
    assert ([each["name"] for each in one["shown"]], one["before"]) == (written.names[:2], "")
    assert one["after"] == written.entries[2].candidate.image_id


@pytest.mark.parametrize(
    "query", [{"least": "nan"}, {"order": "sideways"}, {"limit": 1000}, {"start": -1}, {"nothing": "known"}]
)
def test_a_search_that_means_nothing_is_refused_in_a_sentence(
    browser: TestClient, written: WrittenRun, query: dict[str, Any]
) -> None:
    reply = browser.get(f"{HERE}/entries", params=query)

    assert (reply.status_code, set(reply.json())) == (422, {"error"})


def test_the_origin_of_an_entry_is_told(browser: TestClient, written: WrittenRun) -> None:
    card = get(browser, "/origin", entry=written.names[2])

    assert (card["entry"]["candidate"]["qar"], card["missing"]) == (WANTS.model_dump(), [])
    assert (card["sent"]["proven"], WANTS.answer in card["reply"]["text"]) == (True, True)
    assert browser.get(f"{HERE}/origin", params={"entry": "nothing"}).status_code == 404


def test_a_picture_that_is_gone_is_said_in_a_sentence(browser: TestClient, written: WrittenRun) -> None:
    (written.pictures / "000.png").unlink()

    reply = browser.get(f"{HERE}/picture", params={"image": written.entries[0].candidate.image_id})

    assert (reply.status_code, "000.png" in reply.json()["error"]) == (400, True)
    assert browser.get(f"{HERE}/picture", params={"image": "../../deixis.sqlite3"}).status_code == 404


def test_what_is_sent_can_be_rated_and_its_rating_is_found(
    server: Server, browser: TestClient, written: WrittenRun
) -> None:
    sent = send(browser, written.names)

    assert sent == {
        "round": "from-a-corpus",
        "name": "From a corpus",
        "sent": 3,
        "screens": 2,
        "left_out": {"set aside": 1},
    }
    items = server.asking.store.judging.items("from-a-corpus")
    assert sorted(len(item.candidates) for item in items) == [1, 2]
    for verdict in ("accept", "reject"):
        rate(server.browser(), "from-a-corpus", verdict, verdict)
    assert (found(browser, rating="reject"), found(browser, rating="none")) == (
        [written.names[0], *written.names[2:]],
        [written.names[1]],
    )
    shown = get(browser, "/entries")["shown"][0]
    assert shown["said"] == {"verdict": "reject", "qa": "reject", "rationale": "reject", "people": 2}
    assert get(browser)["rated"] == {"accept": 0, "maybe": 0, "reject": 3}


def test_what_is_in_a_round_is_not_sent_there_again(browser: TestClient, written: WrittenRun) -> None:
    send(browser, written.names[:1])

    again = send(browser, [*written.names, "nothing/nothing"], "from-a-corpus")

    assert (again["sent"], again["left_out"]) == (
        2,
        {"in that round already": 1, "set aside": 1, "not in the corpus": 1},
    )


def test_entries_of_a_picture_that_is_gone_are_left_out(browser: TestClient, written: WrittenRun) -> None:
    (written.pictures / "000.png").unlink()

    sent = send(browser, [written.names[0], written.names[2]])

    assert (sent["sent"], sent["left_out"]) == (1, {"without a picture that can be read": 1})


def test_nothing_is_sent_into_a_round_that_is_closed_or_compares(
    server: Server, browser: TestClient, written: WrittenRun
) -> None:
    send(browser, written.names[:1])
    browser.post("/api/admin/rounds/from-a-corpus/close")
    start_round(server, make_item(server, "one"), kind="compare")
    before = state_of(server)

    replies = [
        browser.post(f"{HERE}/send", json={"entries": written.names, "round": name})
        for name in ("From a corpus", ROUND, "???")
    ]

    assert [reply.status_code for reply in replies] == [400, 400, 400]
    assert [set(reply.json()) for reply in replies] == [{"error"}] * 3
    assert state_of(server) == before


def test_the_critic_and_people_are_set_against_each_other(
    server: Server, browser: TestClient, written: WrittenRun
) -> None:
    written.score([0.9, 0.5, 0.3, 0.2])
    send(browser, [written.names[0]], "First")
    send(browser, written.names[2:], "Second")
    rate(browser, "first", "reject")
    rate(browser, "second", "accept")

    split = get(browser, "/disagreements", critic=CRITIC, threshold=0.8)
    low = get(browser, "/disagreements", critic=CRITIC, threshold=0.25)

    assert (split["judged"], split["agreed"]) == (3, 0)
    assert [each["name"] for each in split["kept"]] == [written.names[0]]
    assert [each["name"] for each in split["dropped"]] == [written.names[3], written.names[2]]
    assert (low["agreed"], [each["name"] for each in low["dropped"]]) == (1, [written.names[3]])
    assert get(browser, "/disagreements", critic="another")["judged"] == 0


@pytest.mark.parametrize("path", [*SEEN, f"{HERE}/send"])
def test_nobody_but_an_admin_sees_or_sends_anything(server: Server, written: WrittenRun, path: str) -> None:
    admin = signed_in(server, add(server, "Root", "admin"))
    annotator, stranger = signed_in(server, add(server, "Ann")), server.browser()
    before = state_of(server)

    def call(browser: TestClient) -> int:
        body = {"entries": written.names, "round": "Mine"}
        return (browser.post(path, json=body) if path.endswith("/send") else browser.get(path)).status_code

    assert [call(each) for each in (stranger, annotator)] == [401, 403]
    assert state_of(server) == before
    assert call(admin) in (200, 404)


def test_the_page_is_there_for_admins_only(server: Server) -> None:
    admin, annotator = (signed_in(server, add(server, name, name)) for name in ("admin", "annotator"))
    pages = [each.get("/api/me").json()["pages"] for each in (admin, annotator)]
    led = annotator.get("/browse/", follow_redirects=False)

    assert ["browse" in each for each in pages] == [True, False]
    assert (led.status_code, led.headers["location"]) == (303, "../rate/")


def test_a_page_of_another_site_sends_nothing(server: Server, browser: TestClient, written: WrittenRun) -> None:
    before = state_of(server)

    for origin in ("https://evil.example", "null"):
        body = {"entries": written.names, "round": "Theirs"}
        assert browser.post(f"{HERE}/send", json=body, headers={"Origin": origin}).status_code == 403

    assert state_of(server) == before
