"""Make a corpus of drawn scenes offline, once in peace and once with kills: `python -m tests.benchmarks.corpus_run`.

`deixis corpus run --scenes SIZE` is timed from start to end. Then the same run, in another data folder, gets SIGKILL
after a part of that time as chance says, again and again, and is started once more to finish. With `--engine ray` all
of these are done by two workers of Ray, and compared with a run without it. The last line is JSON: `equal` says whether
all exports are the same byte for byte, `orphans` counts processes that outlived a kill (those of Ray get a moment to
see that nobody is left to work for), `early` the exports that a killed run left behind unfinished. Whatever is not as
it must be ends the run with exit code 1.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import IO, Any

import psutil

COMMAND = (sys.executable, "-m", "app", "corpus", "run", "--seed", "0")
FORMATS = "lskd,conversations,llava,parquet"
GRACE = 30.0  # seconds in which Ray's processes have to notice that the one that began them is gone


class CorpusRun:
    """`deixis corpus run` into a folder of its own."""

    def __init__(self, home: Path, scenes: int, engine: str) -> None:
        self.out = home / "out"
        self._grace = GRACE if engine == "ray" else 0.0
        self._command = (
            *COMMAND,
            *("--scenes", str(scenes), "--formats", FORMATS),
            # A run may end before it is killed: then the next one exports again.
            *("--out", str(self.out), "--overwrite", "--data-dir", str(home / "data")),
            *("--engine", engine, *(("--ray-workers", "2") if engine == "ray" else ())),
        )

    def start(self, log: IO[bytes] | int = subprocess.DEVNULL) -> subprocess.Popen[bytes]:
        return subprocess.Popen(self._command, start_new_session=True, stdout=subprocess.DEVNULL, stderr=log)

    def finish(self) -> float:
        """Run to the end and return the seconds it took."""
        started = time.perf_counter()
        with tempfile.TemporaryFile() as log:
            if code := self.start(log).wait():
                log.seek(0)
                raise RuntimeError(f"the run ended with exit code {code}: {log.read().decode()[-500:]}")
        return time.perf_counter() - started

    def kill_after(self, seconds: float) -> int:
        """Run for so long, or to the end, kill, and return how many processes are left of it."""
        process = self.start()
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        left = [each for each in psutil.process_iter() if _session(each.pid) == process.pid]
        _, left = psutil.wait_procs(left, timeout=self._grace)
        return sum(map(_lives, left))

    def files(self) -> dict[str, bytes]:
        """Return what was exported, by path."""
        return {
            path.relative_to(self.out).as_posix(): path.read_bytes() for path in self.out.rglob("*") if path.is_file()
        }


def measure(home: Path, scenes: int, kills: int, *, seed: int = 0, engine: str = "local") -> dict[str, Any]:
    """Return the figures of a run in peace and of one with so many kills."""
    peaceful, killed = (CorpusRun(home / name, scenes, engine) for name in ("peaceful", "killed"))
    seconds, draw = peaceful.finish(), random.Random(seed)
    here = peaceful if engine == "local" else CorpusRun(home / "here", scenes, "local")
    if here is not peaceful:
        here.finish()
    orphans = early = 0
    for _ in range(kills):
        orphans += killed.kill_after(draw.uniform(0, seconds))
        early += killed.out.exists() and killed.files() != peaceful.files()
    killed.finish()
    manifest = json.loads(peaceful.files()["manifest.json"])
    return {
        "scenes": scenes,
        "seconds": round(seconds, 1),
        "scenes_per_minute": round(60 * scenes / seconds, 1),
        "read": manifest["read"],
        "exported": manifest["exported"],
        "files": len(peaceful.files()),
        "kills": kills,
        "engine": engine,
        "equal": here.files() == peaceful.files() == killed.files(),
        "orphans": orphans,
        "early": early,
    }


def _session(pid: int) -> int:
    try:
        return os.getsid(pid)
    except ProcessLookupError:
        return 0


def _lives(process: psutil.Process) -> bool:
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def faults(found: dict[str, Any]) -> list[str]:
    """Return a line for everything that is not as it must be."""
    lines = [] if found["equal"] else ["the export after kills is another one"]
    lines += [f"{found['orphans']} processes outlived a kill"] if found["orphans"] else []
    lines += [f"{found['early']} exports were there before their run was finished"] if found["early"] else []
    return lines if found["exported"] else [*lines, "nothing was exported"]


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=200, help="scenes")
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--engine", choices=("local", "ray"), default="local")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as home:
        found = measure(Path(home), chosen.size, chosen.kills, seed=chosen.seed, engine=chosen.engine)
    for line in faults(found):
        sys.stderr.write(f"{line}\n")
    sys.stdout.write(json.dumps(found) + "\n")
    return 1 if faults(found) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
