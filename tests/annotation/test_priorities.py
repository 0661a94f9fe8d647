import pytest
from scipy.stats import binomtest, kstest

from annotation.priorities import in_uniform_slice, priorities_of, prioritised, score_of
from models.errors import BadSetting
from models.judging import Item
from tests.annotation.examples import candidate, item


def scored(name: str, *scores: float | None) -> Item:
    own = [candidate(number, scores={} if score is None else {"critic": score}) for number, score in enumerate(scores)]
    return item(name, candidates=own)


def test_the_least_certain_comes_first_and_priorities_are_even() -> None:
    items = [scored("sure", 0.1), scored("close", 0.79), scored("middle", 0.95), scored("far", 0.3)]

    found = prioritised(items, score="critic", threshold=0.8, share=0)

    assert priorities_of(found) == {"sure": 0.125, "close": 0.875, "middle": 0.625, "far": 0.375}


def test_an_item_is_as_uncertain_as_its_candidates_in_the_mean() -> None:
    # Distances (0.3 + 0.1) / 2 = 0.2 and 0.15; a candidate without a score has no say.
    items = [scored("two", 0.5, 0.9), scored("one", 0.65, None)]

    found = prioritised(items, score="critic", threshold=0.8, share=0)

    assert [each.id for each in sorted(found, key=lambda each: -each.priority)] == ["one", "two"]


def test_the_uniform_slice_has_its_share_and_knows_nothing_of_scores() -> None:
    names = [f"i{number}" for number in range(2000)]
    rising = prioritised([scored(name, n / 2000) for n, name in enumerate(names)], score="critic", seed=3)
    falling = prioritised([scored(name, 1 - n / 2000) for n, name in enumerate(names)], score="critic", seed=3)

    uniform = {each.id: each.priority for each in rising if each.uniform}

    assert binomtest(len(uniform), 2000, 0.2).pvalue > 0.001
    assert {each.id: each.priority for each in falling if each.uniform} == uniform


def test_the_uniform_slice_depends_on_the_seed_and_on_nothing_else() -> None:
    drawn = {seed: {name for name in map(str, range(500)) if in_uniform_slice(name, seed=seed)} for seed in (0, 1)}

    assert drawn[0] != drawn[1]
    assert drawn[0] == {name for name in map(str, range(500)) if in_uniform_slice(name)}


def test_places_of_the_uniform_slice_are_spread_evenly_over_the_queue() -> None:
    found = prioritised([scored(f"i{number}", number / 3000) for number in range(3000)], score="critic")

    assert kstest([each.priority for each in found if each.uniform], "uniform").pvalue > 0.001
    assert kstest([each.priority for each in found], "uniform").pvalue > 0.001


def test_without_scores_the_order_is_random_by_seed() -> None:
    items = [scored(f"i{number}", None) for number in range(1000)]

    once, again, other = (prioritised(items, score="critic", share=0, seed=seed) for seed in (0, 0, 1))

    assert once == again != other
    assert kstest([each.priority for each in once], "uniform").pvalue > 0.001
    assert [each.id for each in once] == [each.id for each in items]


def test_equal_scores_are_ordered_by_lot_not_by_name() -> None:
    items = [scored(f"i{number:03}", 0.5) for number in range(200)]

    found = prioritised(items, score="critic", share=0)

    assert [each.id for each in sorted(found, key=lambda each: each.priority)] != [each.id for each in items]
    assert len({each.priority for each in found}) == 200


@pytest.mark.parametrize(("share", "expected"), [(0.0, 0), (1.0, 50)])
def test_the_slice_can_be_nothing_or_all(share: float, expected: int) -> None:
    found = prioritised([scored(f"i{number}", 0.5) for number in range(50)], score="critic", share=share)

    assert sum(each.uniform for each in found) == expected


@pytest.mark.parametrize(
    ("names", "meant"),
    [
        ([], "critic"),
        (["embedded:critic"], "embedded:critic"),
        (["embedded:critic", "critic"], "critic"),
    ],
)
def test_the_score_that_is_meant_is_the_usual_one_or_the_only_one(names: list[str], meant: str) -> None:
    items = [item("a", candidates=[candidate(0), candidate(1, scores=dict.fromkeys(names, 0.5))])]

    assert score_of(items) == meant


def test_of_several_scores_one_must_be_named() -> None:
    items = [item(name, candidates=[candidate(0, scores={name: 0.5})]) for name in ("mine", "yours")]

    with pytest.raises(BadSetting, match="mine, yours; say with --score"):
        score_of(items)
