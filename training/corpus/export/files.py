"""The files of an export: written as entries come, in parts of at most so many, each with the hash of its bytes."""

import contextlib
import hashlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Protocol

import orjson

from models.corpus_files.layouts import LAYOUTS, Layout
from models.corpus_files.parquet import table_of, table_schema
from models.errors import BadSetting
from training.corpus.export.choice import ExportSettings, Format
from training.corpus.export.manifest import ExportedFile
from training.corpus.export.whole_folder import writing

_AT_ONCE = 1000  # lines that are written together
_ROW_GROUP = 20_000


class Sink(Protocol):
    """One file of entries, and how many are in it so far."""

    count: int

    def add(self, fields: dict[str, Any]) -> None: ...

    def close(self) -> tuple[int, str]:
        """Write the rest; return how many bytes there are and their sha256."""
        ...

    def abandon(self) -> None:
        """Let go of the file, which nobody will read."""
        ...


class HashedFile:
    """A new file whose bytes are hashed as they are written."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.size = 0
        self.closed = False
        self._hash = hashlib.sha256()
        with writing(path):
            self._file = path.open("xb")

    def write(self, content: bytes) -> int:
        self._hash.update(content)
        self.size += len(content)
        with writing(self.path):
            return self._file.write(content)

    def flush(self) -> None:
        with writing(self.path):
            self._file.flush()

    def tell(self) -> int:
        return self.size

    def close(self) -> None:
        if not self.closed:
            self.closed = True
            with writing(self.path):
                self._file.close()

    def abandon(self) -> None:
        self.closed = True
        with contextlib.suppress(OSError):
            self._file.close()

    @property
    def sha256(self) -> str:
        return self._hash.hexdigest()


class LinesFile:
    """Entries as JSON, a line each; in an array for a layout whose files end in ".json"."""

    def __init__(self, path: Path, layout: Layout, critic: str) -> None:
        self._file = HashedFile(path)
        self._show, self._critic = layout.show, critic
        self._before, self._between, self._after = (
            (b"[\n", b",\n", b"\n]\n") if layout.suffix == ".json" else (b"", b"\n", b"\n")
        )
        self._lines: list[bytes] = []
        self.count = 0

    def add(self, fields: dict[str, Any]) -> None:
        self.count += 1
        self._lines.append(orjson.dumps(self._show(fields, self._critic)))
        if len(self._lines) == _AT_ONCE:
            self._write()

    def close(self) -> tuple[int, str]:
        if self._lines:
            self._write()
        self._file.write(self._after)
        self._file.close()
        return self._file.size, self._file.sha256

    def abandon(self) -> None:
        self._file.abandon()

    def _write(self) -> None:
        self._file.write(self._between if self._file.size else self._before)
        self._file.write(self._between.join(self._lines))
        self._lines.clear()


class TableFile:
    """Entries as the rows of a Parquet file."""

    def __init__(self, path: Path, critic: str) -> None:
        import pyarrow.parquet

        self._file = HashedFile(path)
        self._writer = pyarrow.parquet.ParquetWriter(self._file, table_schema(), compression="zstd")
        self._rows: list[dict[str, Any]] = []
        self._critic = critic
        self.count = 0

    def add(self, fields: dict[str, Any]) -> None:
        self.count += 1
        self._rows.append(fields)
        if len(self._rows) == _ROW_GROUP:
            self._write()

    def close(self) -> tuple[int, str]:
        if self._rows:
            self._write()
        self._writer.close()
        self._file.close()
        return self._file.size, self._file.sha256

    def abandon(self) -> None:
        with contextlib.suppress(BadSetting):
            self._writer.close()  # it would else write its end later, when the file is gone
        self._file.abandon()

    def _write(self) -> None:
        self._writer.write_table(table_of(self._rows, self._critic))
        self._rows.clear()


class Parts:
    """The files of one format: for every split as many as it takes, named when it is known how many there are."""

    def __init__(self, folder: Path, form: Format, settings: ExportSettings) -> None:
        self.form = form
        self._folder = folder
        self._open: dict[str, Sink] = {}
        self._closed: dict[str, list[tuple[int, int, str]]] = {}
        self._per_file = settings.per_file
        self._suffix, self._new = _opener(form, settings.critic)
        with writing(folder):
            folder.mkdir()

    def add(self, fields: dict[str, Any]) -> None:
        split = fields["split"]
        sink = self._open.get(split) or self._begin(split)
        sink.add(fields)
        if sink.count == self._per_file:
            self._close(split)

    def finish(self) -> list[ExportedFile]:
        """Close and name all files, and return them by name."""
        for split in list(self._open):
            self._close(split)
        return [
            self._named(split, number, len(parts), part)
            for split, parts in sorted(self._closed.items())
            for number, part in enumerate(parts)
        ]

    def abandon(self) -> None:
        """Let go of what is not finished."""
        for sink in self._open.values():
            sink.abandon()

    def _begin(self, split: str) -> Sink:
        number = len(self._closed.setdefault(split, []))
        return self._open.setdefault(split, self._new(self._folder / f"{split}-{number:05d}"))

    def _close(self, split: str) -> None:
        sink = self._open[split]
        self._closed[split].append((sink.count, *sink.close()))
        del self._open[split]

    def _named(self, split: str, number: int, parts: int, part: tuple[int, int, str]) -> ExportedFile:
        entries, size, sha256 = part
        name = f"{split}-{number:05d}-of-{parts:05d}{self._suffix}"
        with writing(self._folder):
            (self._folder / f"{split}-{number:05d}").rename(self._folder / name)
        return ExportedFile(path=f"{self._folder.name}/{name}", entries=entries, bytes=size, sha256=sha256)


@contextlib.contextmanager
def open_parts(folder: Path, forms: Iterable[Format], settings: ExportSettings) -> Iterator[list[Parts]]:
    """Give the parts of every format; those that are not finished when the block ends are let go."""
    parts = [Parts(folder / form, form, settings) for form in forms]
    try:
        yield parts
    finally:
        for each in parts:
            each.abandon()


def _opener(form: Format, critic: str) -> tuple[str, Callable[[Path], Sink]]:
    if form == "parquet":
        return ".parquet", lambda path: TableFile(path, critic)
    layout = LAYOUTS[form]
    return layout.suffix, lambda path: LinesFile(path, layout, critic)
