"""Rounds, their items and the order of the queue."""

import pytest
from sqlalchemy import text

from db.store import Store
from models.errors import BadQuestion, NotFound
from models.judging import Item, Round
from tests.db.examples import NOON, Clock, answer, image, question
from tests.db.judging_examples import ROUND, item, judge_all, rated, shown, start


def test_a_round_and_its_items_come_back_as_they_were_given(store: Store) -> None:
    given = [item(0, texts=5), item(1, priority=1.0, uniform=True), item(2, kind="gold"), item(3, kind="qualification")]

    judging = start(store, given, overlap=3, completion_code="C0DE", guidelines="abc")

    (kept,) = judging.rounds()
    assert (kept.id, kept.name, kept.kind, kept.open, kept.created_at) == (ROUND, "A round", "rate", True, NOON)
    assert (kept.settings.overlap, kept.settings.completion_code) == (3, "C0DE")
    assert judging.round(ROUND) == kept
    assert sorted(judging.items(ROUND), key=lambda each: each.image_id) == sorted(given, key=lambda each: each.image_id)
    assert [each.kind for each in judging.items(ROUND)] == ["qualification", "item", "item", "gold"]


def test_a_candidate_with_regions_of_its_own_keeps_them(store: Store) -> None:
    other = item(0).candidates[0].model_copy(update={"regions": item(5).regions})

    judging = start(store, [item(0, candidates=(other, item(0).candidates[1]))])

    assert judging.items(ROUND)[0].candidates == (other, item(0).candidates[1])


def test_starting_a_round_again_adds_only_what_is_new(store: Store) -> None:
    judging = start(store, [item(0)])
    judge_all(judging, "ann")

    start(store, [item(0), item(1)])

    assert [each.id for each in judging.judged(ROUND)] == [each.id for each in judging.judged(ROUND, annotator="ann")]
    assert len(judging.rounds()) == 1
    assert judging.progress(ROUND).slots == 4
    assert judging.add_items(ROUND, [item(0), item(1)]) == 0


def test_a_round_of_the_same_id_and_other_settings_is_refused(store: Store) -> None:
    start(store, [item(0)])

    with pytest.raises(BadQuestion, match="'round-1' already"):
        start(store, [item(0)], overlap=5)


@pytest.mark.parametrize(
    ("items", "words"),
    [
        ([item(7)], "is not in the store"),
        ([item(0), item(0)], "'item-0' is given twice"),
        ([item(0, candidates=item(1).candidates)], "about another picture"),
    ],
)
def test_items_that_do_not_fit_are_refused_and_leave_nothing(store: Store, items: list[Item], words: str) -> None:
    judging = start(store, [item(1)])

    with pytest.raises(BadQuestion, match=words):
        judging.add_items(ROUND, [item(2, image_id=image(1).id, candidates=item(1).candidates), *items])

    assert [each.id for each in judging.items(ROUND)] == ["item-1"]


def test_a_pair_has_two_texts(store: Store) -> None:
    with pytest.raises(BadQuestion, match="has 3 texts; two are compared"):
        start(store, [item(0, texts=3)], kind="compare")

    assert store.judging.rounds() == ()


def test_an_item_is_in_one_round_only(store: Store) -> None:
    judging = start(store, [item(0)])

    with pytest.raises(BadQuestion, match="'item-0' is in the round 'round-1' already"):
        start(store, [item(0)], round_id="round-2")

    assert [each.id for each in judging.rounds()] == [ROUND]


def test_what_is_not_there_is_said_so(store: Store) -> None:
    judging = start(store, [item(0)])

    for action in (
        lambda: judging.round("no"),
        lambda: judging.items("no"),
        lambda: judging.judged("no"),
        lambda: judging.progress("no"),
        lambda: judging.skips("no"),
        lambda: judging.adjudications("no"),
        lambda: judging.close_round("no"),
        lambda: judging.add_items("no", [item(0)]),
        lambda: judging.next_screen("no", "ann"),
        lambda: judging.last_judged("no", "ann"),
    ):
        with pytest.raises(NotFound, match="There is no round 'no'"):
            action()
    with pytest.raises(NotFound, match="no item 'item-9'"):
        judging.set_priorities(ROUND, {"item-9": 1.0})


