"""Figures over seeds have intervals; one seed has none, and a difference is taken seed by seed."""

import pytest

from training.reproduction.spread import Over, difference, over_seeds, percent, plain, points


def test_the_interval_is_students() -> None:
    over = over_seeds([0.70, 0.72, 0.74])

    # Half of it is 4.303 times 0.02 by the root of three.
    assert over == pytest.approx((0.72, 0.6703, 0.7697, 3), abs=1e-4)


def test_one_seed_has_no_interval_and_none_is_refused() -> None:
    assert over_seeds([0.5]) == Over(0.5, None, None, 1)
    assert percent(over_seeds([0.5])) == "50.0"
    with pytest.raises(ValueError, match="no seed"):
        over_seeds([])


def test_what_a_seed_does_to_both_arms_falls_out_of_their_difference() -> None:
    weak, strong = {0: 0.1, 1: 0.5, 2: 0.9}, {0: 0.2, 1: 0.6, 2: 1.0, 3: 0.4}

    over = difference(strong, weak)

    assert over is not None
    assert over == pytest.approx((0.1, 0.1, 0.1, 3))
    assert difference({0: 1.0}, {1: 1.0}) is None


@pytest.mark.parametrize(
    ("over", "sign"),
    [
        (Over(0.2, 0.1, 0.3, 3), 1),
        (Over(-0.2, -0.3, -0.1, 3), -1),
        (Over(0.2, -0.1, 0.5, 3), 0),
        (Over(0.2, None, None, 1), 0),
    ],
)
def test_an_effect_is_one_whose_interval_leaves_out_none(over: Over, sign: int) -> None:
    assert over.sign == sign


def test_figures_are_written_with_their_intervals() -> None:
    assert percent(Over(0.72, 0.67, 0.77, 3)) == "72.0 (67.0 to 77.0)"
    assert percent(Over(0.95, 0.86, 1.04, 3)) == "95.0 (86.0 to 100.0)"
    assert percent(Over(0.01, -0.08, 0.1, 3), least=-1.0) == "1.0 (-8.0 to 10.0)"
    assert plain(Over(2.314, 2.2, 2.42, 3)) == "2.31 (2.20 to 2.42)"
    assert points(Over(0.02, -0.005, 0.045, 3)) == "+2.0 (-0.5 to +4.5)"
    assert points(None) == ""
