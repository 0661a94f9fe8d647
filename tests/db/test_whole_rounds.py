"""A large round is written in many short transactions; nobody is shown half of it, however often it is broken off."""

from typing import Any

import pytest
from sqlalchemy import event

from db.judging import JudgingStore
from db.queue_order import PORTION
from db.store import Store
from db.whole_rounds import NEW_ITEMS
from models.errors import BadQuestion
from models.judging import EqualPair, Item, Round, RoundSettings
from tests.db.broken_off import ending_after
from tests.db.examples import NOON, image
from tests.db.judging_examples import ROUND, item, judge_all, shown

COUNT = 2 * PORTION + 50
WANTED = Round(id=ROUND, name="A round", settings=RoundSettings(overlap=1, gold_every=0), created_at=NOON)
FIRST = "i7"


def items(count: int = COUNT) -> list[Item]:
    """Items of one text each, about one picture; the first to be handed out is FIRST."""
    whole = item(0, texts=1)
    (text,) = whole.candidates
    return [
        whole.model_copy(
            update={
                "id": f"i{number}",
                "priority": float(f"i{number}" == FIRST),
                "candidates": (text.model_copy(update={"id": f"c{number}"}),),
            }
        )
        for number in range(count)
    ]


@pytest.fixture
def judging(store: Store) -> JudgingStore:
    store.save_image(image(0), owner=None)
    return store.judging


def state(judging: JudgingStore) -> tuple[bool, bool]:
    found = judging.round(ROUND)
    return found.open, found.filling


@pytest.mark.parametrize("commits", [1, 2, 4])
def test_a_round_is_closed_until_all_of_it_is_there(store: Store, judging: JudgingStore, commits: int) -> None:
    with ending_after(store, commits):
        judging.start_round(WANTED, items())
    assert state(judging) == (False, True)
    assert judging.next_screen(ROUND, "ann") is None
    assert judging.progress_of(ROUND, "ann").left == 0

    judging.start_round(WANTED, items())

    assert state(judging) == (True, False)
    assert shown(judging, "ann").item_id == FIRST
    assert len(judging.items(ROUND)) == judging.progress(ROUND).slots == COUNT


def test_a_program_that_ends_before_anything_is_kept_leaves_nothing(store: Store, judging: JudgingStore) -> None:
    with ending_after(store, 0):
        judging.start_round(WANTED, items())

    assert judging.rounds() == ()


def test_no_transaction_writes_more_than_a_portion_of_items(store: Store, judging: JudgingStore) -> None:
    written: dict[str, list[int]] = {"items": [], "equal_pairs": []}

    def count(_connection: object, _cursor: object, statement: str, parameters: Any, *_: object) -> None:
        table = statement.removeprefix("INSERT INTO ").split()[0]
        if table in written:
            written[table].append(len(parameters) if isinstance(parameters, list) else 1)
        assert not statement.startswith("UPDATE items"), "a new round needs nothing moved"

    pairs = [EqualPair(question_id=f"q{number}", first="a", second="b") for number in range(COUNT)]
    event.listen(store.engine, "before_cursor_execute", count)
    judging.start_round(WANTED, items(), equal=pairs)

    assert max(written["items"]) == NEW_ITEMS
    assert max(written["equal_pairs"]) == PORTION
    assert sum(written["items"]) == sum(written["equal_pairs"]) == COUNT


def test_more_items_than_are_written_at_once_come_into_an_open_round_in_their_places(judging: JudgingStore) -> None:
    late = items()[COUNT - 2 :]
    judging.start_round(WANTED, late)
    assert {each.item_id for each in judge_all(judging, "ann")} == {each.id for each in late}

    assert judging.add_items(ROUND, items()) == COUNT - 2

    assert state(judging) == (True, False)
    assert judging.items(ROUND)[0].id == shown(judging, "ann").item_id == FIRST
    assert len(judge_all(judging, "ann")) == COUNT - 2


def test_a_round_of_which_more_is_to_come_stays_closed_until_the_last_call(judging: JudgingStore) -> None:
    begun = judging.start_round(WANTED, items(3), whole=False)

    whole = judging.start_round(WANTED, items(4))

    assert (begun.open, begun.filling, whole.open, whole.filling) == (False, True, True, False)
    assert len(judging.items(ROUND)) == 4


def test_a_round_that_is_being_filled_can_be_opened_as_it_is(judging: JudgingStore) -> None:
    judging.start_round(WANTED, items(3), whole=False)

    judging.reopen_round(ROUND)
    judging.start_round(WANTED, items(4), whole=False)

    assert state(judging) == (True, False)


def test_a_round_that_is_closed_while_it_is_filled_stays_closed(judging: JudgingStore) -> None:
    judging.start_round(WANTED, items(3), whole=False)

    judging.close_round(ROUND)
    judging.start_round(WANTED, items(4))

    assert state(judging) == (False, False)


def test_a_large_round_with_an_item_that_does_not_fit_is_not_begun(judging: JudgingStore) -> None:
    with pytest.raises(BadQuestion, match="is not in the store"):
        judging.start_round(WANTED, [*items(), item(1)])

    assert judging.rounds() == ()


def test_a_round_that_is_begun_closed_stays_so(judging: JudgingStore) -> None:
    judging.start_round(WANTED.model_copy(update={"open": False}), items(3))

    assert state(judging) == (False, False)
