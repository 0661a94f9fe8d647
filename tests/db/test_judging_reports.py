"""How far a round is, who did how much of it, and the last word on a verdict."""

from datetime import timedelta

import pytest

from db.store import Store
from models.errors import NotFound
from models.judging import Progress
from tests.db.examples import Clock, image
from tests.db.judging_examples import ROUND, audited, item, rated, shown, start


def test_progress_tells_who_did_how_much(store: Store, clock: Clock) -> None:
    judging = start(store, [item(number, priority=-number) for number in range(3)])
    for seconds in (10, 40, 20):
        judging.submit(rated(shown(judging, "ann"), seconds=seconds, flagged=seconds == 40), "ann")
    screen = shown(judging, "bob")
    judging.skip(screen.item_id, "bob", screen.lease.token, "other")
    shown(judging, "eve")

    found = judging.progress(ROUND)

    assert (found.items, found.slots, found.done, found.leased) == (3, 6, 3, 1)
    assert (found.surplus, found.flagged, found.skipped) == (0, 1, 1)
    assert [(each.annotator, each.done, each.skipped, each.seconds) for each in found.annotators] == [
        ("ann", 3, 0, 20.0),
        ("bob", 0, 1, None),
        ("eve", 0, 0, None),
    ]
    assert judging.progress_of(ROUND, "ann") == Progress(done=3, left=0)
    assert judging.progress_of(ROUND, "bob") == Progress(done=1, left=2)
    assert judging.progress_of(ROUND, "new") == Progress(done=0, left=2)  # item-0 has nothing free
    clock.now += timedelta(hours=1)
    assert judging.progress(ROUND).leased == 0


def test_the_last_word_is_kept_and_can_be_changed(store: Store) -> None:
    judging = start(store, [item(0)])
    judging.adjudicate("item-0", 1, "qa", "accept", "admin")
    judging.adjudicate("item-0", 1, "qa", "reject", "chief")

    (kept,) = judging.adjudications(ROUND)
    assert (kept.item_id, kept.position, kept.criterion, kept.value) == ("item-0", 1, "qa", "reject")
    assert kept.actor == "chief"
    assert [detail["value"] for _, detail in audited(store, "adjudicated")] == ["accept", "reject"]
    for item_id, position in (("item-0", 2), ("item-9", 0)):
        with pytest.raises(NotFound, match="There is no text"):
            judging.adjudicate(item_id, position, "qa", "accept", "admin")


def test_pictures_are_found_by_items_of_the_round_only(store: Store) -> None:
    judging = start(store, [item(0), item(1)])
    start(store, [item(2)], round_id="another")

    found = judging.pictures_of(ROUND, ["item-1", "item-2", "item-9", "\x00"])

    assert found == {"item-1": image(1)}
    assert judging.pictures_of(ROUND, []) == {}
