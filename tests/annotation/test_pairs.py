"""Pairs: one question of a picture, models paired equally often, equal texts left out and listed, ids that stay."""

from collections import Counter
from collections.abc import Mapping

import pytest

from annotation.comparing import model_of
from annotation.pairs import EQUAL, Asked, Compared, Pairing, by_lot, caption_question, make_pair
from models.errors import AnswerFailed, BadQuestion
from models.judging import Candidate, EqualPair, Item
from models.records import QAR, Box, Region
from tests.annotation.examples import picture

Texts = Mapping[str, tuple[str, str]]
DIFFERENT: Texts = {"student": ("a fall", "[0] lies"), "teacher": ("a push", "[1] laughs")}


def asked(
    number: int = 0,
    texts: Texts = DIFFERENT,
    *,
    of: int | None = None,
    question: str = "why?",
    regions: tuple[Region, ...] = (),
) -> Asked:
    def say(model: str) -> Candidate:
        answer, rationale = texts[model]
        if not answer and not rationale:
            raise AnswerFailed(f"{model} gave up")
        qar = QAR(question=question, answer=answer, rationale=rationale)
        return Candidate(id=model, image_id=picture(0), regions=regions, qar=qar, origin={"from": "test"})

    return Asked(f"q{number}", picture(number if of is None else of), tuple(texts), say)


def pairing(count: int = 10, *, kind: Compared = "answers", there: tuple[Item, ...] = ()) -> Pairing:
    return Pairing("r", kind=kind, count=count, there=there)


def paired(item: Item) -> list[str]:
    return sorted(model_of(each) for each in item.candidates)


def test_a_pair_says_in_its_origin_only_who_wrote_what() -> None:
    item = make_pair(asked(), ("teacher", "student"), kind="answers", round_id="r")

    assert [(each.qar.answer, each.qar.rationale, model_of(each)) for each in item.candidates] == [
        ("a push", "[1] laughs", "teacher"),
        ("a fall", "[0] lies", "student"),
    ]
    assert item.candidates[0].origin == {"from": "test", "model": "teacher", "question_id": "q0", "compared": "answers"}
    assert not any("teacher" in name or "student" in name for name in (item.id, *(each.id for each in item.candidates)))


def test_the_same_question_and_models_make_the_same_item_and_another_round_another() -> None:
    names = ("student", "teacher")

    again = {make_pair(asked(), names, kind="answers", round_id="r").id for _ in range(2)}
    other = make_pair(asked(), names, kind="answers", round_id="s").id

    assert len(again) == 1
    assert other not in again


@pytest.mark.parametrize(
    ("kind", "texts", "shown"),
    [
        ("answers", DIFFERENT, [("a fall", "[0] lies"), ("a push", "[1] laughs")]),
        ("rationales", DIFFERENT, [("", "[0] lies"), ("", "[1] laughs")]),
        ("rationales", {"a": ("so", "one"), "b": ("so", "two")}, [("so", "one"), ("so", "two")]),
        ("captions", {"a": ("a dog", "x"), "b": ("a cat", "x")}, [("a dog", ""), ("a cat", "")]),
    ],
)
def test_only_what_is_compared_is_shown(kind: Compared, texts: Texts, shown: list[tuple[str, str]]) -> None:
    names = tuple(texts)

    item = make_pair(asked(texts=texts), (names[0], names[1]), kind=kind, round_id="r")

    assert [(each.qar.answer, each.qar.rationale) for each in item.candidates] == shown


@pytest.mark.parametrize(
    ("kind", "texts"),
    [
        ("answers", {"a": ("A fall. ", "seen"), "b": ("a  fall.", "Seen")}),
        ("rationales", {"a": ("a fall", "seen"), "b": ("a push", "seen")}),
        ("captions", {"a": ("a dog", "one"), "b": ("a dog", "two")}),
    ],
)
def test_texts_that_are_equal_but_for_blanks_and_capitals_are_left_out_and_listed(kind: Compared, texts: Texts) -> None:
    draw = pairing(kind=kind)

    assert draw.offer(asked(7, texts)) is None
    assert draw.left_out == [("q7", EQUAL)]
    assert draw.equal == [EqualPair(question_id="q7", first="a", second="b")]


