"""Read candidates from a CSV table with a header.

    image or image_id                      path in the folder of pictures, or the picture's sha256
    question, answer, rationale            regions are named [0], [1] ...
    regions                                0:10,20,90,80; 1:15,5,60,70 in pixels (left, top, right, bottom), or JSON
    id                                     optional; made of picture and words if it is left out
    score:NAME, origin:NAME                a number, and any word; as many columns as wanted
    kind, gold_qa, gold_rationale, gold_why    for screens with known answers

A cell that spreadsheets would run as a formula is written with an apostrophe before it, which is taken away here.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from models.corpus_files.csv_rows import Row, csv_rows
from models.corpus_files.formulas import bare
from models.corpus_files.lines import BadLine
from models.errors import BadSetting

NEEDED = ("question", "answer", "rationale")
COLUMNS = ("image", "image_id", *NEEDED, "regions", "id", "kind", "gold_qa", "gold_rationale", "gold_why")


def csv_values(path: Path) -> Iterator[tuple[int, dict[str, Any] | BadLine]]:
    """Yield the rows with the lines they begin at, as lines of our own JSON. Raises BadSetting for the header."""
    for row in csv_rows(path, _check_header):
        try:
            yield row.line, _value(row)
        except ValueError as problem:
            yield row.line, BadLine(row.line, str(problem))


def _check_header(path: Path, header: list[str]) -> None:
    unknown = [name for name in header if name not in COLUMNS and not name.startswith(("score:", "origin:"))]
    missing = [name for name in NEEDED if name not in header]
    if "image" not in header and "image_id" not in header:
        missing = ["image", *missing]
    twice = [name for name in header if header.count(name) > 1]
    if missing:
        raise BadSetting(f"{path} has no column {missing[0]!r}; a table needs {', '.join(('image', *NEEDED))}.")
    if unknown:
        known = ", ".join((*COLUMNS, "score:NAME", "origin:NAME"))
        raise BadSetting(f"{path} has a column {unknown[0]!r} that means nothing here; known are {known}.")
    if twice:
        raise BadSetting(f"{path} has two columns {twice[0]!r}; rename one.")


def _value(row: Row) -> dict[str, Any]:
    cells = {name: bare(cell) for name, cell in row.by_name().items()}
    value: dict[str, Any] = {
        name: cells[name] for name in ("image", "image_id", *NEEDED, "id", "kind") if name in cells
    }
    value["regions"] = _regions(cells.get("regions", ""))
    value["scores"] = {name.removeprefix("score:"): cells[name] for name in cells if name.startswith("score:")}
    value["origin"] = {name.removeprefix("origin:"): cells[name] for name in cells if name.startswith("origin:")}
    gold = {part: cells[f"gold_{part}"] for part in ("qa", "rationale", "why") if f"gold_{part}" in cells}
    return value | ({"gold": gold} if gold else {})


def _regions(cell: str) -> object:
    if cell.startswith("["):
        return json.loads(cell)
    regions = []
    for part in cell.split(";"):
        if part.strip():
            name, _, sides = part.partition(":")
            regions.append({"id": name.strip(), "box": _numbers(part, sides)})
    return regions


def _numbers(part: str, sides: str) -> list[float]:
    try:
        numbers = [float(side) for side in sides.split(",")]
    except ValueError:
        numbers = []
    if len(numbers) != 4:
        raise ValueError(f"its region {part.strip()[:60]!r} is not written as 0:10,20,90,80")
    return numbers
