import itertools
import random
from collections import Counter

import numpy as np
import pytest

from annotation.agreement import agreement, alpha, pair_agreement, pair_kappas, weighted_kappa
from annotation.values import Values, verdict_values
from models.judging import Item, Judged
from tests.annotation.examples import item, judged

# Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability", section C: four observers, twelve units, five values.
KRIPPENDORFF = """
1 2 3 3 2 1 4 1 2 . . .
1 2 3 3 2 2 4 1 2 5 . 3
. 3 3 3 2 3 4 2 2 5 1 .
1 2 3 3 2 4 4 1 2 5 1 .
"""


def values(table: str) -> Values:
    """Return the values of a table of observers by units; every unit is a picture of its own."""
    rows = [line.split() for line in table.strip().splitlines()]
    found = [
        (unit, who, int(value) - 1) for who, row in enumerate(rows) for unit, value in enumerate(row) if value != "."
    ]
    unit, annotator, value = np.array(sorted(found)).T
    count = len(rows[0])
    return Values(
        units=tuple((f"i{number}", 0) for number in range(count)),
        annotators=tuple("abcdefgh"[: len(rows)]),
        pictures=tuple(f"p{number}" for number in range(count)),
        picture=np.arange(count),
        unit=unit,
        annotator=annotator,
        value=value,
    )


def slow_alpha(units: list[list[int]], level: str) -> float:
    """Krippendorff's alpha by its words: compare all pairs within units, and all of all values."""
    comparable = [unit for unit in units if len(unit) > 1]
    every = [value for unit in comparable for value in unit]
    frequency = Counter(every)

    def difference(one: int, other: int) -> float:
        if level == "nominal":
            return float(one != other)
        low, high = min(one, other), max(one, other)
        between = sum(frequency[value] for value in range(low, high + 1))
        return (between - (frequency[low] + frequency[high]) / 2) ** 2

    observed = sum(
        sum(difference(one, other) for one, other in itertools.permutations(unit, 2)) / (len(unit) - 1)
        for unit in comparable
    ) / len(every)
    expected = sum(
        times * also * difference(one, other)
        for (one, times), (other, also) in itertools.permutations(frequency.items(), 2)
    ) / (len(every) * (len(every) - 1))
    return 1 - observed / expected


def a_round(seed: int, *, pictures: int = 12, people: int = 4, quality: float = 0.7) -> tuple[list[Item], list[Judged]]:
    """Return items of five candidates with two or three judgements each, by people who are right now and then."""
    rng = random.Random(seed)
    items = [item(f"i{number}", picture_number=number, count=5) for number in range(pictures)]
    said = []
    for each in items:
        truth = [(rng.choice("amr"), rng.choice("amr")) for _ in range(5)]
        for who in rng.sample(range(people), rng.choice((2, 3))):
            verdicts = [
                [value if rng.random() < quality else rng.choice("amr") for value in of_candidate]
                for of_candidate in truth
            ]
            text = " ".join("rr" if qa == "r" else qa + rationale for qa, rationale in verdicts)
            said.append(judged(each.id, f"p{who}", text))
    return items, said


@pytest.mark.parametrize(("level", "expected"), [("nominal", 0.743), ("ordinal", 0.815)])
def test_alpha_of_krippendorffs_own_example(level: str, expected: float) -> None:
    found = alpha(values(KRIPPENDORFF), level=level, categories=5, resamples=200)

    assert found.alpha.value == pytest.approx(expected, abs=5e-4)
    assert (found.units, found.values) == (11, 40)
    assert found.alpha.low < found.alpha.value < found.alpha.high


def test_alpha_of_the_example_in_its_docstring() -> None:
    assert alpha(values("1 2 3\n1 3 3")).alpha.value == pytest.approx(1 - 8 / 36)


@pytest.mark.parametrize("level", ["nominal", "ordinal"])
@pytest.mark.parametrize("seed", range(6))
def test_alpha_is_that_of_the_slow_way(level: str, seed: int) -> None:
    items, said = a_round(seed)
    own = verdict_values(items, said, "rationale")

    units: list[list[int]] = [[] for _ in own.units]
    for unit, value in zip(own.unit, own.value, strict=True):
        units[unit].append(int(value))
    assert alpha(own, level=level, resamples=2).alpha.value == pytest.approx(slow_alpha(units, level), abs=1e-12)


def test_the_interval_of_alpha_draws_pictures_not_ratings() -> None:
    items, said = a_round(2, pictures=15)
    own = verdict_values(items, said, "qa")
    of_picture: list[dict[int, list[int]]] = [{} for _ in own.pictures]
    for unit, value in zip(own.unit.tolist(), own.value.tolist(), strict=True):
        of_picture[own.picture[unit]].setdefault(unit, []).append(value)
    rng = random.Random(5)

    slow = [
        slow_alpha([unit for drawn in rng.choices(of_picture, k=15) for unit in drawn.values()], "ordinal")
        for _ in range(600)
    ]
    found = alpha(own, resamples=4000).alpha

    assert [found.low, found.high] == pytest.approx(np.quantile(slow, (0.025, 0.975)), abs=0.05)


