"""Intervals of figures about candidates: candidates of one picture go together."""

import numpy as np

from training.evaluation.over_pictures import interval

PICTURES = ["a", "b", "a", "b", "c", "c"]


def test_the_candidates_of_a_picture_are_drawn_together() -> None:
    drawn: list[np.ndarray] = []

    interval(PICTURES, lambda places: drawn.append(places), draws=20)

    assert len(drawn) == 20
    for places in drawn:
        assert len(places) == len(PICTURES)
        counts = np.bincount(places, minlength=6)
        assert counts[0] == counts[2]
        assert counts[1] == counts[3]
        assert counts[4] == counts[5]


def test_pictures_that_differ_make_a_wide_interval_and_equal_ones_none() -> None:
    pictures = ["a", "b", "a", "b"]
    by_picture, within = np.array([0.0, 1.0, 0.0, 1.0]), np.array([0.0, 0.0, 1.0, 1.0])

    assert interval(pictures, lambda places: float(by_picture[places].mean())) == (0.0, 1.0)
    assert interval(pictures, lambda places: float(within[places].mean())) == (0.5, 0.5)


def test_nothing_is_said_of_one_picture_or_without_a_figure() -> None:
    assert interval(["a", "a"], lambda places: float(len(places))) is None
    assert interval(PICTURES, lambda _places: None) is None
