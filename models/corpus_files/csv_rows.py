"""Read a CSV table with a header row by row; what is wrong with the file as a whole is said in one sentence."""

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from models.errors import BadSetting

_LONGEST_CELL = 1_000_000  # characters


class Row(NamedTuple):
    """A row that is not empty, with the line it begins at."""

    line: int
    header: list[str]
    cells: list[str]

    def by_name(self) -> dict[str, str]:
        """Return its cells that are not blank. Raises ValueError for a row of another length than the header."""
        if len(self.cells) != len(self.header):
            raise ValueError(f"it has {len(self.cells)} cells, and the header {len(self.header)}")
        return {name: cell for name, cell in zip(self.header, self.cells, strict=True) if cell.strip()}


def csv_rows(path: Path, check_header: Callable[[Path, list[str]], None]) -> Iterator[Row]:
    """Yield the rows of a table whose header passes the check. Raises BadSetting for a file that is no table."""
    csv.field_size_limit(_LONGEST_CELL)
    line = 1
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.reader(file, strict=True)
            header = [name.strip() for name in next(rows, [])]
            check_header(path, header)
            line = rows.line_num + 1
            for cells in rows:
                if any(cell.strip() for cell in cells):
                    yield Row(line, header, cells)
                line = rows.line_num + 1
    except OSError as error:
        raise BadSetting(f"{path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise BadSetting(f"{path} is not UTF-8 text; save it as CSV UTF-8.") from None
    except csv.Error as error:
        raise BadSetting(f"{path} is not a CSV table: {error} in line {line}.") from None
