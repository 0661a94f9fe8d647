"""Retraining from the Admin page: one at a time, in a process that nobody needs to watch, and that can be stopped."""

import gc
import os
import shutil
import signal
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.critic_asked import Asked, free_name, run_folder
from app.critic_job import work
from app.critic_job_folder import Ended, JobFolder, Now, Process
from app.critic_jobs import BROKEN_OFF, CriticJobs, asked_names, folder_of
from app.settings import Settings
from db.store import Store, open_store, utc_now
from models.critic_folders import own_critics
from models.errors import BadQuestion
from tests.app.rated_pictures import database_of, leave_rated, leave_tiny_critic
from tests.db.judging_examples import audited


class Spawned:
    """Begins processes that do nothing until they are ended, and remembers them."""

    def __init__(self) -> None:
        self.processes: list[subprocess.Popen[bytes]] = []

    def __call__(self, _settings: Settings, log: Path) -> subprocess.Popen[bytes]:
        log.touch()
        waiting = [sys.executable, "-I", "-S", "-c", "import sys; sys.stdin.read()"]
        self.processes.append(subprocess.Popen(waiting, stdin=subprocess.PIPE))
        return self.processes[-1]

    def kill(self) -> None:
        """End the last one as a lack of memory would."""
        self.processes[-1].kill()
        self.processes[-1].wait()

    def close(self) -> None:
        for each in self.processes:
            each.kill()
            each.wait()
            if each.stdin:
                each.stdin.close()


@pytest.fixture
def spawned() -> Iterator[Spawned]:
    made = Spawned()
    yield made
    made.close()


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, new_database: Path) -> Path:
    """A data folder with a tiny critic in use and a rated round, to be copied."""
    data = tmp_path_factory.mktemp("filled")
    shutil.copy(new_database, database_of(data))
    leave_tiny_critic(data)
    with open_store(database_of(data)) as store:
        leave_rated(store, data, 6)
    return data


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path)


@pytest.fixture
def jobs(settings: Settings, store: Store, spawned: Spawned) -> CriticJobs:
    return CriticJobs(settings, store, spawn=spawned)


def job_of(settings: Settings) -> JobFolder:
    return JobFolder(folder_of(settings))


def test_before_the_first_one_there_is_none(jobs: CriticJobs) -> None:
    assert jobs.state().state == "none"
    with pytest.raises(BadQuestion, match="No critic is being trained"):
        jobs.stop()
    with pytest.raises(BadQuestion, match="left unfinished"):
        jobs.go_on(actor="me")


def test_what_is_at_work_tells_where_it_is_and_who_began_it(jobs: CriticJobs, settings: Settings, store: Store) -> None:
    begun = jobs.start(("one",), "smoke", actor="A-1")
    now = Now(doing="Training", step=3, steps=9, seconds_left=2.5, figures={"accept": 0.5})
    job_of(settings).tell(now)
    job_of(settings).log.write_text("step 3 of 9\n", "utf-8")

    state = jobs.state()

    assert (begun.state, begun.critic, begun.rounds) == ("at work", "own:people-1", ("one",))
    assert (state.state, state.now, state.log) == ("at work", now, ("step 3 of 9",))
    assert audited(store, "critic training begun") == [("A-1", {"critic": "own:people-1", "rounds": ["one"]})]


def test_a_second_one_waits_for_the_first(jobs: CriticJobs) -> None:
    jobs.start((), "smoke", actor="me")

    with pytest.raises(BadQuestion, match="own:people-1 is being trained already"):
        jobs.start((), "smoke", actor="me")
    with pytest.raises(BadQuestion, match="own:people-1 is being trained already"):
        jobs.go_on(actor="me")


def test_a_process_that_is_gone_was_broken_off_and_can_go_on(
    jobs: CriticJobs, settings: Settings, spawned: Spawned
) -> None:
    jobs.start(("one",), "smoke", actor="me")
    job_of(settings).log.write_text("so far\n", "utf-8")
    spawned.kill()

    broken = jobs.state()
    again = jobs.go_on(actor="me")

    assert (broken.state, broken.sentence, broken.log) == ("broken off", BROKEN_OFF, ("so far",))
    assert (again.state, again.critic, again.rounds, again.log) == ("at work", "own:people-1", ("one",), ("so far",))
    used = "embedded:critic"
    assert job_of(settings).asked() == Asked(
        name="people-1", rounds=("one",), preset="smoke", init=used, against=used, resume=True
    )


def test_a_server_that_begins_anew_finds_what_is_at_work(jobs: CriticJobs, settings: Settings, store: Store) -> None:
    jobs.start((), "smoke", actor="me")

    other = CriticJobs(settings, store)

    assert other.state().state == "at work"
    with pytest.raises(BadQuestion, match="already"):
        other.start((), "smoke", actor="me")


