"""Kill a server that is at work, again and again: `python -m tests.benchmarks.kills --size 200`.

Raters judge over HTTP without a pause. After so many acknowledged submissions as chance says, and a moment more, the
process that serves them (tests/benchmarks/serving.py: the app with its guards and routes, on SQLite, without the pages)
gets SIGKILL; another one is forked, from a parent that has imported the app and done nothing else. Every rater whose
last submission was not acknowledged sends it again under its id. The last line is JSON: `missing` are acknowledged
submissions that are not in the database with all their ratings, `doubled` those that somebody has twice for an item,
`arrived` those that had been kept although the kill took the acknowledgement. Any of the first two, a database that is
not whole, and a rater who was refused end the run with exit code 1.
"""

import argparse
import contextlib
import json
import random
import sqlite3
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from pathlib import Path
from typing import Any

from tests.benchmarks.rater import Rater, submission_of
from tests.benchmarks.rating_rounds import QARS, Seat, enrol, prepare
from tests.benchmarks.serving import Forked, forked

RATERS = 8
LEAST, MOST = 15, 40  # acknowledged submissions before a kill
MOMENT = 0.03  # seconds; a cycle takes about as long
PATIENCE = 60  # seconds for the next acknowledgement
ROUND = "kills"


class Sitter:
    """A rater and what they know: what was acknowledged, and what they sent without an answer."""

    def __init__(self, seat: Seat) -> None:
        self._token = seat.token
        self.acknowledged: list[str] = []
        self.pending: dict[str, Any] | None = None

    def judge(self, address: str, noted: threading.Semaphore) -> None:
        """Judge until the server is gone. What is pending goes first; a refusal is raised."""
        rater = Rater(address, self._token)
        with contextlib.closing(rater), contextlib.suppress(HTTPException, OSError):
            while True:
                if self.pending is None:
                    screen = rater.next(ROUND)
                    assert screen is not None, "the round has too few items"
                    self.pending = submission_of(screen)
                self._send(rater, self.pending)
                noted.release()

    def settle(self, address: str) -> None:
        """Send what is pending, and no more."""
        with contextlib.closing(Rater(address, self._token)) as rater:
            if self.pending is not None:
                self._send(rater, self.pending)

    def _send(self, rater: Rater, submission: dict[str, Any]) -> None:
        rater.submit(submission)
        self.acknowledged.append(submission["id"])
        self.pending = None


def kill_at_work(server: Forked, sitters: Sequence[Sitter], draw: random.Random) -> None:
    """Let everybody judge, and kill the server when they have come far enough."""
    noted = threading.Semaphore(0)
    with ThreadPoolExecutor(len(sitters)) as threads:
        at_work = [threads.submit(sitter.judge, server.address, noted) for sitter in sitters]
        enough = all(noted.acquire(timeout=PATIENCE) for _ in range(draw.randint(LEAST, MOST)))
        time.sleep(draw.uniform(0, MOMENT))
        server.kill()
    for done in at_work:
        done.result()
    if not enough:
        raise RuntimeError(f"nothing was acknowledged for {PATIENCE} seconds")


def measure(folder: Path, kills: int, *, seed: int = 0) -> dict[str, Any]:
    """Serve and kill so often, then serve until everything pending has its answer; return the figures."""
    database, draw = folder / "deixis.sqlite3", random.Random(seed)
    prepare(str(database), (kills + 1) * (MOST + 4 * RATERS), round_id=ROUND)
    sitters = [Sitter(seat) for seat in enrol(str(database), RATERS)]
    missing: set[str] = set()
    known: set[str] = set()
    retried = arrived = 0
    for life in range(kills + 1):
        pending = [sitter.pending["id"] for sitter in sitters if sitter.pending]
        fresh = acknowledged_by(sitters) - known
        with forked(folder, str(database)) as server:
            retried, arrived = retried + len(pending), arrived + len(kept(database, pending))
            missing |= fresh - kept(database, fresh)
            known |= fresh
            if life < kills:
                kill_at_work(server, sitters, draw)
            else:
                for sitter in sitters:
                    sitter.settle(server.address)
    known = acknowledged_by(sitters)
    missing |= known - kept(database, known)
    counts = {"kills": kills, "acknowledged": len(known), "missing": len(missing), "doubled": doubled(database)}
    return {**counts, "retried": retried, "arrived": arrived, "whole": is_whole(database)}


def acknowledged_by(sitters: Iterable[Sitter]) -> set[str]:
    return {name for sitter in sitters for name in sitter.acknowledged}


def kept(database: Path, ids: Iterable[str]) -> set[str]:
    """Return those of the submissions that the database holds with all their ratings."""
    whole = "SELECT 1 FROM ratings WHERE submission_id = ? GROUP BY submission_id HAVING count(*) = ?"
    with contextlib.closing(sqlite3.connect(database)) as connection:
        return {name for name in ids if connection.execute(whole, (name, 2 * QARS)).fetchone()}


def doubled(database: Path) -> int:
    """Return how often somebody has more than one submission for an item."""
    twice = "SELECT count(*) FROM (SELECT 1 FROM submissions GROUP BY item_id, annotator HAVING count(*) > 1)"
    with contextlib.closing(sqlite3.connect(database)) as connection:
        return connection.execute(twice).fetchone()[0]


def is_whole(database: Path) -> bool:
    with contextlib.closing(sqlite3.connect(database)) as connection:
        return connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=200, help="kills")
    parser.add_argument("--seed", type=int, default=0)
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        found = measure(Path(folder), chosen.size, seed=chosen.seed)
    sys.stdout.write(json.dumps(found) + "\n")
    return 1 if found["missing"] or found["doubled"] or not found["whole"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
