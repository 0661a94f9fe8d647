"""Join results of many models into the layout of the paper's table 3, beside what the paper reports.

Several results of one model on one benchmark, asked in the same way, are runs of it (of several seeds, say), and stand
as mean and standard deviation; `--name` gives runs from different folders one name. Runs are of the same items: of the
same files, or of the same drawn scenes.
"""

import json
import math
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import fmean, stdev
from typing import Any, NamedTuple

from models.errors import BadSetting
from models.records import Record
from training.benchmarks import lmms_eval
from training.benchmarks.drawn.styles import PREFIX
from training.benchmarks.official.reading import Row, object_of
from training.benchmarks.published import BIAS, BIAS_COLUMNS, BIAS_QUOTED, COLUMNS, QUOTED, Quoted


class Cell(Record):
    """A figure of a model: the value of one run with its interval, or mean and standard deviation of several."""

    value: float
    low: float | None = None
    high: float | None = None
    spread: float | None = None
    runs: int = 1


class Line(Record):
    """A model's row; `cells` in the order of the columns, None where nothing was measured. `quoted` names the table of
    the paper that a row is taken from, and is empty for what was measured."""

    model: str
    quoted: str = ""
    cells: tuple[Cell | None, ...]


class Table(Record):
    """A joined table; `world` is "" for official files, else "drawn", one of these with "reporting bias", or
    "lmms-eval": no row of the one stands among the other."""

    world: str
    columns: tuple[str, ...]
    rows: tuple[Line, ...]


class _Result(NamedTuple):
    path: Path
    world: str
    benchmark: str
    model: str
    items: tuple[str, int, str, str]
    whole: Mapping[str, Any]
    figures: dict[str, tuple[float, Any]]


class _Layout(NamedTuple):
    """What a table is headed, its columns (benchmark, task, heading), and the rows quoted beside, from where."""

    heading: str
    columns: tuple[tuple[str, str, str], ...]
    quoted: tuple[Quoted, ...] = ()
    quoted_from: str = ""


_LAYOUTS: Mapping[str, _Layout] = {
    "": _Layout("model", COLUMNS, QUOTED, "the paper"),
    "drawn": _Layout("drawn world, in the styles of", COLUMNS),
    "reporting bias": _Layout("reporting bias", BIAS_COLUMNS, BIAS_QUOTED, "quoted"),
    "drawn reporting bias": _Layout("drawn world, reporting bias", BIAS_COLUMNS),
    lmms_eval.NAME: _Layout("lmms-eval's own figures", ()),  # columns: the tasks and metrics that there are
}


def join_results(paths: Sequence[Path]) -> tuple[Table, ...]:
    """Return a table of official files and one of the drawn world, as far as there are results of either; those of
    reporting bias and of lmms-eval stand in tables of their own.

    A path is a file that `--out` or `--json` wrote. Raises BadSetting for other files, and for results of one model
    that are of different items.
    """
    results = [each for path in paths for each in _read(path)]
    if not results:
        raise BadSetting("There is nothing to join; name files that `deixis evaluate ... --out` wrote.")
    worlds = {name: [each for each in results if each.world == name] for name in _LAYOUTS}
    return tuple(_table(world, found) for world, found in worlds.items() if found)


def as_markdown(table: Table) -> Iterator[str]:
    """Yield the lines of a table."""
    layout = _LAYOUTS[table.world]
    yield f"| {layout.heading} | {' | '.join(table.columns)} |"
    yield f"|---|{'---:|' * len(table.columns)}"
    for row in table.rows:
        name = f"{row.model} ({layout.quoted_from}, {row.quoted})" if row.quoted else f"**{row.model}**"
        yield f"| {name} | {' | '.join(_written(cell) for cell in row.cells)} |"