@pytest.mark.parametrize("name", ["", "a" * 65, "a\x00b", "\ud800"])
def test_what_cannot_be_a_name_is_the_name_of_nothing(store: Store, name: str) -> None:
    judging = start(store, [item(0)])
    screen = shown(judging, "ann")

    for action in (
        lambda: judging.next_screen(ROUND, name),
        lambda: judging.next_screen(name, "ann"),
        lambda: judging.renew(name, "ann", screen.lease.token),
        lambda: judging.submit(rated(screen).model_copy(update={"item_id": name}), "ann"),
    ):
        with pytest.raises(NotFound, match="nothing by the name"):
            action()
    assert not judging.may_see(name, "ann")


def test_a_priority_that_is_no_number_is_refused(store: Store) -> None:
    judging = start(store, [item(0)])

    with pytest.raises(BadQuestion, match="not a number"):
        judging.set_priorities(ROUND, {"item-0": float("nan")})


def test_items_are_handed_out_by_priority(store: Store) -> None:
    judging = start(store, [item(number, priority=number) for number in (1, 3, 2, 0)], overlap=1)

    assert [each.item_id for each in judge_all(judging, "ann")] == ["item-3", "item-2", "item-1", "item-0"]


def test_new_priorities_change_what_comes_next_and_not_what_is_at_hand(store: Store) -> None:
    judging = start(store, [item(number, priority=-number) for number in range(4)], overlap=1)
    at_hand = shown(judging, "ann")

    judging.set_priorities(ROUND, {"item-3": 5.0, "item-1": -9.0})

    assert shown(judging, "ann").item_id == at_hand.item_id == "item-0"
    assert [each.item_id for each in judge_all(judging, "ann")] == ["item-0", "item-3", "item-2", "item-1"]


def test_an_item_that_is_added_late_may_come_before_those_passed_already(store: Store) -> None:
    judging = start(store, [item(number) for number in range(3)])
    judge_all(judging, "ann")

    store.save_image(image(8), owner=None)
    judging.add_items(ROUND, [item(8, priority=1.0)])

    assert judging.items(ROUND)[0].id == "item-8"
    assert [each.item_id for each in judge_all(judging, "ann")] == ["item-8"]


def test_a_closed_round_hands_out_nothing_and_takes_what_is_on_the_way(store: Store) -> None:
    judging = start(store, [item(0), item(1)])
    screen = shown(judging, "ann")

    closed = judging.close_round(ROUND)

    assert (closed.open, judging.round(ROUND).open) == (False, False)
    assert judging.next_screen(ROUND, "bob") is None
    assert shown(judging, "ann").item_id == screen.item_id
    assert not judging.submit(rated(screen), "ann").surplus
    assert judging.next_screen(ROUND, "ann") is None
    assert judging.reopen_round(ROUND).open
    assert shown(judging, "ann").item_id != screen.item_id


def test_a_picture_that_is_to_be_judged_outlives_its_conversation(store: Store) -> None:
    store.save_image(image(), owner="ann")
    turn = store.add_turn(store.start_conversation("ann", image().id).id, question(), owner="ann")
    store.save_answer(turn.id, answer(), owner="ann")
    wanted = Round(id=ROUND, name="From the Ask page", created_at=NOON)
    store.judging.start_round(wanted, [item(0)])

    assert store.delete_turn(turn.id, owner="ann") == ()
    assert shown(store.judging, "bob").image == image()


def test_every_change_of_a_round_is_in_the_audit(store: Store, clock: Clock) -> None:
    judging = start(store, [item(0)])
    judging.set_priorities(ROUND, {"item-0": 1.0}, actor="admin")
    judging.close_round(ROUND, actor="admin")
    judging.close_round(ROUND, actor="admin")
    judging.reopen_round(ROUND, actor="admin")

    with store.engine.connect() as connection:
        noted = connection.execute(text("SELECT actor, what FROM audit ORDER BY id")).all()

    assert [tuple(row) for row in noted] == [
        ("program", "round started"),
        ("program", "items added"),
        ("program", "round opened"),
        ("admin", "priorities set"),
        ("admin", "round closed"),
        ("admin", "round reopened"),
    ]