def test_full_agreement_is_one_and_exchange_below_zero() -> None:
    assert alpha(values("1 2 3\n1 2 3"), resamples=50).alpha.value == 1
    assert alpha(values("1 3 1 3\n3 1 3 1"), resamples=50).alpha.value < 0


def test_one_value_only_has_no_alpha_and_one_annotator_neither() -> None:
    assert alpha(values("3 3 3\n3 3 3")).alpha.value is None
    assert alpha(values("1 2 3")).model_dump(exclude={"alpha"}) == {"units": 0, "values": 0, "pictures": 0}


def test_forced_values_make_rationales_agree_that_nobody_looked_at() -> None:
    items = [item(f"i{number}", picture_number=number) for number in range(6)]
    said = [judged(f"i{number}", name, "rr") for number in range(3) for name in ("ann", "bob")]
    for number, (one, other) in enumerate((("aa", "am"), ("am", "aa"), ("aa", "aa")), start=3):
        said += [judged(f"i{number}", "ann", one), judged(f"i{number}", "bob", other)]

    found = agreement(items, said, resamples=100)["rationale"]

    assert found.all.alpha.value > 0.6
    assert found.chosen.alpha.value < 0
    assert (found.all.units, found.chosen.units) == (6, 3)


def test_a_unit_with_one_chosen_value_left_is_not_compared() -> None:
    said = [judged("i", "ann", "rr"), judged("i", "bob", "aa"), judged("i", "cat", "am")]

    found = agreement([item("i")], said, resamples=2)["rationale"]

    assert (found.all.values, found.chosen.values) == (3, 2)


def test_only_what_counts_and_is_of_the_given_items_is_compared() -> None:
    items = [item("i"), item("g", kind="gold", gold="aa")]
    said = [
        judged("i", "ann", "aa"),
        judged("i", "bob", "am"),
        judged("i", "eve", "rr"),
        judged("g", "ann", "rr", kind="gold"),
        judged("g", "bob", "rr", kind="gold"),
        judged("elsewhere", "ann", "rr"),
        judged("elsewhere", "bob", "rr"),
    ]

    found = agreement(items, said, without={"eve"}, resamples=2)["qa"]

    assert (found.all.units, found.all.values) == (1, 2)


def test_quadratic_kappa_of_the_example_that_scikit_learn_tests_with() -> None:
    # scikit-learn, test_cohen_kappa: [0]*46 + [1]*44 + [2]*10 against [0]*50 + [1]*40 + [2]*10 is 0.9541.
    table = np.array([[46, 0, 0], [4, 40, 0], [0, 0, 10]])

    assert weighted_kappa(table) == pytest.approx(0.9541, abs=5e-5)
    assert weighted_kappa(table.T) == pytest.approx(0.9541, abs=5e-5)


def slow_kappa(pairs: list[tuple[int, int]]) -> float:
    """Kappa by its words: mean squared difference within pairs and across all pairs of a first and a second value."""
    within = sum((one - other) ** 2 for one, other in pairs) / len(pairs)
    across = sum((one - other) ** 2 for one, _ in pairs for _, other in pairs) / len(pairs) ** 2
    return 1 - within / across


def test_kappa_of_every_pair_is_that_of_the_slow_way() -> None:
    items, said = a_round(7)
    number = {"reject": 0, "maybe": 1, "accept": 2}

    found = pair_kappas(verdict_values(items, said, "qa"))

    assert {(pair.first, pair.second) for pair in found} == set(itertools.combinations(("p0", "p1", "p2", "p3"), 2))
    for pair in found:
        both = [
            (number[mine.value], number[theirs.value])
            for one, other in itertools.product(said, repeat=2)
            if (one.annotator, other.annotator) == (pair.first, pair.second) and one.item_id == other.item_id
            for mine, theirs in zip(one.ratings, other.ratings, strict=True)
            if mine.criterion == "qa"
        ]
        assert pair.n == len(both)
        assert pair.kappa == pytest.approx(slow_kappa(both), abs=1e-12)
    assert [pair.n for pair in found] == sorted((pair.n for pair in found), reverse=True)


def test_two_who_always_say_the_same_one_thing_have_no_kappa() -> None:
    assert weighted_kappa(np.diag([0.0, 0, 7])) is None


def test_preferences_agree_by_text_and_not_by_side() -> None:
    items = [item(f"i{number}", picture_number=number, count=2) for number in range(2)]
    said = [
        judged("i0", "ann", prefers=[("overall", "left")], left=0),
        judged("i0", "bob", prefers=[("overall", "right")], left=1),
        judged("i1", "ann", prefers=[("overall", "left")], left=1),
        judged("i1", "bob", prefers=[("overall", "right")], left=0),
    ]

    found = pair_agreement(items, said, resamples=10)

    assert found["overall"].alpha.value == 1
    assert found["correctness"].units == 0


def test_no_judgements_at_all_are_no_error() -> None:
    found = agreement([item("i")], [])

    assert found["qa"].all.alpha.value is None
    assert found["qa"].pairs == ()
