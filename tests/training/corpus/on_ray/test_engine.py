"""Two workers of a real Ray cluster do the work of a stage, whatever happens to them."""

import logging
import os
import signal
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from models.errors import CallFailed, ModelUnavailable
from training.corpus.journal.journal import Journal
from training.corpus.journal.stage import here, run_stage
from training.corpus.loading import Once
from training.corpus.on_ray.cluster import Cluster
from training.corpus.on_ray.engine import AT_ONCE, spread

pytest.importorskip("ray")
# Ray's own code uses what Ray has deprecated.
pytestmark = [pytest.mark.ray, pytest.mark.filterwarnings(r"ignore::DeprecationWarning:ray\..*")]

ITEMS = [(f"{number:03}", number) for number in range(2 * AT_ONCE + 5)]


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with Cluster(tmp_path_factory.mktemp("run"), most=2) as begun:
        yield begun


def loaded(folder: Path) -> str:
    """Load a model, and leave a file that says so."""
    (folder / f"{os.getpid()}-{len(list(folder.iterdir()))}").touch()
    return "model"


def failing(number: int) -> list[int]:
    if number == 3:
        raise CallFailed("model:x: the server said\nno.")
    return [6 // (number - 4), number]


def with_a_model(load: Once[str], meeting: Path, number: int) -> list[int]:
    """Do the same, with a model, when another worker is at work as well."""
    load()
    if number in (0, AT_ONCE):
        meeting.open("r" if number else "w").close()
    return failing(number)


def deadly(folder: Path, number: int) -> int:
    """Kill the worker: once at 5, and whenever 20 comes."""
    if number == 20 or (number == 5 and not (folder / "killed").exists()):
        (folder / "killed").touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def without_a_model(number: int) -> int:
    if number == 7:
        raise ModelUnavailable("model:x is gone; look for it.")
    return number


def test_the_same_is_kept_as_when_it_is_done_here_and_a_worker_loads_its_model_once(
    tmp_path: Path, journal: Journal, cluster: Cluster, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    (folder := tmp_path / "loaded").mkdir()
    os.mkfifo(meeting := tmp_path / "meeting")  # which opens when it is opened from both sides
    work = partial(with_a_model, Once(partial(loaded, folder)), meeting)

    progress = run_stage("count", ITEMS, work, journal, engine=spread(here, cluster=cluster, seeing=True))

    traced = [record.getMessage() for record in caplog.records]
    assert len(traced) == 1, "only the surprise is traced"
    assert "work on 004 failed" in traced[0]
    assert "ZeroDivisionError" in traced[0]
    with Journal(tmp_path / "here.sqlite3") as other:
        run_stage("count", ITEMS, failing, other)
        assert list(journal.read("count")) == list(other.read("count"))
    assert (progress.done, progress.failed) == (len(ITEMS) - 2, 2)
    assert len(list(folder.iterdir())) == 2


def test_a_worker_that_dies_loses_nothing_and_what_kills_every_worker_fails_alone(
    tmp_path: Path, journal: Journal, cluster: Cluster
) -> None:
    work = partial(deadly, tmp_path)

    run_stage("count", ITEMS, work, journal, engine=spread(here, cluster=cluster, seeing=True))

    rows = {row.key: row for row in journal.read("count")}
    assert {key: row.value for key, row in rows.items() if row.state == "ok"} == {
        key: str(number) for key, number in ITEMS if number != 20
    }
    assert (rows["020"].state, "died" in rows["020"].reason) == ("failed", True)


def test_without_a_model_the_stage_ends_with_the_reason_and_goes_on_later(journal: Journal, cluster: Cluster) -> None:
    engine = spread(here, cluster=cluster, seeing=True)

    with pytest.raises(ModelUnavailable, match=r"model:x is gone; look for it\."):
        run_stage("count", ITEMS, without_a_model, journal, engine=engine)

    assert all(row.state == "ok" for row in journal.read("count"))
    assert "007" not in journal.keys("count")
