"""In which order several sources are learned from."""

from collections import Counter

import pytest

from training.data.mixture import Mixture


def test_every_source_has_its_share() -> None:
    mixture = Mixture([50, 7000], [3, 1], seed=0)

    sources = Counter(mixture.place(position).source for position in range(4000))

    assert sources == {0: 3000, 1: 1000}


def test_a_source_is_gone_through_whole_before_anything_of_it_comes_again() -> None:
    mixture = Mixture([50, 70], [1, 1], seed=0)
    places = [mixture.place(position) for position in range(3000)]

    for source, size in ((0, 50), (1, 70)):
        numbers = [place.number for place in places if place.source == source]
        assert sorted(numbers[:size]) == sorted(numbers[size : 2 * size]) == list(range(size))
        assert numbers[:size] != numbers[size : 2 * size], "in another order each time"
        assert [place.round for place in places if place.source == source][: 2 * size] == [0] * size + [1] * size


def test_the_order_hangs_on_the_seed_and_the_position_alone() -> None:
    one, other = Mixture([50, 70], [1, 2], seed=3), Mixture([50, 70], [1, 2], seed=3)

    late = [other.place(position) for position in range(2500, 2600)]

    assert [one.place(position) for position in range(2600)][2500:] == late
    assert [Mixture([50, 70], [1, 2], seed=4).place(position) for position in range(2500, 2600)] != late


def test_a_run_that_goes_on_from_an_old_checkpoint_meets_the_same_order() -> None:
    mixture = Mixture([50, 7000, 3], [3, 1, 0.7], seed=9)

    places = [tuple(mixture.place(position)) for position in (0, 1, 999, 1000, 123456)]

    assert places == [(0, 25, 0), (0, 22, 0), (1, 5342, 0), (0, 16, 12), (0, 25, 1575)]


def test_however_many_sources_there_are_each_is_shuffled_once_a_round() -> None:
    mixture = Mixture([100] * 50, [1] * 50, seed=0)

    first = [mixture._order(source, 3) for source in range(50)]
    later = [mixture._order(source, 4) for source in range(50)]

    assert all(mixture._order(source, 3) is order for source, order in enumerate(first))
    mixture._order(7, 5)
    assert mixture._order(7, 4) is later[7]
    assert mixture._orders[7].keys() == {4, 5}, "what is over is forgotten"


@pytest.mark.parametrize(
    ("sizes", "weights", "reason"),
    [
        ([], [], "do not go together"),
        ([5], [1, 1], "do not go together"),
        ([5, 0], [1, 1], "source 1 has no examples"),
        ([5, 5], [1, 0], "not above 0"),
        ([5, 5], [10_000, 1], "hardly seen"),
    ],
)
def test_a_mixture_that_makes_no_sense_is_refused(sizes: list[int], weights: list[float], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        Mixture(sizes, weights, seed=0)
