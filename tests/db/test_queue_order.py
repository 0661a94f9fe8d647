"""A large round gets another order and new scores in many short transactions, however often it is broken off."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import event

from db.judging import JudgingStore
from db.queue_order import PORTION
from db.store import Store
from models.errors import BadQuestion, NotFound
from tests.db.broken_off import ending_after
from tests.db.judging_examples import ROUND, audited, item, shown, start

COUNT = 2 * PORTION + 50
PORTIONS = 3
PRIORITIES = {f"i{number}": float(number * 7 % COUNT) for number in range(COUNT)}
SCORES = {f"c{number}": number / COUNT for number in range(COUNT)}

Change = Callable[[JudgingStore], None]
CHANGES: dict[str, Change] = {
    "priorities": lambda judging: judging.set_priorities(ROUND, PRIORITIES),
    "scores": lambda judging: judging.keep_scores(ROUND, "second critic", SCORES),
}


@pytest.fixture
def judging(store: Store) -> JudgingStore:
    """A round of more items than are written at once, each of one text, all about one picture."""
    whole = item(0, texts=1)
    (text,) = whole.candidates
    texts = [text.model_copy(update={"id": f"c{number}"}) for number in range(COUNT)]
    judging = start(store, [whole], round_id="other")
    start(store, [], overlap=1)
    judging.add_items(
        ROUND,
        [whole.model_copy(update={"id": f"i{number}", "candidates": (own,)}) for number, own in enumerate(texts)],
    )
    return judging


@pytest.mark.parametrize("commits", [0, 1, 3, 5])
@pytest.mark.parametrize("change", ["priorities", "scores"])
def test_what_is_broken_off_is_finished_by_doing_it_again(
    store: Store, judging: JudgingStore, change: str, commits: int
) -> None:
    if change == "scores":
        commits = min(commits, PORTIONS - 1)
    with ending_after(store, commits):
        CHANGES[change](judging)
    judging.next_screen(ROUND, "ann")  # and meanwhile people go on

    CHANGES[change](judging)

    items = judging.items(ROUND)
    if change == "priorities":
        assert [each.priority for each in items] == sorted(PRIORITIES.values(), reverse=True)
    else:
        assert {each.candidates[0].id: each.candidates[0].scores for each in items} == {
            name: {"critic": 0.0, "second critic": value} for name, value in SCORES.items()
        }
    assert len(items) == COUNT


@pytest.mark.parametrize("change", ["priorities", "scores"])
def test_no_transaction_writes_more_than_a_portion(store: Store, judging: JudgingStore, change: str) -> None:
    written: list[int] = []

    def count(_connection: object, _cursor: object, statement: str, parameters: Any, *_: object) -> None:
        if statement.startswith("UPDATE"):
            written.append(len(parameters) if isinstance(parameters, list) else 1)

    event.listen(store.engine, "before_cursor_execute", count)
    CHANGES[change](judging)

    assert max(written) == PORTION
    assert sum(written) >= COUNT


def test_what_is_the_same_already_is_not_written_again(store: Store, judging: JudgingStore) -> None:
    for change in CHANGES.values():
        change(judging)
    before = judging.last_change()

    for change in CHANGES.values():
        change(judging)

    assert judging.last_change() == before


def test_slots_go_with_their_items(judging: JudgingStore) -> None:
    judging.set_priorities(ROUND, {"i3": COUNT, "i1": COUNT - 1.0})

    assert [shown(judging, name).item_id for name in ("ann", "bob")] == ["i3", "i1"]


def test_the_audit_says_whose_scores_ordered_the_queue(store: Store, judging: JudgingStore) -> None:
    judging.keep_scores(ROUND, "critic", {"c0": 0.5}, actor="admin")
    judging.set_priorities(ROUND, {"i0": 1.0}, by="critic", actor="admin")

    assert audited(store, "scores kept") == [("admin", {"round": ROUND, "texts": 1, "score": "critic"})]
    assert audited(store, "priorities set") == [("admin", {"round": ROUND, "items": 1, "by": "critic"})]
    assert judging.items(ROUND)[0].candidates[0].scores == {"critic": 0.5}


def test_scores_that_are_none_or_of_other_texts_are_refused(judging: JudgingStore) -> None:
    with pytest.raises(BadQuestion, match="A score is not a number"):
        judging.keep_scores(ROUND, "critic", {"c0": float("inf")})
    with pytest.raises(NotFound, match="no text 'candidate-0-0' in the round"):
        judging.keep_scores(ROUND, "critic", {"c0": 1.0, "candidate-0-0": 1.0})

    assert {each.candidates[0].scores["critic"] for each in judging.items(ROUND)} == {0.0}
