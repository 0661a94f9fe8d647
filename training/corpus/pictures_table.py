"""The pictures and regions of a CSV table with a header, a row for each region, in any order.

image                  path in the folder of pictures
x0, y0, x1, y1         pixels: left, top, right, bottom
id                     optional: the region's number, else they are counted from 0
label, description     optional: what the region shows
"""

import csv
import json
from collections.abc import Iterator
from pathlib import Path

from models.errors import BadSetting
from models.records import Box
from training.corpus.given_regions import Given, Stated, given_picture
from training.corpus.groups import Groups
from training.corpus.pictures import Found, PictureFolder, Refused

_SIDES = ("x0", "y0", "x1", "y1")
_NEEDED = ("image", *_SIDES)
_KNOWN = (*_NEEDED, "id", "label", "description")
_LONGEST_CELL = 100_000  # characters


class RegionTable(PictureFolder):
    """A source of the pictures that a table names."""

    def __init__(self, folder: Path, table: Path) -> None:
        super().__init__(folder)
        self._table = table

    def pictures(self) -> Iterator[Found]:
        """Yield the pictures in the order in which the table first names them. Raises BadSetting for the header."""
        with Groups() as groups:
            for line, row in _rows(self._table):
                try:
                    cells = _cells(row)
                except ValueError as problem:
                    yield Refused(self._place(line), str(problem))
                else:
                    groups.add(cells["image"], json.dumps([line, cells]))
            for image in groups.keys():  # noqa: SIM118 - no dict
                rows = [json.loads(text) for text in groups.of(image)]
                yield from given_picture(self, Stated(self._place(rows[0][0]), [image]), self._regions(rows))

    def _regions(self, rows: list[tuple[int, dict[str, str]]]) -> Iterator[Given | Refused]:
        for place, (line, cells) in enumerate(rows):
            try:
                box = Box(*(_number(cells[side], side) for side in _SIDES))
                name = int(_number(cells["id"], "id")) if "id" in cells else place
            except ValueError as problem:
                yield Refused(self._place(line), str(problem))
            else:
                yield Given(self._place(line), name, box, cells.get("label", ""), cells.get("description", ""))

    def _place(self, line: int) -> str:
        return f"{self._table.name}, line {line}"


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str | None]]]:
    """Yield the rows with the lines they begin at."""
    csv.field_size_limit(_LONGEST_CELL)
    line = 1
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.reader(file, strict=True)
            header = [name.strip() for name in next(rows, [])]
            _check_header(path, header)
            line = rows.line_num + 1
            for row in rows:
                if any(cell.strip() for cell in row):
                    # A row that is too long or too short keeps a cell without a name, or a name without a cell.
                    longer = [*header, *[""] * (len(row) - len(header))]
                    yield line, dict(zip(longer, [*row, *[None] * (len(longer) - len(row))], strict=True))
                line = rows.line_num + 1
    except OSError as error:
        raise BadSetting(f"{path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise BadSetting(f"{path} is not UTF-8 text; save it as CSV UTF-8.") from None
    except csv.Error as error:
        raise BadSetting(f"{path} is not a CSV table: {error} in line {line}.") from None


def _check_header(path: Path, header: list[str]) -> None:
    for name in _NEEDED:
        if name not in header:
            raise BadSetting(f'{path} has no column "{name}"; a table of regions needs {", ".join(_NEEDED)}.')
    for name in header:
        if name not in _KNOWN or header.count(name) > 1:
            wrong = "twice" if name in _KNOWN else "that means nothing here"
            raise BadSetting(f'{path} has a column "{name}" {wrong}; known are {", ".join(_KNOWN)}.')


def _cells(row: dict[str, str | None]) -> dict[str, str]:
    if "" in row or None in row.values():
        raise ValueError("it has not as many cells as the header")
    cells = {name: cell.strip() for name, cell in row.items() if cell and cell.strip()}
    for name in _NEEDED:
        if name not in cells:
            raise ValueError(f'its "{name}" is empty')
    return cells


def _number(cell: str, name: str) -> float:
    try:
        return float(cell)
    except ValueError:
        raise ValueError(f'its "{name}" is {cell[:40]!r}, not a number') from None
