"""Figures of a critic: worked examples."""

import doctest

import pytest

from training.evaluation import critics
from training.evaluation.critics import critic_figures

SCORES = [0.9, 0.6, 0.2, 0.8]
LABELS = [True, False, False, True]
TRUTHS = [True, True, False, False]


def test_worked_examples_in_docstrings_are_right() -> None:
    assert doctest.testmod(critics).failed == 0


def test_both_classes_and_their_weighted_means_are_told() -> None:
    figures = critic_figures([0.9, 0.6, 0.2], [True, False, False], None, pictures=2)

    assert (figures.accept.n, figures.accept.precision, figures.accept.recall) == (1, 0.5, 1.0)
    assert (figures.reject.n, figures.reject.precision, figures.reject.recall) == (2, 1.0, 0.5)
    assert figures.weighted.precision == pytest.approx((0.5 + 2 * 1.0) / 3, abs=1e-4)
    assert figures.weighted.f1 == pytest.approx((1 * figures.accept.f1 + 2 * figures.reject.f1) / 3, abs=1e-4)
    assert figures.right is None
    assert figures.auc_right is None


def test_the_sweep_tells_what_is_kept_and_how_much_of_it_is_accepted_and_right() -> None:
    figures = critic_figures(SCORES, LABELS, TRUTHS, pictures=1)

    sweep = {each.threshold: each for each in figures.sweep}
    assert (sweep[0.0].kept, sweep[0.0].accepted, sweep[0.0].right) == (4, 0.5, 0.5)
    assert (sweep[0.7].kept, sweep[0.7].share, sweep[0.7].accepted, sweep[0.7].right) == (2, 0.5, 1.0, 0.5)
    assert (sweep[0.95].kept, sweep[0.95].accepted) == (0, None)


def test_order_is_held_against_labels_and_against_the_truth() -> None:
    figures = critic_figures(SCORES, LABELS, TRUTHS, pictures=1)

    assert figures.auc == 1.0
    assert figures.auc_right == 0.75


def test_who_says_the_same_of_all_knows_nothing() -> None:
    figures = critic_figures([0.5] * 4, LABELS, None, pictures=1)

    assert figures.auc == 0.5
    assert figures.ece == 0.0
