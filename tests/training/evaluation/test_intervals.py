"""Wilson's interval, against published values."""

import pytest

from training.evaluation.intervals import share


@pytest.mark.parametrize(
    ("right", "n", "low", "high"),
    # Computed with R: prop.test(right, n, correct = FALSE)$conf.int
    [(8, 10, 0.4902, 0.9433), (0, 20, 0.0, 0.1611), (50, 50, 0.9287, 1.0), (81, 263, 0.2553, 0.3662)],
)
def test_intervals_agree_with_published_values(right: int, n: int, low: float, high: float) -> None:
    measured = share(right, n)

    assert measured.low == pytest.approx(low, abs=0.0005)
    assert measured.high == pytest.approx(high, abs=0.0005)


def test_of_nothing_nothing_is_known() -> None:
    measured = share(0, 0)

    assert (measured.value, measured.low, measured.high) == (0.0, 0.0, 1.0)
