"""Retraining the critic from the Admin page: one at a time, in a process of its own.

The process outlives reloads of the page, and a server that is killed: the next server finds it by its folder. A server
that ends in order asks it to stop; it can go on from there.
"""

import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from app.critic_asked import Asked, free_name, run_folder
from app.critic_job_folder import JobFolder, Now, Process
from app.critics import in_use
from app.settings import Settings
from db.store import Store
from models.errors import BadQuestion
from models.records import Record
from training.critics.report import PresetName

FOLDER = Path("training") / "critic-job"
BROKEN_OFF = "Its process ended before its time, by a lack of memory or somebody's hand; the log may say why."
State = Literal["none", "at work", "stopping", "done", "stopped", "failed", "broken off"]
Spawn = Callable[[Settings, Path], subprocess.Popen[bytes]]
_OUTLIVING: list[subprocess.Popen[bytes]] = []  # kept, for Python calls a process forgotten that nobody holds any more


class JobState(Record):
    """The retraining that is at work, or the last one: the critic it makes, from which rounds (all where none is
    named), where it is, what it said, and the `sentence` with which it ended."""

    state: State = "none"
    critic: str = ""
    rounds: tuple[str, ...] = ()
    now: Now = Now()
    sentence: str = ""
    log: tuple[str, ...] = ()

    @property
    def is_at_work(self) -> bool:
        return self.state in ("at work", "stopping")

    @property
    def can_go_on(self) -> bool:
        return self.state in ("stopped", "failed", "broken off")


def folder_of(settings: Settings) -> Path:
    """Return the folder in which a retraining tells of itself."""
    return settings.data_dir / FOLDER


def spawn(settings: Settings, log: Path) -> subprocess.Popen[bytes]:
    """Begin the process, which needs no terminal and no parent."""
    with log.open("ab") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "app.critic_job"],
            stdin=subprocess.PIPE,
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    if process.stdin is None:
        raise AssertionError("a pipe was asked for")
    with process.stdin as given:
        given.write(settings.model_dump_json().encode())
    return process


def asked_names(settings: Settings) -> tuple[str, ...]:
    """Return the name of the critic that the Admin page asked for last; what is left of its run is the page's."""
    asked = JobFolder(folder_of(settings)).asked()
    return () if asked is None else (asked.name,)


class CriticJobs:
    """The one retraining of a data folder. Its methods block; call them from worker threads."""

    def __init__(self, settings: Settings, store: Store, *, spawn: Spawn = spawn) -> None:
        self._settings = settings
        self._store = store
        self._spawn = spawn
        self._job = JobFolder(folder_of(settings))
        self._turn = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def state(self) -> JobState:
        """Return where the retraining is."""
        asked = self._job.asked()
        if asked is None:
            return JobState()
        is_alive = self._is_alive()  # before it is looked for how it ended: it says so while it is alive
        if (ended := self._job.ended()) is not None:
            state, sentence = ended.how, ended.sentence
        elif is_alive:
            state, sentence = ("stopping" if self._job.is_to_stop() else "at work"), ""
        else:
            state, sentence = "broken off", BROKEN_OFF
        return JobState(
            state=state,
            critic=f"own:{asked.name}",
            rounds=asked.rounds,
            now=self._job.now(),
            sentence=sentence,
            log=self._job.last_lines(),
        )

    def start(self, rounds: tuple[str, ...], preset: PresetName | None, *, actor: str) -> JobState:
        """Begin a retraining with the labels of some rounds, or of all. Raises BadQuestion while one is at work."""
        with self._turn:
            self._refuse_second()
            last = self._job.asked()
            if last is not None:  # what it left to go on with is not gone on with
                shutil.rmtree(run_folder(last.name, self._settings), ignore_errors=True)
            used = in_use(self._settings.critics).critic  # as it is now, whenever it goes on
            asked = Asked(
                name=free_name(self._settings),
                rounds=rounds,
                preset=preset,
                init=used,
                against=used,
                device=self._settings.device,
            )
            self._begin(asked, actor)
        return self.state()

    def go_on(self, *, actor: str) -> JobState:
        """Take a retraining up where it was left. Raises BadQuestion where none was."""
        with self._turn:
            self._refuse_second()
            asked = self._job.asked()
            if asked is None or not self.state().can_go_on:
                raise BadQuestion("No training was left unfinished; begin a new one.")
            self._begin(asked.model_copy(update={"resume": True}), actor)
        return self.state()

    def stop(self) -> JobState:
        """Ask it to stop after this step; what it has learned is kept."""
        if not self.state().is_at_work:
            raise BadQuestion("No critic is being trained.")
        self._job.stop()
        return self.state()

    def close(self) -> None:
        """Ask it to stop, without waiting for that."""
        if self.state().is_at_work:
            self._job.stop()
        if self._process is not None and self._process.poll() is None:
            _OUTLIVING.append(self._process)

    def _refuse_second(self) -> None:
        there = self.state()
        if there.is_at_work:
            raise BadQuestion(f"{there.critic} is being trained already; wait until that has ended, or stop it.")

    def _begin(self, asked: Asked, actor: str) -> None:
        self._job.begin(asked)
        self._process = self._spawn(self._settings, self._job.log)
        self._job.runs_in(Process.of(self._process.pid))
        self._store.note("critic training begun", actor=actor, critic=f"own:{asked.name}", rounds=list(asked.rounds))

    def _is_alive(self) -> bool:
        if self._process is not None:
            self._process.poll()  # else the system keeps it, once it has ended
        process = self._job.process()
        return process is not None and process.is_alive()
