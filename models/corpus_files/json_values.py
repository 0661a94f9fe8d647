"""Read the objects of a JSON file one after the other: a line each, or the items of an array however it is laid out."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from models.corpus_files.lines import BadLine
from models.errors import BadSetting

_CHUNK = 1 << 20  # characters
_BLANK = " \t\r\n"
_DECODER = json.JSONDecoder()

Value = dict[str, Any] | BadLine


def json_values(path: Path) -> Iterator[tuple[int, Value]]:
    """Yield what a file holds, with the lines that its objects begin at. Raises BadSetting when it cannot be read."""
    try:
        yield from _lines(path) if path.suffix.lower() == ".jsonl" or not _is_array(path) else _items(path)
    except OSError as error:
        raise BadSetting(f"{path} cannot be read: {error.strerror}.") from None


def _is_array(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4096).removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"[")


def _lines(path: Path) -> Iterator[tuple[int, Value]]:
    with path.open("rb") as file:
        for number, raw in enumerate(file, start=1):
            if raw.strip():
                yield number, line_value(number, raw)


def line_value(number: int, raw: bytes) -> Value:
    """Return what a line of JSON lines holds."""
    try:
        value = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return BadLine(number, "it is not UTF-8 text")
    except (ValueError, RecursionError) as problem:
        return BadLine(number, f"it is not JSON: {problem}")
    return _an_object(number, value)


def _an_object(number: int, value: object) -> Value:
    return value if isinstance(value, dict) else BadLine(number, "it is not a JSON object")


def _items(path: Path) -> Iterator[tuple[int, Value]]:
    """Yield the items of an array; what is no JSON ends it, for where the next item begins is not known then."""
    line = 1
    with path.open(encoding="utf-8-sig") as file:
        text = _Text(file)
        try:
            text.skip("[")
            while not text.at_end("]"):
                line = text.line
                yield line, _an_object(line, text.item())
                text.skip(",", unless="]")
        except UnicodeDecodeError:
            yield text.line, BadLine(text.line, "it is not UTF-8 text, nor is anything read after it")
        except (ValueError, RecursionError) as problem:
            yield line, BadLine(line, f"it is not JSON: {problem}; nothing is read after it")


class _Text:
    """The part of a file that is read and not yet used, and the line it begins at."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file
        self._text, self._place = "", 0
        self.line = 1

    def skip(self, sign: str, *, unless: str = "") -> None:
        """Go past a sign, or stand before the other one. Raises ValueError where there is neither."""
        found = self._next()
        if found == sign:
            self._go(1)
        elif not unless or found != unless:
            raise ValueError(f"{found!r} stands where {sign!r} is expected" if found else "it ends too early")

    def at_end(self, sign: str) -> bool:
        return self._next() == sign

    def item(self) -> object:
        self._next()
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self._place)
            except ValueError:
                if not self._more():
                    raise
                continue
            used = end - self._place
            # A number may go on in what is not read yet, and so is decoded again.
            if end < len(self._text) or not self._more():
                self._go(used)
                return value

    def _next(self) -> str:
        """Return the sign after blanks, "" at the end of the file."""
        while True:
            rest = len(self._text) - self._place
            while rest and self._text[self._place] in _BLANK:
                self._go(1)
                rest -= 1
            if rest or not self._more():
                return self._text[self._place : self._place + 1]

    def _go(self, count: int) -> None:
        self.line += self._text.count("\n", self._place, self._place + count)
        self._place += count

    def _more(self) -> bool:
        # Twice as much each time, so that a long item is not tried again for every megabyte.
        read = self._file.read(max(_CHUNK, len(self._text) - self._place))
        self._text, self._place = self._text[self._place :] + read, 0
        return bool(read)
