"""Whoever writes to a cluster's folder ends with the process that began it, and nobody else does."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import psutil
import pytest

from training.corpus.on_ray.watcher import watched

WRITER = "import sys; log = open(sys.argv[1], 'w'); print('ready', flush=True); sys.stdin.read()"
STARTER = """
import sys
from pathlib import Path
from training.corpus.on_ray.watcher import watched
with watched(Path(sys.argv[1])):
    print('ready', flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def opened() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


def begin(opened: ExitStack, program: str, path: Path) -> subprocess.Popen[str]:
    """Start a program, and wait until it is ready."""
    command = [sys.executable, "-c", program, str(path)]
    process = opened.enter_context(subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True))
    opened.callback(process.kill)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def test_after_a_kill_those_who_write_there_are_ended_and_the_folder_is_gone(tmp_path: Path, opened: ExitStack) -> None:
    (folder := tmp_path / "cluster").mkdir()
    starter = begin(opened, STARTER, folder)
    writer, other = begin(opened, WRITER, folder / "log"), begin(opened, WRITER, tmp_path / "log")
    (guard,) = psutil.Process(starter.pid).children()

    starter.kill()

    guard.wait(30)
    assert writer.wait(30) != 0
    assert not folder.exists()
    assert other.poll() is None


def test_who_began_it_goes_on(tmp_path: Path, opened: ExitStack) -> None:
    (folder := tmp_path / "cluster").mkdir()
    with (folder / "log").open("w"), watched(folder):
        writer = begin(opened, WRITER, folder / "own")

    assert writer.wait(30) != 0
    assert not folder.exists()
