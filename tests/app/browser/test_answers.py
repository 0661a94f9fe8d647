"""Answers: they stream, stop, link back to the picture, stand side by side, and are kept."""

import json
import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Route, expect

from tests.app.browser.ask_page import AskPage, close_to
from tests.app.browser.conftest import STUDENT
from tests.app.browser.speaker import Speaker
from tests.app.browser.watched import Watched

pytestmark = pytest.mark.browser


def test_the_first_words_stand_there_before_the_answer_is_complete(ask_page: AskPage, student: Speaker) -> None:
    ask_page.start()
    ask_page.draw(100, 100, 300, 400)
    student.pause()

    ask_page.send("why is [0] sad?")

    expect(ask_page.page.locator(".answer-text")).to_have_text("[0]")
    expect(ask_page.page.locator(".rationale")).to_be_hidden()
    expect(ask_page.question).to_have_value("")
    expect(ask_page.page.get_by_role("button", name="Stop")).to_be_visible()
    expect(ask_page.page.get_by_role("button", name="Ask", exact=True)).to_be_hidden()
    student.go_on()
    expect(ask_page.page.locator(".answer-text")).to_have_text("[0] is sad because the ice cream fell.")
    expect(ask_page.page.locator(".rationale-text")).to_have_text("[0] looks at the cone on the ground.")
    expect(ask_page.page.locator(".measure")).to_have_text(re.compile(r"^plain · [\d.]+ s · first words [\d.]+ s$"))


def test_a_model_that_speaks_is_not_said_to_be_loading(ask_page: Watched) -> None:
    ask_page.start()
    states = ["loading"]  # at the first look; ready at all later ones

    def shelf(route: Route) -> None:
        state = states.pop() if states else "ready"
        route.fulfill(json={"models": [{"name": STUDENT, "state": state, "error": ""}]})

    ask_page.route("**/api/models", shelf)

    ask_page.ask("why is it sad?")

    # Half of what lies between two looks.
    expect(ask_page.page.locator(".model-status")).to_be_empty(timeout=500)
    assert states == []


def test_stop_stops_the_model_and_keeps_what_was_said(ask_page: AskPage, student: Speaker) -> None:
    ask_page.start()
    ask_page.draw(100, 100, 300, 400)
    student.pause()
    ask_page.send("why is [0] sad?")
    expect(ask_page.page.locator(".answer-text")).to_have_text("[0]")

    ask_page.page.get_by_role("button", name="Stop").click()

    expect(ask_page.page.locator(".answer-note")).to_have_text("Stopped before the end.")
    expect(ask_page.page.locator(".answer-text")).to_have_text("[0]")
    expect(ask_page.page.get_by_role("button", name="Ask", exact=True)).to_be_visible()
    student.go_on()
    assert student.closed.wait(5)


def test_regions_can_be_drawn_while_an_answer_streams(ask_page: AskPage, student: Speaker) -> None:
    ask_page.start()
    ask_page.draw(100, 100, 300, 400)
    student.pause()
    ask_page.send("why is [0] sad?")
    expect(ask_page.page.locator(".answer-text")).to_have_text("[0]")

    ask_page.draw(450, 200, 700, 500)
    ask_page.question.fill("and [1]?")
    student.go_on()
    ask_page.wait_until_answered()

    assert sorted(ask_page.boxes()) == [0, 1]
    expect(ask_page.question).to_have_value("and [1]?")


def test_a_chip_lights_the_box_it_meant_then_on_hover_and_on_focus(ask_page: AskPage) -> None:
    ask_page.start()
    ask_page.draw(100, 100, 300, 400)
    turn = ask_page.ask("why is [0] sad?")
    ask_page.drag((200, 250), (500, 250))  # moved since: the chip means the old place
    light = ask_page.page.locator(".light-box")

    turn.locator(".answer-text .region-chip").hover()
    expect(light).to_have_count(1)
    box = [float(light.get_attribute(name) or 0) for name in ("x", "y", "width", "height")]
    ask_page.page.mouse.move(5, 5)
    expect(light).to_have_count(0)
    turn.locator(".rationale-text .region-chip").focus()
    expect(light).to_have_count(1)
    turn.locator(".rationale-text .region-chip").blur()

    expect(light).to_have_count(0)
    assert close_to(box, (100, 100, 200, 300))


def test_show_regions_lights_the_turns_own_snapshot(ask_page: AskPage) -> None:
    ask_page.start()
    ask_page.draw(100, 100, 300, 400)
    ask_page.draw(450, 200, 700, 500)
    turn = ask_page.ask("what are [0] and [1] doing?")
    ask_page.svg.focus()
    ask_page.page.keyboard.press("Delete")

    turn.get_by_role("button", name="Show regions").click()
    expect(ask_page.page.locator(".light-box")).to_have_count(2)
    turn.get_by_role("button", name="Hide regions").click()

    expect(ask_page.page.locator(".light-box")).to_have_count(0)


