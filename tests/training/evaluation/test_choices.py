"""The four-choice benchmark counts what is chosen, whoever chooses."""

from collections.abc import Sequence

import pytest
from PIL import Image

from models.records import Question
from training.evaluation.choices import (
    ChoiceExam,
    Posed,
    choose,
    count_by_type,
    count_fooled,
    count_right,
    draw_choice_exams,
    evaluate_choices,
)
from training.scenes.plausibility import held_out_pairs

COUNT, SEED = 14, 5


@pytest.fixture(scope="module")
def exams() -> list[ChoiceExam]:
    return draw_choice_exams(COUNT, SEED)


class Knowing:
    """Chooses what it was told is right, or the one after it; without regions, the first choice."""

    name = "knowing"

    def __init__(self, posed: Sequence[Posed], *, off: int = 0) -> None:
        self._right = {(each.item.question, each.item.choices): each.item.label for each in posed}
        self._off = off

    def score(self, image: Image.Image, question: Question, choices: Sequence[str]) -> tuple[float, ...]:  # noqa: ARG002
        right = (self._right[question.text, tuple(choices)] + self._off) % len(choices) if question.regions else 0
        return tuple(float(place == right) for place in range(len(choices)))


class Misled:
    """Chooses the first choice that is right for another region, where there is one."""

    name = "misled"

    def __init__(self, posed: Sequence[Posed]) -> None:
        self._wrong = {(each.item.question, each.item.choices): each.rivals for each in posed}

    def score(self, image: Image.Image, question: Question, choices: Sequence[str]) -> tuple[float, ...]:  # noqa: ARG002
        rivals = self._wrong[question.text, tuple(choices)]
        return tuple(float(place in rivals[:1]) for place in range(len(choices)))


def all_posed(exams: Sequence[ChoiceExam]) -> list[Posed]:
    return [posed for exam in exams for pair in exam.pairs for posed in pair if posed is not None]


def test_the_same_seed_poses_the_same_items(exams: list[ChoiceExam]) -> None:
    again = draw_choice_exams(COUNT, SEED)

    assert [exam.pairs for exam in again] == [exam.pairs for exam in exams]
    assert sum(len(exam.pairs) for exam in exams) == COUNT
    assert all(exam.graph.split == "evaluate" for exam in exams)


def test_a_rationale_item_goes_on_from_the_right_answer(exams: list[ChoiceExam]) -> None:
    pairs = [pair for exam in exams for pair in exam.pairs if pair.rationale is not None]

    assert pairs
    for pair in pairs:
        assert pair.rationale is not None
        item = pair.answer.item
        assert pair.rationale.item.question == f"{item.question} {item.choices[item.label]}."


def test_a_rival_is_never_the_right_choice_and_most_items_have_one(exams: list[ChoiceExam]) -> None:
    posed = all_posed(exams)

    assert all(each.item.label not in each.rivals for each in posed)
    assert sum(bool(each.rivals) for each in posed) > len(posed) / 2


def test_held_out_scenes_pose_items_about_those_who_are_held_out() -> None:
    for exam in draw_choice_exams(6, SEED, split="heldout"):
        concerned = {entity for pair in held_out_pairs(exam.graph) for entity in pair.entities}
        assert exam.graph.split == "heldout"
        assert all(pair.answer.item.entity in concerned for pair in exam.pairs)


def test_who_knows_is_always_right_and_who_is_one_off_never(exams: list[ChoiceExam]) -> None:
    posed = all_posed(exams)

    for off, share in ((0, 1.0), (1, 0.0)):
        pairs = [pair for exam in exams for pair in choose(Knowing(posed, off=off), exam)]
        figures = count_right(pairs)
        assert (figures.answer.value, figures.rationale.value, figures.both.value) == (share, share, share)
        assert figures.answer.n == COUNT
        assert figures.both.n == figures.rationale.n
        assert sum(each.answer.n for each in count_by_type(pairs).values()) == COUNT


def test_who_is_misled_is_fooled_wherever_there_is_a_rival(exams: list[ChoiceExam]) -> None:
    pairs = [pair for exam in exams for pair in choose(Misled(all_posed(exams)), exam)]

    fooled = count_fooled(pairs)

    assert fooled.answer_fooled.value == 1.0
    assert fooled.answer.value == 0.0
    assert fooled.answer.n == sum(bool(pair.answer.rivals) for exam in exams for pair in exam.pairs)


def test_a_report_holds_the_control_without_boxes_and_comes_with_the_choices(exams: list[ChoiceExam]) -> None:
    report, pairs = evaluate_choices(Knowing(all_posed(exams)), count=COUNT, seed=SEED)

    first = sum(pair.answer.item.label == 0 for exam in exams for pair in exam.pairs)
    assert report.figures.answer.value == 1.0
    assert report.no_boxes.answer.right == first
    assert (report.n, report.model, report.split, report.chance) == (COUNT, "knowing", "evaluate", 0.25)
    assert report.pictures == len(exams)
    assert [answer.posed for answer, _ in pairs] == [pair.answer for exam in exams for pair in exam.pairs]
