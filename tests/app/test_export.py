"""What people take along says what was asked, about which regions, and who answered."""

import io
import json
from datetime import UTC, datetime

import pytest
from PIL import Image
from starlette.testclient import TestClient

from app.export import conversation_lines, marked_png
from models.marks import colour_of
from models.records import Answer, Box, Conversation, ImageRecord, Question, Region, Turn
from tests.app.servers import ask, picture_file, upload

NOW = datetime(2026, 1, 1, 12, tzinfo=UTC)
HOSTILE = (
    '<img src=x onerror=alert(1)>', "</script><script>alert(1)</script>", "${alert(1)}", "{{7*7}}", '"; rm -rf /',
    "'--", "=HYPERLINK(\"http://evil.example\")", "../../etc/passwd", "a\u2028b\u2029c", "\u202egnp.exe",
    "e\u0301\U0001f600", "![x](http://evil.example/p.png)",
)  # fmt: skip


def turn_of(text: str = "why is [0] sad?", *answers: Answer, size: tuple[int, int] = (320, 240)) -> Turn:
    width, height = size
    regions = (
        Region(id=0, box=Box(width * 0.1, height * 0.2, width * 0.4, height * 0.8)),
        Region(id=12, box=Box(width * 0.6, height * 0.2, width * 0.9, height * 0.8), kind="point", label="dog"),
    )
    question = Question(image_id="a" * 64, text=text, typed=text, regions=regions)
    said = answers or (Answer(text="[0] fell.", rationale="[0] holds an empty cone.", model="dummy", complete=True),)
    return Turn(id="t1", question=question, answers=said, pointing_ms=700.0, created_at=NOW)


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content)).convert("RGB")


def colours_below(image: Image.Image, top: int) -> set[tuple[int, ...]]:
    return {colour for _, colour in image.crop((0, top, *image.size)).getcolors(1 << 24) or []}


def rgb(region_id: int) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour_of(region_id)[1:]))


def test_a_line_holds_picture_regions_question_answers_and_times() -> None:
    image = ImageRecord(id="a" * 64, width=320, height=240, source="a picture")
    talk = Conversation(id="c1", owner="secret owner", image=image, turns=(turn_of(), turn_of("what?")), created_at=NOW)

    lines = [json.loads(line) for line in conversation_lines(talk)]

    assert [line["question"]["text"] for line in lines] == ["why is [0] sad?", "what?"]
    first = lines[0]
    assert (first["conversation"], first["id"], first["image"]["width"], first["pointing_ms"]) == ("c1", "t1", 320, 700)
    assert first["question"]["regions"][1]["label"] == "dog"
    assert first["answers"][0]["model"] == "dummy"
    assert Turn.model_validate({name: first[name] for name in Turn.model_fields}) == turn_of()
    assert "secret owner" not in json.dumps(lines)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_names_and_questions_leave_as_the_plain_text_they_are(browser: TestClient, text: str) -> None:
    picture = upload(browser, name=f"{text}.png")
    reply = ask(browser, picture, f"why is [0] {text}?".replace("${", "$ {").replace("[x]", "x"))

    export = browser.get(f"/api/conversations/{reply['conversation']}/export.jsonl")
    png = browser.get(f"/api/conversations/{reply['conversation']}/turns/{reply['turn']}/marked.png")

    assert export.headers["content-type"] == "application/jsonl"
    assert export.headers["content-disposition"] == 'attachment; filename="conversation.jsonl"'
    assert export.text.count("\n") == len(export.text.rstrip("\n").split("\n")) == 1
    assert json.loads(export.text)["question"]["text"] == reply["question"]
    assert png.headers["content-type"] == "image/png"
    assert png.headers["content-disposition"] == 'attachment; filename="marked.png"'
    assert opened(png.content).width == 640


def test_the_png_shows_the_picture_with_marks_above_its_words() -> None:
    picture = Image.new("RGB", (800, 600), "teal")

    image = opened(marked_png(picture, turn_of(size=(800, 600))))

    assert image.width == 800
    assert image.height > 700
    assert image.getpixel((5, 5)) == (0, 128, 128)
    assert image.getpixel((81, 300)) == rgb(0)
    assert image.getpixel((481, 300)) == rgb(12)
    assert (22, 24, 29) in colours_below(image, 600)
    assert rgb(0) in colours_below(image, 600)
    assert picture.getpixel((81, 300)) == (0, 128, 128)


def test_a_number_that_is_no_region_gets_no_colour() -> None:
    answer = Answer(text="[5] did it.", model="dummy", complete=True)

    image = opened(marked_png(Image.new("RGB", (800, 600), "teal"), turn_of("why?", answer, size=(800, 600))))

    assert rgb(5) not in colours_below(image, 600)


def test_both_answers_an_error_and_a_note_are_written() -> None:
    student = Answer(model="dummy", role="student", error="The endpoint hung up.")
    teacher = Answer(text="It rains.", model="wise", role="teacher", note="Knows drawings only.", complete=True)
    one = marked_png(Image.new("RGB", (640, 480)), turn_of("why?", student))
    both = marked_png(Image.new("RGB", (640, 480)), turn_of("why?", student, teacher))

    assert opened(both).height > opened(one).height


def test_a_large_picture_is_made_smaller_and_its_regions_with_it() -> None:
    image = opened(marked_png(Image.new("RGB", (4096, 1024), "teal"), turn_of(size=(4096, 1024))))

    assert image.width == 2048
    assert image.getpixel((206, 256)) == rgb(0)


@pytest.mark.parametrize("text", ["x" * 500, "why " * 120, "他为什么难过？" * 60, "لماذا هو حزين؟" * 30])
def test_long_words_and_other_scripts_stay_on_the_sheet(text: str) -> None:
    image = opened(marked_png(Image.new("RGB", (300, 200), "teal"), turn_of(text, size=(300, 200))))

    right = image.crop((image.width - 10, 200, image.width, image.height))
    assert image.width == 640
    assert right.getcolors() == [(right.width * right.height, (255, 255, 255))]


def test_a_turn_without_answers_can_be_exported() -> None:
    turn = turn_of().model_copy(update={"answers": ()})

    assert opened(marked_png(opened(picture_file()), turn)).height > 240
