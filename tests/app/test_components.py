"""What goes to the page's components and what comes back from a browser, which may send anything."""

import json
import math
from datetime import UTC, datetime
from typing import Any

import pytest

from app.components import CanvasState, canvas_value, conversation_value, read_canvas
from models.errors import BadQuestion
from models.records import Answer, Box, Conversation, ImageRecord, Question, Region, Turn

IMAGE = ImageRecord(id="a" * 64, width=800, height=600)
REGION = Region(id=1, box=Box(10, 20, 30, 40), label="the dog", gesture="drag")
NOW = datetime(2026, 1, 2, tzinfo=UTC)


def turn(number: int, *answers: Answer) -> Turn:
    question = Question(image_id=IMAGE.id, text="why?", typed="why?", regions=(REGION,))
    return Turn(id=f"turn-{number}", question=question, answers=answers, created_at=NOW)


def sent(**changes: Any) -> dict[str, Any]:
    return {**canvas_value(IMAGE, (REGION,), next_id=2), **changes}


def test_what_the_page_shows_comes_back_as_it_was() -> None:
    state = read_canvas(sent(selected=1, pointing_ms=1200, conversation="c"))

    assert state == CanvasState(
        image_id=IMAGE.id, regions=(REGION,), selected=1, next_id=2, pointing_ms=1200, conversation_id="c"
    )


@pytest.mark.parametrize("value", [None, "", [], 7, {}, {"image": None}, {"image": "x"}])
def test_a_canvas_without_a_picture_is_empty(value: Any) -> None:
    assert read_canvas(value) == CanvasState()


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"regions": [{"id": -1, "box": [0, 0, 9, 9]}]}, "regions"),
        ({"regions": [{"id": 0, "box": [9, 9, 0, 0]}]}, "regions"),
        ({"regions": [{"id": 0, "box": [0, 0, math.nan, 9]}]}, "regions"),
        ({"regions": [{"id": 0, "box": [0, 0, 9]}]}, "regions"),
        ({"regions": [{"id": 0, "box": [0, 0, 9, 9], "path": "../x"}]}, "regions"),
        ({"regions": [{"id": 0, "box": [0, 0, 9, 9], "label": "x" * 81}]}, "regions"),
        ({"regions": [{"id": number, "box": [0, 0, 9, 9]} for number in range(51)]}, "regions"),
        ({"regions": "all"}, "regions"),
        ({"selected": "the dog"}, "selected"),
        ({"next_id": -1}, "next_id"),
        ({"pointing_ms": -5}, "pointing_ms"),
        ({"image": {"id": 7}}, "image_id"),
        ({"conversation": {}}, "conversation_id"),
    ],
)
def test_a_canvas_that_makes_no_sense_is_refused_in_words(changes: dict[str, Any], where: str) -> None:
    with pytest.raises(BadQuestion, match=rf"cannot be read \({where}.*Reload the page"):
        read_canvas(sent(**changes))


def test_a_growing_turn_takes_the_place_of_the_stored_one() -> None:
    conversation = Conversation(id="c", owner="o", image=IMAGE, turns=(turn(1), turn(2)), created_at=NOW)
    growing = turn(2, Answer(text="because", model="m"))

    value = conversation_value(conversation, growing, busy=True)

    assert [shown["id"] for shown in value["turns"]] == ["turn-1", "turn-2"]
    assert value["turns"][1]["answers"][0]["text"] == "because"
    assert value["busy"] is True


def test_what_is_shown_is_plain_json_and_does_not_name_the_owner() -> None:
    conversation = Conversation(id="c", owner="secret-owner", image=IMAGE, turns=(turn(1),), created_at=NOW)

    text = json.dumps([conversation_value(conversation, notice="careful"), canvas_value(None)])

    assert "secret-owner" not in text
    assert "careful" in text
