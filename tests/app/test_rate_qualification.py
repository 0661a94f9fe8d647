"""Who passes the qualification goes on; who does not comes to the same end as everybody, without an item."""

import contextlib
import sqlite3
from collections.abc import Callable
from typing import Any

import pytest
from starlette.testclient import TestClient

from app import judging
from app.judging import Judging
from models.judging import ItemKind, Submission
from tests.app.rating import ROUND, make_item, next_screen, start_round, submission, submit
from tests.app.servers import Server

RIGHT = ("accept", "reject")  # what every text of make_item's qualification deserves
WRONG = ("maybe", "accept")


def begin(server: Server, *, practice: int = 2, items: int = 2, **settings: Any) -> None:
    kinds: dict[str, ItemKind] = {f"practice-{number}": "qualification" for number in range(practice)}
    kinds |= {f"item-{number}": "item" for number in range(items)}
    kinds["hidden"] = "gold"
    start_round(server, *(make_item(server, name, kind=kind) for name, kind in kinds.items()), **settings)


def answer(browser: TestClient, *values: tuple[str, str]) -> None:
    """Judge a screen for each of the values, all of them of the qualification."""
    for value in values:
        screen = next_screen(browser)
        assert screen["qualification"], screen["item_id"]
        submit(browser, submission(screen, *value))


def asked_for(browser: TestClient) -> dict[str, Any]:
    return browser.post("/api/rate/next", json={"round": ROUND}).json()


def handed_out(server: Server) -> list[str]:
    """Return the ordinary and gold items that anybody was ever handed, from the database itself."""
    with contextlib.closing(sqlite3.connect(server.folder / "deixis.sqlite3")) as connection:
        visits = connection.execute("SELECT item_id FROM visits").fetchall()
        slots = connection.execute("SELECT item_id FROM slots WHERE state != 'open'").fetchall()
    return sorted({name for (name,) in [*visits, *slots] if not name.startswith("practice")})


def left(browser: TestClient) -> int:
    return browser.get("/api/rate/rounds").json()[0]["progress"]["left"]


def test_who_passes_goes_on_to_the_items(server: Server, browser: TestClient) -> None:
    begin(server)

    answer(browser, RIGHT, RIGHT)

    assert left(browser) == 2
    names = [next_screen(browser)["item_id"]]
    submit(browser, submission(next_screen(browser)))
    names.append(next_screen(browser)["item_id"])
    assert sorted(names) == ["item-0", "item-1"]


@pytest.mark.parametrize("last", [RIGHT, WRONG])
def test_who_fails_is_thanked_as_everybody_and_handed_nothing(
    server: Server, browser: TestClient, last: tuple[str, str]
) -> None:
    begin(server, gold_every=1, completion_code="C0DE", return_url="https://example.org/back")

    answer(browser, WRONG, last)

    finished = {"code": "C0DE", "return_url": "https://example.org/back", "done": 2}
    assert [asked_for(browser) for _ in range(3)] == [{"screen": None, "finished": finished}] * 3
    assert left(browser) == 0
    assert handed_out(server) == []
    assert len(server.asking.store.judging.judged(ROUND)) == 2


@pytest.mark.parametrize(("mark", "goes_on"), [(0.5, True), (0.51, False)])
def test_the_pass_mark_of_the_round_decides(server: Server, browser: TestClient, mark: float, goes_on: bool) -> None:
    begin(server, pass_mark=mark)

    answer(browser, RIGHT, WRONG)

    assert (asked_for(browser)["screen"] is not None) is goes_on


def test_a_skipped_screen_of_the_qualification_is_not_met(server: Server, browser: TestClient) -> None:
    begin(server, pass_mark=0.0)
    screen = next_screen(browser)
    held = {"item": screen["item_id"], "token": screen["lease"]["token"]}
    assert browser.post("/api/rate/skip", json={**held, "reason": "cannot tell"}).status_code == 204
    answer(browser, RIGHT)

    late = submit(browser, submission(screen, *RIGHT))

    assert late["counted"] is False
    assert asked_for(browser)["finished"]["done"] == 2
    assert handed_out(server) == []