def test_a_picture_has_one_question_in_a_round() -> None:
    draw = pairing()

    items = [draw.offer(asked(number, of=number // 2)) for number in range(4)]

    assert [item is not None for item in items] == [True, False, True, False]
    assert draw.left_out == []  # passed over, not refused


def test_the_next_question_of_a_picture_is_taken_where_the_first_gives_no_pair() -> None:
    draw = pairing()

    first = draw.offer(asked(0, {"a": ("same", ""), "b": ("same", "")}, of=0))
    second = draw.offer(asked(1, of=0))

    assert (first is None, second is not None) == (True, True)


def test_a_round_that_is_full_takes_no_more_and_asks_no_model() -> None:
    there = tuple(item for number in range(2) if (item := pairing().offer(asked(number))))
    draw = pairing(count=2, there=there)

    def never(model: str) -> Candidate:
        raise AssertionError(f"{model} was asked")

    assert draw.missing == 0
    assert draw.offer(asked(5)._replace(say=never)) is None


@pytest.mark.parametrize("there", [False, True])
def test_every_two_of_three_models_are_paired_equally_often(*, there: bool) -> None:
    texts = {name: (f"says {name}", "") for name in "abc"}
    made = [item for number in range(10) if (item := pairing().offer(asked(100 + number, texts)))]
    draw = pairing(count=60, there=tuple(made[:1]) if there else ())

    items = [item for number in range(60) if (item := draw.offer(asked(number, texts)))]

    counts = Counter(map(tuple, map(paired, [*made[:there], *items])))
    assert set(counts.values()) == {20}
    assert len(counts) == 3


def test_two_models_that_say_the_same_leave_the_question_to_others() -> None:
    texts = {"a": ("same", ""), "b": ("same", ""), "c": ("other", "")}
    draw = pairing(count=12)

    items = [item for number in range(12) if (item := draw.offer(asked(number, texts)))]

    assert {tuple(paired(item)) for item in items} == {("a", "c"), ("b", "c")}
    assert (len(items), draw.left_out) == (12, [])
    # Each question was one of theirs until it was asked: as many as they would have had, were their texts not equal.
    assert {(each.first, each.second) for each in draw.equal} == {("a", "b")}
    assert {each.question_id for each in draw.equal} <= {f"q{number}" for number in range(12)}
    assert draw.equal


def test_a_question_that_a_model_does_not_answer_is_listed_with_the_reason() -> None:
    draw = pairing()

    assert draw.offer(asked(0, {"a": ("", ""), "b": ("so", "")})) is None
    assert draw.offer(asked(1, {"a": ("so", "")})) is None
    assert draw.left_out == [("q0", "a gave up"), ("q1", "fewer than two models answer it")]


def test_texts_about_different_questions_or_boxes_are_not_compared() -> None:
    box = Region(id=0, box=Box(0, 0, 9, 9))
    one, moved = asked(regions=(box,)), asked(regions=(Region(id=0, box=Box(1, 0, 9, 9)),))
    other = asked(question="who?")
    mixed = one._replace(say=lambda name: (one if name == "student" else other).say(name))
    boxes = one._replace(say=lambda name: (one if name == "student" else moved).say(name))

    with pytest.raises(BadQuestion, match="different questions"):
        make_pair(mixed, ("student", "teacher"), kind="answers", round_id="r")
    with pytest.raises(BadQuestion, match=r"different boxes by \[0\]"):
        make_pair(boxes, ("student", "teacher"), kind="answers", round_id="r")


def test_the_lot_depends_on_the_seed_and_not_on_the_order_of_the_file() -> None:
    some = [asked(number, of=number // 3) for number in range(30)]
    ids = [each.id for each in by_lot(some, seed=1)]

    assert ids == [each.id for each in by_lot(reversed(some), seed=1)]
    assert ids != [each.id for each in by_lot(some, seed=2)]
    # Those of a picture stay together, and a part of the file is drawn in the same order.
    assert [each.id for each in by_lot(some[:15], seed=1)] == [name for name in ids if int(name[1:]) < 15]
    assert len({each.image_id for each in by_lot(some, seed=1)[:3]}) == 1


def test_captions_answer_a_question_that_names_their_regions() -> None:
    regions = [Region(id=number, box=Box(0, 0, 9, 9)) for number in (0, 2, 5)]

    questions = [caption_question(regions[:count]) for count in range(4)]

    assert questions == [
        "Describe the picture.",
        "Describe [0].",
        "Describe [0] and [2].",
        "Describe [0], [2] and [5].",
    ]
