"""All wait when the server asks one to, and fewer go on at once then."""

import asyncio
import random

import pytest

from tests.fakes.chats import Clock
from training.corpus.calls.pacing import Pace, Tries


def pace(clock: Clock, most: int = 8) -> Pace:
    return Pace(most, clock=clock, sleep=clock.sleep, draw=random.Random(0))


def test_nobody_begins_before_the_time_that_the_server_asked_for() -> None:
    clock = Clock()
    door = pace(clock)

    async def go() -> list[float]:
        began = await door.enter()
        clock.now += 0.2
        door.asked_to_wait(3.0, began)
        door.leave()
        return await asyncio.gather(*(door.enter() for _ in range(4)))

    began = asyncio.run(go())

    assert min(began) >= 103.2
    assert max(began) <= 103.2 + 0.3 + 1e-6
    assert len({round(each, 9) for each in clock.slept}) == 4, "not all at the same moment"


def test_who_has_nothing_to_wait_for_goes_at_once() -> None:
    clock = Clock()
    door = pace(clock, 2)

    assert [door.enter_at_once() for _ in range(3)] == [100.0, 100.0, None], "there is room for two"

    door.leave()
    door.asked_to_wait(3.0, began=99.0)
    door.leave()
    assert door.enter_at_once() is None, "the server asked for a pause"

    clock.now += 3
    assert door.enter_at_once() == 103.0


def test_a_refusal_halves_how_many_go_at_once_and_calls_that_had_begun_do_not_halve_it_again() -> None:
    clock = Clock()
    door = pace(clock, 16)

    door.asked_to_wait(1.0, began=99.0)
    door.asked_to_wait(1.0, began=99.5)
    assert door.room == 8

    clock.now += 5
    door.asked_to_wait(1.0, began=clock.now - 1)
    assert door.room == 4


def test_room_comes_back_by_one_with_each_round_that_goes_well() -> None:
    clock = Clock()
    door = pace(clock, 8)
    door.asked_to_wait(1.0, began=100.0)
    rooms = []

    for _ in range(60):
        door.went_well()
        rooms.append(door.room)

    assert rooms[3] == 4
    assert rooms[4] == 5
    assert rooms[-1] == 8


def test_there_is_always_room_for_one() -> None:
    clock = Clock()
    door = pace(clock, 3)

    for _ in range(10):
        clock.now += 1
        door.asked_to_wait(0.1, began=clock.now)

    assert door.room == 1


def test_who_waits_for_room_goes_when_another_leaves() -> None:
    clock = Clock()
    door = pace(clock, 2)
    order: list[int] = []

    async def one(number: int) -> None:
        await door.enter()
        order.append(number)
        await asyncio.sleep(0)
        assert len(order) - left[0] <= 2
        left[0] += 1
        door.leave()

    left = [0]

    async def go() -> None:
        await asyncio.gather(*(one(number) for number in range(7)))

    asyncio.run(go())

    assert order == list(range(7))


@pytest.mark.parametrize(("attempt", "least", "most"), [(1, 0.5, 1.0), (2, 1.0, 2.0), (4, 4.0, 8.0), (9, 5.0, 10.0)])
def test_waits_double_up_to_the_longest_and_are_spread(attempt: int, least: float, most: float) -> None:
    tries, draw = Tries(first_wait=1.0, longest_wait=10.0), random.Random(1)

    waits = [tries.wait(attempt, draw) for _ in range(200)]

    assert least <= min(waits) < least * 1.1
    assert most * 0.9 < max(waits) <= most
