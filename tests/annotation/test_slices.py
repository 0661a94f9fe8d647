import random
from collections import defaultdict

import numpy as np
import pytest

from annotation.slices import PROMPT, SliceRating, by_origin, by_question_type, by_score, mean_ratings
from models.judging import Criterion, Item, Judged
from models.records import Setting
from tests.annotation.examples import candidate, item, judged

POINTS = {"reject": 1, "maybe": 2, "accept": 3}


def about(name: str, picture_number: int, *origins: dict[str, Setting], uniform: bool = False) -> Item:
    own = [candidate(number, of=picture_number, origin=origin) for number, origin in enumerate(origins)]
    return item(name, picture_number=picture_number, candidates=own).model_copy(update={"uniform": uniform})


def of(found: tuple[SliceRating, ...], name: str, criterion: Criterion = "qa") -> SliceRating:
    (only,) = [each for each in found if (each.slice, each.criterion) == (name, criterion)]
    return only


def test_a_mean_is_worked_out_by_hand() -> None:
    items = [about("i", 0, {}), about("j", 1, {})]
    said = [judged("i", "ann", "aa"), judged("j", "ann", "mm"), judged("j", "bob", "mr")]

    found = mean_ratings(items, said, lambda _: ("x",))

    assert (of(found, "x").mean.value, of(found, "x").mean.low, of(found, "x").mean.high) == pytest.approx(
        (7 / 3, 2, 3)
    )
    assert of(found, "x", "rationale").mean.value == pytest.approx(2)
    assert of(found, "x").shares["accept"].value == pytest.approx(1 / 3)
    assert (of(found, "x").candidates, of(found, "x").verdicts, of(found, "x").pictures) == (2, 3, 2)


def a_round(seed: int) -> tuple[list[Item], list[Judged]]:
    rng = random.Random(seed)
    items = [
        about(f"i{number}", number // 2, *({PROMPT: rng.choice(["ids", "words"])} for _ in range(5)))
        for number in range(30)
    ]
    said = []
    for each in items:
        for name in ("ann", "bob"):
            said.append(judged(each.id, name, " ".join(rng.choice(["aa", "am", "mr", "rr"]) for _ in range(5))))
    return items, said


def test_means_and_intervals_are_those_of_the_slow_way() -> None:
    items, said = a_round(1)
    points: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for each in said:
        own = next(item for item in items if item.id == each.item_id)
        for rating in each.ratings:
            if rating.criterion == "rationale":
                points[str(own.candidates[rating.position].origin[PROMPT])][own.image_id].append(POINTS[rating.value])
    rng = random.Random(2)

    found = mean_ratings(items, said, by_origin(PROMPT), resamples=4000)

    for name in ("ids", "words"):
        groups = list(points[name].values())
        slow = [np.mean(np.concatenate(rng.choices(groups, k=len(groups)))) for _ in range(2000)]
        rated = of(found, name, "rationale").mean
        assert rated.value == pytest.approx(np.mean(np.concatenate(groups)))
        assert [rated.low, rated.high] == pytest.approx(np.quantile(slow, (0.025, 0.975)), abs=0.03)


def test_filtered_is_part_of_unfiltered_as_in_figure_3() -> None:
    own = [candidate(number, scores={"critic": score}) for number, score in enumerate((0.8, 0.79, 0.95))]
    unscored = candidate(3)
    said = [judged("i", "ann", "aa rr mm rr")]

    found = mean_ratings([item("i", candidates=[*own, unscored])], said, by_score("critic", 0.8))

    assert {each.slice for each in found} == {"unfiltered", "filtered", "dropped"}
    assert of(found, "unfiltered").mean.value == pytest.approx((3 + 1 + 2) / 3)
    assert of(found, "filtered").mean.value == pytest.approx((3 + 2) / 2)
    assert of(found, "dropped").mean.value == 1


def test_only_the_uniform_slice_is_taken_on_request() -> None:
    items = [about("i", 0, {}, uniform=True), about("j", 1, {})]
    said = [judged("i", "ann", "mm"), judged("j", "ann", "rr")]

    found = mean_ratings(items, said, by_origin("teacher"), only_uniform=True)

    assert of(found, "unknown").mean.value == 2


def test_surplus_gold_and_excluded_people_have_no_say() -> None:
    items = [about("i", 0, {}), item("g", kind="gold", gold="aa")]
    said = [
        judged("i", "ann", "aa"),
        judged("i", "bob", "rr", surplus=True),
        judged("i", "eve", "rr"),
        judged("g", "ann", "rr", kind="gold"),
    ]

    found = mean_ratings(items, said, by_origin("teacher"), without={"eve"})

    assert (of(found, "unknown").mean.value, of(found, "unknown").verdicts) == (3, 1)


@pytest.mark.parametrize(
    ("question", "origin", "expected"),
    [
        ("Why is [0] sad?", {}, "why"),
        ("In which hand does [1] hold it?", {}, "which"),
        ("Is it raining?", {}, "other"),
        ("Somewhat odd, is it?", {}, "other"),
        ("WHAT'S that?", {}, "what"),
        ("Why is [0] sad?", {"question_type": "inference"}, "inference"),
    ],
)
def test_questions_are_typed_by_their_origin_or_their_words(
    question: str, origin: dict[str, Setting], expected: str
) -> None:
    assert by_question_type(candidate(question=question, origin=origin)) == (expected,)


def test_a_round_without_judgements_has_no_slices() -> None:
    assert mean_ratings([about("i", 0, {})], [], by_origin("teacher")) == ()
