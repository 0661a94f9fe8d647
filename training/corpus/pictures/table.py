"""The pictures and regions of a CSV table with a header, a row for each region, in any order.

image                  path in the folder of pictures
x0, y0, x1, y1         pixels: left, top, right, bottom
id                     optional: the region's number, else they are counted from 0
label, description     optional: what the region shows
"""

import json
from collections.abc import Iterator
from pathlib import Path

from models.corpus_files.csv_rows import Row, csv_rows
from models.errors import BadSetting
from models.records import Box
from training.corpus.pictures.given_regions import Given, Stated, given_picture
from training.corpus.pictures.groups import Groups
from training.corpus.pictures.source import Found, PictureFolder, Refused

_SIDES = ("x0", "y0", "x1", "y1")
_NEEDED = ("image", *_SIDES)
_KNOWN = (*_NEEDED, "id", "label", "description")


class RegionTable(PictureFolder):
    """A source of the pictures that a table names."""

    def __init__(self, folder: Path, table: Path) -> None:
        super().__init__(folder)
        self._table = table

    def pictures(self) -> Iterator[Found]:
        """Yield the pictures in the order in which the table first names them. Raises BadSetting for the header."""
        with Groups() as groups:
            for row in csv_rows(self._table, _check_header):
                try:
                    cells = _cells(row)
                except ValueError as problem:
                    yield Refused(self._place(row.line), str(problem))
                else:
                    groups.add(cells["image"], json.dumps([row.line, cells]))
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


def _check_header(path: Path, header: list[str]) -> None:
    for name in _NEEDED:
        if name not in header:
            raise BadSetting(f'{path} has no column "{name}"; a table of regions needs {", ".join(_NEEDED)}.')
    for name in header:
        if name not in _KNOWN or header.count(name) > 1:
            wrong = "twice" if name in _KNOWN else "that means nothing here"
            raise BadSetting(f'{path} has a column "{name}" {wrong}; known are {", ".join(_KNOWN)}.')


def _cells(row: Row) -> dict[str, str]:
    cells = {name: cell.strip() for name, cell in row.by_name().items()}
    for name in _NEEDED:
        if name not in cells:
            raise ValueError(f'its "{name}" is empty')
    return cells


def _number(cell: str, name: str) -> float:
    try:
        return float(cell)
    except ValueError:
        raise ValueError(f'its "{name}" is {cell[:40]!r}, not a number') from None
