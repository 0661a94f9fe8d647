"""Figures of a critic: worked examples."""

import doctest

import pytest

from training.evaluation import critics
from training.evaluation.critics import area_between, critic_figures

SCORES = [0.9, 0.6, 0.2, 0.8]
LABELS = [True, False, False, True]
TRUTHS = [True, True, False, False]
PICTURES = ["a", "a", "b", "b"]


def test_worked_examples_in_docstrings_are_right() -> None:
    assert doctest.testmod(critics).failed == 0


def test_both_classes_and_their_weighted_means_are_told() -> None:
    figures = critic_figures([0.9, 0.6, 0.2], [True, False, False], None, pictures=["a", "a", "b"])

    assert (figures.accept.n, figures.accept.precision, figures.accept.recall) == (1, 0.5, 1.0)
    assert (figures.reject.n, figures.reject.precision, figures.reject.recall) == (2, 1.0, 0.5)
    assert figures.weighted.precision == pytest.approx((0.5 + 2 * 1.0) / 3, abs=1e-4)
    assert figures.weighted.f1 == pytest.approx((1 * figures.accept.f1 + 2 * figures.reject.f1) / 3, abs=1e-4)
    assert figures.right is None
    assert figures.auc_right is None


def test_the_sweep_tells_what_is_kept_and_how_much_of_it_is_accepted_and_right() -> None:
    figures = critic_figures(SCORES, LABELS, TRUTHS, pictures=PICTURES)

    sweep = {each.threshold: each for each in figures.sweep}
    assert (sweep[0.0].kept, sweep[0.0].accepted, sweep[0.0].right) == (4, 0.5, 0.5)
    assert (sweep[0.7].kept, sweep[0.7].share, sweep[0.7].accepted, sweep[0.7].right) == (2, 0.5, 1.0, 0.5)
    assert (sweep[0.7].recall, sweep[0.7].f1) == (1.0, 1.0)
    assert (sweep[0.9].recall, sweep[0.9].f1) == (0.5, pytest.approx(2 / 3, abs=1e-4))
    assert (sweep[0.95].kept, sweep[0.95].accepted) == (0, None)
    assert figures.exported == sweep[0.8]


def test_order_is_held_against_labels_and_against_the_truth() -> None:
    figures = critic_figures(SCORES, LABELS, TRUTHS, pictures=PICTURES)

    assert figures.auc == 1.0
    assert figures.auc_right == 0.75


def test_who_says_the_same_of_all_knows_nothing() -> None:
    figures = critic_figures([0.5] * 4, LABELS, None, pictures=PICTURES)

    assert figures.auc == 0.5
    assert figures.ece == 0.0


def test_an_interval_is_that_of_pictures_and_not_of_candidates() -> None:
    many = critic_figures([0.9, 0.1] * 40, [True, False] * 40, None, pictures=[str(place) for place in range(80)])
    two = critic_figures([0.9, 0.1] * 40, [True] * 40 + [False] * 40, None, pictures=["a"] * 40 + ["b"] * 40)

    assert many.auc_between == (1.0, 1.0)
    assert two.exported.between == (0.0, 1.0)
    assert critic_figures(SCORES, LABELS, None, pictures=["a"] * 4).auc_between is None


def test_how_far_one_critic_is_ahead_is_told_on_the_same_draws() -> None:
    labels = [place % 3 == 0 for place in range(90)]
    good, pictures = [0.9 if label else 0.1 for label in labels], [str(place // 2) for place in range(90)]

    assert area_between(good, labels, pictures, than=good) == (0.0, 0.0)
    assert area_between(good, labels, pictures, than=[0.5] * 90) == (0.5, 0.5)
