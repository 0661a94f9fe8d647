"""What may be spent is never passed, whatever a call turns out to cost."""

import asyncio

import pytest

from models.errors import BadSetting
from tests.fakes.chats import asks
from training.corpus.calls.spending import FRAME, PICTURE, CapReached, Caps, Spending, Tokens


def test_without_a_cap_nothing_is_set_apart_and_all_is_counted() -> None:
    spending = Spending(Caps(prompt_price=2.0, reply_price=10.0), Tokens(500_000, 0))

    most = asyncio.run(spending.set_apart(asks("x" * 1000)))
    spending.settle(most, Tokens(500_000, 100_000))

    assert most == Tokens(0, 0)
    assert spending.spent == Tokens(1_000_000, 100_000)
    assert spending.cost == pytest.approx(2.0 + 1.0)


def test_a_call_sets_apart_a_token_for_every_byte_and_all_that_it_may_reply() -> None:
    spending = Spending(Caps(tokens=100_000))

    most = asyncio.run(spending.set_apart(asks("né", max_tokens=40)))

    assert most == Tokens(3 + FRAME, 40)


def test_pictures_are_reckoned_as_the_dearest_that_was_counted() -> None:
    spending = Spending(Caps(tokens=1_000_000))
    picture = asks("", max_tokens=1).model_copy(
        update={"messages": (asks("").messages[0].model_copy(update={"jpegs": (b"1", b"2")}),)}
    )

    first = asyncio.run(spending.set_apart(picture))
    spending.settle(first, Tokens(8000, 1), pictures=2)
    second = asyncio.run(spending.set_apart(picture))

    assert (first.prompt, second.prompt) == (2 * PICTURE + FRAME, 2 * 4000 + FRAME)


def test_a_call_that_does_not_fit_waits_for_those_under_way_and_goes_if_they_leave_enough() -> None:
    spending = Spending(Caps(tokens=200))
    call = asks("x" * 14, max_tokens=100)  # 130 at most

    async def go() -> list[str]:
        happened = []
        first = await spending.set_apart(call)
        second = asyncio.create_task(spending.set_apart(call))
        await asyncio.sleep(0)
        happened.append("waits" if not second.done() else "went")
        spending.settle(first, Tokens(10, 10))
        await second
        happened.append("went")
        return happened

    assert asyncio.run(go()) == ["waits", "went"]


def test_a_call_that_fits_no_more_is_told_so_with_what_was_spent() -> None:
    spending = Spending(Caps(cost=1.0, prompt_price=1000.0), Tokens(950, 10))

    with pytest.raises(CapReached, match=r"960 tokens are spent for 0\.95.* the cap of 1\. Raise the cap"):
        asyncio.run(spending.set_apart(asks("x" * 100)))


def test_a_call_whose_cost_nobody_knows_counts_as_the_most_it_may_have_cost() -> None:
    spending = Spending(Caps(tokens=1000))

    most = asyncio.run(spending.set_apart(asks("x" * 34, max_tokens=50)))
    spending.settle(most, None)

    assert spending.spent == Tokens(50, 50)


def test_what_was_not_kept_yet_is_told_once() -> None:
    spending = Spending(Caps(), Tokens(100, 100))
    spending.settle(Tokens(), Tokens(3, 4))

    assert [spending.not_yet_kept(), spending.not_yet_kept()] == [Tokens(3, 4), Tokens(0, 0)]


def test_a_cap_on_the_cost_without_prices_is_refused() -> None:
    with pytest.raises(BadSetting, match="needs the price"):
        Spending(Caps(cost=5.0))
