import pytest

from annotation.rating import complete, counted, disagree
from models.errors import BadQuestion
from models.judging import Rating
from tests.annotation.examples import given, judged, ratings


def test_a_complete_screen_comes_back_in_order() -> None:
    shuffled = [given(1, "rationale", "m"), given(0, "rationale", "a"), given(1, "qa", "a"), given(0, "qa", "m")]

    assert complete(shuffled, 2) == (
        given(0, "qa", "m"),
        given(0, "rationale", "a"),
        given(1, "qa", "a"),
        given(1, "rationale", "m"),
    )


@pytest.mark.parametrize(
    "rationale",
    [(), (given(0, "rationale", "a"),), (given(0, "rationale", "r"),), (given(0, "rationale", "r", forced=True),)],
    ids=["not sent", "sent as accept", "sent as chosen", "sent as forced"],
)
def test_a_rejected_question_and_answer_forces_the_rationale(rationale: tuple[Rating, ...]) -> None:
    found = complete([given(0, "qa", "r"), *rationale], 1)

    assert found == (given(0, "qa", "r"), given(0, "rationale", "r", forced=True))


def test_what_was_forced_once_is_complete_again() -> None:
    once = complete([given(0, "qa", "r")], 1)

    assert complete(once, 1) == once


@pytest.mark.parametrize(
    ("sent", "count", "sentence"),
    [
        ([], 1, "question and answer of text 1 of 1 is not rated"),
        ([given(0, "qa", "a")], 1, "rationale of text 1 of 1 is not rated"),
        ([*ratings("aa"), given(1, "qa", "m")], 2, "rationale of text 2 of 2 is not rated"),
        ([*ratings("aa"), given(0, "qa", "m")], 1, r"text 1 is rated twice \(accept and maybe\)"),
        ([*ratings("aa rr")], 1, "no text 2 on this screen of 1"),
        ([given(0, "qa", "a"), given(0, "rationale", "r", forced=True)], 1, "a rule that no longer applies"),
        ([given(0, "qa", "r", forced=True)], 1, "question and answer of text 1 of 1 was rejected by a rule"),
    ],
)
def test_what_is_missing_double_or_unasked_is_said_in_one_sentence(
    sent: list[Rating], count: int, sentence: str
) -> None:
    with pytest.raises(BadQuestion, match=sentence) as refused:
        complete(sent, count)

    assert str(refused.value).count(".") == 1


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("aa", "aa", False),
        ("aa", "mm", False),
        ("rr", "rr", False),
        ("aa", "ar", True),
        ("ma", "rr", True),
        ("aa rr", "aa rr", False),
        ("aa rr", "rr aa", True),
        ("aa mr", "aa mr", False),
    ],
)
def test_annotators_disagree_across_the_border_of_rejection_only(one: str, other: str, *, expected: bool) -> None:
    assert disagree([judged("i", "ann", one), judged("i", "bob", other)]) is expected


def test_surplus_disagrees_with_nobody() -> None:
    assert not disagree([judged("i", "ann", "aa"), judged("i", "bob", "rr", surplus=True)])


def test_one_alone_does_not_disagree() -> None:
    assert not disagree([judged("i", "ann", "ar rr")])


def test_only_ordinary_judgements_in_a_slot_by_people_who_are_not_excluded_count() -> None:
    kept = judged("i", "ann", "aa", after=2)
    earlier = judged("j", "ann", "aa", after=1)
    others = [
        judged("i", "bob", "aa", surplus=True),
        judged("g", "ann", "aa", kind="gold"),
        judged("q", "ann", "aa", kind="qualification"),
        judged("i", "eve", "aa"),
    ]

    assert counted([kept, *others, earlier], without={"eve"}) == (earlier, kept)
