"""Write tables of records as JSON lines, CSV or Parquet. A file appears under its name only when it is complete."""

import csv
import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple

from models.corpus_files.formulas import quoted
from models.corpus_files.parquet import check_pyarrow
from models.errors import BadSetting

Format = Literal["jsonl", "csv", "parquet"]


class Table(NamedTuple):
    """Values to be written. `lines` are whole records for JSON lines; `rows` are flat, a column for every key of
    `columns`, and what is missing is empty. Lists and objects in rows become JSON text."""

    name: str
    lines: Sequence[Mapping[str, Any]]
    rows: Sequence[Mapping[str, Any]]
    columns: Sequence[str]


def write_table(table: Table, folder: Path, form: Format) -> Path:
    """Write a table and return its path. Raises BadSetting when it cannot be written."""
    path = folder / f"{table.name}.{form}"
    writers: Mapping[Format, Callable[[Table, Path], None]] = {
        "jsonl": _write_lines,
        "csv": _write_csv,
        "parquet": _write_parquet,
    }
    write_whole(path, lambda unfinished: writers[form](table, unfinished))
    return path


def check_format(form: Format) -> None:
    """Raise BadSetting when a package for the format is missing."""
    if form == "parquet":
        check_pyarrow()


def write_whole(path: Path, write: Callable[[Path], object]) -> None:
    """Let `write` fill a file beside `path` and put it there when it is on the disk. Raises BadSetting."""
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        write(unfinished)
        with unfinished.open("rb") as file:
            os.fsync(file.fileno())
        unfinished.replace(path)
    except OSError as error:
        raise BadSetting(f"{path} cannot be written: {error.strerror}.") from None
    finally:
        unfinished.unlink(missing_ok=True)


def _write_lines(table: Table, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in table.lines)


def _write_csv(table: Table, path: Path) -> None:
    # With the mark by which spreadsheets know UTF-8.
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(quoted(name) for name in table.columns)
        writer.writerows([_cell(row.get(name)) for name in table.columns] for row in table.rows)


def _cell(value: object) -> object:
    """Return numbers as they are and all else as text that no spreadsheet runs."""
    if value is None or isinstance(value, int | float):
        return value
    return quoted(_plain(value))


def _plain(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _write_parquet(table: Table, path: Path) -> None:
    check_format("parquet")
    import pyarrow
    import pyarrow.parquet

    columns = {name: _column([row.get(name) for row in table.rows]) for name in table.columns}
    pyarrow.parquet.write_table(pyarrow.table(columns), path)


def _column(values: Iterable[object]) -> list[object]:
    return [json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value for value in values]
