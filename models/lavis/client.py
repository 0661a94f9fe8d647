"""Speak with a process that serves a model of LAVIS: one request at a time, in the lines that `worker.py` documents.

The process is begun when it is needed, again after it has died, and ends when nobody has the client any more or this
program ends, however it does.
"""

import contextlib
import json
import logging
import queue
import subprocess
import threading
import time
import weakref
from collections import deque
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any

from models.errors import AnswerFailed, ModelUnavailable

log = logging.getLogger(__name__)

PYTHON = Path(__file__).parents[2] / ".lavis" / "bin" / "python"  # of LAVIS's own environment, by `make lavis`
ENDING = 5.0  # seconds that a process has to stop what it does before it is killed
_LOOK_UP = 0.2  # seconds between two looks whether somebody who waits for a reply still wants it
_KEPT = 20  # lines of what a process says beside its replies
_NEVER = threading.Event()

Reply = Mapping[str, Any]
STOPPED: Reply = {"stopped": True}


class WorkerEnded(Exception):
    """The process is gone; the text tells how it ended and what it said last."""


class Worker:
    """A model in a process of its own; `about` is what it told of itself. Threads may share it."""

    def __init__(self, name: str, command: Sequence[str], load: Mapping[str, Any], *, ending: float = ENDING) -> None:
        """Begin `command` and have it load a model. Raises ModelUnavailable."""
        self._name = name
        self._command = command
        self._load = load
        self._ending = ending
        self._turn = threading.Lock()
        self._line: _Line | None = None
        self.about = self._begun(_NEVER)[1]

    @property
    def process_id(self) -> int | None:
        """Return which process serves the model, None where none does."""
        line = self._line
        return line.process_id if line is not None and line.is_open else None

    def ask(self, request: Mapping[str, Any], stopped: threading.Event = _NEVER) -> Reply:
        """Return the reply; `STOPPED`, or whatever was ready by then, once the event is set.

        Raises AnswerFailed when the model fails or its process ends, and ModelUnavailable when none can be begun again.
        """
        with self._turn:
            if stopped.is_set():
                return STOPPED
            line, _ = self._begun(stopped)
            if stopped.is_set():
                return STOPPED
            try:
                reply = line.ask(request, stopped, self._ending)
            except WorkerEnded as ended:
                if stopped.is_set():
                    return STOPPED
                raise AnswerFailed(f"{self._name}: {ended} Ask again to have it begun anew.") from None
        if "error" in reply:
            raise AnswerFailed(f"{self._name}: {reply['error']}")
        return reply

    def _begun(self, stopped: threading.Event) -> "tuple[_Line, Reply]":
        """Return the line to a process that has loaded the model, and what it told then."""
        if self._line is not None and self._line.is_open:
            return self._line, self.about
        line = _Line(self._name, self._command)
        try:
            about = line.ask({"do": "load", **self._load}, stopped, self._ending)
        except WorkerEnded as ended:
            if stopped.is_set():
                return line, STOPPED
            raise ModelUnavailable(f"{self._name} could not be loaded: {ended}") from None
        if "error" in about:
            line.end()
            raise ModelUnavailable(f"{self._name} could not be loaded. {about['error']}")
        self._line = line
        return line, about


class _Line:
    """A process, and the lines that go to it and come from it."""

    def __init__(self, name: str, command: Sequence[str]) -> None:
        try:
            self._process = _begin(command)
        except OSError as error:
            raise ModelUnavailable(f"{name}: {command[0]} cannot be run ({error.strerror}).") from None
        given, replies, said = self._process.stdin, self._process.stdout, self._process.stderr
        if given is None or replies is None or said is None:
            raise AssertionError("three pipes were asked for")
        self._number = 0
        self._given = given
        self._replies: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._said: deque[str] = deque(maxlen=_KEPT)
        # Neither thread holds this object, so that the process ends with it.
        threading.Thread(target=_read, args=(replies, self._replies), name=f"{name} replies", daemon=True).start()
        self._hearing = threading.Thread(
            target=_overhear, args=(said, self._said, name), name=f"{name} says", daemon=True
        )
        self._hearing.start()
        self.end = weakref.finalize(self, _end, self._process, given)

    @property
    def process_id(self) -> int:
        return self._process.pid

    @property
    def is_open(self) -> bool:
        return self._process.poll() is None

    def ask(self, request: Mapping[str, Any], stopped: threading.Event, ending: float) -> Reply:
        """Return the reply; once `stopped` is set, ask for an end, and after `ending` seconds force one.

        Raises WorkerEnded.
        """
        self._number += 1
        self._write({"id": self._number, **request})
        deadline: float | None = None
        while True:
            try:
                reply = self._replies.get(timeout=_LOOK_UP)
            except queue.Empty:
                if stopped.is_set() and deadline is None:
                    deadline = time.monotonic() + ending
                    self._write({"stop": self._number})
                elif deadline is not None and time.monotonic() > deadline:
                    self._process.kill()
                continue
            if reply is None:
                raise WorkerEnded(self._last_words())
            return json.loads(reply)

    def _write(self, message: Mapping[str, Any]) -> None:
        try:
            self._given.write(json.dumps(message).encode() + b"\n")
            self._given.flush()
        except OSError:  # it has ended; what it said of that is more
            raise WorkerEnded(self._last_words()) from None

    def _last_words(self) -> str:
        code = self._process.wait()
        self._hearing.join()
        how = f"was killed by signal {-code}" if code < 0 else f"ended with status {code}"
        last = next((line for line in reversed(self._said) if line), "")
        return f'LAVIS\'s process {how}; it last said: "{last[:300]}".' if last else f"LAVIS's process {how}."


def _begin(command: Sequence[str]) -> subprocess.Popen[bytes]:
    # In a session of its own, Ctrl-C does not reach it: it ends when its stdin does.
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, start_new_session=True)


def _read(replies: IO[bytes], into: "queue.SimpleQueue[bytes | None]") -> None:
    with replies:
        for line in replies:
            into.put(line)
    into.put(None)


def _overhear(said: IO[bytes], into: deque[str], name: str) -> None:
    with said:
        for line in said:
            into.append(line.decode("utf-8", "replace").strip())
            log.debug("%s: %s", name, into[-1])


def _end(process: subprocess.Popen[bytes], given: IO[bytes]) -> None:
    with contextlib.suppress(OSError):
        given.close()
    try:
        process.wait(ENDING)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
