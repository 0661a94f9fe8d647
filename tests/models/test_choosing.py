"""Choices are tied to the regions of their question, or refused in one sentence that says which is meant."""

from collections.abc import Sequence

import pytest
from PIL import Image

from models.choices import Choice, ranked
from models.choosing import bind_choices, nature_of, rank
from models.errors import BadQuestion
from models.records import Box, Question, Region
from tests.fakes.scorers import DummyScorer

HERE = tuple(Region(id=number, box=Box(10 * number, 0, 10 * number + 9, 9)) for number in (0, 3))
WHY = Question(image_id="0" * 64, text="why is [0] sad?", regions=HERE)
PICTURE = Image.new("RGB", (40, 40))


def texts(*typed: str, selected: int | None = None, known: tuple[Region, ...] = ()) -> tuple[str, ...]:
    return bind_choices(typed, WHY, selected, known=known).choices


def test_references_are_written_as_in_questions() -> None:
    bound = texts("[region 0]  and [3]\nplay", "［3］ left", "[this person] is tired", selected=0)

    assert bound == ("[0] and [3] play", "[3] left", "[0] is tired")


def test_a_choice_may_be_a_region_and_nothing_else() -> None:
    assert texts("[0]", "[3]") == ("[0]", "[3]")


def test_a_region_that_a_phrase_names_is_added_once_to_the_question() -> None:
    dog = Region(id=1, box=Box(20, 20, 30, 30), label="dog")

    question, choices = bind_choices(("[the dog] left", "[the dog] came"), WHY, None, known=(dog,), first_free_id=8)

    assert choices == ("[8] left", "[8] came")
    assert [region.id for region in question.regions] == [0, 3, 8]
    assert question.text == WHY.text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ((), "There is nothing to choose from: no choice is given. Write at least 2."),
        (("it fell",), "There is nothing to choose from: 1 choice is given. Write at least 2."),
        ([f"choice {n}" for n in range(11)], "There are 11 choices; at most 10 can be compared. Remove some."),
        (("it fell", " \n"), "Choice 2 is empty. Write it out, or remove it."),
        (("it fell", "..."), "Choice 2 has no words. Write it out, or remove it."),
        (("x" * 301, "it fell"), "Choice 1 has 301 characters; at most 300 are read. Write it shorter."),
        (("a", "It fell.", "it  FELL"), 'Choices 2 and 3 are the same: "It fell.". Change or remove one.'),
        (("[0] left", "[region 0] left"), 'Choices 1 and 2 are the same: "[0] left". Change or remove one.'),
        (
            ("it fell", "[7] left"),
            "Choice 2 cannot be used. There is no region [7]. Regions here: [0], [3]. Draw it first.",
        ),
    ],
)
def test_choices_that_cannot_be_chosen_from_are_refused_in_a_sentence(typed: Sequence[str], sentence: str) -> None:
    with pytest.raises(BadQuestion) as refusal:
        bind_choices(typed, WHY, None)

    assert str(refusal.value) == sentence


def test_two_and_ten_choices_are_enough_and_not_too_many() -> None:
    assert len(texts("one", "two")) == 2
    assert len(texts(*(f"choice {n}" for n in range(10)))) == 10


def test_a_ranking_names_the_best_the_shares_and_what_they_are_made_of() -> None:
    scorer = DummyScorer("plain")
    scorer.doubt = "Out of my world."

    (ranking,) = rank(scorer, PICTURE, WHY, ("fell", "fell down"))

    assert (ranking.text, ranking.model, ranking.complete) == ("fell down", "plain", True)
    assert ranking.shares == pytest.approx((1 / 3, 2 / 3))
    assert (ranking.settings, ranking.note) == ({"scored_by": "likelihood"}, "Out of my world.")


def test_a_scorer_that_says_nothing_of_itself_matches() -> None:
    class Plain:
        name = "plain"

        def score(self, image: Image.Image, question: Question, choices: Sequence[str]) -> tuple[float, ...]:
            return tuple(1 / len(choices) for _ in choices) if image and question else ()

    assert nature_of(Plain()) == "match"


def test_the_best_comes_first_and_equals_stay_as_they_were_typed() -> None:
    typed = [Choice(text=text, share=share) for text, share in (("a", 0.2), ("b", 0.6), ("c", 0.2), ("d", None))]

    assert [choice.text for choice in ranked(typed)] == ["b", "a", "c", "d"]
