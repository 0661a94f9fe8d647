import numpy as np
import pytest
from scipy import stats

from annotation.intervals import Figure, Share, bootstrap, bootstraps, drawn_again, ratio, ratio_of, wilson


@pytest.mark.parametrize(
    ("part", "n", "low", "high"),
    [
        # Newcombe 1998, "Two-sided confidence intervals for the single proportion", table I, method 3.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilsons_interval_is_the_published_one(part: int, n: int, low: float, high: float) -> None:
    found = wilson(part, n)

    assert (found.low, found.high) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


def test_a_share_of_nothing_is_unknown() -> None:
    assert wilson(0, 0) == Share(part=0, n=0, low=0, high=1)
    assert wilson(0, 0).value is None


def slow_means(sums: np.ndarray, resamples: int, seed: int) -> np.ndarray:
    """Draw pictures one by one and divide."""
    rng = np.random.default_rng(seed)
    means = []
    for _ in range(resamples):
        drawn = [sums[number] for number in rng.integers(0, len(sums), len(sums))]
        means.append(sum(each[0] for each in drawn) / sum(each[1] for each in drawn))
    return np.quantile(means, (0.025, 0.975))


def test_the_bootstrap_is_that_of_drawing_pictures_one_by_one() -> None:
    rng = np.random.default_rng(3)
    size = rng.integers(1, 9, 60)
    sums = np.stack([rng.binomial(size, 0.4), size], axis=1).astype(float)

    found = bootstrap(sums, ratio, resamples=20_000)

    assert found.value == pytest.approx(sums[:, 0].sum() / sums[:, 1].sum())
    assert [found.low, found.high] == pytest.approx(slow_means(sums, 3000, 8), abs=0.008)


def test_the_bootstrap_is_that_of_scipy() -> None:
    rng = np.random.default_rng(4)
    each = rng.normal(2, 1, 40)

    found = bootstrap(np.stack([each, np.ones(40)], axis=1), ratio, resamples=20_000)

    theirs = stats.bootstrap((each,), np.mean, n_resamples=20_000, method="percentile", rng=1).confidence_interval
    assert [found.low, found.high] == pytest.approx([theirs.low, theirs.high], abs=0.015)


def test_drawing_in_several_goes_draws_the_same() -> None:
    sums = np.random.default_rng(0).random((20, 2))

    assert drawn_again(sums, 50, at_once=45) == pytest.approx(drawn_again(sums, 50))


def test_pictures_that_differ_in_nothing_leave_no_doubt() -> None:
    assert bootstrap(np.array([[1.0, 2], [1, 2]]), ratio) == Figure(value=0.5, low=0.5, high=0.5)


def test_one_picture_has_no_interval_and_none_no_figure() -> None:
    assert bootstrap(np.array([[1.0, 2]]), ratio) == Figure(value=0.5)
    assert bootstrap(np.zeros((0, 2)), ratio) == Figure()


def test_the_same_seed_gives_the_same_interval() -> None:
    sums = np.random.default_rng(0).random((20, 2))

    assert bootstrap(sums, ratio, seed=1) == bootstrap(sums, ratio, seed=1)
    assert bootstrap(sums, ratio, seed=1) != bootstrap(sums, ratio, seed=2)


def width(found: Figure) -> float:
    assert found.low is not None
    assert found.high is not None
    return found.high - found.low


def test_verdicts_on_one_picture_widen_the_interval_as_their_likeness_demands() -> None:
    # 40 pictures whose five verdicts are all alike know as much as 40 verdicts, not 200.
    alike = np.array([[5.0 * (number % 2), 5] for number in range(40)])
    apart = np.array([[float(number % 2), 1] for number in range(200)])

    wide, narrow = bootstrap(alike, ratio, resamples=4000), bootstrap(apart, ratio, resamples=4000)

    assert width(wide) / width(narrow) == pytest.approx(5**0.5, abs=0.15)


def test_several_figures_of_the_same_pictures_are_those_asked_for_one_by_one() -> None:
    sums = np.random.default_rng(5).integers(1, 9, (30, 3)).astype(float)

    both = bootstraps(sums, [ratio_of(0, 2), ratio_of(1, 2)], seed=4)

    assert both == (bootstrap(sums[:, [0, 2]], ratio, seed=4), bootstrap(sums[:, 1:], ratio, seed=4))
