"""What becomes of a benchmark's files that are cut off or altered? `python -m tests.benchmarks.altered_files`

Every file of every benchmark, and of predictions, is cut off at thirty places, gets a wrong byte at thirty, and has
each of its fields left out and put to values of every other kind. All of it is read, and each picture opened; or a
sentence says which file cannot be used, or which does not fit it any more. Anything else that is raised is a fault. The
last line is JSON.
"""

import argparse
import copy
import json
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from models.errors import DeixisError
from models.records import Question
from tests.training.benchmarks.official import made_files as made
from training.benchmarks.items import ItemSet
from training.benchmarks.joined import join_results
from training.benchmarks.official.benchmarks import read_items, score_files
from training.benchmarks.official.submitting import write_answers
from training.benchmarks.predictions import predict

PLACES = 30
# JSON of Python knows NaN; half a character stands in a text as \ud800.
VALUES: tuple[Any, ...] = (
    None, True, -1, 10**30, 1.5, float("nan"), 1e308, "", " ", "x", "\ud800", "../../x",
    [], [[]], [-1], ["x"], {}, {"x": 1},
)  # fmt: skip
_GONE = object()
Read = Callable[[Path], object]


class Case(NamedTuple):
    """An alteration of a file: `field` is the one that was altered, "" where that was the file as a whole."""

    file: str
    what: str
    field: str
    data: bytes


class ByLength:
    """Prefers long choices."""

    name = "by length"

    def score(self, image: object, question: Question, choices: Sequence[str]) -> tuple[float, ...]:  # noqa: ARG002
        return tuple((1 + len(each)) / sum(1 + len(other) for other in choices) for each in choices)


def altered(name: str, data: bytes) -> Iterator[Case]:
    """Yield the alterations of a file."""
    for place in range(PLACES):
        end = len(data) * place // PLACES
        yield Case(name, f"cut off after {end} bytes", "", data[:end])
        yield Case(name, f"another byte at {end}", "", data[:end] + b"\xff" + data[end + 1 :])
    if name.endswith(".jsonl"):
        lines = data.splitlines(keepends=True)
        for number, line in enumerate(lines):
            for what, field, value in _values(json.loads(line)):
                new = [*lines[:number], json.dumps(value).encode() + b"\n", *lines[number + 1 :]]
                yield Case(name, f"line {number + 1}: {what}", field, b"".join(new))
    elif name.endswith(".json"):
        for what, field, value in _values(json.loads(data)):
            yield Case(name, what, field, json.dumps(value).encode())


def _values(value: Any) -> Iterator[tuple[str, str, Any]]:
    """Yield what was done to a field, its name, and the whole with it."""
    for path in _paths(value):
        for new in (_GONE, *VALUES):
            whole = copy.deepcopy(value)
            if _put(whole, path, new):
                shown = "left out" if new is _GONE else json.dumps(new)
                field = next((str(each) for each in reversed(path) if isinstance(each, str)), "")
                yield f"{path} is {shown}", field, new if not path else whole


def _paths(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    yield path
    below = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in below:
        yield from _paths(each, (*path, key))


def _put(whole: Any, path: tuple[str | int, ...], new: Any) -> bool:
    """Put a value in its place, and say whether there is one."""
    if not path:
        return new is not _GONE
    for key in path[:-1]:
        whole = whole[key]
    if new is _GONE:
        del whole[path[-1]]
    else:
        whole[path[-1]] = new
    return True


def reads(folder: Path) -> dict[str, tuple[Path, Read]]:
    """Write the files of all benchmarks, and return for each of their readings its folder and how to read it."""
    found: dict[str, tuple[Path, Read]] = {}
    for name, write in made.WRITERS.items():
        home = folder / name
        write(home)
        said = _said(name, home)
        found[name] = (home, _reading(name, said))
    own = folder / "visualcomet"
    shutil.copy(own / "said.json", own / "val_rank_random_50.json")
    for task, write in (("localization", made.write_localization), ("retrieval", made.write_retrieval)):
        home = folder / task
        write(home)
        key = next(home.rglob("*.json"))
        said = made.write_json(home / f"{task}_4.json", dict.fromkeys(json.loads(key.read_bytes()), 0.5))
        found[task] = (home, lambda home, said=said, task=task: score_files("sherlock", home, [said], task=task))
    made.write_json(folder / "table" / "results.json", _result())
    found["table"] = (folder / "table", lambda home: join_results([home / "results.json"]))
    return found


def _reading(name: str, said: Path) -> Read:
    def read(home: Path) -> None:
        items = read_items(name, home, submitting=name == "vcr")
        for picture in items.pictures:
            items.stamp(picture)
            items.open(picture)
        predict(ByLength(), items, scored_by="match")
        score_files(name, home, [said])
        if name == "vcr":
            read_items(name, home, "test")

    return read


def _said(name: str, home: Path) -> Path:
    items: ItemSet = read_items(name, home, submitting=name == "vcr")
    path = home / ("said.csv" if name == "vcr" else "said.json")
    write_answers(items, predict(ByLength(), items, scored_by="match"), path)
    return path


def _result() -> dict[str, Any]:
    figure = {"task": "Q->A", "metric": "accuracy", "value": 50.0, "interval": [40.0, 60.0], "chance": 25.0, "n": 9}
    fields = {"benchmark": "vcr", "model": "ours", "scored_by": "match", "regions": True, "question": True}
    return fields | {"split": "val", "n": 9, "source": "/a/val.jsonl", "files": {"val.jsonl": "0"}, "figures": [figure]}


def faults(folder: Path, every: int = 1) -> tuple[list[str], Counter[str]]:
    """Return what is wrong, and how often files were read or refused. Only each `every`th alteration is tried."""
    wrong: list[str] = []
    counts: Counter[str] = Counter()
    number = 0
    for name, (home, read) in reads(folder).items():
        read(home)  # as it is
        for path in sorted(each for each in home.rglob("*") if each.suffix in (".json", ".jsonl", ".csv")):
            data = path.read_bytes()
            for case in altered(path.name, data):
                number += 1
                if number % every == 0:
                    path.write_bytes(case.data)
                    outcome = _outcome(read, home, case)
                    counts[outcome.partition(":")[0]] += 1
                    if outcome.startswith("fault"):
                        wrong.append(f"{name}, {case.file}, {case.what}: {outcome}")
            path.write_bytes(data)
    return wrong, counts


def _outcome(read: Read, home: Path, case: Case) -> str:
    try:
        read(home)
    except DeixisError as error:
        said = str(error)
        if "\n" in said or len(said) > 600 or not said.endswith((".", "?", "!")):
            return f"fault: {said!r} is no sentence"
        if Path(case.file).stem not in said:
            return "refused by what does not fit it" if str(home) in said or "picture" in said else f"fault: {said!r}"
        return "refused with its field" if case.field and f'"{case.field}"' in said else "refused"
    except Exception as error:
        return f"fault: {type(error).__name__}: {str(error)[:200]}"
    return "read"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--every", type=int, default=1, help="try only each so manieth alteration")
    parser.add_argument("--shown", type=int, default=20, help="faults that are printed")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        wrong, counts = faults(Path(folder), chosen.every)
    for each in wrong[: chosen.shown]:
        sys.stdout.write(f"{each}\n")
    print(json.dumps({"altered": sum(counts.values()), "faults": len(wrong), **counts}))
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
