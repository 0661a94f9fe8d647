"""Which picture is announced as likely to come next, so that a browser fetches it ahead."""

from datetime import timedelta

import pytest

from db.judging import JudgingStore
from db.store import Store
from tests.db.examples import Clock, image
from tests.db.judging_examples import ROUND, item, rated, shown, start


@pytest.fixture
def judging(store: Store) -> JudgingStore:
    return start(store, [item(number, priority=-number) for number in range(4)], overlap=1)


def test_what_others_gave_back_is_announced_before_what_nobody_had(judging: JudgingStore) -> None:
    taken = {name: shown(judging, name) for name in ("ann", "bob")}
    for name, screen in taken.items():
        judging.skip(screen.item_id, name, screen.lease.token, "other")

    screen = shown(judging, "eve")
    judging.submit(rated(screen), "eve")

    assert screen.next_image_id == image(1).id == shown(judging, "eve").image.id


def test_what_others_let_run_out_is_announced_too(judging: JudgingStore, clock: Clock) -> None:
    for name in ("ann", "bob"):
        shown(judging, name)
    clock.now += timedelta(hours=1)

    screen = shown(judging, "eve")
    judging.submit(rated(screen), "eve")

    assert screen.next_image_id == image(1).id == shown(judging, "eve").image.id


def test_an_announcement_that_is_overtaken_costs_a_picture_and_nothing_else(judging: JudgingStore) -> None:
    screen = shown(judging, "ann")
    other = shown(judging, "bob")  # takes what was announced to ann

    judging.submit(rated(screen), "ann")
    later = shown(judging, "ann")

    assert screen.next_image_id == other.image.id != later.image.id
    assert judging.may_see(later.image.id, "ann")
    assert not judging.may_see(other.image.id, "ann")  # another is announced now
    assert judging.judged(ROUND)[0].item_id == screen.item_id
