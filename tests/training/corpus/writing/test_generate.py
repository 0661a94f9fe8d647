"""A picture gets its requests: three calls of three for each kind of prompt, more of what is wanted, or with pixels."""

import io

import pytest
from PIL import Image
from pydantic import ValidationError

from models.errors import BadSetting
from models.marks import PALETTE
from tests.fakes.verbalizations import told_scene
from training.corpus.calls.complete import request_key
from training.corpus.writing.generate import GenerateSettings, requests_for
from training.corpus.writing.steering import STEERS

GREY = Image.new("RGB", (1000, 1000), "#777777")


def test_a_picture_gets_three_calls_for_three_of_each_kind() -> None:
    planned = requests_for(told_scene(), GenerateSettings())

    assert [(each.kind, each.call) for each in planned] == [
        *((kind, call) for kind in ("regions", "descriptions") for call in range(3))
    ]
    assert all("exactly three different triples" in each.request.messages[0].text for each in planned)
    assert {each.request.temperature for each in planned} == {0.8}


def test_every_call_is_a_request_of_its_own_and_stays_the_same() -> None:
    planned, again = (requests_for(told_scene(), GenerateSettings()) for _ in range(2))

    assert len({request_key("m", each.request) for each in planned}) == 6
    assert planned == again


def test_ids_stand_in_the_prompt_by_ids_only() -> None:
    by_ids, *_, in_words = requests_for(told_scene(), GenerateSettings())

    assert "[1] dropped pink ice cream [(" in by_ids.request.messages[0].text
    assert "- dropped pink ice cream [(" in in_words.request.messages[0].text
    assert "[1]" not in in_words.request.messages[0].text


def test_a_picture_without_regions_is_asked_about_in_words_only() -> None:
    planned = requests_for(told_scene(()), GenerateSettings())

    assert {each.kind for each in planned} == {"descriptions"}


def test_the_origin_tells_what_made_a_request() -> None:
    (planned,) = requests_for(told_scene(), GenerateSettings(kinds=("regions",), calls=1, temperature=0.5))

    assert planned.origin["prompt"] == "regions"
    assert str(planned.origin["template"]).startswith("regions-1@")
    assert (planned.origin["call"], planned.origin["wanted"], planned.origin["temperature"]) == (0, 3, 0.5)
    assert "steer" not in planned.origin


def steered(number: int, **more: int) -> list[str]:
    settings = GenerateSettings(more=more, pictures=400)
    planned = requests_for(told_scene(number=number), settings)
    return [str(each.origin["steer"]) for each in planned if "steer" in each.origin]


def test_so_many_more_are_asked_for_over_all_pictures() -> None:
    asked = [steer for number in range(400) for steer in steered(number, counting=500, negation=2400)]

    # 500 / 3 calls are 0.42 of a call for a picture, 2,400 / 3 are two.
    assert asked.count("negation") == 800
    assert 130 <= asked.count("counting") <= 205


def test_who_gets_a_further_call_does_not_depend_on_others() -> None:
    assert [steered(number, counting=600) for number in range(40)] == [
        steered(number, counting=600) for number in reversed(range(40))
    ][::-1]


def test_further_calls_come_after_the_plain_ones_in_both_kinds_and_tell_what_is_wanted() -> None:
    planned = [
        each
        for number in range(60)
        for each in requests_for(told_scene(number=number), GenerateSettings(more={"counting": 180}, pictures=60))
        if "steer" in each.origin
    ]

    assert {each.kind for each in planned} == {"regions", "descriptions"}
    assert {each.call for each in planned} == {3}
    assert all(
        "Wanted above all this time: counting, that is, how many" in each.request.messages[0].text for each in planned
    )


@pytest.mark.parametrize("name", STEERS)
def test_every_skill_and_type_can_be_asked_for(name: str) -> None:
    assert set(steered(0, **{name: 1200})) == {name}


def test_an_unknown_skill_is_answered_with_the_known_ones() -> None:
    with pytest.raises(BadSetting, match=r"More of 'poetry' cannot be asked for; known .* are spatial, counting"):
        GenerateSettings(more={"poetry": 5})


def test_no_more_at_all_means_nothing() -> None:
    with pytest.raises(BadSetting, match="More of 'counting' cannot be 0"):
        GenerateSettings(more={"counting": 0})


@pytest.mark.parametrize(
    "wrong", [{"calls": 0}, {"each": 11}, {"kinds": ()}, {"temperature": -1}, {"kinds": ("poems",)}]
)
def test_settings_that_mean_nothing_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        GenerateSettings.model_validate(wrong)


def test_a_teacher_that_sees_gets_the_marked_picture_and_no_captions() -> None:
    by_ids, *_ = requests_for(told_scene(), GenerateSettings(sees=True), GREY)

    message = by_ids.request.messages[0]
    seen = Image.open(io.BytesIO(message.jpegs[0])).convert("RGB")
    assert "[0] pink frame [(0.00, 0.10), (0.21, 0.90)]" in message.text
    assert "ice cream" not in message.text
    pink = tuple(int(PALETTE[0][place : place + 2], 16) for place in (1, 3, 5))
    assert max(abs(a - b) for a, b in zip(seen.getpixel((3, 500)), pink, strict=True)) < 40  # type: ignore[arg-type]


def test_a_teacher_that_sees_and_speaks_in_words_gets_the_picture_without_marks() -> None:
    *_, in_words = requests_for(told_scene(), GenerateSettings(sees=True), GREY)

    seen = Image.open(io.BytesIO(in_words.request.messages[0].jpegs[0])).convert("L")
    assert seen.getextrema()[1] - seen.getextrema()[0] < 4  # type: ignore[operator]


def test_a_teacher_that_sees_needs_the_picture() -> None:
    with pytest.raises(BadSetting, match="none is given"):
        requests_for(told_scene(), GenerateSettings(sees=True))
