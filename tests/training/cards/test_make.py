"""A card holds what was measured, and what it hangs on."""

from typing import Any

import pytest

from tests.training.benchmarks.made_answers import Answering
from tests.training.benchmarks.made_items import Saying
from tests.training.cards.made_cards import PICTURE, asked_about, card_of, origin, skill_of
from training.benchmarks.hearing import Hearing
from training.benchmarks.manners import Asked, Manner, Way
from training.cards.items import SkillItems
from training.cards.make import Origin, make_card, measure_skills
from training.cards.records import SkillCard
from training.cards.summary import as_lines

MANY = [asked_about(f"i{number}", number % 2, "c0", "c1", picture=str(number)) for number in range(30)]


def asked(confidence: float | None = 0.9) -> Asked:
    answering = Hearing(Answering({"What": "c0"}, confidence), listed=False)
    likely = Way(Saying({"c0": 0.75, "c1": 0.25}), "likelihood")
    ways: dict[Manner, Way] = {"contrastive": likely, "generative": Way(answering, "words")}
    return Asked("both", "student", ways)


def made(asked: Asked, *drawn: SkillItems, origin: Origin, **how: Any) -> SkillCard:
    return make_card(asked, drawn, measure_skills(asked, drawn, **how), origin, lambda _items: lambda _reply: PICTURE)


def test_both_manners_stand_side_by_side() -> None:
    done: list[tuple[int, int]] = []

    card = made(asked(), skill_of("cause", MANY), origin=origin(by="auto"), report=lambda *each: done.append(each))

    (row,) = card.rows
    assert (row.n, row.pictures, row.chance) == (30, 30, 50)
    assert (row.contrastive.right.value, row.generative.right.value) == (50, 50)
    assert done[-1] == (180, 180)
    assert (card.settings, card.scored_by["contrastive"]) == ({"by": "auto"}, "likelihood")
    assert card.latency["contrastive"].n == card.latency["generative"].n == 30
    assert len(card.items) == 64


def test_what_a_model_says_of_its_certainty_is_held_against_the_truth() -> None:
    card = made(asked(), skill_of("cause", MANY), origin=origin(), controls=False)

    contrastive, generative = card.calibration["contrastive"], card.calibration["generative"]
    assert (contrastive.stated, contrastive.right, contrastive.ece) == (0.75, 0.5, 0.25)
    assert (generative.stated, generative.right, generative.ece) == (0.9, 0.5, 0.4)


def test_a_model_that_says_nothing_of_its_certainty_has_no_diagram() -> None:
    card = made(asked(None), skill_of("cause", MANY), origin=origin(), controls=False)

    assert card.calibration["generative"].ece is None
    assert card.calibration["generative"].why


def test_failures_are_drawn_by_the_seed_one_of_a_picture_and_twenty_at_most() -> None:
    def failures(seed: int) -> list[str]:
        skills = skill_of("cause", MANY), skill_of("role", MANY[:4])
        shown = made(asked(), *skills, origin=origin().model_copy(update={"seed": seed}), controls=False).failures
        assert all(each.chosen != each.right for each in shown)
        return [each.question for each in shown]

    # Half of thirty pictures are answered wrong.
    assert len(set(failures(1))) == len(failures(1)) == 15
    assert failures(1) == failures(1) != failures(2)
    everything = [each.model_copy(update={"grades": ((0.0, 1.0),)}) for each in MANY]
    assert len(made(asked(), skill_of("cause", everything), origin=origin(), controls=False).failures) == 20


def test_an_answer_that_fits_no_choice_is_a_failure_that_says_so() -> None:
    (failure,) = card_of(said="something else").failures

    assert (failure.said, failure.chosen, failure.right) == ("something else", "", "c0")
    assert failure.confidence == pytest.approx(0.75)


def test_a_terminal_shows_a_line_for_every_skill_and_why_there_is_none() -> None:
    lines = list(as_lines(card_of()))

    assert "contrastive: none; it does not say" in lines
    assert "generative, by its words" in lines
    assert any(line.strip().startswith("cause") and " 0.0" in line for line in lines)
