"""The JSON API as a script sees it."""

import json
import threading
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image
from starlette.testclient import TestClient

from app.asking import STOPPED
from models.errors import AnswerFailed
from models.records import Point, Region, Turn
from tests.app.servers import Server, ask, picture_file, shelf_of, upload
from tests.fakes.answerers import DummyAnswerer, DummyPointer

PATIENCE = 10.0
INSIDE_OUT = {"id": 0, "box": [9, 9, 1, 1]}


def test_a_picture_is_received_shown_and_asked_about(server: Server, browser: TestClient) -> None:
    picture = upload(browser, picture_file(320, 240))
    shown = browser.get(picture["url"])
    reply = ask(browser, picture)

    assert (picture["width"], picture["height"], picture["notes"], picture["regions"]) == (320, 240, [], [])
    assert (shown.status_code, shown.headers["content-type"]) == (200, "image/jpeg")
    assert (reply["answer"], reply["rationale"], reply["model"]) == ("It fell down.", "The cone is empty.", "student")
    assert (reply["question"], reply["regions"][0]["box"]) == ("why is [0] sad?", [10, 20, 110, 220])
    assert (reply["teacher"], reply["note"], reply["error"]) == (None, "", "")
    assert reply["seconds"] >= 0.5


def test_the_conversation_goes_on_and_is_listed_newest_first(browser: TestClient) -> None:
    picture = upload(browser)
    first = ask(browser, picture)
    ask(browser, picture, "what is [0]?", conversation=first["conversation"])
    other = ask(browser, picture)

    listed = browser.get("/api/conversations").json()
    one = browser.get(f"/api/conversations/{first['conversation']}").json()

    assert [talk["id"] for talk in listed] == [other["conversation"], first["conversation"]]
    assert [turn["question"]["text"] for turn in one["turns"]] == ["why is [0] sad?", "what is [0]?"]
    assert one["image"]["id"] == picture["id"]
    assert "owner" not in one
    assert "owner" not in listed[0]


@pytest.mark.parametrize("teacher", [True, "teacher"])
def test_the_teacher_can_be_asked_as_well(browser: TestClient, teacher: object) -> None:
    reply = ask(browser, upload(browser), teacher=teacher)

    assert reply["teacher"]["answer"] == "Because it rains."


def test_the_answer_streams_as_lines_of_the_growing_turn(browser: TestClient) -> None:
    picture = upload(browser)

    reply = browser.post("/api/ask", json={"image": picture["id"], "question": "what is this?", "stream": True})

    turns = [Turn.model_validate_json(line) for line in reply.text.splitlines()]
    assert reply.headers["content-type"].startswith("application/x-ndjson")
    assert turns[0].answers == ()
    assert (turns[-1].answers[0].text, turns[-1].answers[0].complete) == ("It fell down.", True)


def test_a_question_that_cannot_be_asked_has_a_status_even_when_it_streams(browser: TestClient) -> None:
    picture = upload(browser)

    reply = browser.post("/api/ask", json={"image": picture["id"], "question": "why [9]?", "stream": True})

    assert reply.status_code == 400
    assert "no region [9]" in reply.json()["error"]


def test_a_model_that_fails_is_a_bad_gateway_with_its_sentence(make_server: Callable[..., Server]) -> None:
    browser = make_server(DummyAnswerer("student", failure=AnswerFailed("The endpoint hung up."))).browser()
    picture = upload(browser)

    reply = browser.post("/api/ask", json={"image": picture["id"], "question": "what is this?"})

    assert (reply.status_code, reply.json()["error"]) == (502, "The endpoint hung up.")
    assert browser.get("/api/conversations").json()[0]["turns"][0]["answers"][0]["error"] == "The endpoint hung up."


def test_a_click_finds_a_region(browser: TestClient) -> None:
    picture = upload(browser)

    region = browser.post("/api/regions/at", json={"image": picture["id"], "x": 50, "y": 60}).json()

    assert (region["id"], region["kind"], region["box"], region["gesture"]) == (0, "point", [40, 50, 60, 70], "click")


