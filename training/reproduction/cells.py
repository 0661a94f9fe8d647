"""Where finished cells are kept: `OUT/cells/<part>/<arm>.<seed>.json`, written whole, and skipped the next time.

`OUT/scale.json` is the scale that all of them were measured with; its seeds may become more, all else makes other
figures, which are not to be mixed with these.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from models.errors import BadSetting
from models.whole_file import write_whole
from training.reproduction.parts import Cell, Finished, Scale

CELLS, SCALE = "cells", "scale.json"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+-]*")


class Cells:
    """The cells of one folder."""

    def __init__(self, out: Path) -> None:
        self._out = out

    def begin(self, scale: Scale) -> None:
        """Keep the scale. Raises BadSetting where the folder has cells of another one."""
        kept = self.scale()
        if kept is not None and _without_seeds(kept) != _without_seeds(scale):
            raise BadSetting(
                f"{self._out} holds figures that were measured otherwise ({_differences(kept, scale)}); choose another "
                "--out, or delete it to measure all of them again."
            )
        if kept is None or set(scale.seeds) > set(kept.seeds):
            self._out.mkdir(parents=True, exist_ok=True)
            write_whole(self._out / SCALE, f"{scale.model_dump_json(indent=2)}\n".encode())

    def scale(self) -> Scale | None:
        """Return the scale of the cells, None before the first. Raises BadSetting for a damaged file."""
        path = self._out / SCALE
        if not path.exists():
            return None
        try:
            return Scale.model_validate_json(path.read_bytes())
        except (OSError, ValidationError) as error:
            raise BadSetting(f"{path} cannot be read ({type(error).__name__}); choose another --out.") from None

    def find(self, cell: Cell) -> Finished | None:
        """Return what was found of a cell, None where it is not finished. Raises BadSetting for a damaged file."""
        path = self.path(cell)
        return _read(path) if path.exists() else None

    def keep(self, finished: Finished) -> Path:
        """Write a finished cell, whole or not at all, and return its file."""
        path = self.path(finished.cell)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, f"{finished.model_dump_json(indent=2)}\n".encode())
        return path

    def of(self, part: str) -> Iterator[Finished]:
        """Yield all finished cells of a part, by arm and seed."""
        found = (_read(path) for path in sorted((self._out / CELLS / part).glob("*.json")))
        yield from sorted(found, key=lambda each: (each.arm, each.seed))

    def path(self, cell: Cell) -> Path:
        """Return the file of a cell."""
        for name in (cell.part, cell.arm):
            if not _NAME.fullmatch(name):
                raise ValueError(f"{name!r} cannot be the name of a file")
        return self._out / CELLS / cell.part / f"{cell.arm}.{cell.seed}.json"


def _read(path: Path) -> Finished:
    try:
        return Finished.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise BadSetting(
            f"{path} is no finished cell ({type(error).__name__}); delete it, and it is measured again."
        ) from None


def _without_seeds(scale: Scale) -> Scale:
    return scale.model_copy(update={"seeds": ()})


def _differences(kept: Scale, asked: Scale) -> str:
    before, now = kept.model_dump(exclude={"seeds"}), asked.model_dump(exclude={"seeds"})
    return ", ".join(f"{name} {before[name]} instead of {now[name]}" for name in before if before[name] != now[name])