def test_sending_the_right_answers_again_after_the_feedback_changes_nothing(
    server: Server, browser: TestClient
) -> None:
    begin(server, practice=1)
    screen = next_screen(browser)
    first = submit(browser, submission(screen, *WRONG))

    again = [submit(browser, submission(screen, *RIGHT)) for _ in range(5)]

    assert first["feedback"][0]["qa"] == "accept"
    assert [each["counted"] for each in again] == [False] * 5
    assert asked_for(browser)["screen"] is None
    assert handed_out(server) == []


def test_a_round_without_qualification_is_open_to_all(server: Server, browser: TestClient) -> None:
    begin(server, practice=0, pass_mark=1.0)

    assert next_screen(browser)["item_id"].startswith("item")
    assert left(browser) == 2


def test_one_who_fails_keeps_nobody_else_from_going_on(server: Server, browser: TestClient) -> None:
    begin(server)
    answer(browser, WRONG, WRONG)
    other = server.browser()

    answer(other, RIGHT, RIGHT)

    assert asked_for(browser)["screen"] is None
    assert next_screen(other)["item_id"].startswith("item")


def test_an_item_that_was_leased_before_is_not_shown_again_to_who_has_not_passed(
    server: Server, browser: TestClient
) -> None:
    begin(server, practice=1)
    answer(browser, WRONG)
    (name,) = {each.annotator for each in server.asking.store.judging.judged(ROUND)}
    before = server.asking.store.judging.next_screen(ROUND, name)

    assert before is not None
    assert not before.qualification
    assert asked_for(browser)["screen"] is None


@pytest.mark.parametrize(("value", "goes_on"), [(RIGHT, True), (WRONG, False)])
def test_what_another_process_took_in_meanwhile_is_taken_into_account(
    make_server: Callable[..., Server], value: tuple[str, str], goes_on: bool
) -> None:
    here = make_server()
    begin(here)
    there = make_server()
    browser = here.browser()
    answer(browser, RIGHT)
    second = next_screen(browser)
    elsewhere = there.browser(cookies=dict(browser.cookies))

    submit(elsewhere, submission(second, *value))

    for each in (browser, elsewhere):
        assert (asked_for(each)["screen"] is not None) is goes_on
    assert len(handed_out(here)) == int(goes_on)


def test_screens_that_are_added_to_the_qualification_must_be_passed_as_well(
    make_server: Callable[..., Server],
) -> None:
    here = make_server()
    begin(here, practice=1, items=3)
    browser = here.browser()
    answer(browser, RIGHT)
    submit(browser, submission(next_screen(browser)))
    more = [make_item(here, f"practice-late-{number}", kind="qualification") for number in range(2)]
    here.asking.store.judging.add_items(ROUND, more)

    # Another process hands them out, so that this one has to find out by itself.
    answer(make_server().browser(cookies=dict(browser.cookies)), WRONG, WRONG)

    assert asked_for(browser)["screen"] is None
    assert len(handed_out(here)) == 1


def test_the_qualification_is_looked_at_once_for_all_that_follows(
    server: Server, browser: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(server, items=5)
    looks: list[str] = []
    passed = judging.passed

    def counting(*args: Any, **more: Any) -> Any:
        looks.append(args[2])
        return passed(*args, **more)

    monkeypatch.setattr(judging, "passed", counting)
    answer(browser, RIGHT, RIGHT)
    during = len(looks)

    for _ in range(4):
        submit(browser, submission(next_screen(browser)))

    assert (during, len(looks)) == (0, 1)


def test_who_has_passed_and_is_forgotten_goes_on_all_the_same(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging, "REMEMBERED", 2)
    begin(server, practice=1, items=3)
    service = Judging(server.asking.store, server.asking.files)
    names = ("ann", "bob", "eve")
    for name in names:
        screen = service.next(ROUND, name)
        assert screen
        sent = {"item_id": screen.item_id, "lease": {"token": screen.lease.token}, "shown": screen.shown}
        service.submit(Submission.model_validate(submission(sent, *RIGHT)), name, revises=False)

    shown = [service.next(ROUND, name) for name in names * 2]

    assert len(service._passed) <= 2
    assert [screen and screen.item_id for screen in shown[:3]] == [screen and screen.item_id for screen in shown[3:]]
    assert len({screen.item_id for screen in shown if screen}) == 3
