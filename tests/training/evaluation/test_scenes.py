"""The scene benchmark gives full marks to who knows, few to who guesses, and tells pointing from guessing."""

from collections import Counter
from collections.abc import Iterator, Sequence

import pytest
from PIL import Image

from models.records import Answer, Question
from training.evaluation.baselines import text_majority
from training.evaluation.marking import is_slot_right, is_strictly_right
from training.evaluation.pointing_controls import jittered, swapped_pairs
from training.evaluation.sampling import PER_PICTURE, Exam, as_question, draw_exams
from training.evaluation.scenes import SceneReport, evaluate_scenes
from training.evaluation.table import as_frame, as_table
from training.scenes.questions import QUESTION_TYPES

COUNT, SEED = 96, 11


class Constant:
    """Says the same whatever it is asked."""

    name = "constant"

    def __init__(self, text: str) -> None:
        self.text = text

    def answer(self, image: Image.Image, question: Question) -> Iterator[Answer]:
        del image, question
        yield Answer(text="well", model=self.name)
        yield Answer(text=self.text, model=self.name, complete=True)


class Oracle:
    """Knows the answers of the exams it was given by picture, words and exact boxes; nothing else."""

    name = "oracle"

    def __init__(self, exams: Sequence[Exam]) -> None:
        self._known: dict[tuple[object, ...], str] = {}
        for exam in exams:
            for asked in exam.asked:
                self._known[self._key(exam.image, as_question(asked, exam.regions))] = min(asked.accepted)

    def answer(self, image: Image.Image, question: Question) -> Iterator[Answer]:
        text = self._known.get(self._key(image, question), "i do not know")
        yield Answer(text=text, model=self.name, complete=True)

    @staticmethod
    def _key(image: Image.Image, question: Question) -> tuple[object, ...]:
        boxes = tuple(sorted((region.id, region.box) for region in question.regions))
        return (image.tobytes(), question.text, boxes)


@pytest.fixture(scope="module")
def exams() -> list[Exam]:
    return draw_exams(COUNT, SEED)


@pytest.fixture(scope="module")
def report() -> SceneReport:
    """Of somebody who always says the same."""
    return evaluate_scenes(Constant("[0] is happy"), count=COUNT, seed=SEED, learning_scenes=40)


def test_who_knows_everything_is_always_right_and_follows_swapped_people(exams: list[Exam]) -> None:
    swapped = [exam for pair in swapped_pairs(exams) for exam in pair]

    report = evaluate_scenes(Oracle([*exams, *swapped]), count=COUNT, seed=SEED, learning_scenes=40)

    assert (report.strict_accuracy, report.slot_accuracy) == (1, 1)
    assert report.controls.swapped.value == 1
    assert report.controls.swapped.n == len(swapped) / 2 > 0
    assert report.n == COUNT
    # The oracle knows exact boxes only, so it fails every control that takes them away.
    assert (report.controls.no_regions, report.controls.drawn_only, report.controls.jitter_8) == (0, 0, 0)


def test_who_always_says_the_same_is_seldom_right(report: SceneReport) -> None:
    assert report.strict_accuracy < 0.15
    assert report.controls.swapped.right == 0
    assert report.controls.swapped.n > 0


def test_the_table_shows_every_figure_of_the_report(report: SceneReport) -> None:
    table = as_table(report)

    assert all(name in table for name in report.by_type)
    assert f"{100 * report.controls.text_majority:.1f}" in table
    assert f"{100 * report.slot_accuracy:.1f}" in table.split("mean of types")[1].splitlines()[0]


def test_the_frame_has_a_row_for_each_type_and_the_macro_average_last(report: SceneReport) -> None:
    frame = as_frame(report)

    assert list(frame["type"]) == [*report.by_type, "mean of types"]
    assert frame["strict"].iloc[-1] == pytest.approx(frame["strict"].iloc[:-1].mean(), abs=1e-3)


def test_types_are_asked_equally_often_and_pictures_not_too_often(exams: list[Exam]) -> None:
    counts = Counter(asked.type for exam in exams for asked in exam.asked)

    assert set(counts) == set(QUESTION_TYPES)
    assert len(counts) >= 10
    assert {"why", "before", "after", "intent", "action"} <= set(counts)
    assert max(counts.values()) - min(counts.values()) <= 5
    assert sum(counts.values()) == COUNT
    assert max(len(exam.asked) for exam in exams) <= PER_PICTURE


def test_the_same_seed_asks_the_same_and_another_seed_something_else(exams: list[Exam]) -> None:
    again, other = draw_exams(12, SEED), draw_exams(12, SEED + 1)

    assert [exam.graph for exam in again] == [exam.graph for exam in exams[: len(again)]]
    assert again[0].asked == exams[0].asked
    assert other[0].asked != exams[0].asked


def test_exams_are_drawn_from_the_evaluation_seeds(exams: list[Exam]) -> None:
    assert {exam.graph.split for exam in exams} == {"evaluate"}


def test_an_answer_with_a_wrong_id_is_right_by_slot_only(exams: list[Exam]) -> None:
    asked = next(asked for exam in exams for asked in exam.asked if asked.type == "emotion")
    right = min(asked.accepted)
    wrong_id = right.replace("[", "[9")

    assert (is_strictly_right(right, asked), is_slot_right(right, asked)) == (True, True)
    assert (is_strictly_right(wrong_id, asked), is_slot_right(wrong_id, asked)) == (False, True)
    assert is_slot_right("[0] is a spoon", asked) is False


def test_swapped_people_are_asked_the_same_words_with_different_right_answers(exams: list[Exam]) -> None:
    pairs = swapped_pairs(exams)

    assert pairs
    for before, after in pairs:
        assert before.asked[0].qar.question == after.asked[0].qar.question
        assert not before.asked[0].accepted & after.asked[0].accepted
        assert {region.box for region in before.regions} == {region.box for region in after.regions}
        assert before.regions != after.regions


def test_jittered_boxes_stay_in_the_picture_and_keep_their_ids(exams: list[Exam]) -> None:
    for exam in exams:
        moved = jittered(exam, 0.08)
        assert [region.id for region in moved] == [region.id for region in exam.regions]
        assert moved != exam.regions
        for region in moved:
            assert 0 <= region.box.x0 < region.box.x1 <= exam.image.width + 4
            assert 0 <= region.box.y0 < region.box.y1 <= exam.image.height + 4


def test_the_text_majority_knows_what_is_usual_and_uses_the_ids_of_the_question(exams: list[Exam]) -> None:
    answers = text_majority(exams, scenes=150)

    asked = [asked for exam in exams for asked in exam.asked]
    right = sum(is_strictly_right(text, each) for text, each in zip(answers, asked, strict=True)) / len(asked)
    assert 0.08 < right < 0.45
    assert not any("[a]" in text or "[b]" in text for text in answers)
