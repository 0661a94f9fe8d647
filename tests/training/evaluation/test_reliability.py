"""Bins and the calibration error, by hand."""

import pytest

from training.evaluation.reliability import BINS, expected_error, reliability_bins


def test_the_error_is_the_weighted_distance_of_the_bins() -> None:
    bins = reliability_bins([(0.95, True), (0.95, True), (1.0, False), (0.05, False)])

    assert len(bins) == BINS
    assert (bins[9].n, bins[9].accuracy, bins[0].n) == (3, pytest.approx(0.6667), 1)
    # 3/4 * |0.6667 - 0.9667| + 1/4 * |0 - 0.05|
    assert expected_error(bins) == pytest.approx(0.2375, abs=1e-4)
    assert expected_error(reliability_bins([])) == 0
