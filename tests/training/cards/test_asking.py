"""Answers become choices by rule, and what was said is kept."""

import pytest
from PIL import Image

from models.errors import BadQuestion
from models.records import Question
from tests.training.cards.made_cards import Accepting, Answering
from training.benchmarks.items import NO_FILE
from training.cards.asking import CriticScorer, Hearing

IMAGE = Image.new("RGB", (8, 8))
NUMBERS = ("none of them are sad", "one of them is sad", "two of them are sad")


def ask(text: str) -> Question:
    return Question(image_id=NO_FILE, text=text)


def test_what_was_said_is_kept_with_how_sure_the_model_was() -> None:
    hearing = Hearing(Answering({"Why": "it fell"}, confidence=0.5), listed=False)

    assert hearing.score(IMAGE, ask("Why?"), ("it fell", "it left")) == pytest.approx((2 / 3, 1 / 3))
    (heard,) = hearing.heard
    assert (heard.text, heard.confidence) == ("it fell", 0.5)
    assert heard.seconds > 0


def test_an_answer_as_like_to_one_choice_as_to_another_chooses_none_and_is_kept() -> None:
    hearing = Hearing(Answering({"Why": "it"}), listed=False)

    with pytest.raises(BadQuestion, match="as like to one choice as to another"):
        hearing.score(IMAGE, ask("Why?"), ("it fell", "it left"))
    assert [each.text for each in hearing.heard] == ["it"]


@pytest.mark.parametrize(("said", "chosen"), [("There are 2.", 2), ("nobody", 0), ("all of them are sad", 2)])
def test_a_number_is_asked_for_without_a_list(said: str, chosen: int) -> None:
    answering = Answering({"How many": said})

    shares = Hearing(answering, listed=True).score(IMAGE, ask("How many of them?"), NUMBERS)

    assert shares.index(1.0) == chosen
    assert [each.text for each in answering.asked] == ["How many of them?"]


def test_a_number_that_is_not_among_the_choices_chooses_none() -> None:
    with pytest.raises(BadQuestion, match='"seven of them" says none of the numbers'):
        Hearing(Answering({"How": "seven of them"}), listed=False).score(IMAGE, ask("How many?"), NUMBERS)


def test_choices_that_are_no_numbers_are_listed_to_those_who_read_lists() -> None:
    answering = Answering({"Why": "B"})

    assert Hearing(answering, listed=True).score(IMAGE, ask("Why?"), ("it fell", "it left")) == (0.0, 1.0)
    assert "B. it left" in answering.asked[0].text


def test_a_critic_chooses_what_it_accepts_most_and_gets_no_reason() -> None:
    critic = Accepting({"it fell": 0.2, "it left": 0.6})
    scorer = CriticScorer(critic)

    assert scorer.score(IMAGE, ask("Why?"), ("it fell", "it left")) == pytest.approx((0.25, 0.75))
    assert [(each.qar.question, each.qar.rationale) for each in critic.judged] == [("Why?", "")] * 2
    assert [(each.text, each.confidence) for each in scorer.heard] == [("it left", 0.6)]


def test_a_critic_that_accepts_nothing_has_no_favourite() -> None:
    shares = CriticScorer(Accepting({"a b": 0.0, "c d": 0.0})).score(IMAGE, ask("Why?"), ("a b", "c d"))

    assert shares == pytest.approx((0.5, 0.5))
