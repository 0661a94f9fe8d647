from db.ranks import Placed, ranks


def in_order(items: list[Placed], *, seed: int = 0) -> list[str]:
    found = ranks(items, seed=seed)
    return sorted(found, key=lambda item_id: found[item_id])


def test_a_higher_priority_comes_first() -> None:
    items = [Placed("a", 0.1, False), Placed("b", 0.9, False), Placed("c", 0.5, False)]

    assert in_order(items) == ["b", "c", "a"]


def test_equals_come_in_an_order_that_the_seed_decides_and_their_sequence_does_not() -> None:
    items = [Placed(str(number), 0.0, False) for number in range(50)]

    assert in_order(items) == in_order(items[::-1])
    assert in_order(items, seed=1) != in_order(items)
    assert in_order(items) != [item.item_id for item in items]


def test_the_uniform_slice_is_spread_evenly_and_not_by_priority() -> None:
    items = [Placed(str(number), number, number % 5 == 0) for number in range(100)]

    uniform = [rank for rank, item_id in enumerate(in_order(items)) if int(item_id) % 5 == 0]
    by_priority = [int(item_id) for item_id in in_order(items) if int(item_id) % 5]

    assert uniform == list(range(2, 100, 5))
    assert by_priority == sorted(by_priority, reverse=True)
    assert [item_id for item_id in in_order(items) if int(item_id) % 5 == 0] != [str(n) for n in range(95, -1, -5)]


def test_every_item_has_a_rank_of_its_own_whatever_is_uniform() -> None:
    for uniform in range(8):
        items = [Placed(str(number), 0.0, number < uniform) for number in range(7)]

        assert sorted(ranks(items, seed=3).values()) == list(range(7))
