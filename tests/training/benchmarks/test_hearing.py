"""Answers become choices by rule, and what was said is told."""

import pytest
from PIL import Image

from models.errors import BadQuestion
from models.records import Question
from tests.training.benchmarks.made_answers import Accepting, Answering
from tests.training.benchmarks.made_items import item, items_of
from training.benchmarks.hearing import CriticScorer, Hearing
from training.benchmarks.items import NO_FILE
from training.benchmarks.predictions import HeardScorer, predict

IMAGE = Image.new("RGB", (8, 8))
NUMBERS = ("none of them are sad", "one of them is sad", "two of them are sad")


def ask(text: str) -> Question:
    return Question(image_id=NO_FILE, text=text)


def said_last(scorer: HeardScorer) -> tuple[str, float | None]:
    heard = scorer.take_heard()
    assert heard is not None
    return heard.text, heard.confidence


def test_what_was_said_is_told_once_with_how_sure_the_model_was() -> None:
    hearing = Hearing(Answering({"Why": "it fell"}, confidence=0.5), listed=False)

    assert hearing.score(IMAGE, ask("Why?"), ("it fell", "it left")) == pytest.approx((2 / 3, 1 / 3))
    heard = hearing.take_heard()
    assert heard is not None
    assert (heard.text, heard.confidence) == ("it fell", 0.5)
    assert heard.seconds > 0
    assert hearing.take_heard() is None


def test_an_answer_as_like_to_one_choice_as_to_another_chooses_none_and_is_told() -> None:
    hearing = Hearing(Answering({"Why": "it"}), listed=False)

    with pytest.raises(BadQuestion, match="as like to one choice as to another"):
        hearing.score(IMAGE, ask("Why?"), ("it fell", "it left"))
    assert said_last(hearing) == ("it", None)


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
    assert said_last(scorer) == ("it left", 0.6)
    with pytest.raises(BadQuestion, match="1 choice given"):
        scorer.score(IMAGE, ask("Why?"), ("it fell",))
    assert scorer.take_heard() is None


def test_a_critic_that_accepts_nothing_has_no_favourite() -> None:
    shares = CriticScorer(Accepting({"a b": 0.0, "c d": 0.0})).score(IMAGE, ask("Why?"), ("a b", "c d"))

    assert shares == pytest.approx((0.5, 0.5))


def test_what_was_heard_of_each_item_stands_beside_its_scores() -> None:
    hearing = Hearing(Answering({"read": "c1", "half": "no\ud800thing"}), listed=False)
    asked = items_of(
        item("a", question="Can it be read?"), item("b", question="Or half?"), item("c", question="Or not?")
    )

    said = predict(hearing, asked, scored_by="words")

    assert (said.scores.keys(), said.unread.keys()) == ({"a"}, {"b", "c"})
    assert {name: heard.text for name, heard in said.heard.items()} == {"a": "c1", "b": "nothing", "c": ""}