def test_the_menu_shows_models_and_whether_they_are_loaded(browser: TestClient) -> None:
    before = browser.get("/api/models").json()
    ask(browser, upload(browser))
    after = browser.get("/api/models").json()

    assert (before["student"], before["teacher"]) == ("student", "teacher")
    assert [model["state"] for model in before["models"]] == ["not loaded", "not loaded"]
    assert [model["state"] for model in after["models"]] == ["ready", "not loaded"]


def test_a_gallery_scene_opens_with_regions_and_questions_that_can_be_asked(browser: TestClient) -> None:
    scene = browser.get("/api/gallery").json()[0]
    thumbnail = browser.get(scene["thumbnail"])

    picture = browser.post(f"/api/gallery/{scene['id']}").json()
    suggestion = picture["suggestions"][0]
    regions = [region for region in picture["regions"] if region["id"] in suggestion["regions"]]
    body = {"image": picture["id"], "question": suggestion["text"], "regions": regions}

    assert thumbnail.headers["content-type"] == "image/webp"
    assert (picture["width"], picture["height"]) == (scene["width"], scene["height"])
    assert browser.get(picture["url"]).status_code == 200
    assert browser.post("/api/ask", json=body).json()["answer"] == "It fell down."


def test_a_gallery_picture_outlives_the_conversations_about_it(server: Server, browser: TestClient) -> None:
    scene = browser.get("/api/gallery").json()[0]
    picture = browser.post(f"/api/gallery/{scene['id']}").json()
    reply = browser.post("/api/ask", json={"image": picture["id"], "question": "what is this?"}).json()

    deleted = browser.delete(f"/api/conversations/{reply['conversation']}")

    assert deleted.status_code == 204
    assert server.browser().get(picture["url"]).status_code == 200


def test_deleting_leaves_no_row_and_no_file(server: Server, browser: TestClient) -> None:
    picture = upload(browser)
    first, second = ask(browser, picture), ask(browser, picture)
    before = len(server.picture_files())

    browser.delete(f"/api/conversations/{first['conversation']}")
    between = len(server.picture_files())
    browser.delete(f"/api/conversations/{second['conversation']}/turns/{second['turn']}")

    assert (before, between, server.picture_files()) == (2, 2, [])
    assert browser.get("/api/conversations").json() == []
    assert browser.get(picture["url"]).status_code == 404


def test_two_browsers_with_the_same_picture_delete_only_their_own(server: Server) -> None:
    mine, theirs = server.browser(), server.browser()
    picture = upload(mine)
    upload(theirs)
    talk = ask(mine, picture)["conversation"]
    ask(theirs, picture)

    mine.delete(f"/api/conversations/{talk}")

    assert mine.get(picture["url"]).status_code == 404
    assert theirs.get(picture["url"]).status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "words"),
    [
        ("GET", "/api/nothing", None, 404, "nothing at this address"),
        ("PUT", "/api/ask", {}, 405, "does not take that method"),
        ("POST", "/api/ask", {"question": "why?"}, 422, "image: field required"),
        ("POST", "/api/ask", {"image": "x", "question": "?", "regions": [INSIDE_OUT]}, 422, "inside out"),
        ("POST", "/api/ask", {"image": "x", "question": "why?", "unknown": 1}, 422, "unknown"),
        ("POST", "/api/ask", {"image": "../../etc/passwd", "question": "why?"}, 404, "nothing by the name"),
        ("POST", "/api/regions/at", {"image": "0" * 64, "x": 1, "y": 1}, 404, "no picture"),
        ("GET", "/images/" + "0" * 64, None, 404, "no picture"),
        ("GET", "/images/..%2f..%2fcookie-secret", None, 404, "nothing at this address"),
        ("GET", "/api/conversations/nobody", None, 404, "no conversation"),
        ("DELETE", "/api/conversations/nobody", None, 404, "no conversation"),
        ("GET", "/api/conversations/nobody/export.jsonl", None, 404, "no conversation"),
        ("POST", "/api/gallery/nothing", None, 404, "no scene"),
        ("POST", "/api/images", {}, 415, "form"),
    ],
)  # fmt: skip
def test_every_failure_is_one_sentence_with_a_fitting_status(
    quiet: Server, method: str, path: str, body: Any, status: int, words: str
) -> None:
    reply = quiet.browser().request(method, path, json=body)

    assert reply.status_code == status
    assert list(reply.json()) == ["error"]
    assert words in reply.json()["error"]


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "empty.png", "empty"),
        (b"not a picture", "letter.txt", "not a picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "x.svg", "cannot be used"),
        (picture_file()[:300], "half.png", "cannot be used"),
    ],
)
def test_a_bad_picture_is_refused_by_name(quiet: Server, content: bytes, name: str, words: str) -> None:
    reply = quiet.browser().post("/api/images", files={"file": (name, content, "image/png")})

    assert reply.status_code == 400
    assert name in reply.json()["error"]
    assert words in reply.json()["error"]
    assert quiet.picture_files() == []


