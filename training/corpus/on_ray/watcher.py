"""End what a cluster leaves behind when the process that began it dies: `python watcher.py FOLDER`.

Most of Ray's processes end by themselves then, some of them after a minute. The watcher waits for the end of its input,
which comes when nobody holds the other end any more.
"""

import contextlib
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil


@contextmanager
def watched(folder: Path) -> Iterator[None]:
    """Have the cluster of that folder watched while the block runs; afterwards both are gone."""
    # In a session of its own, Ctrl-C does not reach it.
    with subprocess.Popen([sys.executable, __file__, folder], stdin=subprocess.PIPE, start_new_session=True):
        yield


def main(folder: str) -> None:
    """Wait, then kill and remove. Who began the cluster is left in peace: where it lives, it has ended it itself."""
    began_it = psutil.Process().ppid()
    sys.stdin.read()
    # Again, for one may have begun another meanwhile.
    while left := [each for each in psutil.process_iter() if each.pid != began_it and _writes_to(folder, each)]:
        for each in left:
            with contextlib.suppress(psutil.Error):
                each.kill()
        # Not for long: the dead stay listed until their parents ask after them, and hold no file any more.
        psutil.wait_procs(left, timeout=0.1)
    shutil.rmtree(folder, ignore_errors=True)


def _writes_to(folder: str, process: psutil.Process) -> bool:
    """Say whether a process has a file of the folder open, as each of Ray's has its log."""
    try:
        return any(file.path.startswith(f"{folder}/") for file in process.open_files())
    except (psutil.Error, OSError):  # somebody else's, or gone
        return False


if __name__ == "__main__":
    main(sys.argv[1])
