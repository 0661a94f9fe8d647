"""The rate is that of the last minute, and nobody is told more often than they can read."""

from tests.fakes.chats import Clock
from training.corpus.journal.progress import EVERY, WINDOW, Meter, Progress


def test_the_rate_counts_this_run_only_and_forgets_a_slow_start() -> None:
    clock = Clock()
    meter = Meter(1000, 5, 3000, None, clock=clock)
    clock.now += 100
    assert meter.now().rate == 0.0
    assert meter.now().seconds_left is None

    for _ in range(int(WINDOW) + 5):
        clock.now += 1
        meter.count(2, 1)
        meter.now()

    progress = meter.now()
    assert progress.rate == 3.0
    assert (progress.done, progress.failed, progress.left) == (1130, 70, 1800)
    assert progress.seconds_left == 600.0


def test_without_a_total_nothing_is_said_about_what_is_left() -> None:
    clock = Clock()
    meter = Meter(0, 0, None, None, clock=clock)
    clock.now += 2
    meter.count(4, 0)

    assert (meter.now().left, meter.now().seconds_left, meter.now().rate) == (None, None, 2.0)


def test_reports_keep_a_distance() -> None:
    clock, told = Clock(), list[Progress]()
    meter = Meter(0, 0, None, told.append, clock=clock)

    for _ in range(8):
        clock.now += EVERY / 2
        meter.count(1, 0)
        meter.tell()

    assert [each.done for each in told] == [2, 4, 6, 8]
