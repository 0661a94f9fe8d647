"""The fitted confidence is right on average, and the diagram says by how much it is not."""

import math
import random

import pytest

from training.embedded.calibration import Outcome, fit_calibration, measure_reliability


def test_the_fit_finds_the_map_that_made_the_answers() -> None:
    rng = random.Random(0)
    outcomes = []
    for _ in range(20_000):
        mean, least, length = -rng.random(), -3 * rng.random(), math.log(rng.randint(2, 20))
        chance = 1 / (1 + math.exp(-(2 + 3 * mean + 0.5 * least - 0.4 * length)))
        outcomes.append(Outcome((mean, least, length), None, rng.random() < chance))

    fitted = fit_calibration(outcomes)

    found = (fitted.bias, fitted.mean, fitted.least, fitted.length)
    assert found == pytest.approx((2, 3, 0.5, -0.4), abs=0.3)


def test_answers_that_are_all_right_give_a_finite_map() -> None:
    fitted = fit_calibration([Outcome((-0.1, -0.2, 1.0), None, True)] * 30)

    assert math.isfinite(fitted.bias)


def test_the_error_is_the_weighted_distance_of_confidence_and_accuracy() -> None:
    outcomes = [
        *(Outcome((0, 0, 0), 0.95, right) for right in (True, True, True, False)),
        *(Outcome((0, 0, 0), 0.25, right) for right in (False, True)),
        Outcome((0, 0, 0), 1.0, True),
    ]

    report = measure_reliability(outcomes, fitted_on=7)

    # Bin 9 holds five: accuracy 4/5, confidence (4 * 0.95 + 1) / 5; bin 2 holds two: accuracy 1/2, confidence 1/4.
    assert report.ece == pytest.approx((5 * abs(0.8 - 0.96) + 2 * 0.25) / 7, abs=1e-4)
    assert [each.n for each in report.bins] == [0, 0, 2, 0, 0, 0, 0, 0, 0, 5]
    assert report.surest_half == 1.0
    assert (report.n, report.fitted_on) == (7, 7)