@pytest.mark.parametrize(
    "body",
    [
        {"data": {"file": "no file"}, "files": {"other": ("a.png", b"x")}},
        {"files": [("file", ("a.png", b"x")), ("file", ("b.png", b"y"))]},
        {"content": b"--broken", "headers": {"content-type": "multipart/form-data; boundary=x"}},
        {"content": b"", "headers": {"content-type": "multipart/form-data"}},
    ],
)
def test_a_form_without_one_picture_is_refused(quiet: Server, body: dict[str, Any]) -> None:
    reply = quiet.browser().post("/api/images", **body)

    assert reply.status_code == 400
    assert "field called file" in reply.json()["error"]


def test_a_body_that_is_not_json_is_refused(quiet: Server) -> None:
    reply = quiet.browser().post("/api/ask", content=b"{", headers={"content-type": "application/json"})

    assert (reply.status_code, reply.json()) == (400, {"error": "The request's body is not JSON."})


def test_a_script_that_asks_for_a_teacher_where_there_is_none_is_told_how(make_server: Callable[..., Server]) -> None:
    server = make_server()
    server.asking.shelf.teacher = None
    browser = server.browser()

    reply = browser.post("/api/ask", json={"image": upload(browser)["id"], "question": "why?", "teacher": True})

    assert (reply.status_code, "--teacher" in reply.json()["error"]) == (400, True)


def test_the_description_of_the_api_is_complete(browser: TestClient) -> None:
    document = browser.get("/api/openapi.json").json()

    routes = {f"{method.upper()} {path}" for path, methods in document["paths"].items() for method in methods}
    described = [operation for methods in document["paths"].values() for operation in methods.values()]
    assert "POST /api/ask" in routes
    assert len(routes) >= 13
    assert [operation for operation in described if not operation.get("description")] == []
    assert json.dumps(document).count("cookie") >= 1


class BrokenPointer(DummyPointer):
    """Fails in a way that nobody thought of."""

    def region_at(self, image: Image.Image, point: Point) -> Region:
        raise ZeroDivisionError(f"inside {image.size} at {point}")


def test_an_unexpected_failure_is_a_general_sentence_and_a_logged_trace(
    server: Server, browser: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    picture = upload(browser)
    server.asking.shelf = shelf_of(server.student, pointer=BrokenPointer())

    reply = browser.post("/api/regions/at", json={"image": picture["id"], "x": 1, "y": 1})

    assert (reply.status_code, list(reply.json())) == (500, ["error"])
    assert "inside" not in reply.text
    assert "ZeroDivisionError: inside" in caplog.text


def test_a_stream_whose_reader_goes_away_is_stopped_and_kept(make_server: Callable[..., Server], serve) -> None:
    student = DummyAnswerer("student", waits=True)
    server = make_server(student)
    browser = serve(server.app)
    picture = upload(browser)
    body = {"image": picture["id"], "question": "what is this?", "stream": True}

    with browser.stream("POST", "/api/ask", json=body) as reply:
        lines = reply.iter_lines()
        while '"It"' not in next(lines):
            pass

    assert student.closed.wait(PATIENCE)
    stored = wait_for(lambda: browser.get("/api/conversations").json()[0]["turns"][0]["answers"])
    assert (stored[0]["text"], stored[0]["note"]) == ("It", STOPPED)


def wait_for(look: Callable[[], Any]) -> Any:
    """Look until there is something."""
    over = threading.Event()
    threading.Timer(PATIENCE, over.set).start()
    while not over.is_set():
        if found := look():
            return found
    raise AssertionError("waited in vain")