def _read(path: Path) -> Iterator[_Result]:
    found = object_of(path)
    named = found.text("benchmark")
    benchmark, world = named.removeprefix(PREFIX), "drawn" if named.startswith(PREFIX) else ""
    given = [found.text("model"), found.text("scored_by")]
    given += [f"no {name}" for name in ("regions", "question") if found.values.get(name) is False]
    given += ["ids shuffled"] if found.has("shuffled_ids") else []
    settings = found.values.get("settings")
    preset = settings.get("preset") if isinstance(settings, dict) else ""
    given += [f"preset {preset}"] if preset else []
    # Benchmarks without regions are asked without them whoever is asked.
    if benchmark in ("aokvqa", "snli-ve", "visual7w"):
        given = [each for each in given if each != "no regions"]
    figures = {each.text("task"): (each.number("value"), each.values.get("interval")) for each in found.rows("figures")}
    files = json.dumps(found.values.get("files"), sort_keys=True)
    # The same files may lie in different folders.
    source = re.split(r"[/\\]", str(found.values.get("source")))[-1]
    items = (found.text("split"), found.whole("n"), source, files)
    whole = _Result(path, world, benchmark, ", ".join(given), items, found.values, figures)
    parts = {BIAS: _of_skills, lmms_eval.NAME: _of_tasks}.get(benchmark)
    yield from parts(whole, found) if parts else (whole,)


def _of_skills(whole: _Result, found: Row) -> Iterator[_Result]:
    """Yield a result for each skill and manner: files may have been made with all four skills or with some."""
    ways = dict(each.split(": ", 1) for each in found.text("scored_by").split("; ") if ": " in each)
    for figure in found.rows("figures"):
        skill, _, manner = figure.text("task").partition(", ")
        yield whole._replace(
            world=f"{whole.world} reporting bias".strip(),
            benchmark=f"{BIAS}-{skill}",
            model=f"{found.text('model')}, {manner}: {ways.get(manner, '')}",
            items=(whole.items[0], figure.whole("n"), "", ""),
            figures={skill: whole.figures[figure.text("task")]},
        )


def _of_tasks(whole: _Result, found: Row) -> Iterator[_Result]:
    """Yield a result for each task and metric of lmms-eval."""
    for figure in found.rows("figures"):
        name = f"{figure.text('task')} {figure.text('metric')}"
        yield whole._replace(
            world=lmms_eval.NAME,
            benchmark=name,
            items=("", figure.whole("n"), "", ""),
            figures={name: (figure.number("value"), figure.values.get("interval"))},
        )


def _table(world: str, results: Sequence[_Result]) -> Table:
    layout = _LAYOUTS[world]
    columns = layout.columns or tuple((name, name, name) for name in sorted({each.benchmark for each in results}))
    runs: defaultdict[str, list[_Result]] = defaultdict(list)
    for each in results:
        if each.benchmark not in {benchmark for benchmark, _, _ in columns}:
            raise BadSetting(f"{each.path}: {each.benchmark} has no column in any table.")
        for other in (run for run in runs[each.model] if run.benchmark == each.benchmark):
            _require_runs(other, each)
        runs[each.model].append(each)
    rows = [
        Line(model=model, cells=tuple(_cell(found, benchmark, task) for benchmark, task, _ in columns))
        for model, found in runs.items()
    ]
    quoted = [
        Line(
            model=each.model,
            quoted=each.table,
            cells=tuple(
                None if value is None else Cell(value=value, spread=each.spread[place] if each.spread else None)
                for place, value in enumerate(each.values)
            ),
        )
        for each in layout.quoted
    ]
    return Table(world=world, columns=tuple(name for *_, name in columns), rows=(*rows, *quoted))


def _require_runs(one: _Result, other: _Result) -> None:
    if one.items != other.items:
        raise BadSetting(f"{one.path} and {other.path} are of different items, so they are no runs of one model.")
    if one.whole == other.whole:
        raise BadSetting(f"{one.path} and {other.path} tell of the same run; several of them would look more certain.")


def _cell(results: Sequence[_Result], benchmark: str, task: str) -> Cell | None:
    found = [each.figures[task] for each in results if each.benchmark == benchmark and task in each.figures]
    if not found:
        return None
    values = [value for value, _ in found]
    if len(values) > 1:
        return Cell(value=fmean(values), spread=stdev(values), runs=len(values))
    low, high = _between(found[0][1])
    return Cell(value=values[0], low=low, high=high)


def _between(interval: Any) -> tuple[float | None, float | None]:
    if isinstance(interval, list) and len(interval) == 2 and all(isinstance(each, int | float) for each in interval):
        low, high = map(float, interval)
        if math.isfinite(low) and math.isfinite(high):
            return low, high
    return None, None


def _written(cell: Cell | None) -> str:
    if cell is None:
        return "-"
    if cell.spread is not None:
        return f"{cell.value:.1f} ± {cell.spread:.2f}"
    return f"{cell.value:.1f}" if cell.low is None else f"{cell.value:.1f} ({cell.low:.1f} to {cell.high:.1f})"