def test_ask_again_brings_back_question_and_regions(ask_page: AskPage) -> None:
    ask_page.start()
    ask_page.draw(100, 100, 300, 400)
    turn = ask_page.ask("why is [0] sad?")
    ask_page.svg.focus()
    ask_page.page.keyboard.press("0")
    ask_page.page.keyboard.press("Delete")

    turn.get_by_role("button", name="Ask again").click()

    expect(ask_page.question).to_have_value("why is [0] sad?")
    assert close_to(ask_page.boxes()[0], (100, 100, 300, 400))


def test_student_and_teacher_stand_side_by_side(ask_page: AskPage, teacher: Speaker) -> None:
    ask_page.start()
    ask_page.draw(100, 100, 300, 400)
    teacher.text = "{region} lost something dear."
    ask_page.page.get_by_label("Ask the teacher too").check()

    turn = ask_page.ask("why is [0] sad?")

    student_side = turn.locator(".answer[data-role=student]").bounding_box()
    teacher_side = turn.locator(".answer[data-role=teacher]").bounding_box()
    expect(turn.locator(".answer[data-role=teacher] .answer-text")).to_have_text("[0] lost something dear.")
    expect(turn.get_by_role("heading", name="Teacher")).to_be_visible()
    assert student_side
    assert teacher_side
    assert student_side["y"] == teacher_side["y"]
    assert student_side["x"] < teacher_side["x"]
    ask_page.page.get_by_label("Ask the teacher too").uncheck()


def test_an_answer_that_fails_says_so_and_the_next_one_works(ask_page: AskPage, student: Speaker) -> None:
    ask_page.start()
    student.failure = "plain gave up after 60 seconds. Ask again, or choose another model."
    turn = ask_page.ask("what happened?")
    expect(turn.locator(".answer-error")).to_have_text(student.failure)
    student.failure = ""

    ask_page.ask("and now?")

    expect(ask_page.turns.first.locator(".answer-error")).to_be_hidden()


def test_a_remark_of_the_model_is_shown_with_the_answer(ask_page: AskPage, student: Speaker) -> None:
    ask_page.start()
    student.note = "This student knows drawn scenes only."

    turn = ask_page.ask("what happened?")

    expect(turn.locator(".answer-note")).to_have_text("This student knows drawn scenes only.")


def test_the_model_menu_decides_who_answers(ask_page: AskPage, teacher: Speaker) -> None:
    ask_page.start()
    menu = ask_page.page.get_by_role("combobox", name="Student")
    menu.click()
    ask_page.page.get_by_role("option", name="wise").click()

    turn = ask_page.ask("what happened?")

    expect(turn.locator(".measure")).to_contain_text("wise")
    assert len(teacher.asked) == 1
    menu.click()
    ask_page.page.get_by_role("option", name="plain").click()


def test_the_newest_turn_stands_first(ask_page: AskPage) -> None:
    ask_page.start()
    ask_page.ask("what happened first?")

    ask_page.ask("what happened then?")

    expect(ask_page.page.locator(".turn-question")).to_have_text(["what happened then?", "what happened first?"])


def test_an_answer_can_be_copied_as_text(ask_page: AskPage) -> None:
    ask_page.start()
    ask_page.draw(100, 100, 300, 400)
    turn = ask_page.ask("why is [0] sad?")

    turn.get_by_role("button", name="Copy").click()

    expect(turn.get_by_role("button", name="Copied")).to_be_visible()
    copied = ask_page.page.evaluate("navigator.clipboard.readText()")
    assert copied == (
        "Question: why is [0] sad?\n"
        "Answer (plain): [0] is sad because the ice cream fell.\n"
        "Why: [0] looks at the cone on the ground."
    )


def test_a_conversation_is_exported_as_json_lines_and_as_a_marked_picture(ask_page: AskPage, tmp_path: Path) -> None:
    ask_page.start()
    ask_page.draw(100, 100, 300, 400)
    turn = ask_page.ask("why is [0] sad?")

    with ask_page.page.expect_download() as lines:
        ask_page.page.get_by_role("link", name="JSON lines").click()
    with ask_page.page.expect_download() as marked:
        turn.get_by_role("link", name="PNG").click()
    lines.value.save_as(tmp_path / "conversation.jsonl")
    marked.value.save_as(tmp_path / "marked.png")

    (line,) = (tmp_path / "conversation.jsonl").read_text("utf-8").splitlines()
    assert "why is [0] sad?" in json.dumps(json.loads(line))
    with Image.open(tmp_path / "marked.png") as image:
        assert image.width >= 800


def test_a_server_that_goes_away_is_said_in_words_and_nothing_is_lost(fresh_page: Watched) -> None:
    fresh_page.start()
    fresh_page.draw(100, 100, 300, 400)
    fresh_page.expect_errors()
    for path in ("**/gradio_api/queue/**", "**/api/models"):
        fresh_page.route(path, lambda route: route.abort())
    fresh_page.send("why is [0] sad?")
    expect(fresh_page.page.locator(".notice")).to_contain_text("nothing is lost")

    with fresh_page.page.expect_navigation():
        fresh_page.page.unroute_all()

    expect(fresh_page.chips).to_have_count(1)
    expect(fresh_page.question).to_have_value("why is [0] sad?")
    fresh_page.question.press("Enter")
    expect(fresh_page.page.locator(".answer-text")).to_have_text("[0] is sad because the ice cream fell.")
