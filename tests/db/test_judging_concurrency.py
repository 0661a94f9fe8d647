"""Many annotators at once: every item is judged by exactly as many as the round wants, by nobody twice."""

import signal
import subprocess
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from db.judging import JudgingStore
from db.store import Store, open_store
from models.judging import Judged, Verdict
from tests.db.examples import Clock
from tests.db.judging_examples import ROUND, compared, item, judge_all, rated, shown, start
from tests.db.test_concurrency import at_once
from tests.db.test_concurrency import start as start_process

# Judges until it is killed, one annotator after another, and says what was acknowledged. It may judge once for each
# line that it is given, so that it cannot judge everything, and end, before another process has begun.
JUDGE = """
import sys
from db.store import open_store
from tests.db.judging_examples import ROUND, rated
store = open_store(sys.argv[1])
print("ready", flush=True)
for number in range(100):
    annotator = f"{sys.argv[2]}-{number}"
    while sys.stdin.readline() and (screen := store.judging.next_screen(ROUND, annotator)):
        print(store.judging.submit(rated(screen), annotator).id, flush=True)
"""
AHEAD = 15  # judgements that a process may make after those that are waited for, until it is killed


def judges(
    stores: Sequence[JudgingStore], names: Sequence[str], value: Verdict = "accept"
) -> list[Callable[[], object]]:
    """Return what each annotator does, on one store or another."""
    return [
        lambda judging=stores[at % len(stores)], name=name: judge_all(judging, name, value)
        for at, name in enumerate(names)
    ]


def assert_exact(judged: Sequence[Judged], *, items: int, overlap: int) -> None:
    counted = [each for each in judged if not each.surplus]
    slots = Counter((each.item_id, each.slot) for each in counted)
    people = Counter((each.item_id, each.annotator) for each in counted)
    assert len(counted) == items * overlap
    assert set(slots.values()) == set(people.values()) == {1}
    assert {slot for _, slot in slots} == set(range(overlap))


def test_sixteen_annotators_judge_every_item_exactly_as_often_as_wanted(store: Store) -> None:
    judging = start(store, [item(number) for number in range(60)], overlap=3)

    at_once(*judges([judging], [f"A-{number}" for number in range(16)]))

    assert_exact(judging.judged(ROUND), items=60, overlap=3)
    assert not any(each.surplus for each in judging.judged(ROUND))
    found = judging.progress(ROUND)
    assert (found.done, found.slots, found.leased) == (180, 180, 0)


def test_two_stores_on_one_database_hand_out_nothing_twice(store: Store, address: str) -> None:
    # Two stores stand for two processes: they share no queue, only the database.
    judging = start(store, [item(number) for number in range(40)], overlap=2)

    with open_store(address, clock=Clock()) as other:
        at_once(*judges([judging, other.judging], [f"A-{number}" for number in range(12)]))

    assert_exact(judging.judged(ROUND), items=40, overlap=2)


def test_as_many_annotators_as_an_item_has_slots_all_get_one(store: Store) -> None:
    judging = start(store, [item(0)], overlap=8)
    names = [f"A-{number}" for number in range(8)]

    at_once(*(lambda name=name: shown(judging, name) for name in names))

    assert judging.progress(ROUND).leased == 8
    assert judging.next_screen(ROUND, "one too many") is None


def test_one_annotator_in_many_tabs_has_one_item(store: Store) -> None:
    judging = start(store, [item(number) for number in range(8)], overlap=1)
    seen: list[tuple[str, str]] = []

    def ask() -> None:
        screen = shown(judging, "ann")
        seen.append((screen.item_id, screen.lease.token))

    at_once(*[ask] * 8)

    assert len(set(seen)) == 1
    assert judging.progress(ROUND).leased == 1


def test_a_submission_that_is_sent_many_times_at_once_is_kept_once(store: Store) -> None:
    judging = start(store, [item(0)])
    submission = rated(shown(judging, "ann"))
    replies: list[Judged] = []

    at_once(*[lambda: replies.append(judging.submit(submission, "ann"))] * 8)

    assert len(judging.judged(ROUND)) == 1
    assert replies == [*judging.judged(ROUND)] * 8


