"""The official metrics, by the values that the official functions give."""

import numpy as np
import pytest

from training.benchmarks.metrics import _tie_noise, accuracy, chosen, comparison, r_precision, soft_accuracy

# What allenai/sherlock 6802669 score_comparison.py gives: ../shared/facts/lskd.md, section 2.2.
SHERLOCK = [
    ([0.1, 0.2, 0.3], [1, 2, 3], 1.0),
    ([0.3, 0.2, 0.1], [1, 2, 3], -1.0),
    ([0.1, 0.3, 0.2], [1, 2, 3], 0.3333),
    ([0.5, 0.5, 0.5], [1, 2, 3], -0.3333),
    ([0.5, 0.1, 0.9], [2, 2, 2], 0.0),
    ([0.9, 0.1, 0.5, 0.4], [3, 1, 1, 2], 0.6),
]
NOISE = [4.17022005, 7.20324493, 0.00114375, 3.02332573, 1.46755891, 0.92338595, 1.86260211, 3.45560727, 3.96767474, 5.38816734]  # fmt: skip  # noqa: E501


@pytest.mark.parametrize(("scores", "grades", "value"), SHERLOCK)
def test_comparison_is_what_sherlocks_script_says(scores: list[float], grades: list[float], value: float) -> None:
    assert comparison(scores, [grades]) == pytest.approx(value, abs=1e-4)


def test_comparison_is_the_mean_over_judges() -> None:
    assert comparison([0.1, 0.2, 0.3], [[1, 2, 3], [3, 2, 1]]) == 0
    assert comparison([0.1, 0.2, 0.3], [[1, 2, 3], [2, 2, 2]]) == 0.5


def test_ties_are_broken_by_the_official_noise_also_beyond_ten_candidates() -> None:
    assert _tie_noise(10) == pytest.approx(np.array(NOISE) * 1e-10, abs=1e-18)
    assert _tie_noise(12)[:10] == pytest.approx(_tie_noise(10))


def test_the_first_of_equals_is_chosen() -> None:
    assert chosen([0.2, 0.4, 0.4]) == 1
    assert accuracy([0.2, 0.4, 0.4], [1]) == 1
    assert accuracy([0.2, 0.4, 0.4], [2]) == 0


def test_r_precision_looks_at_as_many_as_are_right() -> None:
    assert r_precision([4, 1, 3, 2], [0, 2]) == 1
    assert r_precision([4, 1, 3, 2], [0, 3]) == 0.5
    assert r_precision([4, 1, 3, 2], [1]) == 0


def test_a_direct_answer_counts_a_third_for_each_who_gave_it() -> None:
    answers = ["cab", "cab", "bus", "ride", "ride", "ride", "ride"]

    assert soft_accuracy("bus", answers) == pytest.approx(1 / 3)
    assert soft_accuracy("cab", answers) == pytest.approx(2 / 3)
    assert soft_accuracy("ride", answers) == 1
    assert soft_accuracy("train", answers) == 0
