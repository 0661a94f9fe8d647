"""Read a JSON file of any size item by item: a list, or one list of an object, and no more than an item in memory."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from models.errors import BadSetting

_CHUNK = 1 << 20  # characters
_LARGEST_ITEM = 1 << 26  # characters
_BLANKS = " \t\n\r"
_ENDS = _BLANKS + ",:]}"


def json_items(path: Path, key: str | None = None) -> Iterator[Any]:  # Any: whatever the file holds
    """Yield the items of the list that the file is, or of the list that an object has under a key.

    Raises BadSetting when the file cannot be read, is not JSON, or has no such list.
    """
    try:
        with path.open(encoding="utf-8-sig") as file:
            text = _Text(file)
            if key is None:
                text.expect("[", "list")
            else:
                _go_to(text, key)
            yield from _items(text)
    except OSError as error:
        raise BadSetting(f"{path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise BadSetting(f"{path} is not UTF-8 text, so it is not JSON.") from None
    except (ValueError, RecursionError) as problem:
        reason = "it is nested too deeply" if isinstance(problem, RecursionError) else str(problem)
        raise BadSetting(f"{path} cannot be read as JSON: {reason}.") from None


class _Text:
    """A text that is read in pieces; what has been used is let go."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file
        self._decoder = json.JSONDecoder()
        self._text = ""
        self._at = 0
        self._gone = 0

    def peek(self) -> str:
        """Return the next character that is no blank, "" at the end."""
        while True:
            while self._at < len(self._text) and self._text[self._at] in _BLANKS:
                self._at += 1
            if self._at < len(self._text) or not self._more(_CHUNK):
                return self._text[self._at : self._at + 1]

    def expect(self, character: str, what: str) -> None:
        """Step over a character. Raises ValueError when another one stands there."""
        if self.peek() != character:
            raise ValueError(f"at character {self._gone + self._at} there is no {what}")
        self._at += 1

    def value(self) -> Any:
        """Return the next value. Raises ValueError when there is none, or one that is too long."""
        self.peek()
        more = _CHUNK
        while True:
            try:
                value, end = self._decoder.raw_decode(self._text, self._at)
            except ValueError:
                if not self._more(more):
                    raise ValueError(f"the value at character {self._gone + self._at} is damaged or cut off") from None
            else:
                # Where what was read ends, a number may go on: of 7.25 the 7 is one, too.
                following = self._text[end : end + 1]
                if (following and following in _ENDS) or not self._more(more):
                    self._at = end
                    return value
            more *= 2  # or a long value would be tried over and over
            if len(self._text) - self._at > _LARGEST_ITEM:
                raise ValueError(f"the value at character {self._gone + self._at} is longer than {_LARGEST_ITEM}")

    def _more(self, size: int) -> bool:
        piece = self._file.read(size)
        self._gone += self._at
        self._text, self._at = self._text[self._at :] + piece, 0
        return bool(piece)


def _go_to(text: _Text, key: str) -> None:
    """Step into the list that the object has under the key, over what stands before it."""
    text.expect("{", "object")
    while text.peek() == '"':
        name = text.value()
        text.expect(":", '":"')
        if name == key:
            return text.expect("[", f'list, which "{key}" has to be')
        _skip(text)
        if text.peek() == ",":
            text.expect(",", "comma")
    raise ValueError(f'it has no "{key}"')


def _skip(text: _Text) -> None:
    if text.peek() != "[":
        text.value()
        return
    text.expect("[", "list")
    for _ in _items(text):
        pass


def _items(text: _Text) -> Iterator[Any]:
    """Yield the items of a list whose bracket was stepped over, and step over its end."""
    if text.peek() == "]":
        return text.expect("]", "end")
    while True:
        yield text.value()
        if text.peek() != ",":
            return text.expect("]", "end of the list")
        text.expect(",", "comma")
