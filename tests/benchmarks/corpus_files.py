"""Time the export and import of a corpus: `python -m tests.benchmarks.corpus_files --size 1000000`.

Beside ours stands what a script of five lines would do with the same lines: orjson reads them and writes them again;
pyarrow makes a table of them. They take turns on the same portions, in one process and by its own time, so that what
else the machine does falls on both; the ratio is the median of the turns, of which a small run has several on its only
portion. Ours also decides about every entry, splits by picture, counts, hashes and syncs.
A tenth is written in all layouts, twice, and the files are read again. Memory is the most that a process of its own
took for all and for a quarter.

The last line is JSON; a ratio above 2, memory that grows with the entries, or bytes that differ on a second run end the
program with exit code 1.
"""

import argparse
import json
import multiprocessing
import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import orjson
import pyarrow
import pyarrow.parquet

from models.corpus import Entry
from models.corpus_files.parquet import table_schema
from tests.training.corpus.made_entries import CRITIC, made_entries
from training.corpus.export.choice import ExportSettings, Format
from training.corpus.export.write import export
from training.corpus.import_entries import import_entries

MOST_RATIO = 2.0
MOST_MEMORY = 500  # MB
MOST_GROWTH = 100  # bytes an entry: of a picture's six entries 8 bytes of a hash are kept, in a dict
PORTIONS = 20
TURNS, FEW_TURNS = 9, 3  # at least: in one alone a ratio is a tenth off as often as not
_PORTION = 10_000  # entries at least: what every export takes anyway would else weigh too much
FORMATS: tuple[Format, ...] = ("lskd", "conversations", "llava")
_DIFFERENT = 3000  # entries that are made with care; all others are these with other ids and pictures
_ROW_GROUP = 20_000
Took = dict[str, float]  # seconds an entry, by the name of the way


def write_source(path: Path, size: int) -> None:
    """Write so many entries as JSON lines, six to a picture, each with an id of its own."""
    made = [json.loads(each.model_dump_json()) for each in made_entries(min(size, _DIFFERENT)) if not each.set_aside]
    with path.open("wb") as file:
        for number in range(size):
            entry = made[number % len(made)]
            entry["candidate"]["id"] = f"entry-{number:09d}"
            entry["candidate"]["image_id"] = f"{number // 6:064x}"
            entry["path"] = f"made/{number // 6}.jpg"
            file.write(orjson.dumps(entry) + b"\n")