def test_a_number_that_another_process_got_since_is_not_the_process(settings: Settings) -> None:
    own = Process.of(os.getpid())

    assert own.is_alive()
    assert not own.model_copy(update={"began": own.began - 60}).is_alive()


def test_stopping_is_asked_for_and_told(jobs: CriticJobs, settings: Settings) -> None:
    jobs.start((), "smoke", actor="me")

    assert jobs.stop().state == "stopping"
    assert job_of(settings).is_to_stop()


def test_a_server_that_ends_in_order_asks_it_to_stop(jobs: CriticJobs, settings: Settings) -> None:
    jobs.close()
    jobs.start((), "smoke", actor="me")

    jobs.close()

    assert job_of(settings).is_to_stop()


def test_a_process_that_outlives_its_server_is_no_forgotten_one(settings: Settings, store: Store) -> None:
    def begin(_settings: Settings, log: Path) -> subprocess.Popen[bytes]:
        log.touch()
        return subprocess.Popen([sys.executable, "-I", "-S", "-c", "import time; time.sleep(60)"])

    jobs = CriticJobs(settings, store, spawn=begin)
    jobs.start((), "smoke", actor="me")
    process = job_of(settings).process()
    jobs.close()

    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        del jobs
        gc.collect()

    assert process is not None
    assert process.is_alive()
    assert said == []
    os.kill(process.pid, signal.SIGKILL)
    os.waitpid(process.pid, 0)


def test_a_command_leaves_the_page_the_name_of_what_it_began(
    jobs: CriticJobs, settings: Settings, spawned: Spawned
) -> None:
    assert free_name(settings, but=asked_names(settings)) == "people-1"

    jobs.start(("one",), "smoke", actor="me")
    spawned.kill()

    assert free_name(settings, but=asked_names(settings)) == "people-2"


def test_a_new_one_takes_nothing_from_one_that_was_left(jobs: CriticJobs, settings: Settings, spawned: Spawned) -> None:
    jobs.start(("one",), "embedded", actor="me")
    job_of(settings).stop()
    job_of(settings).log.write_text("of the first\n", "utf-8")
    left = run_folder("people-1", settings)
    left.mkdir(parents=True)
    spawned.kill()

    state = jobs.start((), "smoke", actor="me")

    assert (state.state, state.log, state.rounds) == ("at work", (), ())
    assert not left.exists()


def test_how_it_ended_is_told_as_long_as_no_other_one_begins(jobs: CriticJobs, settings: Settings) -> None:
    jobs.start((), "smoke", actor="me")
    job_of(settings).end(Ended(how="failed", sentence="There are too few labels.", at=utc_now()))

    state = jobs.state()

    assert (state.state, state.sentence, state.can_go_on) == ("failed", "There are too few labels.", True)


@pytest.fixture
def asked(tmp_path: Path, filled: Path) -> Callable[..., tuple[JobFolder, Settings]]:
    """Return a function that asks for a retraining in a data folder with ratings."""

    def ask(**more: object) -> tuple[JobFolder, Settings]:
        settings = Settings(data_dir=shutil.copytree(filled, tmp_path / "data"))
        job = job_of(settings)
        wanted = {"name": "people-1", "preset": "smoke", "init": "own:tiny", "against": "own:tiny", **more}
        job.begin(Asked.model_validate({"device": "cpu", **wanted}))
        return job, settings

    return ask


def test_its_work_is_a_critic_beside_the_others(asked: Callable[..., tuple[JobFolder, Settings]]) -> None:
    job, settings = asked()

    ended = work(job, settings)

    assert ended.how == "done", ended.sentence
    assert "own:people-1" in ended.sentence
    assert own_critics(settings.critics) == ("people-1", "tiny")


def test_what_cannot_be_is_how_it_ended(asked: Callable[..., tuple[JobFolder, Settings]]) -> None:
    ended = work(*asked(preset="embedded"))

    assert ended.how == "failed"
    assert "needs 100 labels" in ended.sentence


def test_it_stops_before_it_begins_to_learn_and_goes_on(asked: Callable[..., tuple[JobFolder, Settings]]) -> None:
    job, settings = asked()
    job.stop()

    stopped = work(job, settings)
    job.begin(Asked.model_validate({**asked_again(job), "resume": True}))
    done = work(job, settings)

    assert (stopped.how, done.how) == ("stopped", "done")


def asked_again(job: JobFolder) -> dict[str, object]:
    asked = job.asked()
    assert asked is not None
    return asked.model_dump()


def test_what_nobody_expected_is_told_and_logged(
    asked: Callable[..., tuple[JobFolder, Settings]], caplog: pytest.LogCaptureFixture
) -> None:
    job, settings = asked()
    (settings.critics / "in-use.json").mkdir()
    shutil.rmtree(settings.data_dir / "cache", ignore_errors=True)
    (settings.data_dir / "cache").touch()

    ended = work(job, settings)

    assert (ended.how, "the log says what" in ended.sentence) == ("failed", True)
    assert "retraining failed" in caplog.text
