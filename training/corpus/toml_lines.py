"""The line of a TOML file that sets something, for complaints: the parser of the standard library does not tell."""

import re
from collections.abc import Sequence

_TABLE = re.compile(r"\s*\[\[?([^\[\]]+)\]")
_KEY = re.compile(r"\s*([A-Za-z0-9_\"'.-]+)\s*=")


def line_of(text: str, place: Sequence[str]) -> int:
    """Return the line, counted from 1, that sets what stands at a place, or the nearest that holds it; 0 for none.

    >>> line_of("a = 1\\n[generate]\\ncalls = 0\\n", ["generate", "calls"])
    3
    """
    table: list[str] = []
    found, nearest = 0, 0
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _TABLE.match(line):
            table = path = _names(header[1])
        elif key := _KEY.match(line):
            path = [*table, *_names(key[1])]
        else:
            continue
        if len(path) > nearest and list(place[: len(path)]) == path:
            found, nearest = number, len(path)
    return found


def _names(dotted: str) -> list[str]:
    return [part.strip().strip("\"'") for part in dotted.split(".")]
