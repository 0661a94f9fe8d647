"""The folder in which a retraining that runs by itself tells of itself; whoever looks there finds all there is to know.

asked.json    what is asked for
process.json  which process is at it
now.json      where it is
log.txt       what it says
stop          there as soon as it is to stop
ended.json    how it ended; without it and without its process, it was broken off
"""

from datetime import datetime
from pathlib import Path
from typing import Literal, TypeVar

import psutil
from pydantic import Field

from app.critic_asked import Asked
from models.records import Record
from models.whole_file import write_whole

Row = TypeVar("Row", bound=Record)
LOG_BYTES = 16_384  # of its end, that are shown


class Process(Record):
    """A process by its number and when it began, for numbers are given again."""

    pid: int
    began: float

    @classmethod
    def of(cls, pid: int) -> "Process":
        """Return the process that has that number now."""
        return cls(pid=pid, began=psutil.Process(pid).create_time())

    def is_alive(self) -> bool:
        """Say whether it is still at work."""
        try:
            there = psutil.Process(self.pid)
            return there.create_time() == self.began and there.status() != psutil.STATUS_ZOMBIE
        except psutil.NoSuchProcess:
            return False


class Now(Record):
    """What a retraining is doing, and how far it is where that can be counted; `figures` are of the last steps."""

    doing: str = "Starting"
    step: int = 0
    steps: int = 0
    seconds_left: float | None = None
    figures: dict[str, float] = Field(default_factory=dict)


class Ended(Record):
    """How a retraining ended, and the sentence that says why where it made no critic."""

    how: Literal["done", "stopped", "failed"]
    sentence: str = ""
    at: datetime


class JobFolder:
    """Reads and writes the folder. Every file is whole, or not there."""

    def __init__(self, folder: Path) -> None:
        self.path = folder
        self.log = folder / "log.txt"
        self._stop = folder / "stop"

    def asked(self) -> Asked | None:
        return self._read("asked.json", Asked)

    def process(self) -> Process | None:
        return self._read("process.json", Process)

    def now(self) -> Now:
        return self._read("now.json", Now) or Now()

    def ended(self) -> Ended | None:
        return self._read("ended.json", Ended)

    def is_to_stop(self) -> bool:
        return self._stop.exists()

    def last_lines(self) -> tuple[str, ...]:
        """Return the end of what was said."""
        try:
            with self.log.open("rb") as file:
                file.seek(max(0, self.log.stat().st_size - LOG_BYTES))
                return tuple(file.read().decode("utf-8", "replace").splitlines())
        except FileNotFoundError:
            return ()

    def begin(self, asked: Asked) -> None:
        """Take up what is asked for; of an earlier one only what it said stays, where this one goes on with it."""
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        for path in self.path.iterdir():
            if path != self.log or not asked.resume:
                path.unlink()
        self._write("asked.json", asked)

    def runs_in(self, process: Process) -> None:
        self._write("process.json", process)

    def tell(self, now: Now) -> None:
        self._write("now.json", now)

    def end(self, ended: Ended) -> None:
        self._write("ended.json", ended)

    def stop(self) -> None:
        """Ask the process to stop as soon as it can."""
        self._stop.touch()

    def _read(self, name: str, kind: type[Row]) -> Row | None:
        try:
            return kind.model_validate_json((self.path / name).read_bytes())
        except FileNotFoundError:
            return None

    def _write(self, name: str, row: Record) -> None:
        write_whole(self.path / name, f"{row.model_dump_json()}\n".encode())
