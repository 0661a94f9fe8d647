"""The same cycle in Potato and here, in turns: what "next" and "submit" cost the server's CPU.

    python3 -m venv ELSEWHERE && ELSEWHERE/bin/pip install potato-annotation
    make bench-annotation POTATO=ELSEWHERE/bin/python

Potato is started as its documentation says, in a folder of its own, and asked for what its page asks for: save the ten
verdicts, move on, load the next page, which has the texts in it. The files and pictures that go with either page are
left out. Its overlap is two as well.
"""

import contextlib
import json
import re
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlencode

from tests.benchmarks import annotation_http
from tests.benchmarks.annotation_http import Part, cpu_of
from tests.benchmarks.rater import Client, Refused
from tests.benchmarks.rating_rounds import OVERLAP, QARS, QUESTION, enrol, prepare
from tests.benchmarks.serving import Program, Served, served

RATERS, SCREENS, TURNS = 8, 25, 6
START_SECONDS = 120
MOST_TRIES = 5
ABSENT = "no Python that has potato-annotation was named"
FIELDS = [f"{criterion}_{at}" for at in range(QARS) for criterion in ("qa", "rationale")]


def has_potato(python: Path) -> bool:
    """Say whether a Python can be run and has the package."""
    words = [str(python.absolute()), "-c", "import potato.flask_server"]
    with contextlib.suppress(OSError):
        return subprocess.run(words, capture_output=True, check=False, cwd=tempfile.gettempdir()).returncode == 0
    return False


class Taster(Client):
    """Somebody who annotates in Potato; what is to be judged is known as soon as they have signed in."""

    def __init__(self, address: str, name: str) -> None:
        super().__init__(address)
        self.post("/auth", urlencode({"email": name, "pass": ""}).encode(), "application/x-www-form-urlencoded")
        self.failures = 0
        self._read_page()

    def cycle(self) -> None:
        """Submit the item at hand and load the next one."""
        said = {f"{field}:accept": "accept" for field in FIELDS}
        saved = self.post_json(
            "/updateinstance", {"instance_id": self.item, "annotations": said, "span_annotations": []}
        )
        if json.loads(saved).get("status") not in ("ok", "success"):
            raise RuntimeError(f"Potato did not save {self.item}: {saved[:200]!r}")
        before = self.item
        move = {"action": "next_instance", "instance_id": self.item}
        self._patiently(self.post_json, "/annotate", move, {"X-Potato-Navigation": "1"})
        self._read_page()
        if self.item == before:
            raise RuntimeError(f"Potato did not move on from {before}")

    def _read_page(self) -> None:
        page = self._patiently(self.get, "/annotate").decode()
        found = re.search(r'id="instance_id"[^>]*value="([^"]+)"', page)
        if found is None:
            raise RuntimeError(f"Potato shows no item: {page[:200]}")
        self.item = found[1]

    def _patiently(self, ask: Callable[..., bytes], *given: Any) -> bytes:
        # Who moves on while others do may get status 500 ("deque mutated during iteration"), and presses the key again.
        for _ in range(MOST_TRIES - 1):
            try:
                return ask(*given)
            except Refused:
                self.failures += 1
        return ask(*given)


