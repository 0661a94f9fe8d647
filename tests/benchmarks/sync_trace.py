"""Proof that a submission is on the disk before its sender hears so: the system calls of a server, in their order.

    with served(traced(routes(folder, database), log), log=...) as server: ...
    assert unsynced(log.read_text("utf-8", "replace"), ids) == []

A kill proves nothing of the kind, since what a process wrote outlives it in the memory of the system. A submission is
found by its id: in what came over a socket, in what was then written to SQLite's write-ahead log, and the reply by the
socket. The thread that wrote must have synced the log, successfully, before the reply was begun.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

CALLS = ("recvfrom", "sendto", "pwrite64", "fdatasync", "fsync")
WHOLE = 8192  # characters of a buffer; a page of the log has 4,096 bytes
LINE = re.compile(r"(?P<thread>\d+) +(?:<\.\.\. (?P<resumed>\w+) resumed>(?P<rest>.*)|(?P<call>\w+\(.*))", re.DOTALL)
CALL = re.compile(r"(?P<name>\w+)\(\d+<(?P<file>[^>]*)>(?P<text>.*)\) += (?P<result>-?\d+)", re.DOTALL)
UNFINISHED = " <unfinished ...>"


class Call(NamedTuple):
    """A system call on a file or socket, with the lines of the trace at which it began and ended."""

    began: int
    ended: int
    thread: str
    name: str
    file: str
    text: str
    result: int


def why_not() -> str:
    """Return why nothing can be traced here, in words; empty if it can."""
    if shutil.which("strace") is None:
        return "strace is not installed; `make tracer` looks for it and installs it where it may"
    tried = subprocess.run(["strace", "-f", "-o", os.devnull, "true"], capture_output=True, text=True, check=False)
    return f"strace may not trace here: {tried.stderr.strip()}" if tried.returncode else ""


def traced(command: Sequence[str], log: Path) -> list[str]:
    """Return the command that runs another one and writes down its system calls."""
    return ["strace", "-f", "-y", "-s", str(WHOLE), "-e", f"trace={','.join(CALLS)}", "-o", str(log), *command]


def calls_in(trace: str) -> Iterator[Call]:
    """Read a trace; calls that other threads cut in two are put together, and come in the order of their ends."""
    begun: dict[str, tuple[int, str]] = {}
    for number, line in enumerate(trace.splitlines()):
        if (found := LINE.match(line)) is None:
            continue  # signals and exits
        thread = found["thread"]
        began, words = begun.pop(thread) if found["resumed"] else (number, "")
        words += found["rest"] if found["resumed"] else found["call"]
        if words.endswith(UNFINISHED):
            begun[thread] = (began, words.removesuffix(UNFINISHED))
        elif call := CALL.match(words):
            yield Call(began, number, thread, call["name"], call["file"], call["text"], int(call["result"]))


def unsynced(trace: str, ids: Iterable[str]) -> list[str]:
    """Return a line for every submission that was answered before it was on the disk, or not at all."""
    calls = list(calls_in(trace))
    return [problem for name in ids if (problem := _problem(calls, name))]


def _problem(calls: Sequence[Call], name: str) -> str:
    asked = next((call for call in calls if call.name == "recvfrom" and name in call.text), None)
    if asked is None:
        return f"{name} never came in"
    reply = next((call for call in calls if call.began > asked.ended and _answers(call, asked)), None)
    if reply is None:
        return f"{name} was not answered"
    between = [call for call in calls if asked.ended < call.began and call.ended < reply.began]
    written = next((call for call in between if call.name == "pwrite64" and _is_log(call) and name in call.text), None)
    if written is None:
        return f"{name} was answered before it was written"
    after = (call for call in between if call.began > written.ended and call.thread == written.thread)
    return "" if any(_syncs(call, written.file) for call in after) else f"{name} was answered before it was synced"


def _answers(call: Call, asked: Call) -> bool:
    return call.name == "sendto" and call.file == asked.file and '"HTTP/1.1 200' in call.text


def _is_log(call: Call) -> bool:
    return call.file.endswith("-wal")


def _syncs(call: Call, file: str) -> bool:
    return call.name in ("fdatasync", "fsync") and call.file == file and call.result == 0
