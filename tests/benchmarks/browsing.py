"""Time the searches of the Browse page, `python -m tests.benchmarks.browsing --size 100000`.

A journal of `--size` made entries is read into an index, and then the first page of each search is asked for. Times are
of the processor, since a machine may be busy. The last line is JSON; a first page that takes longer than 0.2 s ends the
run with exit code 1.
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from app.browsing_runs import BrowsedRun
from tests.training.corpus.browsing.browsed import keep_entries, keep_scores, names
from tests.training.corpus.made_entries import CRITIC, made_entries
from training.corpus.browsing.search import Rated, Search
from training.corpus.run_folder import open_run
from training.corpus.run_settings import CorpusSettings, PictureSettings

LONGEST = 0.2  # seconds
_TIMES = 3
_RATED = 5000
USABLE = Search(reason="none")
SEARCHES: Mapping[str, Search] = {
    "all": Search(),
    "usable": USABLE,
    "type": USABLE.model_copy(update={"type": "purpose"}),
    "mark": Search(mark="speculation"),
    "words": USABLE.model_copy(update={"words": "window"}),
    "three words": USABLE.model_copy(update={"words": "red cup window"}),
    "words that are nowhere": USABLE.model_copy(update={"words": "zebra"}),
    "least score": USABLE.model_copy(update={"critic": CRITIC, "least": 0.8}),
    "highest first": USABLE.model_copy(update={"critic": CRITIC, "order": "highest"}),
    "words, highest first": USABLE.model_copy(update={"critic": CRITIC, "order": "highest", "words": "window"}),
    "rated": USABLE.model_copy(update={"rating": "accept"}),
    "not rated": USABLE.model_copy(update={"rating": "none"}),
}


def write(folder: Path, size: int) -> list[str]:
    """Write the journal; return the names of those entries that people are said to have rated."""
    with open_run(folder, CorpusSettings(pictures=PictureSettings(scenes=1))) as run:
        pictures = keep_entries(run.journal, made_entries(size))
        keep_scores(run.journal, pictures)
    return names([own[0] for own in pictures[:_RATED]])


def measure(folder: Path, size: int) -> dict[str, object]:
    """Return the seconds that reading and each search take."""
    rated: Rated = {"accept": write(folder / "runs" / "made", size)}
    run = BrowsedRun(folder / "runs" / "made", folder / "index.sqlite")
    try:
        reading = _seconds(lambda: _read(run))
        searches = {
            name: min(_seconds(lambda asked=asked: run.find(asked, rated, start=0, limit=20)) for _ in range(_TIMES))
            for name, asked in SEARCHES.items()
        }
    finally:
        run.close()
    megabytes = round((folder / "index.sqlite").stat().st_size / 2**20, 1)
    return {"entries": size, "read": reading, "megabytes": megabytes, "first_page": searches}


def too_slow(searches: Mapping[str, float]) -> str:
    """Return a line for each search whose first page takes too long."""
    slow = {name: seconds for name, seconds in searches.items() if seconds > LONGEST}
    return "".join(f"{name}: {seconds} s, more than {LONGEST} s\n" for name, seconds in slow.items())


def _read(run: BrowsedRun) -> None:
    while run.catch_up():
        pass


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return round(time.process_time() - start, 4)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--size", type=int, default=100_000)
    with tempfile.TemporaryDirectory() as folder:
        found = measure(Path(folder), parser.parse_args().size)
    print(json.dumps(found))
    searches = found["first_page"]
    sys.exit((isinstance(searches, dict) and too_slow(searches)) or None)
