"""What a training says of itself while it runs, and how Ctrl-C stops it."""

import math
import signal
from collections.abc import Iterator
from typing import Any

import pytest

from app.commands.train_watch import bar, chooser_watch, cut, figures, keeping, reader_watch, stoppable, student_watch
from training.embedded.chooser_trainer import ChooserProgress
from training.embedded.mark_reader_training import ReaderProgress
from training.embedded.trainer import Progress
from training.loop.running import Watch


def line_of(watch: Watch[Any], at: object, capsys: pytest.CaptureFixture[str]) -> str:
    assert watch.progress is not None
    watch.progress(at)
    out, said = capsys.readouterr()
    assert out == ""
    return said.strip()


def test_the_bar_grows_and_tells_the_time_that_is_left() -> None:
    assert bar(1, 4, 60.0) == "[#####               ] step 1/4, 3 min left"
    assert bar(4, 4, 240.0) == "[####################] step 4/4, 0 min left"


def test_figures_that_are_not_known_are_left_out() -> None:
    assert figures({"telling": 2.0, "items": math.nan, "side": 0.5}) == "telling 2.000, side 0.500"


def test_all_is_kept_after_as_many_steps_as_are_wanted() -> None:
    usual: Watch[Any] = Watch()

    assert (keeping(usual, 40).keep_every, keeping(usual, None)) == (40, usual)


def test_texts_are_counted_only_where_some_were_cut() -> None:
    assert (cut(0), cut(3)) == ("", ", 3 texts too long")


def test_each_training_tells_its_own_figures(capsys: pytest.CaptureFixture[str]) -> None:
    student = Progress(
        5, 10, words=1.5, side=0.25, cells=0.75, found=1.5, tags={"kind": 0.5}, rate=0.001, seconds=60, cut=2
    )
    reader = ReaderProgress(5, 10, edges=1.5, seen=0.25, seconds=60)
    known = {"contrast": math.nan, "matching": 0.7, "items": 1.25, "telling": 2, "side": 3, "chosen": 0.5}
    chooser = ChooserProgress(5, 10, **known, rate=0.001, seconds=60, cut=0)

    where = "[##########          ] step 5/10, 1 min left"
    assert line_of(student_watch(bool), student, capsys) == (
        f"{where}, words 1.500, side 0.250, cells 0.750, found 1.500, rate 0.00100, 2 texts too long, "
        "right tags: kind 0.50"
    )
    assert line_of(reader_watch(bool), reader, capsys) == f"{where} of the mark reader, edges 1.500, presence 0.250"
    assert line_of(chooser_watch(bool), chooser, capsys) == (
        f"{where}, matching 0.700, items 1.250, telling 2.000, side 3.000, chosen 0.500, rate 0.00100"
    )


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Let Ctrl-C do what it does by default: it is ignored where the tests were started in the background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
def test_the_first_interruption_asks_and_the_second_one_ends() -> None:
    with stoppable() as stopped:
        before = stopped()
        signal.raise_signal(signal.SIGINT)  # to this thread; one that is sent to the process may take any other
        asked = stopped()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)

    assert (before, asked) == (False, True)
