"""Questions of the drawn world for comparing: about regions, of all types, the same again for the same seed."""

import io
from itertools import islice

from PIL import Image

from models.embedded.student import load_student
from models.references import mentioned
from training.corpus.demo.questions import TRIES, drawn_questions
from training.corpus.demo.sampled_student import SampledStudent


def test_questions_name_regions_that_are_given_and_have_no_labels() -> None:
    for drawn in islice(drawn_questions(), 4):
        assert 1 <= len(drawn.questions) == len(drawn.asked) <= TRIES
        for question in drawn.questions:
            known = {region.id for region in question.regions}
            assert set(mentioned(question.text)) <= known
            assert mentioned(question.text)
            assert {region.label for region in question.regions} == {""}
            assert question.image_id == drawn.picture.image_id
        with Image.open(io.BytesIO(drawn.picture.png)) as image:
            assert image.convert("RGB").tobytes() == drawn.picture.image.tobytes()


def test_the_first_questions_of_pictures_are_of_many_types() -> None:
    first = [drawn.asked[0].type for drawn in islice(drawn_questions(), 8)]

    assert len(set(first)) >= 7


def test_the_same_seed_draws_the_same_and_another_one_others() -> None:
    (one,), (again,), (other,) = (list(islice(drawn_questions(seed), 1)) for seed in (3, 3, 4))

    assert (one.picture.png, one.questions) == (again.picture.png, again.questions)
    assert one.picture.image_id != other.picture.image_id


def test_a_sampled_student_is_another_model_that_is_not_sure() -> None:
    student = load_student()
    sampled = SampledStudent(student, temperature=1.2, seed=1)
    drawn = next(drawn_questions())

    (answer,) = sampled.answer(drawn.picture.image, drawn.questions[0])

    assert answer.model == sampled.name == "embedded:student at temperature 1.2"
    assert (answer.complete, answer.confidence, answer.settings["decoding"]) == (True, None, "sampled")
