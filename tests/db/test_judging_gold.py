"""Items that everybody judges, and the extra slot of those that annotators disagree about."""

import pytest

from db.store import Store
from models.judging import Judged, Verdict
from tests.db.judging_examples import ROUND, item, judge_all, rated, shown, start


def kinds(kept: list[Judged]) -> list[str]:
    return [each.item_kind for each in kept]


def test_qualification_comes_first_and_every_third_screen_is_gold(store: Store) -> None:
    items = [item(number) for number in range(6)]
    special = [item(10 + number, kind="gold") for number in range(2)]
    judging = start(store, [*items, *special, item(20, kind="qualification")], overlap=1, gold_every=3)

    kept = judge_all(judging, "ann")

    assert kinds(kept) == ["qualification", "item", "item", "gold", "item", "item", "gold", "item", "item"]
    assert [each.slot for each in kept if each.item_kind != "item"] == [None] * 3
    assert not any(each.surplus for each in kept)


def test_only_qualification_screens_say_what_they_are(store: Store) -> None:
    items = [item(0, kind="qualification"), item(1, kind="gold"), item(2)]
    judging = start(store, items, gold_every=1)

    told: list[bool] = []
    for _ in items:
        screen = shown(judging, "ann")
        told.append(screen.qualification)
        assert (screen.progress.done, screen.progress.left) == (len(told) - 1, 4 - len(told))
        judging.submit(rated(screen), "ann")

    assert told == [True, False, False]


def test_everybody_judges_gold_and_qualification_items(store: Store) -> None:
    judging = start(store, [item(0, kind="gold"), item(1, kind="qualification"), item(2)], overlap=1, gold_every=1)

    assert kinds(judge_all(judging, "ann")) == ["qualification", "gold", "item"]
    assert kinds(judge_all(judging, "bob")) == ["qualification", "gold"]
    assert judging.progress(ROUND).done == judging.progress(ROUND).slots == 1
    assert [each.gold for each in judging.progress(ROUND).annotators] == [2, 2]


def test_a_skipped_gold_item_counts_as_shown(store: Store) -> None:
    items = [*(item(number) for number in range(3)), item(3, kind="gold"), item(4, kind="gold")]
    judging = start(store, items, overlap=1, gold_every=2)
    judging.submit(rated(shown(judging, "ann")), "ann")
    gold = shown(judging, "ann")

    judging.skip(gold.item_id, "ann", gold.lease.token, "other")

    assert gold.item_id.startswith("gold")
    assert kinds(judge_all(judging, "ann")) == ["item", "gold", "item"]
    assert judging.progress(ROUND).slots == 3


def test_nothing_comes_after_the_qualification_but_for_the_number_that_was_passed(store: Store) -> None:
    items = [*(item(number, kind="qualification") for number in range(2)), item(2), item(3, kind="gold")]
    judging = start(store, items, overlap=1, gold_every=1)
    for _ in range(2):
        judging.submit(rated(shown(judging, "ann")), "ann")

    for wrong in (0, 1, 3):
        assert judging.next_screen(ROUND, "ann", qualified=wrong) is None
        assert judging.progress_of(ROUND, "ann", qualified=wrong).left == 0
    assert judging.progress(ROUND).leased == 0
    assert judging.progress_of(ROUND, "ann", qualified=2).left == 2
    assert judging.next_screen(ROUND, "ann", qualified=2) is not None


def test_items_are_read_by_their_kind(store: Store) -> None:
    judging = start(store, [item(0, kind="gold"), item(1, kind="qualification"), item(2)])

    practice = judging.items(ROUND, kind="qualification")

    assert practice == tuple(each for each in judging.items(ROUND) if each.kind == "qualification")
    assert [len(each.gold) for each in practice] == [2]


@pytest.mark.parametrize(
    ("first", "second", "extra", "asked"),
    [
        ("accept", "reject", True, 1),
        ("maybe", "reject", True, 1),
        ("accept", "maybe", True, 0),
        ("reject", "reject", True, 0),
        ("accept", "reject", False, 0),
    ],
)
def test_a_third_is_asked_where_two_disagree_about_a_rejection(
    store: Store, first: Verdict, second: Verdict, extra: bool, asked: int
) -> None:
    judging = start(store, [item(0)], extra=extra)
    judge_all(judging, "ann", first)
    judge_all(judging, "bob", second)

    assert judging.next_screen(ROUND, "ann") is None
    assert [each.slot for each in judge_all(judging, "eve", "accept")] == [2] * asked
    assert judge_all(judging, "joe", "reject") == []
    assert judging.progress(ROUND).slots == 2 + asked


def test_what_is_surplus_makes_no_disagreement(store: Store) -> None:
    judging = start(store, [item(0)], extra=True, overlap=1)
    judge_all(judging, "ann", "accept")
    screen = judging.last_judged(ROUND, "ann")
    assert screen is not None

    judging.submit(rated(screen, "reject", name="once-more"), "ann")

    assert judging.progress(ROUND).slots == 1


def test_a_revision_may_be_the_disagreement(store: Store) -> None:
    judging = start(store, [item(0)], extra=True)
    judge_all(judging, "ann", "accept")
    judge_all(judging, "bob", "accept")
    back = judging.last_judged(ROUND, "bob")
    assert back is not None

    judging.revise(rated(back, "reject", name="second-thought"), "bob")
    judging.revise(rated(back, "accept", name="third-thought"), "bob")
    judging.revise(rated(back, "reject", name="fourth-thought"), "bob")

    assert [each.slot for each in judge_all(judging, "eve")] == [2]
    assert judging.progress(ROUND).slots == 3


def test_what_is_announced_is_the_picture_that_comes(store: Store) -> None:
    items = [item(number) for number in range(6)]
    special = [item(10, kind="gold"), item(20, kind="qualification"), item(21, kind="qualification")]
    judging = start(store, [*items, *special], overlap=1, gold_every=3)

    announced: list[str | None] = []
    came: list[str] = []
    while screen := judging.next_screen(ROUND, "ann"):
        announced.append(screen.next_image_id)
        came.append(screen.image.id)
        judging.submit(rated(screen), "ann")

    assert len(came) == len(items) + len(special)
    # Nothing is announced from the last screen of the qualification, which may be the end, nor from the last of all.
    assert announced == [came[1], None, *came[3:], None]
