"""Every figure of a card is what it says: right, before grey, without regions, following exchanged boxes or not."""

from typing import Any

import pytest
from PIL import Image

from models.records import Question
from tests.training.benchmarks.made_answers import Answering
from tests.training.benchmarks.made_items import Saying
from tests.training.cards.made_cards import asked_about, skill_of
from training.benchmarks.hearing import Hearing
from training.benchmarks.manners import Way
from training.cards.conditions import GREY, Asking, measure_skill
from training.cards.items import Posed


class Seeing(Saying):
    """Is right as long as it sees colours and is given regions; else it likes the last choice most."""

    name = "seeing"

    def score(self, image: Image.Image, question: Question, choices: Any) -> tuple[float, ...]:
        sees = image.getpixel((0, 0)) != GREY and question.regions
        return tuple(self._shares[each] if sees else float(each == choices[-1]) for each in choices)


ITEMS = [asked_about(f"i{number}", 0, "c0", "c1", picture=str(number)) for number in range(6)]
MOVED = [each.model_copy(update={"grades": ((0.0, 1.0),)}) for each in ITEMS]


def test_controls_are_figures_of_their_own() -> None:
    asking = Asking(Way(Seeing({"c0": 0.9, "c1": 0.1}), "likelihood"))

    column = measure_skill(asking, skill_of("cause", ITEMS, MOVED)).column

    assert (column.right.value, column.grey.value, column.no_regions.value) == (100, 0, 0)
    # It goes by the words alone where boxes are exchanged.
    assert (column.swapped.value, column.kept.value, column.swapped.chance) == (0, 100, 50)
    assert (column.right.n, column.right.interval, column.right.chance) == (6, (100, 100), 50)


def test_a_model_that_cannot_be_asked_has_empty_cells_with_the_reason() -> None:
    found = measure_skill(Asking(Way(why="it is silent")), skill_of("cause", ITEMS, MOVED))

    assert {cell.why for _, cell in found.column} == {"it is silent"}
    assert {cell.value for _, cell in found.column} == {None}


def test_what_holds_of_a_list_is_not_asked_of_who_sees_no_list() -> None:
    asking = Asking(Way(Hearing(Answering({"What": "c0"}), listed=False), "its words", sees_choices=False))

    assert "of a list" in measure_skill(asking, skill_of("negation", ITEMS)).column.right.why
    assert measure_skill(asking, skill_of("cause", ITEMS)).column.right.value == 100


def test_controls_may_be_left_out_and_too_few_exchanges_are_no_figure() -> None:
    done: list[int] = []
    asking = Asking(Way(Seeing({"c0": 0.9, "c1": 0.1}), "likelihood"), report=done.append)

    without = measure_skill(asking, skill_of("cause", ITEMS, MOVED), controls=False)
    few = measure_skill(asking, skill_of("cause", ITEMS, MOVED[:2]))

    assert without.column.right.value == 100
    assert "left out" in without.column.grey.why
    assert "too few" in few.column.swapped.why
    assert sum(done) == 24


def test_an_answer_that_is_right_in_other_words_counts() -> None:
    skill = skill_of("cause", ITEMS)
    known = skill._replace(plain=Posed(skill.plain.items, {"i0": frozenset(["it rains"]), "i1": frozenset(["it"])}))
    asking = Asking(Way(Hearing(Answering({"What": "It rains."}), listed=False), "its words"))

    plainly, truly = (measure_skill(asking, each, controls=False).column.right for each in (skill, known))

    assert (plainly.value, plainly.unread) == (0, 6)
    assert (truly.value, truly.unread) == (pytest.approx(100 / 6, abs=0.01), 5)
