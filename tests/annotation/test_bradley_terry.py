import math

import numpy as np
import pytest

from annotation.bradley_terry import fit, strengths
from tests.annotation.pairs import a_round, pair, votes

# Agresti, "Categorical Data Analysis" (2002), table 10.10: wins of baseball teams in the American League of 1987, over
# Milwaukee, Detroit, Toronto, New York, Boston, Cleveland and Baltimore.
BASEBALL = """
0 7 9 7 7 9 11
6 0 7 5 11 9 9
4 6 0 7 7 8 12
6 8 6 0 6 7 10
6 2 6 7 0 7 12
4 4 5 6 6 0 6
2 4 1 3 1 7 0
"""


def slow_fit(won: np.ndarray, rounds: int = 5000) -> np.ndarray:
    """Maximum likelihood by Zermelo's way: a model is as strong as its wins, divided by whom it met (Hunter 2004)."""
    count = len(won)
    power = [1.0] * count
    for _ in range(rounds):
        power = [
            sum(won[i]) / sum((won[i, j] + won[j, i]) / (power[i] + power[j]) for j in range(count) if j != i)
            for i in range(count)
        ]
        middle = math.exp(sum(map(math.log, power)) / count)
        power = [each / middle for each in power]
    return np.log(power)


def test_baseball_has_the_published_strengths() -> None:
    won = np.array([[float(each) for each in row.split()] for row in BASEBALL.strip().splitlines()])

    found = fit(won, regularisation=0)

    assert found - found[-1] == pytest.approx([1.581, 1.436, 1.294, 1.248, 1.108, 0.684, 0], abs=1e-3)
    assert found.sum() == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize("seed", range(5))
def test_strengths_are_those_of_the_slow_way_with_half_wins_too(seed: int) -> None:
    rng = np.random.default_rng(seed)
    won = rng.integers(1, 30, (4, 4)) / 2
    np.fill_diagonal(won, 0)

    assert fit(won, regularisation=0) == pytest.approx(slow_fit(won), abs=1e-6)


def test_two_models_are_half_the_log_odds_apart_either_way() -> None:
    assert fit(np.array([[0.0, 30], [10, 0]]), regularisation=0) == pytest.approx([0.549, -0.549], abs=5e-4)


def test_the_regularisation_changes_little_and_keeps_who_never_lost_finite() -> None:
    won = np.array([[0.0, 30, 20], [10, 0, 25], [15, 5, 0]])

    assert fit(won) == pytest.approx(fit(won, regularisation=0), abs=0.02)
    assert np.isfinite(fit(np.array([[0.0, 5, 5], [0, 0, 5], [0, 0, 0]]))).all()


def test_models_are_ordered_by_strength_with_intervals() -> None:
    items, said = a_round(1, ["m", "c", "x"], pairs=150, favour=0.4)

    found = strengths(items, said, "overall", resamples=60)

    assert [each.model for each in found] == ["m", "c", "x"]
    assert all(each.strength.low < each.strength.value < each.strength.high for each in found)
    assert found[0].strength.low > found[2].strength.high


def test_ties_are_half_wins_and_everything_is_counted() -> None:
    items = [pair(f"i{number}", *names, picture_number=number) for number, names in enumerate(("ab", "bc", "ca", "ab"))]
    said = [*votes("i0", "00t"), *votes("i1", "tt0"), *votes("i2", "110"), *votes("i3", "0t1")]

    found = {each.model: (each.wins, each.ties, each.losses) for each in strengths(items, said, "overall")}

    assert found == {"a": (2, 0, 0), "b": (0, 1, 1), "c": (0, 1, 1)}


def test_a_round_without_decisions_has_no_strengths() -> None:
    assert strengths([pair("i")], votes("i", "0t1"), "overall") == ()
