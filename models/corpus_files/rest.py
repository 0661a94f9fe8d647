"""What a foreign layout has no place for travels in it as one text, so that every layout gives back what went in.

The text stands under the key `deixis` and is JSON: the fields that reading the layout alone would lose or change. It is
a text and not an object, for loaders of tables want one type in every line. Where a line was edited since, what stands
in the layout wins.
"""

import json
from collections.abc import Callable
from typing import Any

import orjson

from models.corpus_files.entries import SHOWN

KEY = "deixis"

Show = Callable[[dict[str, Any], str], dict[str, Any]]  # the fields of an entry and a critic's name, to a line
Read = Callable[[dict[str, Any]], dict[str, Any]]

_TOLD = ("qar", "regions", "scores", "split", "id", "image")  # what layouts tell, and so what may have been edited
_FIELDS = ("id", "image", "image_id", "regions", "qar", "origin", "scores", "split", "marks")
_EMPTY: dict[str, Any] = {"image_id": "", "regions": [], "origin": {}, "scores": {}, "split": "train", "marks": []}


def with_rest(fields: dict[str, Any], critic: str, *, show: Show, read: Read) -> dict[str, Any]:
    """Return the line of a layout, and beside it the fields that the line alone does not give back."""
    line = show(fields, critic)
    back = read(line)
    rest = {name: fields[name] for name in _FIELDS if back.get(name, _EMPTY.get(name)) != fields[name]}
    if "scores" in rest:
        rest["critic"] = critic
    if SHOWN in fields and back["image"] == fields[SHOWN]:
        rest[SHOWN] = fields[SHOWN]
    return {**line, KEY: orjson.dumps(rest).decode()} if rest else line


def read_with_rest(line: dict[str, Any], *, show: Show, read: Read) -> dict[str, Any]:
    """Return the fields of a line that may have a rest. Raises ValueError with the reason."""
    back = read(line)
    if KEY not in line:
        return back
    rest = _rest(line[KEY])
    critic, shown = str(rest.pop("critic", "")), rest.pop(SHOWN, None)
    if shown is not None and back["image"] == shown:
        back["image"] = rest.get("image", shown)
    whole = _EMPTY | back | rest
    as_shown = whole if shown is None else {**whole, SHOWN: shown}
    try:
        unedited = all(line.get(name) == each for name, each in show(as_shown, critic).items())
    except (KeyError, TypeError, ValueError, AttributeError):
        unedited = False  # a rest that is none of ours says nothing about the line
    return whole if unedited else back | {name: each for name, each in rest.items() if name not in _TOLD}


def _rest(text: object) -> dict[str, Any]:
    try:
        rest = json.loads(text) if isinstance(text, str) else text
    except ValueError as problem:
        raise ValueError(f'its "{KEY}" is not JSON: {problem}') from None
    if not isinstance(rest, dict) or rest.keys() - {*_FIELDS, "critic", SHOWN}:
        raise ValueError(f'its "{KEY}" is not what an export writes there; take that key out of the line')
    return rest
