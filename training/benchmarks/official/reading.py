"""Read the records of official files, and say of what is missing, cut off or altered where it stands.

A `Row` is a JSON object and its place, "val.jsonl, line 12"; asking it for a field of another shape raises BadSetting
that names place and field.
"""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from models.corpus_files.json_values import json_values
from models.corpus_files.lines import BadLine
from models.errors import BadSetting
from models.records import without_surrogates

_SHOWN = 40  # characters of a wrong value that a refusal quotes


class Row(NamedTuple):
    """An object of a file of others: `values` may hold anything."""

    place: str
    values: Mapping[str, Any]

    def has(self, name: str) -> bool:
        return self.values.get(name) is not None

    def text(self, name: str) -> str:
        """Return a text that is not empty."""
        value = self._value(name)
        if not isinstance(value, str) or not value.strip():
            self.refuse(name, "not a text")
        return self.whole_text(name, value)

    def whole_text(self, name: str, text: str) -> str:
        """Return a text of a field, which JSON can give half characters that nothing else can hold."""
        if without_surrogates(text) != text:
            self.refuse(name, "with half of a character")
        return text

    def whole(self, name: str, below: int | None = None) -> int:
        """Return a whole number from 0, less than `below` if that is given."""
        value = self._value(name)
        if isinstance(value, bool) or not isinstance(value, int) or value < 0 or (below is not None and value >= below):
            self.refuse(name, "not a whole number" if below is None else f"not a number from 0 to {below - 1}")
        return value

    def number(self, name: str) -> float:
        """Return a finite number; JSON of Python has NaN and infinity, too."""
        value = self._value(name)
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            self.refuse(name, "not a finite number")
        return float(value)

    def texts(self, name: str, count: int | None = None) -> tuple[str, ...]:
        """Return a list of texts, so many of them if `count` is given."""
        value = self.list(name, count)
        if not all(isinstance(each, str) for each in value):
            self.refuse(name, "not a list of texts")
        return tuple(self.whole_text(name, each) for each in value)

    def list(self, name: str, count: int | None = None) -> Sequence[Any]:
        """Return a list, so many values long if `count` is given."""
        value = self._value(name)
        if not isinstance(value, list) or (count is not None and len(value) != count):
            self.refuse(name, "not a list" if count is None else f"not a list of {count}")
        return value

    def rows(self, name: str) -> Iterator["Row"]:
        """Yield the objects of a list."""
        for number, value in enumerate(self.list(name)):
            place = f'{self.place}, "{name}"[{number}]'
            if not isinstance(value, dict):
                raise BadSetting(f"{place}, is {_shown(value)}, not an object.")
            yield Row(place, value)

    def row(self, name: str) -> "Row":
        value = self._value(name)
        if not isinstance(value, dict):
            self.refuse(name, "not an object")
        return Row(f'{self.place}, "{name}"', value)

    def refuse(self, name: str, reason: str) -> NoReturn:
        """Raise BadSetting that says what is wrong with a field."""
        raise BadSetting(f'{self.place}: its "{name}" is {_shown(self.values.get(name))}, {reason}.')

    def _value(self, name: str) -> Any:
        if name not in self.values:
            raise BadSetting(f'{self.place}, has no "{name}"; is it a file of this benchmark, and whole?')
        return self.values[name]


def rows_of(path: Path) -> Iterator[Row]:
    """Yield the objects of JSON lines, or of a JSON array. Raises BadSetting for what is none."""
    for line, value in json_values(path):
        if isinstance(value, BadLine):
            raise BadSetting(f"{path}, line {value.line}, cannot be used: {value.reason}.")
        yield Row(f"{path}, line {line}", value)


def object_of(path: Path) -> Row:
    """Return the object that a file is. Raises BadSetting for what is none."""
    value = json_of(path)
    if not isinstance(value, dict):
        raise BadSetting(f"{path} holds {_shown(value)}, not a JSON object.")
    return Row(str(path), value)


def json_of(path: Path) -> Any:
    """Return what a JSON file holds. Raises BadSetting with the line where it stops being JSON."""
    try:
        return json.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise BadSetting(f"{path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise BadSetting(f"{path} cannot be used: it is not UTF-8 text.") from None
    except json.JSONDecodeError as problem:
        raise BadSetting(f"{path}, line {problem.lineno}, cannot be used: it is not JSON ({problem.msg}).") from None
    except RecursionError:
        raise BadSetting(f"{path} cannot be used: its lists stand in each other too deeply.") from None


def find_file(folder: Path, *names: str) -> Path:
    """Return the first of the files that is in a folder. Raises BadSetting that names what was looked for."""
    found = next((folder / name for name in names if (folder / name).is_file()), None)
    if found is None:
        raise BadSetting(f"{folder} has no {' and no '.join(names)}; give the folder that holds the official files.")
    return found


def _shown(value: Any) -> str:
    text = without_surrogates(json.dumps(value, ensure_ascii=False, default=str))
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."
