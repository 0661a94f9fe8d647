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
