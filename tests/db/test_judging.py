"""What one annotator gets and what becomes of it; many at once are in test_judging_concurrency.py."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from db.judging import JudgingStore
from db.store import Store
from models.errors import BadQuestion, NotFound
from models.judging import Progress, Rating, Screen
from tests.db.examples import Clock, image
from tests.db.judging_examples import ROUND, audited, item, judge_all, rated, shown, start

AN_HOUR = timedelta(hours=1)


@pytest.fixture
def judging(store: Store) -> JudgingStore:
    """A round of three items, two annotators each."""
    return start(store, [item(number, priority=-number) for number in range(3)])


def everything_with(judging: JudgingStore, screen: Screen, annotator: str) -> list[Callable[[], object]]:
    """Return all that an annotator can do with a screen."""
    key = (screen.item_id, annotator, screen.lease.token)
    return [
        lambda: judging.submit(rated(screen, name="forged-id"), annotator),
        lambda: judging.revise(rated(screen, name="forged-id"), annotator),
        lambda: judging.renew(*key),
        lambda: judging.keep_draft(*key, {"a": 1}),
        lambda: judging.skip(*key, "other"),
    ]


def test_a_screen_shows_the_texts_and_not_where_they_come_from(judging: JudgingStore, clock: Clock) -> None:
    screen = shown(judging, "ann")

    first = item(0)
    assert (screen.round_id, screen.item_id, screen.kind, screen.qualification) == (ROUND, "item-0", "rate", False)
    assert (screen.image, screen.regions) == (image(0), first.regions)
    assert [each.qar for each in screen.shown] == [candidate.qar for candidate in first.candidates]
    assert [each.position for each in screen.shown] == [0, 1]
    assert screen.lease.expires_at == clock.now + timedelta(seconds=900)
    assert screen.progress == Progress(done=0, left=3)
    assert screen.next_image_id == image(1).id
    assert "model 0" not in screen.model_dump_json()


def test_the_same_screen_comes_back_until_it_is_judged(judging: JudgingStore) -> None:
    screen = shown(judging, "ann")

    again = shown(judging, "ann")

    assert (again.item_id, again.lease.token) == (screen.item_id, screen.lease.token)
    assert again.lease.expires_at > screen.lease.expires_at
    assert again.progress == screen.progress


def test_what_is_submitted_is_kept_and_counted(judging: JudgingStore, store: Store, clock: Clock) -> None:
    screen = shown(judging, "ann")

    kept = judging.submit(rated(screen, "maybe", comment="dark", flagged=True, seconds=12.5), "ann")

    assert (kept.item_id, kept.annotator, kept.slot, kept.surplus) == ("item-0", "ann", 0, False)
    assert (kept.comment, kept.flagged, kept.seconds, kept.revised) == ("dark", True, 12.5, 0)
    assert (kept.left, kept.right, kept.created_at) == (None, None, clock.now)
    assert [(rating.position, rating.criterion, rating.value) for rating in kept.ratings] == [
        (position, criterion, "maybe") for position in (0, 1) for criterion in ("qa", "rationale")
    ]
    assert judging.judged(ROUND) == (kept,)
    assert shown(judging, "ann").progress == Progress(done=1, left=2)
    detail = {"submission": kept.id, "item_id": "item-0", "slot": 0, "surplus": False}
    assert audited(store, "judged") == [("ann", detail)]


def test_a_retry_returns_what_was_kept_and_changes_nothing(judging: JudgingStore, store: Store) -> None:
    screen = shown(judging, "ann")
    kept = judging.submit(rated(screen, "accept"), "ann")

    again = judging.submit(rated(screen, "reject"), "ann")

    assert again == kept
    assert judging.judged(ROUND) == (kept,)
    assert len(audited(store, "judged")) == 1


def test_an_id_that_somebody_else_used_is_refused(judging: JudgingStore) -> None:
    judging.submit(rated(shown(judging, "ann"), name="the-same-id"), "ann")

    with pytest.raises(BadQuestion, match="'the-same-id' is taken"):
        judging.submit(rated(shown(judging, "bob"), name="the-same-id"), "bob")

    assert len(judging.judged(ROUND)) == 1


def test_a_second_submission_for_the_same_item_is_surplus(judging: JudgingStore) -> None:
    screen = shown(judging, "ann")
    judging.submit(rated(screen, name="from-tab-1"), "ann")

    second = judging.submit(rated(screen, name="from-tab-2"), "ann")

    assert (second.surplus, second.slot) == (True, None)
    assert shown(judging, "ann").progress.done == 1


def test_what_was_never_handed_out_cannot_be_touched(judging: JudgingStore) -> None:
    screen = shown(judging, "ann")
    judging.next_screen(ROUND, "bob")
    forged = screen.model_copy(update={"lease": screen.lease._replace(token="forged")})
    elsewhere = screen.model_copy(update={"item_id": "item-2"})
    before = judging.progress(ROUND)

    for annotator, foreign in (("eve", screen), ("bob", screen), ("ann", forged), ("ann", elsewhere)):
        for action in everything_with(judging, foreign, annotator):
            with pytest.raises(NotFound, match="was not handed to you"):
                action()

    assert judging.progress(ROUND) == before
    assert (judging.judged(ROUND), judging.skips(ROUND)) == ((), ())
    assert shown(judging, "ann").draft == {}


@pytest.mark.parametrize("change", ["one missing", "one twice", "one too many", "none"])
def test_ratings_that_do_not_say_everything_once_are_refused(judging: JudgingStore, change: str) -> None:
    whole = rated(shown(judging, "ann"))
    ratings = {
        "one missing": whole.ratings[1:],
        "one twice": (*whole.ratings[1:], whole.ratings[1]),
        "one too many": (*whole.ratings, Rating(position=2, criterion="qa", value="accept")),
        "none": (),
    }[change]

    with pytest.raises(BadQuestion, match="needs both ratings of each of its 2 texts"):
        judging.submit(whole.model_copy(update={"ratings": ratings}), "ann")

    assert judging.judged(ROUND) == ()
    assert shown(judging, "ann").item_id == whole.item_id


def test_an_item_is_judged_by_as_many_as_the_round_wants_and_nobody_twice(judging: JudgingStore) -> None:
    kept = {annotator: judge_all(judging, annotator) for annotator in ("ann", "bob", "eve")}

    assert {annotator: len(each) for annotator, each in kept.items()} == {"ann": 3, "bob": 3, "eve": 0}
    assert sorted((each.item_id, each.slot) for each in judging.judged(ROUND)) == [
        (f"item-{number}", slot) for number in range(3) for slot in (0, 1)
    ]


def test_an_expired_lease_goes_to_whoever_asks_and_what_comes_late_is_surplus(
    judging: JudgingStore, clock: Clock
) -> None:
    late = shown(judging, "ann")
    judging.next_screen(ROUND, "bob")  # the second slot of the same item
    clock.now += AN_HOUR

    taken = shown(judging, "eve")
    assert taken.item_id == late.item_id
    with pytest.raises(NotFound, match="went to somebody else"):
        judging.renew(late.item_id, "ann", late.lease.token)
    surplus = judging.submit(rated(late), "ann")
    counted = judging.submit(rated(taken), "eve")

    assert (surplus.surplus, surplus.slot, counted.surplus) == (True, None, False)
    assert judging.progress(ROUND).surplus == 1
    assert "item-0" not in [each.item_id for each in judge_all(judging, "ann")]


def test_a_lease_that_ran_out_is_good_while_nobody_else_wants_the_item(judging: JudgingStore, clock: Clock) -> None:
    screen = shown(judging, "ann")
    clock.now += AN_HOUR

    assert shown(judging, "ann").item_id == screen.item_id
    clock.now += AN_HOUR
    kept = judging.submit(rated(screen), "ann")

    assert (kept.surplus, kept.slot) == (False, 0)


def test_a_lease_that_is_renewed_is_not_lost(judging: JudgingStore, clock: Clock) -> None:
    screen = shown(judging, "ann")
    judging.next_screen(ROUND, "bob")
    clock.now += timedelta(seconds=800)

    lease = judging.renew(screen.item_id, "ann", screen.lease.token)
    clock.now += timedelta(seconds=800)

    assert lease.expires_at > clock.now
    assert shown(judging, "eve").item_id == "item-0"  # bob's, which was not renewed
    assert shown(judging, "joe").item_id == "item-1"


def test_a_draft_comes_back_until_the_item_is_judged(judging: JudgingStore) -> None:
    screen = shown(judging, "ann")

    judging.keep_draft(screen.item_id, "ann", screen.lease.token, {"ratings": [1], "comment": "half"})

    assert shown(judging, "ann").draft == {"ratings": [1], "comment": "half"}
    judging.submit(rated(screen), "ann")
    assert shown(judging, "ann").draft == {}


def test_a_skipped_item_goes_to_others_and_never_comes_back(judging: JudgingStore, store: Store) -> None:
    screen = shown(judging, "ann")
    judging.next_screen(ROUND, "bob")

    judging.skip(screen.item_id, "ann", screen.lease.token, "cannot tell", "too dark")
    judging.skip(screen.item_id, "ann", screen.lease.token, "other", "again")

    (skip,) = judging.skips(ROUND)
    assert (skip.item_id, skip.annotator, skip.reason, skip.note) == ("item-0", "ann", "cannot tell", "too dark")
    assert shown(judging, "eve").item_id == "item-0"
    assert [each.item_id for each in judge_all(judging, "ann")] == ["item-1", "item-2"]
    assert audited(store, "skipped") == [("ann", {"item": "item-0", "reason": "cannot tell"})]
    assert judging.submit(rated(screen), "ann").surplus


def test_a_revision_replaces_what_was_said_and_the_audit_keeps_it(judging: JudgingStore, store: Store) -> None:
    screen = shown(judging, "ann")
    judging.submit(rated(screen, "accept", comment="fine", seconds=10), "ann")
    back = judging.last_judged(ROUND, "ann")
    assert back is not None

    revised = judging.revise(rated(back, "reject", name="second-thought", seconds=5), "ann")
    retried = judging.revise(rated(back, "maybe", name="second-thought"), "ann")

    assert (revised.id, revised.revised, revised.slot, revised.seconds) == (f"sent-{screen.lease.token}", 1, 0, 15)
    assert {rating.value for rating in revised.ratings} == {"reject"}
    assert judging.judged(ROUND) == (revised,) == (retried,)
    ((actor, detail),) = audited(store, "revised")
    assert (actor, detail["submission"], detail["before"]["comment"]) == ("ann", revised.id, "fine")
    assert {rating["value"] for rating in detail["before"]["ratings"]} == {"accept"}


def test_going_back_shows_what_was_said_and_holds_nothing(judging: JudgingStore, clock: Clock) -> None:
    assert judging.last_judged(ROUND, "ann") is None
    first, second = judge_all(judging, "ann")[:2]
    at_hand = shown(judging, "bob")

    back = judging.last_judged(ROUND, "ann")
    clock.now += AN_HOUR

    assert back is not None
    assert back.item_id == "item-2"
    assert back.draft == {"ratings": [dict(rating) for rating in second.ratings]}
    assert (back.progress, first.item_id) == (Progress(done=3, left=0), "item-0")
    assert judging.renew(back.item_id, "ann", back.lease.token).expires_at > clock.now
    assert shown(judging, "bob").item_id == at_hand.item_id


def test_pictures_are_for_those_who_were_shown_them_or_soon_will_be(judging: JudgingStore) -> None:
    assert not judging.may_see(image(0).id, "ann")

    screen = shown(judging, "ann")

    assert [judging.may_see(image(number).id, "ann") for number in range(3)] == [True, True, False]
    assert not judging.may_see(image(0).id, "bob")
    judging.submit(rated(screen), "ann")
    shown(judging, "ann")
    assert all(judging.may_see(image(number).id, "ann") for number in range(3))


def test_a_comment_that_no_database_can_keep_is_kept_as_far_as_it_can_be(judging: JudgingStore) -> None:
    screen = shown(judging, "ann")
    judging.keep_draft(screen.item_id, "ann", screen.lease.token, {"comment": "a\x00b\ud800"})

    judging.submit(rated(screen).model_copy(update={"comment": "a\x00b\ud800<script>"}), "ann")

    assert [each.comment for each in judging.judged(ROUND)] == ["a\ufffdb<script>"]