def task(folder: Path, items: int) -> Path:
    """Write a task of five texts to an item, each with two verdicts; return its configuration."""
    shown = f"{QUESTION.question} {QUESTION.answer} {QUESTION.rationale}"
    lines = [json.dumps({"id": f"item-{at}", "text": "\n".join([shown] * QARS)}) for at in range(items)]
    (folder / "items.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    verdicts = {"annotation_type": "radio", "labels": ["accept", "maybe", "reject"]}
    config = {
        "annotation_task_name": "Rating",
        "task_dir": ".",
        "output_annotation_dir": "annotation_output",
        "output_annotation_format": "jsonl",
        "data_files": ["items.jsonl"],
        "item_properties": {"id_key": "id", "text_key": "text"},
        "user_config": {"allow_all_users": True, "users": []},
        "require_password": False,
        "assignment_strategy": "random",
        "max_annotations_per_item": OVERLAP,
        "annotation_schemes": [
            {**verdicts, "name": field, "description": field, "label_requirement": {"required": True}}
            for field in FIELDS
        ],
    }
    file = folder / "config.yaml"
    file.write_text(json.dumps(config), "utf-8")  # YAML takes JSON
    return file


@contextlib.contextmanager
def potato(python: Path, folder: Path, items: int) -> Iterator[Served]:
    """Run Potato on a task; it does not say when it listens, so it is asked."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    start = [str(python.absolute()), "-m", "potato", "start", str(task(folder, items))]
    with (
        (folder / "log").open("ab") as log,
        subprocess.Popen(
            [*start, "-p", str(port), "--host", "127.0.0.1"], cwd=folder, stdout=log, stderr=log
        ) as process,
    ):
        try:
            deadline = time.monotonic() + START_SECONDS
            while not _listens(port):
                if process.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError(f"Potato did not start: {(folder / 'log').read_text('utf-8')[-500:]}")
                time.sleep(0.2)
            yield Served(f"http://127.0.0.1:{port}", process.pid)
        finally:
            process.terminate()


def _listens(port: int) -> bool:
    with socket.socket() as door:
        return door.connect_ex(("127.0.0.1", port)) == 0


def taste(tasters: Sequence[Taster], screens: int) -> None:
    """Let everybody go through so many cycles at once."""

    def sit(taster: Taster) -> None:
        for _ in range(screens):
            taster.cycle()

    with ThreadPoolExecutor(len(tasters)) as threads:
        for done in [threads.submit(sit, taster) for taster in tasters]:
            done.result()


def compare(python: Path | None, *, program: Program, size: float) -> dict[str, Any]:
    """Return the ratio of the medians, ours to Potato's, and the CPU ms of each turn; why, where there is none."""
    if python is None:
        return {"ratio_to_potato": None, "potato": ABSENT}
    screens = max(2, round(SCREENS * size))
    with tempfile.TemporaryDirectory() as home, tempfile.TemporaryDirectory() as other:
        database = str(Path(home) / "deixis.sqlite3")
        turns = [Part(f"turn-{at}", RATERS, screens, pictures=False) for at in range(TURNS + 1)]
        for turn in turns:
            prepare(database, turn.judgements, round_id=turn.name)
        seats = enrol(database, RATERS)
        items = len(turns) * RATERS * screens
        with (
            served(program(Path(home), database), log=Path(home) / "log") as ours,
            potato(python, Path(other), items) as theirs,
        ):
            tasters = [Taster(theirs.address, f"taster{at}") for at in range(RATERS)]
            pairs = [(_our_turn(turn, ours, seats, database), _their_turn(tasters, screens, theirs)) for turn in turns]
    warm = pairs[1:]
    here, there = ([round(pair[side], 2) for pair in warm] for side in (0, 1))
    ratio = round(median(here) / median(there), 3)
    times = {"ours_cpu_ms_per_cycle": here, "potato_cpu_ms_per_cycle": there}
    failures = sum(taster.failures for taster in tasters)
    return {"ratio_to_potato": ratio, "potato": {**times, "potato_failures": failures}}


def _our_turn(turn: Part, ours: Served, seats: Sequence[Any], database: str) -> float:
    found = annotation_http.measure(turn, ours.address, seats, database=database, processes=[ours.process])
    if found["faults"]:
        raise RuntimeError(f"our own turn went wrong: {found['faults']}")
    return found["cpu_ms_per_cycle"]


def _their_turn(tasters: Sequence[Taster], screens: int, theirs: Served) -> float:
    before = cpu_of([theirs.process])
    taste(tasters, screens)
    return 1000 * (cpu_of([theirs.process]) - before) / (len(tasters) * screens)