def portions(source: Path, size: int) -> Iterator[list[bytes]]:
    with source.open("rb") as file:
        while portion := list(islice(file, max(_PORTION, -(-size // PORTIONS)))):
            yield portion


def bare_lines(lines: list[bytes], out: Path) -> None:
    with out.open("wb") as file:
        for line in lines:
            file.write(orjson.dumps(orjson.loads(line)) + b"\n")
        file.flush()
        os.fsync(file.fileno())


def bare_table(lines: list[bytes], out: Path) -> None:
    schema = table_schema()
    with pyarrow.parquet.ParquetWriter(out, schema, compression="zstd") as writer:
        for start in range(0, len(lines), _ROW_GROUP):
            rows = [_row(orjson.loads(line)) for line in lines[start : start + _ROW_GROUP]]
            writer.write_table(pyarrow.Table.from_pylist(rows, schema=schema))
    with out.open("rb") as file:
        os.fsync(file.fileno())


def _row(entry: dict[str, Any]) -> dict[str, Any]:
    candidate = entry["candidate"]
    return {
        **candidate["qar"],
        "id": candidate["id"],
        "image": entry["path"],
        "image_id": candidate["image_id"],
        "split": entry["split"],
        "origin": orjson.dumps(candidate["origin"]).decode(),
        "scores": orjson.dumps(candidate["scores"]).decode(),
        "regions": candidate["regions"],
        "marks": entry["marks"],
        "score": candidate["scores"][CRITIC],
    }


def settings(*formats: Format) -> ExportSettings:
    return ExportSettings(formats=formats, critic=CRITIC, threshold=0.0, shares={"train": 0.9, "test": 0.1})


def seconds(work: Callable[[], object]) -> float:
    """Return how much of its own time the process takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


WAYS: dict[str, Callable[[list[bytes], Path], object]] = {
    "bare_orjson": bare_lines,
    "ours_jsonl": lambda lines, out: export(lines, out, settings()),
    "bare_pyarrow": bare_table,
    "ours_jsonl_and_parquet": lambda lines, out: export(lines, out, settings("parquet")),
}
JSONL, BOTH = tuple(WAYS)[:2], ("bare_orjson", "bare_pyarrow", "ours_jsonl_and_parquet")


def take_turns(names: tuple[str, ...], source: Path, size: int, folder: Path, *, least: int) -> list[Took]:
    """Return the seconds an entry of the ways of these names, which take turns on portions of the same lines, again and
    again until there were at least so many turns."""
    again = -(-least // sum(1 for _ in portions(source, size)))
    taken: list[Took] = []
    for lines in (lines for _ in range(again) for lines in portions(source, size)):
        outs = {name: folder / f"{'-'.join(names)}-{name}-{len(taken)}" for name in names}
        took = {name: seconds(partial(WAYS[name], lines, out)) for name, out in outs.items()}
        taken.append({name: each / len(lines) for name, each in took.items()})
    return taken


def ratio(taken: list[Took]) -> float:
    """Return how many times as long ours takes as what writes the same files barely, the median of the turns."""
    ours = [sum(each for name, each in took.items() if name.startswith("ours")) for took in taken]
    bare = [sum(each for name, each in took.items() if name.startswith("bare")) for took in taken]
    return round(statistics.median(each / other for each, other in zip(ours, bare, strict=True)), 2)


def memory(source: Path, size: int, out: Path) -> float:
    """Return the most megabytes that a process of its own takes to export so many entries, Parquet included."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_most_memory, (source, size, out))


def _most_memory(source: Path, size: int, out: Path) -> float:
    with source.open("rb") as file:
        export(islice(file, size), out, settings("parquet"))
    return round(_peak() / 2**20, 1)


def _peak() -> int:
    """Return the most bytes that this process had at once."""
    status = Path("/proc/self/status")
    if status.is_file():
        # Not getrusage: on Linux a process begins with the peak of the one that started it.
        return int(status.read_text().split("VmHWM:")[1].split()[0]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def measure(size: int, folder: Path) -> dict[str, Any]:
    """Return all figures of the report."""
    source = folder / "source.jsonl"
    write_source(source, size)
    # Both load much at their first lines.
    few = source.read_bytes().splitlines()[:10]
    bare_table(few, folder / "warm")
    export(few, folder / "warm-ours", settings("parquet"))
    jsonl = take_turns(JSONL, source, size, folder, least=TURNS)
    both = take_turns(BOTH, source, size, folder, least=FEW_TURNS)
    each = {name: statistics.mean(took[name] for took in (*jsonl, *both) if name in took) for name in WAYS}
    found: dict[str, Any] = {"size": size, **{name: round(1 / took) for name, took in each.items()}}
    found |= {"ratio": {"jsonl": ratio(jsonl), "jsonl_and_parquet": ratio(both)}}
    part = max(1, size // 10)
    for name in ("all", "again"):
        with source.open("rb") as file:
            lines, out = islice(file, part), folder / name
            took_all = seconds(lambda lines=lines, out=out: export(lines, out, settings("parquet", *FORMATS)))
    found["all_layouts_per_second"] = round(part / took_all)
    found["identical"] = (folder / "all/manifest.json").read_bytes() == (folder / "again/manifest.json").read_bytes()
    found["read_per_second"] = {form: _read(folder / "all" / form, part) for form in ("jsonl", "parquet", *FORMATS)}
    found["memory_mb"] = memory(source, size, folder / "whole")
    found["memory_mb_of_a_quarter"] = memory(source, size // 4, folder / "quarter")
    return found


def _read(folder: Path, size: int) -> float:
    """Return how many entries are read in a second; every one has to be."""
    read = 0

    def work() -> None:
        nonlocal read
        for file in sorted(folder.iterdir()):
            read += sum(isinstance(each, Entry) for each in import_entries(file))

    took = seconds(work)
    if read != size:
        raise SystemExit(f"{folder.name}: {read} of {size} entries were read")
    return round(size / took)


def faults_of(found: dict[str, Any]) -> list[str]:
    """Return a line for everything that is not as it has to be."""
    faults = [
        f"{name} takes {each} times as long as bare" for name, each in found["ratio"].items() if each > MOST_RATIO
    ]
    if not found["identical"]:
        faults.append("a second export has other bytes")
    if found["memory_mb"] > MOST_MEMORY:
        faults.append(f"{found['memory_mb']} MB of memory, more than {MOST_MEMORY}")
    growth = (found["memory_mb"] - found["memory_mb_of_a_quarter"]) * 2**20 / (0.75 * found["size"])
    # A small run grows by what every run takes sooner or later.
    if found["size"] >= 200_000 and growth > MOST_GROWTH:
        faults.append(f"memory grows by {growth:.0f} bytes an entry, more than {MOST_GROWTH}")
    return faults


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=20_000, help="entries")
    with tempfile.TemporaryDirectory() as folder:
        found = measure(parser.parse_args(arguments).size, Path(folder))
    faults = faults_of(found)
    sys.stdout.write("".join(f"{fault}\n" for fault in faults) + json.dumps(found) + "\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