def test_those_who_finish_an_item_together_open_one_extra_slot(store: Store) -> None:
    judging = start(store, [item(number) for number in range(20)], extra=True)

    at_once(*judges([judging], ["ann"], "accept"), *judges([judging], ["bob"], "reject"))

    assert judging.progress(ROUND).slots == 60
    at_once(*judges([judging], ["eve", "joe", "kim"], "accept"))
    assert_exact(judging.judged(ROUND), items=20, overlap=3)


def test_late_submissions_race_with_those_who_took_over_and_only_one_counts(store: Store, clock: Clock) -> None:
    judging = start(store, [item(number) for number in range(10)], overlap=1)
    late = {name: shown(judging, name) for name in [f"late-{number}" for number in range(10)]}
    clock.now += timedelta(hours=1)

    at_once(
        *(lambda name=name: judging.submit(rated(late[name]), name) for name in late),
        *judges([judging], [f"A-{number}" for number in range(6)]),
    )

    judged = judging.judged(ROUND)
    assert_exact(judged, items=10, overlap=1)
    assert {each.annotator for each in judged} >= set(late)


def test_skipping_and_new_priorities_in_the_middle_lose_nothing(store: Store) -> None:
    judging = start(store, [item(number) for number in range(30)], overlap=2)

    skipped = []

    def skip_one() -> None:
        screen = judging.next_screen(ROUND, "picky")
        if screen is not None:  # the others may have finished by now
            judging.skip(screen.item_id, "picky", screen.lease.token, "cannot tell")
            skipped.append(screen.item_id)

    def skip_some() -> None:
        for _ in range(9):
            skip_one()

    def reorder() -> None:
        for turn in range(5):
            judging.set_priorities(ROUND, {f"item-{number}": number * (-1) ** turn for number in range(30)})

    skip_one()
    at_once(skip_some, reorder, *judges([judging], [f"A-{number}" for number in range(6)]))
    at_once(*judges([judging], ["late-1", "late-2"]))

    assert_exact(judging.judged(ROUND), items=30, overlap=2)
    assert skipped
    assert len(judging.skips(ROUND)) == len(set(skipped)) == len(skipped)


def test_sides_stay_balanced_when_two_see_a_pair_at_once(store: Store) -> None:
    judging = start(store, [item(number) for number in range(15)], kind="compare", overlap=2)

    def judge(name: str) -> None:
        while screen := judging.next_screen(ROUND, name):
            judging.submit(compared(screen), name)

    at_once(*(lambda name=name: judge(name) for name in ("ann", "bob", "eve", "joe")))

    lefts = Counter((each.item_id, each.left) for each in judging.judged(ROUND))
    assert set(lefts.values()) == {1}
    assert len(lefts) == 30


def said(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_what_was_acknowledged_survives_killed_processes_and_counts_once(
    store: Store, address: str, clock: Clock
) -> None:
    judging = start(store, [item(number) for number in range(60)], overlap=2)
    acknowledged: list[str] = []

    for turn, lines in enumerate((1, 9)):
        both = [start_process(JUDGE, address, f"{turn}-{number}") for number in range(2)]
        assert [said(process) for process in both] == ["ready", "ready"]
        for process in both:
            assert process.stdin is not None
            process.stdin.write("\n" * (lines + AHEAD))
            process.stdin.flush()
        for process in both:
            acknowledged += [said(process) for _ in range(lines)]
        for process in both:
            with process:
                process.send_signal(signal.SIGKILL)
                assert process.stdout is not None
                rest = process.stdout.read()  # not communicate, which forgets what readline had read ahead
            acknowledged += [line for line in rest.splitlines() if line.startswith("sent-") and len(line) == 27]

    kept = [each.id for each in judging.judged(ROUND)]
    assert set(acknowledged) <= set(kept)
    # A submission may be durable and its process dead before it could say so: at most one for each kill.
    assert len(kept) <= len(set(acknowledged)) + 4
    clock.now = datetime.now(UTC) + timedelta(hours=1)  # when the leases of the dead have run out
    at_once(*judges([judging], ["ann", "bob", "eve", "joe"]))
    assert_exact(judging.judged(ROUND), items=60, overlap=2)
