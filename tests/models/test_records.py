"""The vocabulary: what a record refuses and what it keeps."""

import pytest
from pydantic import ValidationError

from models.records import QAR, Answer, Box, Point, Question, Region

BAD_BOXES = [(10, 10, 10, 40), (40, 10, 10, 40), (0, 0, float("nan"), 5), (0, 0, float("inf"), 5), (0, 5, 9, 5)]


@pytest.mark.parametrize("box", BAD_BOXES)
def test_a_region_refuses_a_box_without_area_or_with_a_side_that_is_no_number(box: tuple[float, ...]) -> None:
    with pytest.raises(ValidationError, match="box"):
        Region(id=0, box=Box(*box))


@pytest.mark.parametrize("region_id", [-1, 10_000])
def test_a_region_refuses_an_id_that_no_text_can_name(region_id: int) -> None:
    with pytest.raises(ValidationError, match="id"):
        Region(id=region_id, box=Box(0, 0, 1, 1))


def test_a_record_refuses_a_field_it_does_not_know() -> None:
    with pytest.raises(ValidationError, match="certainty"):
        Answer.model_validate({"model": "embedded:student", "certainty": 1.0})


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_no_field_takes_a_number_that_is_none(number: float) -> None:
    with pytest.raises(ValidationError, match="polygon"):
        Region(id=0, box=Box(0, 0, 1, 1), polygon=(Point(0, number),))
    with pytest.raises(ValidationError, match="settings"):
        Answer(model="embedded:student", settings={"temperature": number})


def test_a_record_cannot_be_changed() -> None:
    answer = Answer(model="embedded:student")

    with pytest.raises(ValidationError, match="frozen"):
        answer.text = "another"


def test_a_question_survives_the_way_through_json() -> None:
    region = Region(id=7, kind="point", box=Box(1.5, 2, 30, 40.25), label="dog", gesture="click")
    question = Question(image_id="a" * 64, text="Why is [7] sad?", typed="Why is [this dog] sad?", regions=(region,))

    again = Question.model_validate_json(question.model_dump_json())

    assert again == question
    assert isinstance(again.regions[0].box, Box)


def test_a_box_knows_its_size() -> None:
    box = Box(10, 20, 40, 60)

    assert (box.width, box.height, box.area, box.centre) == (30, 40, 1200, (25, 40))


def test_the_text_of_a_qar_is_its_three_parts_and_is_not_stored() -> None:
    qar = QAR(question="Why is [0] sad?", answer="[1] fell.", rationale="[1] is broken.")

    assert qar.text == "Why is [0] sad? [1] fell. [1] is broken."
    assert set(qar.model_dump()) == {"question", "answer", "rationale"}
